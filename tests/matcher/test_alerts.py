"""Saved searches: never twice, never missed, never what may not be shown, never without consent; the short way tells what the long does."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matcher.bootstrap import Services
from matcher.database import now
from matcher.models import Alerted, Employer, Jobseeker, MatchingRun, Notice, SavedSearch, User, VacancyRow, Vetting
from matcher.services import alerts, consents, jobseekers, vacancies
from matcher.services.alerts import Told
from matcher.services.vetting import in_force
from matcher.vocabulary import ConsentPurpose, NoticeCode, VacancyState, VettingState
from tests import factories
from tests.matcher.test_at_once import meanwhile

FAR = {"occupation": "5120", "title": "Cocinero", "description": "Cocinar."}


def begin(store: Services, colleagues: int = 1) -> None:
    """A welder, counsellors who watch for them, and one employer."""
    with store.transaction() as session:
        centre = factories.centre(session, "c")
        users = [factories.user(session, centre, f"k{n}@c.example") for n in range(colleagues)]
        person = jobseekers.register(session, users[0], "Ana", "es", True)
        jobseekers.add_experience(session, person, "fui soldador", "es", occupation="7212")
        factories.employer(session, "a", valid_until=now().replace(year=2090))
    with store.transaction() as session:
        for user in session.scalars(select(User)):
            alerts.watch(session, store.matching, user, session.scalars(select(Jobseeker)).one())


def publish(store: Services, name: str, slug: str = "a", **changes: object) -> int:
    with store.transaction() as session:
        owner = session.scalar(select(Employer).where(Employer.slug == slug))
        row = factories.vacancy_row(session, owner, name, **changes)
        vacancies.record_changes(session, [row])
        return row.id


def night(store: Services, everything: bool = False) -> Told:
    with store.transaction() as session:
        return alerts.tell_of_new_matches(session, store.matching, alerts.watched(session), everything=everything)


def known(store: Services) -> dict[int, set[int]]:
    with store.transaction(writes=False) as session:
        searches = session.scalars(select(SavedSearch.id)).all()
        return {one: set(session.scalars(select(Alerted.vacancy_id).where(Alerted.saved_search_id == one))) for one in searches}


def waiting(store: Services) -> list[Notice]:
    with store.transaction(writes=False) as session:
        return list(session.scalars(select(Notice).where(Notice.code == NoticeCode.NEW_MATCHES, Notice.read_at.is_(None))))


def set_state(store: Services, state: VettingState, slug: str = "a") -> None:
    with store.transaction() as session:
        owner = select(Employer.id).where(Employer.slug == slug).scalar_subquery()
        session.execute(update(Vetting).where(Vetting.employer_id == owner).values(state=state))


def test_a_new_vacancy_is_told_once_and_what_was_there_never(store: Services) -> None:
    begin(store)
    assert night(store) == Told(0, 1, 0)
    first = publish(store, "V-1")
    publish(store, "V-2", **FAR)
    assert night(store) == Told(1, 0, 1)
    assert night(store) == Told(0, 1, 0)
    assert [set(one) for one in known(store).values()] == [{first}]
    (told,) = waiting(store)
    assert told.facts == {}, "a notice names nobody and nothing"
    publish(store, "V-3")
    assert night(store).told == 1
    assert len(waiting(store)) == 1, "one that waits unread is not said twice"
    with store.transaction() as session:
        person = session.scalars(select(Jobseeker)).one()
        search = session.scalars(select(SavedSearch)).one()
        new = alerts.new_matches_of(session, store.matching, search, jobseekers.profile(session, person))
        assert len(new) == 2
        alerts.mark_seen(session, search, [first, 999_999])
        assert len(alerts.new_matches_of(session, store.matching, search, jobseekers.profile(session, person))) == 1


def test_what_was_there_when_it_began_is_known(store: Services) -> None:
    with store.transaction() as session:
        factories.employer(session, "z", valid_until=now().replace(year=2090))
    publish(store, "V-0", "z")
    begin(store)
    assert night(store, everything=True).told == 0


def test_nothing_of_an_employer_not_in_force_and_all_of_it_once_it_is(store: Services) -> None:
    begin(store)
    set_state(store, VettingState.SUSPENDED)
    row = publish(store, "V-1")
    assert night(store).told == 0
    set_state(store, VettingState.GRANTED)
    assert night(store) == Told(1, 0, 1), "no change was logged; the employer came back"
    set_state(store, VettingState.SUSPENDED)
    with store.transaction(writes=False) as session:
        person, search = session.scalars(select(Jobseeker)).one(), session.scalars(select(SavedSearch)).one()
        assert alerts.new_matches_of(session, store.matching, search, jobseekers.profile(session, person)) == ()
    set_state(store, VettingState.GRANTED)
    assert night(store).told == 0
    assert list(known(store).values()) == [{row}]


def test_what_the_person_tells_can_open_old_vacancies(store: Services) -> None:
    begin(store)
    publish(store, "V-1", **FAR)
    assert night(store).told == 0
    with store.transaction() as session:
        person = session.scalars(select(Jobseeker)).one()
        jobseekers.add_experience(session, person, "cocinero", "es", occupation="5120")
    assert night(store) == Told(1, 0, 1)


def test_choices_narrow_what_is_told(store: Services) -> None:
    begin(store)
    with store.transaction() as session:
        person, user = session.scalars(select(Jobseeker)).one(), session.scalars(select(User)).one()
        alerts.watch(session, store.matching, user, person, ["MX"])
        assert session.scalar(select(func.count()).select_from(SavedSearch)) == 1
    publish(store, "V-1")
    there = publish(store, "V-2", country="MX")
    assert night(store).told == 1
    assert list(known(store).values()) == [{there}]


def test_without_consent_nothing_runs_and_nothing_stays(store: Services) -> None:
    begin(store)
    publish(store, "V-1")
    night(store)
    assert waiting(store)
    with store.transaction() as session:
        consents.withdraw(session, session.scalars(select(Jobseeker)).one(), ConsentPurpose.MATCHING)
    assert not waiting(store)
    assert known(store) == {}
    assert night(store) == Told()


def test_erasing_takes_everything_along(store: Services) -> None:
    begin(store, colleagues=2)
    publish(store, "V-1")
    assert night(store).told == 2
    with store.transaction() as session:
        jobseekers.erase(session, session.scalars(select(Jobseeker)).one())
    with store.transaction(writes=False) as session:
        for table in (SavedSearch, Alerted, Notice):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_whoever_left_is_not_told(store: Services) -> None:
    begin(store, colleagues=3)
    with store.transaction() as session:
        first, second, _ = session.scalars(select(User).order_by(User.id))
        first.active, second.centre = False, factories.centre(session, "elsewhere")
    publish(store, "V-1")
    assert night(store).told == 1


def test_two_nights_at_once_tell_each_vacancy_once(store: Services) -> None:
    """A timer that starts twice: whoever comes second waits for the people it wants, and finds them told."""
    begin(store, colleagues=2)
    for number in range(3):
        publish(store, f"V-{number}")
    told: list[Told] = []

    def one_night(session: Session) -> None:
        told.append(alerts.tell_of_new_matches(session, store.matching, alerts.watched(session)))

    assert meanwhile(store, one_night, one_night) is None
    assert sorted(one.told for one in told) == [0, 6]
    assert [len(one) for one in known(store).values()] == [3, 3]
    assert len(waiting(store)) == 2
    publish(store, "V-3")
    assert night(store).told == 2


def test_a_night_beside_somebody_who_begins_to_watch_loses_nothing(store: Services) -> None:
    begin(store, colleagues=2)
    publish(store, "V-1")

    def stop_and_watch(session: Session) -> None:
        person, user = session.scalars(select(Jobseeker)).one(), session.scalars(select(User).order_by(User.id)).first()
        alerts.stop_watching(session, user, person)
        alerts.watch(session, store.matching, user, person)

    def one_night(session: Session) -> None:
        alerts.tell_of_new_matches(session, store.matching, alerts.watched(session))

    assert meanwhile(store, stop_and_watch, one_night) is None
    assert [len(one) for one in known(store).values()] == [1, 1]
    assert len(waiting(store)) == 1, "who began to watch has seen what was there"
    assert night(store, everything=True).told == 0


@pytest.mark.parametrize("seed", range(6))
def test_the_short_way_tells_what_the_long_way_does(store: Services, seed: int) -> None:
    """Two saved searches over one random history; each night the first goes the short way. What is told is what a plain look allows."""
    chance = random.Random(seed)
    begin(store)
    with store.transaction() as session:
        factories.employer(session, "b", recruiter=True, valid_until=now().replace(year=2090))
    rows: list[int] = []
    may_be_known: set[int] = set()
    for step in range(12):
        kind = chance.choice(["new", "new", "state", "vetting", "through", "told", "edit"])
        if kind == "new" or not rows:
            rows.append(publish(store, f"V{step}", chance.choice("ab"), **chance.choice([{}, FAR, {"country": "FR"}, {"minimum_age": 25}])))
        elif kind == "vetting":
            set_state(store, chance.choice([VettingState.GRANTED, VettingState.SUSPENDED]), chance.choice("ab"))
        elif kind == "told":
            with store.transaction() as session:
                person = session.scalars(select(Jobseeker)).one()
                person.countries = chance.choice([None, ["ES"], ["ES", "FR"]])
                person.birth_year = chance.choice([None, 1990, now().year - 20])
        else:
            with store.transaction() as session:
                row = session.get_one(VacancyRow, chance.choice(rows))
                if kind == "state":
                    row.state = chance.choice([VacancyState.PUBLISHED, VacancyState.CLOSED])
                elif kind == "through":
                    vacancies.write_terms(session, row, factories.terms(intermediaries=("b",)), ["intermediaries"])
                else:
                    row.occupation = chance.choice(["7212", "5120"])
                vacancies.record_changes(session, [row])
        if chance.random() < 0.6:
            before = known(store)
            allowed = plain(store)
            night(store)
            after = known(store)
            (new,) = (after[one] - before[one] for one in after)
            assert new == allowed - may_be_known
            may_be_known |= allowed
            assert night(store, everything=True).told == 0, "the long way finds nothing that the short way missed"
    with store.transaction(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(MatchingRun)) <= 2


def plain(store: Services) -> set[int]:
    """All that the page would show as close, asked of the ordinary matching."""
    with store.transaction(writes=False) as session:
        person = session.scalars(select(Jobseeker)).one()
        found = store.matching.match(session, jobseekers.profile(session, person), top=1000).matches
        standing = in_force(session)
        assert all(one.vacancy.employer_id in standing for one in found)
        return {one.vacancy.id for one in found if one.score >= 0.25}
