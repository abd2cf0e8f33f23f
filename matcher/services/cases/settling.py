"""What the clock does: a condition that ran out suspends a vetting."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.models import Vetting
from matcher.services import vetting
from matcher.services.cases.holding import hold, void
from matcher.services.steps import record
from matcher.vocabulary import Standing, StepKind, VettingState


def settle(session: Session, case: Vetting, at: datetime | None = None) -> bool:
    """Writes down what the clock did: a condition that ran out has suspended the vetting. True where it had."""
    hold(session, case)
    return lapse(session, case, at)


def settle_all(session: Session, at: datetime | None = None) -> int:
    """`settle` for every vetting that is granted; how many had lapsed."""
    return sum(settle(session, one, at) for one in session.scalars(select(Vetting).where(Vetting.state == VettingState.GRANTED)))


def lapse(session: Session, case: Vetting, at: datetime | None) -> bool:
    """`settle` on a case that is held already."""
    moment = at or now()
    if vetting.standing(case, moment) is not Standing.LAPSED:
        return False
    lapsed = sorted({one.criterion for one in case.actions if one.closed_at is None and one.lapses_at <= moment})
    void(session, case, None, at)
    case.state, case.silent, case.told_from, case.told_as = VettingState.SUSPENDED, False, None, None
    record(session, case, StepKind.LAPSED, None, at, criteria=lapsed)
    return True
