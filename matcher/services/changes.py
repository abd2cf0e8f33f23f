"""The change log: what every process reads before it answers, so that what one of them changes is seen by all.

Vacancies are written down by whoever changes them; vettings by the store itself, whatever changes them through a session.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, func, select
from sqlalchemy.orm import ORMExecuteState, Session

from matcher.models import Change, CorrectiveAction, Installation, Vetting
from matcher.vocabulary import ChangedThing

#: In `Session.info`: vettings (by employer; `EVERY` for any of them) that the transaction has touched, and that it has written in the log.
_TOUCHED, _WRITTEN = "vettings touched", "changes written"
EVERY = 0


def record(session: Session, thing: ChangedThing, numbers: Iterable[int]) -> None:
    """Tells every process that these changed, by the number of the vacancy or the employer. Before the transaction ends.

    The lock makes change numbers appear in the order they are committed: a reader that has seen n will never miss n - 1.
    """
    session.execute(select(Installation.id).with_for_update())
    session.add_all(Change(thing=thing, thing_id=number) for number in numbers)
    session.flush()
    session.info[_WRITTEN] = True


def latest(session: Session) -> int:
    """The number of the last change; 0 before the first."""
    return session.scalar(select(func.max(Change.id))) or 0


def since(session: Session, thing: ChangedThing, after: int, upto: int) -> list[int]:
    """What changed in `after` < change number <= `upto`, each once, ascending."""
    if after >= upto:
        return []
    query = select(Change.thing_id).where(Change.id > after, Change.id <= upto, Change.thing == thing)
    return sorted(session.scalars(query.distinct()))


def name(session: Session, number: int) -> str:
    """Tells this change from one of the same number in another database, or in one that was put back to an earlier day."""
    at = session.scalar(select(Change.at).where(Change.id == number))
    return f"{number} {at.isoformat() if at else ''}"


def unfinished(session: Session) -> bool:
    """Whether this transaction has changed something that others are told of: what it sees, nobody else may ever see."""
    return bool(session.info.get(_TOUCHED) or session.info.get(_WRITTEN))


@event.listens_for(Session, "after_flush")
def _touched(session: Session, _: Any) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Vetting):
            session.info.setdefault(_TOUCHED, set()).add(row.employer_id)
        elif isinstance(row, CorrectiveAction):
            session.info.setdefault(_TOUCHED, set()).add(EVERY)


@event.listens_for(Session, "do_orm_execute")
def _touched_at_once(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        tables = {mapper.class_ for mapper in state.all_mappers}
        if tables & {Vetting, CorrectiveAction}:
            state.session.info.setdefault(_TOUCHED, set()).add(EVERY)


@event.listens_for(Session, "before_commit")
def _written(session: Session) -> None:
    session.flush()
    if touched := session.info.get(_TOUCHED):
        record(session, ChangedThing.VETTING, sorted(touched))


@event.listens_for(Session, "after_transaction_end")
def _ended(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop(_TOUCHED, None)
        session.info.pop(_WRITTEN, None)
