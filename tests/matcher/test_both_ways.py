"""Who fits a vacancy: the same score both ways, only people of the own centre who agree, and nobody whom a rule leaves out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.errors import NotAllowed, NotFound
from matcher.models import Jobseeker, User, VacancyRow
from matcher.pipeline import JobMatcher
from matcher.profile import Experience, LanguageHeld, Profile
from matcher.services import consents, jobseekers, matches, people, reading, referrals, vacancies
from matcher.services.people import Fitting
from matcher.vocabulary import ConsentPurpose, JudgementReason, JudgementVerdict, Level, Role, Shared, Shift, VacancyState
from tests import factories
from tests.factories import NOW
from tests.matcher.test_eligibility import few
from tests.matcher.test_judging import titles

SPOKEN = st.builds(LanguageHeld, st.sampled_from(["es", "en"]), st.none() | st.sampled_from(Level))
MATCHING, PROPOSING = ConsentPurpose.MATCHING, ConsentPurpose.PROPOSING
WORDS = ["fui soldador en un astillero", "cuidaba niños y cocinaba", "peón agrícola", "trabajé de albañil y de chofer", "hice de todo"]
told = st.builds(
    Experience, st.sampled_from(WORDS), st.sampled_from(["es", None]), st.none() | st.integers(0, 90),
    st.none() | st.sampled_from(["7212", "5120"]),
)  # fmt: skip
somebody = st.builds(
    Profile,
    experiences=few(told),
    skills=st.none() | st.lists(st.sampled_from(["weld-arc", "use-power-tools"]), unique=True).map(tuple),
    languages=st.none() | few(SPOKEN, lambda one: one.code),
    countries=st.none() | few(st.sampled_from(["ES", "MX"])),
    permits=st.none() | few(st.sampled_from(["ES", "MX"])),
    shifts=st.none() | few(st.sampled_from(Shift)),
    birth_year=st.none() | st.integers(1960, 2010),
    refused_countries=st.none() | st.just(("ES",)),
)  # fmt: skip


@pytest.fixture
def full(sqlite_store: Services) -> Services:
    """Vacancies of several kinds, places and needs."""
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "e")
        kinds = [("Soldador", "7212"), ("Cocinero", "5120"), ("Peón de campo", "9211"), ("Albañil", "7112"), ("Chofer", "8322")]
        rows = [
            factories.vacancy_row(
                session, owner, f"{title} {country} {at}", title=title, description=f"{title} en {country}", occupation=code,
                country=country, sponsorship=[True, False, None][at], minimum_age=[18, None, 25][at],
                shifts=[["night"], None, ["day"]][at], experience_months=[None, 24, None][at],
            )
            for title, code in kinds for country in ("ES", "MX") for at in range(3)
        ]  # fmt: skip
        vacancies.record_changes(session, rows)
    return sqlite_store


@settings(max_examples=25)
@given(profiles=st.lists(somebody, min_size=1, max_size=5), data=st.data())
def test_a_match_is_the_same_both_ways(full: Services, profiles: list[Profile], data: st.DataObject) -> None:
    """Score, reasons, gaps and questions, for each of many people asked about at once; and left out on one side means on the other."""
    with full.transaction(writes=False) as session:
        [vacancy] = reading.values(session, [data.draw(st.sampled_from(session.scalars(select(VacancyRow.id)).all()))])
        lists = [full.matching.match(session, profile, top=500, at=NOW).matches for profile in profiles]
        # Not from what was remembered: linked and encoded anew, all together.
        full.matching.matcher = JobMatcher(full.taxonomy, full.linker, full.encoder)
        found = full.matching.match_each(session, vacancy, profiles, NOW)
    assert found == [next((one for one in ranked if one.vacancy.id == vacancy.id), None) for ranked in lists]


@pytest.fixture
def centre(store: Services) -> Services:
    """Two centres, four people each, who agree to everything; one vacancy for a welder in Spain."""
    with store.transaction() as session:
        for slug in ("one", "two"):
            user = factories.user(session, factories.centre(session, slug), f"counsellor@{slug}.example")
            for name, code in (("Welder", "7212"), ("Smith", "7221"), ("Cook", "5120"), ("Nurse", "2221")):
                person = jobseekers.register(session, user, f"{name} {slug}", "es", True)
                jobseekers.add_experience(session, person, name, "en", occupation=code)
                consents.give(session, person, PROPOSING, "es", user.id)
        row = factories.vacancy_row(session, factories.employer(session, "e"), "A", sponsorship=None)
        vacancies.record_changes(session, [row])
    return store


def fit(store: Services, who: str = "counsellor@one.example", top: int = 30) -> list[Fitting]:
    with store.transaction(writes=False) as session:
        by = session.scalars(select(User).where(User.email == who)).one()
        number = session.scalars(select(VacancyRow.id)).one()
        return people.who_fit(session, store.matching, number, by, top, NOW)


def names(found: list[Fitting]) -> list[str]:
    return [one.person.name for one in found]


def change(store: Services, name: str, what: Callable[..., object]) -> None:
    with store.transaction() as session:
        what(session, session.scalars(select(Jobseeker).where(Jobseeker.name == name)).one())


def test_only_people_of_the_own_centre_best_first(centre: Services) -> None:
    assert names(fit(centre)) == ["Welder one", "Smith one", "Cook one", "Nurse one"]
    assert names(fit(centre, "counsellor@two.example", top=2)) == ["Welder two", "Smith two"]
    scores = [one.match.score for one in fit(centre)]
    assert scores == sorted(scores, reverse=True)
    with centre.transaction(writes=False) as session:
        for one in fit(centre):
            person = session.get_one(Jobseeker, one.person.id)
            assert matches.of_person(session, centre.matching, person, at=NOW).ranked == (one.match,)
            assert [question.code for question in one.match.questions if question.facts.get("unknown") == "profile"]


@pytest.mark.parametrize("purpose", [MATCHING, PROPOSING])
def test_a_consent_taken_back_takes_out_at_once(centre: Services, purpose: ConsentPurpose) -> None:
    change(centre, "Welder one", lambda session, person: consents.withdraw(session, person, purpose))
    assert names(fit(centre)) == ["Smith one", "Cook one", "Nurse one"]
    change(centre, "Welder one", lambda session, person: consents.give(session, person, purpose, "es", None))
    assert names(fit(centre))[0] == "Welder one"
    change(centre, "Welder one", lambda session, person: jobseekers.erase(session, person))
    assert names(fit(centre)) == ["Smith one", "Cook one", "Nurse one"]


@pytest.mark.parametrize("purpose", [MATCHING, PROPOSING])
def test_a_consent_taken_back_while_the_answer_is_worked_out(centre: Services, purpose: ConsentPurpose, monkeypatch) -> None:
    understand = JobMatcher.understand

    def slow(self, profiles):
        change(centre, "Smith one", lambda session, person: consents.withdraw(session, person, purpose))
        return understand(self, profiles)

    monkeypatch.setattr(JobMatcher, "understand", slow)
    assert names(fit(centre)) == ["Welder one", "Cook one", "Nurse one"]


def test_a_suspension_while_the_answer_is_worked_out(centre: Services, monkeypatch) -> None:
    understand = JobMatcher.understand

    def slow(self, profiles):
        with centre.transaction() as session:
            factories.suspend(session, "e", at=NOW)
        return understand(self, profiles)

    monkeypatch.setattr(JobMatcher, "understand", slow)
    with pytest.raises(NotFound):
        fit(centre)


def test_who_is_left_out_by_a_rule_is_not_there_and_unknown_is_asked(centre: Services) -> None:
    change(centre, "Welder one", lambda _, person: setattr(person, "countries", ["MX"]))
    change(centre, "Smith one", lambda _, person: setattr(person, "countries", ["ES"]))
    found = fit(centre)
    assert names(found) == ["Smith one", "Cook one", "Nurse one"]
    asked = {str(one.code) for one in found[1].match.questions}
    assert {"COUNTRY", "PERMIT"} <= asked
    assert "COUNTRY" not in {str(one.code) for one in found[0].match.questions}


@pytest.mark.parametrize("state", [VacancyState.DRAFT, VacancyState.CLOSED])
def test_the_vacancy_must_be_one_that_may_be_shown(centre: Services, state: VacancyState) -> None:
    with centre.transaction() as session:
        session.scalars(select(VacancyRow)).one().state = state
    with pytest.raises(NotFound):
        fit(centre)


def test_only_counsellors_ask(centre: Services) -> None:
    with centre.transaction() as session:
        of = session.scalars(select(User)).first().centre
        for role in (Role.VETTING_OFFICER, Role.EMPLOYER, Role.JOBSEEKER):
            factories.user(session, of, f"{role}@one.example", role)
    for role in (Role.VETTING_OFFICER, Role.EMPLOYER, Role.JOBSEEKER):
        with pytest.raises(NotAllowed):
            fit(centre, f"{role}@one.example")


def test_what_was_said_and_done_before_is_told(centre: Services) -> None:
    with centre.transaction() as session:
        by = session.scalars(select(User).where(User.email == "counsellor@one.example")).one()
        row = session.scalars(select(VacancyRow)).one()
        for name in ("Welder one", "Cook one"):
            person = session.scalars(select(Jobseeker).where(Jobseeker.name == name)).one()
            verdict = JudgementVerdict.WRONG if name == "Welder one" else JudgementVerdict.UP
            matches.judge(session, centre.matching, person, row.id, verdict, JudgementReason.PLACE, "", by, NOW)
        referrals.refer(session, person, row, [Shared.NAME], "", by, NOW)
    found = fit(centre)
    # Moved up in the person's own list is no reason to stand before others here.
    assert names(found) == ["Smith one", "Cook one", "Nurse one", "Welder one"]
    assert [one.said and str(one.said.verdict) for one in found] == [None, "up", None, "wrong"]
    assert [one.put_forward for one in found] == [False, True, False, False]
    assert all(one.said is None and not one.put_forward for one in fit(centre, "counsellor@two.example"))
    assert titles((found[0].match,)) == ["Soldador"]


def test_words_are_linked_once_and_not_kept(centre: Services, monkeypatch) -> None:
    linked: list[str] = []
    link_many = centre.linker.link_many
    monkeypatch.setattr(
        centre.linker, "link_many", lambda texts, *rest, **more: linked.extend(texts) or link_many(texts, *rest, **more)
    )  # fmt: skip
    words = "cuidaba niños y cocinaba con los Ixtacuba"
    for name in ("Welder one", "Smith one"):
        change(centre, name, lambda session, person: jobseekers.add_experience(session, person, words, "es"))
    assert [one.match for one in fit(centre)] == [one.match for one in fit(centre)]
    assert linked == [words]  # not what is confirmed, and each text once
    known = centre.matching.matcher._known
    assert len(known) == 1
    assert "ixtacuba" not in repr(vars(known)).lower()
