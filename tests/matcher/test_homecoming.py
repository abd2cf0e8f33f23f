"""Coming home: local vacancies first and each once, no score changed by it, what is counted is counted of what is open there."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from matcher import homecoming
from matcher.bootstrap import Services
from matcher.database import now
from matcher.explanation import Match, Reason
from matcher.homecoming import Home
from matcher.models import Employer, Jobseeker, User, VacancyRow
from matcher.profile import Lives, Profile, Region
from matcher.services import jobseekers, matches, returning, vacancies
from matcher.services.jobseekers import Answers
from matcher.vocabulary import FitCode, JudgementReason, JudgementVerdict, Ring
from occupations import builtin
from tests import factories

NOTHING = Answers(*[None] * 11)
placed = st.builds(
    lambda number, country, region, score: Match(factories.vacancy(id=number, country=country, region=region), score, (), (), ()),
    st.integers(1, 999), st.sampled_from([None, "HN", "MX"]), st.sampled_from([None, "Cortés", "CORTÉS", "Yoro"]), st.floats(0, 1),
)  # fmt: skip
homes = st.builds(Home, st.sampled_from(["HN", "MX"]), st.sampled_from([(), ("cortés",), ("Yoro", "Cortés")]))


@given(many=st.lists(placed, max_size=12, unique_by=lambda one: one.vacancy.id), home=homes)
def test_every_match_is_in_one_ring_in_the_order_given_and_the_nearest_ring_comes_first(many: list[Match], home: Home) -> None:
    found = homecoming.rings(many, home)
    assert Counter(id(one) for inside in found.values() for one in inside) == Counter(map(id, many))
    assert list(found) == [ring for ring in Ring if ring in found]
    for ring, inside in found.items():
        assert [many.index(one) for one in inside] == sorted(many.index(one) for one in inside)
        for one in inside:
            at_home, region = one.vacancy.country == home.country, (one.vacancy.region or "").casefold()
            near = at_home and region in {name.casefold() for name in home.regions}
            assert (ring is Ring.REGION, ring is Ring.ELSEWHERE) == (near, not at_home)


@pytest.mark.parametrize(
    ("profile", "regions"),
    [
        (Profile(), ()),
        (Profile(lives=Lives("HN", "Yoro")), ("Yoro",)),
        (Profile(lives=Lives("MX", "Chiapas")), ()),
        (Profile(lives=Lives("HN", "Yoro"), regions=(Region("HN", "Cortés"), Region("MX", "Jalisco"))), ("Cortés",)),
    ],
)
def test_near_is_what_was_named_else_where_the_person_lives(profile: Profile, regions: tuple[str, ...]) -> None:
    assert homecoming.home_of(profile, "HN") == Home("HN", regions)


def test_skills_to_learn_are_those_most_asked_for() -> None:
    def asking(*skills: str) -> Match:
        return Match(factories.vacancy(), 0.5, (), (Reason(FitCode.SKILLS, {"missing": list(skills), "asked": 3}),), ())

    asked = [asking("a", "b"), asking("b"), asking("b", "c"), Match(factories.vacancy(), 0.5, (), (), ())]
    assert homecoming.skills_to_learn(asked) == (("b", 3), ("a", 1), ("c", 1))
    assert homecoming.skills_to_learn([]) == ()


def test_work_has_the_names_of_home_and_near_work_that_is_open_there() -> None:
    taxonomy, open_there = builtin.load(), {"7212": 3, "7213": 2, "5120": 9, "7214": 0}
    (work,) = homecoming.work_at_home(taxonomy, ["7212", "7212"], Home("GT"), open_there)
    assert (work.isco08, work.count) == ("7212", 3)
    assert "7213" in [one.isco08 for one in work.near]
    assert not {"7212", "5120", "7214"} & {one.isco08 for one in work.near}
    said = {one.text for one in taxonomy.labels_of("7212") if "GT" in one.regions}
    assert {name for _, name in work.said} <= said


def settle(store: Services) -> tuple[str, dict[str, int]]:
    """A welder who comes back to Cortés, and vacancies by external number: near home, at home, abroad, and one of nobody in force."""
    made: dict[str, int] = {}
    with store.transaction() as session:
        user = factories.user(session, factories.centre(session, "c"), "k@c.example")
        person = jobseekers.register(session, user, "Ana", "es", True)
        jobseekers.add_experience(session, person, "fui soldador", "es", occupation="7212")
        person.lives_in, person.region = "HN", "Cortés"
        jobseekers.set_answers(session, person, Answers(**{n: getattr(NOTHING, n) for n in Answers.__slots__} | {"returns_to": "HN"}))
        factories.employer(session, "a", valid_until=now().replace(year=2090))
        factories.employer(session, "gone", valid_until=now().replace(year=2090))
        factories.suspend(session, "gone")
        public = person.public_id
    with store.transaction() as session:
        owners = {one.slug: one for one in session.scalars(select(Employer))}
        wanted = {f"abroad-{n}": ("a", "ES", None) for n in range(45)}
        wanted |= {"near": ("a", "HN", "cortés"), "home": ("a", "HN", "Yoro"), "hidden": ("gone", "HN", "Cortés")}
        for name, (slug, country, region) in wanted.items():
            title = "Soldador" if name.startswith("abroad") else "Soldadora o soldador de estructuras"
            row = factories.vacancy_row(session, owners[slug], name, country=country, region=region, occupation="7212", title=title)
            vacancies.record_changes(session, [row])
            made[name] = row.id
    return public, made


def of(store: Services, public: str) -> matches.PersonsMatches:
    with store.transaction(writes=False) as session:
        person = session.scalars(select(Jobseeker).where(Jobseeker.public_id == public)).one()
        return matches.of_person(session, store.matching, person)


def test_local_vacancies_stand_first_however_many_there_are_abroad_and_keep_their_score(store: Services) -> None:
    public, made = settle(store)
    found = of(store, public)
    rings = {ring: [one.vacancy.id for one in inside] for ring, inside in found.rings(found.result.matches).items()}
    assert rings[Ring.REGION] == [made["near"]]
    assert rings[Ring.COUNTRY] == [made["home"]]
    assert len(rings[Ring.ELSEWHERE]) == matches.SHOWN
    assert made["hidden"] not in [one.vacancy.id for one in (*found.result.matches, *found.wrong)]
    with store.transaction() as session:
        person = session.scalars(select(Jobseeker)).one()
        person.returns_to = None
    without = of(store, public)
    assert without.home is None
    assert without.rings(without.result.matches) == {}
    with store.transaction(writes=False) as session:
        person = session.scalars(select(Jobseeker)).one()
        every = store.matching.match(session, jobseekers.profile(session, person), 100)
    scores = {one.vacancy.id: one.score for one in every.matches}
    assert all(one.score == scores[one.vacancy.id] for one in found.result.matches)


def test_a_judgement_holds_inside_its_ring_and_is_kept_with_its_place(store: Services) -> None:
    public, made = settle(store)
    with store.transaction() as session:
        person = session.scalars(select(Jobseeker)).one()
        user = session.scalars(select(User)).one()
        row = matches.judge(session, store.matching, person, made["home"], JudgementVerdict.WRONG, JudgementReason.KIND, "", user)
        assert row.position == 2
    found = of(store, public)
    assert [one.vacancy.id for one in found.wrong] == [made["home"]]


def test_what_work_is_at_home_is_counted_over_what_is_open_there(store: Services) -> None:
    public, _ = settle(store)
    with store.transaction(writes=False) as session:
        person = session.scalars(select(Jobseeker).where(Jobseeker.public_id == public)).one()
        profile = jobseekers.profile(session, person)
        shown = of(store, public)
        assert shown.home is not None
        (work, *_) = returning.work_at_home(session, store.matching, profile, shown.home, shown.result.links)
        rows = [store.matching.only(session, [n], now()) for n in session.scalars(select(VacancyRow.id).where(VacancyRow.country == "HN"))]
        assert (work.isco08, work.count) == ("7212", sum(len(one) for one in rows)) == ("7212", 2)
