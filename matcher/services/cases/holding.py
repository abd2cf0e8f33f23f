"""Before a verb writes: nobody else is writing, the officer may, the case is where it has to be. After it: what no longer counts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher import vetting as rules
from matcher.database import now
from matcher.errors import InvalidInput, NotAllowed, NotFound, WrongState
from matcher.models import User, Vetting
from matcher.services import criteria, vetting
from matcher.services.cases.reading import zone
from matcher.services.steps import record
from matcher.vocabulary import Permission, StepKind, VettingState


def hold(session: Session, case: Vetting, everything: bool = False) -> None:
    """Whoever else writes about this employer waits until we are done, and we read what they wrote.

    `everything`: also answers, documents and actions, for a word that rests on all of them.
    """
    vetting.hold(session, case.employer_id)
    session.refresh(case, ["state", "proposal", "proposed_at", "proposed_last_day", "proposer", "valid_until", "last_day"])
    if everything:
        session.expire_all()


def void(session: Session, case: Vetting, by: User | None, at: datetime | None) -> None:
    """A proposal was made on what was known then; when that changes, it no longer counts."""
    if case.proposal is not None:
        clear(case)
        record(session, case, StepKind.PROPOSAL_VOID, by, at)


def clear(case: Vetting) -> None:
    """Takes a proposal away, decided or void."""
    case.proposal, case.proposed_at, case.proposed_last_day, case.proposed_reason, case.proposer = None, None, None, "", None


def must_be_officer(by: User) -> None:
    """Vetting is officers' work, wherever the question comes from. Nobody acts on an employer they belong to.

    Raises NotAllowed.
    """
    if not by.active or not by.may(Permission.VET) or by.employer_id is not None:
        raise NotAllowed(reason="not a vetting officer")


def must_be(case: Vetting, *states: VettingState) -> None:
    """Raises WrongState for a case in any other state."""
    if case.state not in states:
        raise WrongState(state=str(case.state))


def must_say(name: str, text: str) -> None:
    """Raises InvalidInput for a field without words."""
    if not text.strip():
        raise InvalidInput(field=name, reason="missing")


def must_be_criterion(case: Vetting, code: str) -> None:
    """Raises NotFound for a code that the version of the criteria of this case does not have."""
    if code not in criteria.of(case.criteria_version):
        raise NotFound(criterion=code)


def must_not_be_past(case: Vetting, day: date, at: datetime | None) -> None:
    """Raises InvalidInput for a last day that has ended in the zone of the case."""
    if rules.ends_at(day, zone(case)) <= (at or now()):
        raise InvalidInput(field="due_on", reason="past")
