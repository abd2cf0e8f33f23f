"""The store on SQLite and on PostgreSQL: schema, invariants, and the verbs over them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select
from sqlalchemy.exc import IntegrityError, StatementError

from matcher import vetting as rules
from matcher.bootstrap import Services
from matcher.database import Base
from matcher.errors import ConsentMissing, NotAnEvaluation, NotFound, NotPublishable, WrongState
from matcher.models import Consent, Employer, Jobseeker, VacancyRow, Vetting, WorkExperience
from matcher.profile import Hours, LanguageHeld, Money
from matcher.services import consents, installation, jobseekers, publishing, vacancies, vetting
from matcher.services.jobseekers import Answers
from matcher.vocabulary import ConsentPurpose, Level, Licence, PayPeriod, Qualification, Shift, VacancyState, VettingState
from tests import factories
from tests.factories import NOW

NOTHING = Answers(*(None,) * 11)


def test_the_migrated_schema_is_the_models(store: Services) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
        found = inspect(connection)
        for table in Base.metadata.sorted_tables:
            stored = {check["name"] for check in found.get_check_constraints(table.name)}
            wanted = {check.name for check in table.constraints if check.__class__.__name__ == "CheckConstraint"}
            assert wanted <= stored, table.name


def test_migrating_again_changes_nothing(store: Services) -> None:
    store.migrate()
    with store.transaction(writes=False) as session:
        assert not installation.is_evaluation(session)


def test_moments_come_back_as_they_went_in(store: Services) -> None:
    with store.transaction() as session:
        made = factories.employer(session, "a", valid_until=NOW + timedelta(days=1, microseconds=7))
    with store.transaction(writes=False) as session:
        read = session.get_one(Employer, made.id).vettings[0]
        assert read.valid_until == NOW + timedelta(days=1, microseconds=7)
        assert read.valid_until.tzinfo is not None


def test_a_moment_without_zone_is_refused(store: Services) -> None:
    with pytest.raises(StatementError, match="without a time zone"), store.transaction() as session:
        factories.employer(session, "a", valid_until=datetime(2027, 1, 1))


@pytest.mark.parametrize(
    "broken",
    [
        lambda session, owner: factories.vacancy_row(session, owner, "A-1"),
        lambda session, owner: factories.vacancy_row(session, owner, "B", minimum_age=17),
        lambda session, owner: factories.vacancy_row(session, owner, "B", hours_week=200),
        lambda session, owner: factories.vacancy_row(session, owner, "B", pay_currency=None),
        lambda session, owner: factories.vacancy_row(session, owner, "B", positions=0),
        lambda session, owner: factories.employer(session, "owner"),
        lambda session, owner: session.add(Vetting(employer_id=owner.id, state=VettingState.SUSPENDED)),
        lambda session, owner: session.add(Vetting(employer_id=9999, state=VettingState.APPLICATION)),
        lambda session, owner: factories.employer(session, "b", valid_until=NOW - timedelta(days=500)),
        lambda session, owner: factories.employer(session, "b", valid_until=None),
    ],
)
def test_the_database_itself_refuses(store: Services, broken) -> None:
    with store.transaction() as session:
        factories.vacancy_row(session, factories.employer(session, "owner"), "A-1")
    with pytest.raises(IntegrityError), store.transaction() as session:
        broken(session, session.scalar(select(Employer)))
        session.flush()


@pytest.mark.parametrize("state", list(VettingState))
@pytest.mark.parametrize("begin", [-2, 0, 1])
@pytest.mark.parametrize("end", [-1, 0, 1])
def test_in_force_is_the_same_in_words_and_in_the_database(store: Services, state: VettingState, begin: int, end: int) -> None:
    """Validity is [from, until): the first moment counts, the last one does not."""
    if begin >= end:
        return
    with store.transaction() as session:
        dates = {"valid_from": NOW + timedelta(seconds=begin), "valid_until": NOW + timedelta(seconds=end)}
        made = factories.employer(session, "a", state, **dates)
        expected = rules.is_in_force(state, dates["valid_from"], dates["valid_until"], [], NOW)
        assert (made.id in vetting.in_force(session, NOW)) is expected
        assert expected is (state is VettingState.GRANTED and begin <= 0 < end)


def test_a_suspended_employers_vacancies_are_gone_at_once(store: Services) -> None:
    with store.transaction() as session:
        row = factories.vacancy_row(session, factories.employer(session, "a"), "A-1")
        assert vacancies.show(session, row.id, NOW).title == "Soldador"
        factories.suspend(session, "a", "documents held", NOW)
        with pytest.raises(NotFound):
            vacancies.show(session, row.id, NOW)
        with pytest.raises(WrongState):
            factories.suspend(session, "a", "again", NOW)
        with pytest.raises(NotFound):
            factories.suspend(session, "nobody", "x")


def test_publishing_names_what_is_missing(store: Services) -> None:
    with store.transaction() as session:
        owner = factories.employer(session, "a")
        row = factories.vacancy_row(session, owner, "A-1", state=VacancyState.DRAFT, place=None, pay_amount=None)
        with pytest.raises(NotPublishable) as caught:
            publishing.publish(session, row)
        assert caught.value.facts["problems"] == [("place", "MISSING"), ("pay", "MISSING")]
        assert row.state is VacancyState.DRAFT


def test_without_consent_nothing_is_stored(store: Services) -> None:
    with store.transaction() as session:
        one = factories.user(session, factories.centre(session, "c"), "a@x.example")
        with pytest.raises(ConsentMissing):
            jobseekers.register(session, one, "Ana", "es", consented=False)
        assert session.scalar(select(func.count()).select_from(Jobseeker)) == 0


def test_a_profile_keeps_words_and_tells_none_from_not_asked(store: Services) -> None:
    words = "  fui soldador…\n4 años 👷 "
    with store.transaction() as session:
        one = factories.user(session, factories.centre(session, "c"), "a@x.example")
        person = jobseekers.register(session, one, "Ana", "es", consented=True)
        jobseekers.add_experience(session, person, words, "es", 48)
        jobseekers.set_skills(session, person, [])
        jobseekers.set_languages(session, person, [LanguageHeld("es", Level.C2), LanguageHeld("quc")])
        number = person.public_id
    with store.transaction() as session:
        person = jobseekers.get(session, one, number)
        profile = jobseekers.profile(session, person)
        assert profile.experiences[0].text == words
        assert profile.skills == ()
        assert profile.languages == (LanguageHeld("es", Level.C2), LanguageHeld("quc"))
        assert profile.permits is profile.countries is profile.licences is profile.qualifications is profile.hours is None
        full = Answers(
            1990, ("ES",), (), ("GT", "ES"), (Licence.FORKLIFT,), (Qualification.WELDER,), (Shift.DAY,), Hours(20, 40),
            Money(900, "EUR", PayPeriod.MONTH), True, date(2027, 1, 1),
        )  # fmt: skip
        jobseekers.set_answers(session, person, full)
        told = jobseekers.profile(session, person)
        assert (told.countries, told.refused_countries, set(told.permits)) == (("ES",), (), {"ES", "GT"})
        assert (told.licences, told.qualifications, told.shifts) == (full.licences, full.qualifications, full.shifts)
        assert (told.hours, told.pay_floor, told.accommodation_needed) == (full.hours, full.pay_floor, True)
        jobseekers.set_answers(session, person, NOTHING)
        assert jobseekers.profile(session, person).permits is None


def test_another_centres_jobseeker_does_not_exist(store: Services) -> None:
    with store.transaction() as session:
        one = factories.user(session, factories.centre(session, "c"), "a@x.example")
        other = factories.user(session, factories.centre(session, "d"), "b@x.example")
        person = jobseekers.register(session, one, "Ana", "es", consented=True)
        assert jobseekers.get(session, one, person.public_id) is person
        with pytest.raises(NotFound):
            jobseekers.get(session, other, person.public_id)
        assert jobseekers.of_centre(session, other) == []


def test_a_withdrawn_consent_ends_everything_at_once(store: Services) -> None:
    with store.transaction() as session:
        one = factories.user(session, factories.centre(session, "c"), "a@x.example")
        person = jobseekers.register(session, one, "Ana", "es", consented=True)
        jobseekers.add_experience(session, person, "soldador", "es")
        consents.withdraw(session, person, ConsentPurpose.MATCHING)
        with pytest.raises(NotFound):
            jobseekers.get(session, one, person.public_id)
        for use in (
            lambda: jobseekers.profile(session, person),
            lambda: jobseekers.add_experience(session, person, "x", "es"),
            lambda: jobseekers.set_skills(session, person, []),
            lambda: jobseekers.set_languages(session, person, []),
            lambda: jobseekers.set_answers(session, person, NOTHING),
        ):
            with pytest.raises(ConsentMissing):
                use()


def test_erasing_leaves_no_row_behind(store: Services) -> None:
    with store.transaction() as session:
        one = factories.user(session, factories.centre(session, "c"), "a@x.example")
        person = jobseekers.register(session, one, "Ana", "es", consented=True)
        jobseekers.add_experience(session, person, "soldador", "es")
        jobseekers.set_languages(session, person, [LanguageHeld("es")])
        jobseekers.erase(session, person)
        for table in (Jobseeker, WorkExperience, Consent):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_an_installation_is_of_one_kind_for_good(store: Services) -> None:
    with store.transaction() as session:
        with pytest.raises(NotAnEvaluation):
            installation.mark(session, evaluation=True)
        installation.mark(session, evaluation=False)


def test_a_failed_transaction_leaves_nothing(store: Services) -> None:
    with pytest.raises(RuntimeError), store.transaction() as session:
        factories.vacancy_row(session, factories.employer(session, "a"), "A-1")
        raise RuntimeError
    with store.transaction(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(VacancyRow)) == 0
