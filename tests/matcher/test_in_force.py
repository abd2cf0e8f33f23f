"""The employers in force, remembered: always what the database would say at that moment, whoever changed it and how."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from matcher.bootstrap import Services, build
from matcher.models import Change, CorrectiveAction, Vetting
from matcher.services import changes, vetting
from matcher.services.in_force import InForce
from matcher.vocabulary import ChangedThing, VettingState
from tests import factories
from tests.conftest import _adopt
from tests.factories import NOW


def an_action(row: Vetting, lapses: timedelta) -> CorrectiveAction:
    day = (NOW + lapses).date()
    return CorrectiveAction(vetting_id=row.id, criterion="contracts", what="mend", due_on=day, lapses_at=NOW + lapses)


def test_what_is_remembered_is_what_the_database_says(store: Services, house: Services) -> None:
    """Changed as rows, all at once, deleted, by another process; the clock goes on and back; sometimes the writer gives up."""
    rng = random.Random(4)
    other = _adopt(build(store.settings), house)
    remembered = {services: InForce() for services in (store, other)}
    with store.transaction() as session:
        for number in range(6):
            factories.employer(session, f"e{number}")
    moment, differing = NOW, set()
    for step in range(120):
        writer = rng.choice([store, other])
        try:
            with writer.transaction() as session:
                change(session, rng, step)
                assert remembered[writer].at(session, moment) == vetting.in_force(session, moment)  # its own changes, at once
                if rng.random() < 0.2:
                    raise InterruptedError
        except InterruptedError:
            pass
        moment += timedelta(hours=rng.choice([0, 1, 30, -20]))
        for services, memory in remembered.items():
            with services.transaction(writes=False) as session:
                truth = vetting.in_force(session, moment)
                assert memory.at(session, moment) == truth
                differing.add(truth)
    assert len(differing) > 8
    other.engine.dispose()


def change(session, rng: random.Random, step: int) -> None:
    rows = session.scalars(select(Vetting).order_by(Vetting.id)).all()
    row = rng.choice(rows)
    match rng.randrange(6):
        case 0:
            row.state = rng.choice([VettingState.GRANTED, VettingState.SUSPENDED, VettingState.GRANTED])
        case 1:
            row.valid_until = max(NOW + timedelta(hours=rng.randrange(1, 400)), row.valid_from + timedelta(hours=1))
        case 2:
            session.add(an_action(row, timedelta(hours=rng.randrange(0, 300))))
        case 3:
            session.execute(update(CorrectiveAction).values(closed_at=NOW))
        case 4:
            session.execute(update(Vetting).where(Vetting.id == row.id).values(state=VettingState.GRANTED))
        case 5 if rng.random() < 0.2 and len(rows) > 4:
            session.execute(delete(CorrectiveAction).where(CorrectiveAction.vetting_id == row.id))
            session.execute(delete(Vetting).where(Vetting.id == row.id))
        case _:
            factories.employer(session, f"new{step}")
    session.flush()


def test_it_is_not_asked_again_while_nothing_changes(store: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = InForce()
    with store.transaction() as session:
        factories.employer(session, "a")
    with store.transaction(writes=False) as session:
        first = memory.at(session, NOW)
    with store.transaction() as session:
        changes.record(session, ChangedThing.VACANCY, [1])
    monkeypatch.setattr(vetting, "in_force", lambda *_: pytest.fail("asked again"))
    with store.transaction(writes=False) as session:
        assert memory.at(session, NOW + timedelta(days=1)) is first


def test_a_vetting_is_in_the_log_with_its_transaction_or_not_at_all(store: Services) -> None:
    with store.transaction() as session:
        owner = factories.employer(session, "a").id
    with store.transaction(writes=False) as session:
        before = changes.latest(session)
        assert session.scalars(select(Change.thing_id).where(Change.thing == ChangedThing.VETTING)).all() == [owner]
    with pytest.raises(InterruptedError), store.transaction() as session:
        factories.suspend(session, "a")
        raise InterruptedError
    with store.transaction(writes=False) as session:
        assert changes.latest(session) == before
        assert not changes.unfinished(session)
