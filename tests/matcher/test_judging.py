"""What counsellors say of matches orders and explains them, is kept with where they stood, and is measured without a person in it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from matcher import judging, ranking
from matcher.bootstrap import Services
from matcher.errors import ConsentMissing, InvalidInput, NotAllowed, NotFound
from matcher.explanation import Match
from matcher.judgement_figures import LEAST, Counted, Given, figures, shown
from matcher.models import Jobseeker, MatchJudgement, User, VacancyRow
from matcher.services import consents, jobseekers, judgements, matches, vacancies
from matcher.services.matches import PersonsMatches
from matcher.vocabulary import ConsentPurpose, JudgementReason, JudgementVerdict, Role
from tests import factories
from tests.factories import NOW

UP, DOWN, WRONG = JudgementVerdict.UP, JudgementVerdict.DOWN, JudgementVerdict.WRONG
KIND = JudgementReason.KIND
verdicts = st.sampled_from(list(JudgementVerdict))
ranked = st.lists(st.integers(1, 30), unique=True, max_size=20).map(
    lambda ids: [Match(factories.vacancy(id=number), round(1 - at / 100, 4), (), (), ()) for at, number in enumerate(ids)]
)


@given(ranked, st.dictionaries(st.integers(1, 40), verdicts))
def test_nothing_is_lost_nothing_comes_in_and_what_nobody_judged_keeps_its_order(many: list[Match], said: dict) -> None:
    found = judging.judged(many, said)
    assert Counter(one.vacancy.id for one in (*found.matches, *found.wrong)) == Counter(one.vacancy.id for one in many)
    kinds = [said.get(one.vacancy.id) for one in found.matches]
    assert kinds == sorted(kinds, key=[UP, None, DOWN].index)
    for kind in (UP, None, DOWN):
        assert [one for one in found.matches if said.get(one.vacancy.id) is kind] == [
            one for one in many if said.get(one.vacancy.id) is kind
        ]
    assert list(found.wrong) == [one for one in many if said.get(one.vacancy.id) is WRONG]
    # Judging what was judged changes nothing: the order does not depend on how often a page is drawn.
    assert judging.judged(found.matches, said).matches == found.matches


@given(ranked.filter(bool), st.data())
def test_places_say_how_far_a_verdict_moves(many: list[Match], data: st.DataObject) -> None:
    number = data.draw(st.sampled_from([one.vacancy.id for one in many]))
    stood = judging.position(many, number)
    assert judging.places(many, {number: UP}, number) == stood - 1
    assert judging.places(many, {number: DOWN}, number) == stood - len(many)
    assert judging.places(many, {number: WRONG}, number) is None
    assert judging.position(many, 99) is judging.places(many, {99: UP}, 99) is None


given_ones = st.builds(
    Given, verdicts, st.sampled_from(list(JudgementReason)), st.none() | st.sampled_from(["7212", "5120"]), st.none() | st.integers(-9, 9),
    st.just("w"),
)  # fmt: skip


@given(st.lists(given_ones, max_size=60))
def test_no_figure_rests_on_few(many: list[Given]) -> None:
    told = figures(many)
    assert (told.all is None) is (len(many) < LEAST)
    for groups in (told.by_reason, told.by_unit_group, told.by_weights):
        hidden = len(many) - sum(one.judged for one in groups.values())
        assert hidden == 0 or hidden >= LEAST or not groups
        for one in groups.values():
            assert one.judged >= LEAST
            # A share gives its number away: never one between none and all that is small on either side.
            assert one.wrong is None or not 0 < round(one.wrong * one.judged) < LEAST or round(one.wrong * one.judged) == one.judged
    for verdict, mean in told.moved.items():
        moved = [one.places for one in many if one.verdict == verdict and one.places is not None]
        assert len(moved) >= LEAST
        assert mean == round(sum(moved) / len(moved), 2)


def test_one_small_group_hides_another() -> None:
    """Else whoever knows the sum would know it."""
    assert shown({"a": 20, "b": 9, "c": 2}) == ["a"]
    assert shown({"a": 20, "b": 9, "c": 5}) == ["a", "b", "c"]
    assert shown({"a": 20, "b": 9, "c": 3, "d": 2}) == ["a", "b"]
    assert shown({"a": 3}) == shown({}) == []


def test_the_figures() -> None:
    wrong = [Given(WRONG, KIND, "7212", None, "w")] * 6
    up = [Given(UP, JudgementReason.WANTED, "5120", places, "w") for places in (2, 4, 6, 8, 10, 0)]
    told = figures([*wrong, *up])
    assert told.all == Counted(12, 0.5)
    assert told.moved == {"up": 5.0}
    assert told.by_reason == {"kind": Counted(6, 1.0), "wanted": Counted(6, 0.0)}
    assert told.by_unit_group == {"5120": Counted(6, 0.0), "7212": Counted(6, 1.0)}


@pytest.fixture
def ana(store: Services) -> int:
    """Somebody of centre "one" who has welded, and five vacancies."""
    with store.transaction() as session:
        centre = factories.centre(session, "one")
        counsellor = factories.user(session, centre, "counsellor@one.example")
        factories.user(session, factories.centre(session, "two"), "counsellor@two.example")
        person = jobseekers.register(session, counsellor, "Ana", "es", True)
        jobseekers.add_experience(session, person, "soldadora", "es", occupation="7212")
        owner = factories.employer(session, "e")
        titles = ("Soldador", "Soldador naval", "Calderero", "Cocinero", "Camarero")
        groups = ("7212", "7212", "7213", "5120", "5131")
        rows = [
            factories.vacancy_row(session, owner, title, title=title, description=title, occupation=group)
            for title, group in zip(titles, groups, strict=True)
        ]
        vacancies.record_changes(session, rows)
        return person.id


def of(store: Services, ana: int, top: int = 20) -> PersonsMatches:
    with store.transaction(writes=False) as session:
        return matches.of_person(session, store.matching, session.get_one(Jobseeker, ana), top, NOW)


def titles(of: tuple[Match, ...]) -> list[str]:
    return [one.vacancy.title for one in of]


def judge(store: Services, ana: int, title: str, verdict: JudgementVerdict, reason=KIND, note: str = "", who: str = "one") -> None:
    with store.transaction() as session:
        number = session.scalars(select(VacancyRow.id).where(VacancyRow.title == title)).one()
        by = session.scalars(select(User).where(User.email == f"counsellor@{who}.example")).one()
        matches.judge(session, store.matching, session.get_one(Jobseeker, ana), number, verdict, reason, note, by, NOW)


def test_a_judgement_is_kept_with_where_the_vacancy_stood(store: Services, ana: int) -> None:
    before = of(store, ana)
    order = titles(before.result.matches)
    judge(store, ana, order[3], UP, note="  knows the house ")
    judge(store, ana, order[0], DOWN)
    judge(store, ana, order[1], WRONG)
    after = of(store, ana)
    assert titles(after.result.matches) == [order[3], order[2], order[4], order[0]]
    assert titles(after.wrong) == [order[1]]
    assert titles(after.ranked) == order
    # What rules and scores say is untouched.
    assert {one.vacancy.id: one for one in before.ranked} == {one.vacancy.id: one for one in (*after.result.matches, *after.wrong)}
    with store.transaction(writes=False) as session:
        kept = {one.vacancy.title: one for one in session.scalars(select(MatchJudgement))}
        assert {title: (one.position, one.places) for title, one in kept.items()} == {
            order[3]: (4, 3), order[0]: (1, -4), order[1]: (2, None),
        }  # fmt: skip
        assert kept[order[3]].score == before.ranked[3].score
        assert kept[order[3]].note == "knows the house"
        assert kept[order[3]].weights == judgements.WEIGHTS != repr(ranking.WEIGHTS)
        assert after.said[kept[order[3]].vacancy_id].by == "counsellor"


def test_a_later_one_takes_its_place_and_one_taken_back_leaves_nothing(store: Services, ana: int) -> None:
    order = titles(of(store, ana).ranked)
    judge(store, ana, order[4], UP, JudgementReason.WANTED)
    judge(store, ana, order[4], WRONG, JudgementReason.UNWANTED)
    assert titles(of(store, ana).wrong) == [order[4]]
    with store.transaction() as session:
        one = session.scalars(select(MatchJudgement)).one()
        assert (one.verdict, one.position) == (WRONG, 5)  # as ranked, whatever was said before
        person, by = session.get_one(Jobseeker, ana), session.scalars(select(User)).first()
        judgements.take_back(session, person, one.vacancy_id, by)
        judgements.take_back(session, person, one.vacancy_id, by)
    assert titles(of(store, ana).result.matches) == order


def test_what_was_judged_stays_on_the_page_and_takes_no_place_there(store: Services, ana: int) -> None:
    order = titles(of(store, ana).ranked)
    judge(store, ana, order[4], UP)
    judge(store, ana, order[3], WRONG)
    judge(store, ana, order[0], WRONG)
    found = of(store, ana, top=1)
    assert titles(found.result.matches) == [order[4], order[1]]
    assert titles(found.wrong) == [order[0], order[3]]
    assert {one.vacancy.id: one.score for one in of(store, ana).ranked} == {
        one.vacancy.id: one.score for one in (*of(store, ana).result.matches, *found.wrong)
    }


def test_a_judgement_lets_nothing_through(store: Services, ana: int) -> None:
    """Neither past a rule nor past the gate at that moment, whatever was said before the one or the other changed."""
    order = titles(of(store, ana).ranked)
    for title, verdict in zip(order, (UP, WRONG, DOWN, UP), strict=False):
        judge(store, ana, title, verdict)
    with store.transaction() as session:
        session.get_one(Jobseeker, ana).countries = ["ES"]
        row = session.scalars(select(VacancyRow).where(VacancyRow.title == order[0])).one()
        row.country = "FR"
        vacancies.record_changes(session, [row])
    assert order[0] not in titles(of(store, ana).result.matches)
    with pytest.raises(NotFound):
        judge(store, ana, order[0], DOWN)
    with store.transaction() as session:
        factories.suspend(session, "e", at=NOW - timedelta(hours=1))
    found = of(store, ana)
    assert (found.result.matches, found.wrong, found.ranked) == ((), (), ())
    with pytest.raises(NotFound):
        judge(store, ana, order[1], UP)


def test_only_a_counsellor_of_the_centre_and_with_a_reason_that_fits(store: Services, ana: int) -> None:
    order = titles(of(store, ana).ranked)
    with pytest.raises(NotAllowed):
        judge(store, ana, order[0], UP, who="two")
    for verdict, reason, note in (
        (UP, JudgementReason.UNWANTED, ""), (WRONG, JudgementReason.WANTED, ""), (DOWN, JudgementReason.WANTED, ""),
        (DOWN, JudgementReason.OTHER, " "), (DOWN, KIND, "x" * 501),
    ):  # fmt: skip
        with pytest.raises(InvalidInput):
            judge(store, ana, order[0], verdict, reason, note)
    with store.transaction() as session:
        officer = factories.user(session, session.scalars(select(User)).first().centre, "officer@one.example", Role.VETTING_OFFICER)
        with pytest.raises(NotAllowed):
            judgements.take_back(session, session.get_one(Jobseeker, ana), 1, officer)
        assert session.scalars(select(MatchJudgement)).all() == []


def test_without_consent_nothing_is_kept_shown_or_measured(store: Services, ana: int) -> None:
    order = titles(of(store, ana).ranked)
    for title in order:
        judge(store, ana, title, WRONG)
    with store.transaction() as session:
        assert judgements.figures(session).all == Counted(5, 1.0)
        consents.withdraw(session, session.get_one(Jobseeker, ana), ConsentPurpose.MATCHING)
        assert judgements.figures(session).all is None
    for ask in (lambda: of(store, ana), lambda: judge(store, ana, order[0], UP)):
        with pytest.raises(ConsentMissing):
            ask()
    with store.transaction() as session:
        jobseekers.erase(session, session.get_one(Jobseeker, ana))
    with store.transaction(writes=False) as session:
        assert session.scalars(select(MatchJudgement)).all() == []
