"""Referrals are spread over comparable vacancies: inside a band only, and counted without anybody's name."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select

from matcher.bootstrap import Services
from matcher.explanation import Match
from matcher.models import Jobseeker, Referral, User, VacancyRow
from matcher.services import consents, jobseekers, matches, referrals, vacancies
from matcher.spreading import BAND, load, spread
from matcher.vocabulary import ConsentPurpose, ReferralState, Shared
from tests import factories
from tests.benchmarks.spread import gini

PROPOSING = ConsentPurpose.PROPOSING
rows = st.tuples(st.integers(0, 100), st.none() | st.integers(1, 5))
ranked = st.lists(rows, max_size=25).map(
    lambda many: [
        Match(factories.vacancy(id=number, positions=positions), score / 100, (), (), ())
        for number, (score, positions) in enumerate(sorted(many, key=lambda one: -one[0]), 1)
    ]
)
waiting = st.dictionaries(st.integers(1, 25), st.integers(0, 6))


@given(ranked, waiting)
def test_nothing_leaves_its_band(many: list[Match], told: dict[int, int]) -> None:
    found = spread(many, told)
    assert sorted(one.vacancy.id for one in found) == [one.vacancy.id for one in many]
    # Whatever is put before a vacancy scores at most a band less than it.
    for at, one in enumerate(found):
        assert all(round(after.score - one.score, 4) <= BAND for after in found[at + 1 :])
    # What a place loses against the ranking, and wins, is a band at most too.
    assert all(abs(round(one.score - before.score, 4)) <= BAND for one, before in zip(found, many, strict=True))


@given(ranked, waiting)
def test_inside_a_band_whoever_has_fewer_waiting_comes_first(many: list[Match], told: dict[int, int]) -> None:
    found, start = spread(many, told), 0
    while start < len(many):
        best = many[start].score
        end = start + sum(round(best - one.score, 4) <= BAND for one in many[start:])
        band = found[start:end]
        assert {one.vacancy.id for one in band} == {one.vacancy.id for one in many[start:end]}
        order = [(load(one, told), one.vacancy.id) for one in band]
        assert order == sorted(order)
        start = end


@given(ranked)
def test_where_nobody_waits_everything_stays_as_ranked(many: list[Match]) -> None:
    assert list(spread(many, {})) == many


def test_positions_count() -> None:
    """Three waiting for five places are fewer than one for one."""
    many = [Match(factories.vacancy(id=number, positions=positions), 0.9, (), (), ()) for number, positions in ((1, None), (2, 5))]
    assert [one.vacancy.id for one in spread(many, {1: 1, 2: 3})] == [2, 1]


def test_the_effect_on_a_hundred_people() -> None:
    """Each is put forward for the first of their list. Comparable vacancies share them; what is lost is less than a band."""
    rng = random.Random(3)
    outcomes = []
    for band in (0.0, BAND):
        told: dict[int, int] = {}
        lost = 0.0
        for _ in range(100):
            near = [round(0.8 + rng.random() / 25, 4) for _ in range(8)] + [0.3, 0.2]
            many = [Match(factories.vacancy(id=number), score, (), (), ()) for number, score in enumerate(near, 1)]
            many.sort(key=lambda one: (-round(one.score, 2), one.vacancy.id))
            many.sort(key=lambda one: -one.score)
            first = spread(many, told, band)[0]
            told[first.vacancy.id] = told.get(first.vacancy.id, 0) + 1
            lost += many[0].score - first.score
        outcomes.append((max(told.values()), gini([told.get(number, 0) for number in range(1, 9)]), lost / 100, set(told)))
    (most, uneven, none, _), (spread_most, spread_uneven, loss, who) = outcomes
    assert none == 0
    assert spread_most < most
    assert spread_uneven < uneven
    assert 0 < loss <= BAND
    assert who == set(range(1, 9))  # nobody is sent to another kind of work


def test_gini() -> None:
    assert gini([3, 3, 3]) == 0
    assert gini([0, 0, 9]) == 2 / 3
    assert gini([0, 0]) == gini([]) == 0


def world(store: Services) -> list[str]:
    """Six welders, five vacancies alike, one for a cook; the names of the people."""
    with store.transaction() as session:
        user = factories.user(session, factories.centre(session, "one"), "counsellor@one.example")
        owner = factories.employer(session, "e")
        made = [factories.vacancy_row(session, owner, f"W{number}") for number in range(5)]
        made.append(factories.vacancy_row(session, owner, "C", title="Cocinero", description="Cocinar.", occupation="5120"))
        vacancies.record_changes(session, made)
        people = [jobseekers.register(session, user, f"P{number}", "es", True) for number in range(6)]
        for person in people:
            jobseekers.add_experience(session, person, "soldador", "es", occupation="7212")
            consents.give(session, person, PROPOSING, "es", user.id)
        return [person.name for person in people]


def put_forward(store: Services, name: str) -> int:
    """For the first of their list, as a counsellor would; returns its number."""
    with store.transaction() as session:
        person = session.scalars(select(Jobseeker).where(Jobseeker.name == name)).one()
        first = matches.of_person(session, store.matching, person).result.matches[0].vacancy.id
        user = session.scalars(select(User)).one()
        referrals.refer(session, person, session.get_one(VacancyRow, first), [Shared.NAME], "", user)
        return first


def test_people_alike_are_put_forward_for_vacancies_alike_in_turn(store: Services) -> None:
    names = world(store)
    numbers = [put_forward(store, name) for name in names]
    assert numbers == [1, 2, 3, 4, 5, 1]  # and never the cook's


def test_only_who_still_agrees_and_may_still_be_taken_counts_and_never_oneself(store: Services) -> None:
    names = world(store)
    first = put_forward(store, names[0])

    def counted(apart_from: str | None = None) -> dict[int, int]:
        with store.transaction(writes=False) as session:
            numbers = list(session.scalars(select(VacancyRow.id)))
            person = session.scalar(select(Jobseeker).where(Jobseeker.name == apart_from)) if apart_from else None
            return referrals.waiting(session, numbers, person)

    assert counted() == counted(names[1]) == {first: 1}
    assert counted(names[0]) == {}
    for state in ReferralState:
        with store.transaction() as session:
            session.scalars(select(Referral)).one().state = state
        assert counted() == ({first: 1} if state in referrals.LIVE else {})
    with store.transaction() as session:
        session.scalars(select(Referral)).one().state = ReferralState.SENT
        consents.withdraw(session, session.scalars(select(Jobseeker).where(Jobseeker.name == names[0])).one(), PROPOSING)
    assert counted() == {}
    with store.transaction() as session:  # a consent given anew does not bring back what was taken away
        consents.give(session, session.scalars(select(Jobseeker).where(Jobseeker.name == names[0])).one(), PROPOSING, "es", None)
    assert counted() == {}


def test_numbers_come_in_one_question_about_those_looked_at(store: Services) -> None:
    names, asked = world(store), []
    put_forward(store, names[0])
    event.listen(store.engine, "before_cursor_execute", lambda c, cursor, statement, *rest: asked.append(statement))
    with store.transaction(writes=False) as session:
        person = session.scalars(select(Jobseeker).where(Jobseeker.name == names[1])).one()
        found = matches.of_person(session, store.matching, person)
    assert found.waiting == {1: 1}
    assert len([one for one in asked if "FROM referral" in one]) == 1
