"""The words of two officers: one proposes, another decides. One alone can only hide (`suspend`), never show."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher import vetting as rules
from matcher.database import now
from matcher.errors import InvalidInput, NotAllowed, NotGrantable, WrongState
from matcher.models import User, Vetting
from matcher.services import vetting
from matcher.services.cases.holding import clear, hold, must_be, must_be_officer, must_say, void
from matcher.services.cases.reading import last_day, obstacles, zone
from matcher.services.cases.settling import lapse
from matcher.services.steps import record
from matcher.vocabulary import ProposalKind, Standing, StepKind, VettingState

#: The states in which each can be proposed, and still be decided.
PROPOSED_FROM = {
    ProposalKind.GRANT: (VettingState.EXAMINATION,),
    ProposalKind.REFUSE: (VettingState.EXAMINATION,),
    ProposalKind.REINSTATE: (VettingState.SUSPENDED,),
    ProposalKind.WITHDRAW: (VettingState.GRANTED, VettingState.SUSPENDED),
}


def propose(
    session: Session, case: Vetting, kind: ProposalKind, reason: str, by: User, day: date | None = None, at: datetime | None = None
) -> None:
    """What a first officer would decide. It changes nothing until a second one agrees.

    Raises NotGrantable naming the obstacles, InvalidInput for a last day that is past or later than allowed.
    """
    hold(session, case, everything=True)
    must_be_officer(by)
    lapse(session, case, at)
    must_be(case, *PROPOSED_FROM[kind])
    if case.proposal is not None and case.proposer != by.id:
        raise WrongState(state="a proposal waits")
    void(session, case, by, at)
    must_say("reason", reason)
    if kind in (ProposalKind.GRANT, ProposalKind.REINSTATE):
        _grantable(case, at)
    if kind is ProposalKind.GRANT:
        _check_last_day(case, day, at)
    if kind is ProposalKind.REINSTATE and case.valid_until is not None and case.valid_until <= (at or now()):
        raise WrongState(state=str(Standing.EXPIRED))
    case.proposal, case.proposed_reason, case.proposed_at, case.proposer = kind, reason.strip(), at or now(), by.id
    case.proposed_last_day = day if kind is ProposalKind.GRANT else None
    record(session, case, StepKind.PROPOSED, by, at, proposal=str(kind), reason=reason.strip(), last_day=day.isoformat() if day else None)


def proposal_key(case: Vetting) -> str:
    """Names the proposal that waits, so that a word about one is never taken for a word about another."""
    return f"{case.proposal}|{case.proposer}|{case.proposed_at.isoformat() if case.proposed_at else ''}|{case.proposed_last_day}"


def decide(
    session: Session, case: Vetting, agree: bool, note: str, by: User, at: datetime | None = None, expected: str | None = None
) -> None:
    """The second officer's word. Everything is checked again at this moment; declined, the proposal is gone.

    `expected`: the key of the proposal the officer has read. Raises NotAllowed for the officer who proposed, WrongState where nothing
    is proposed, or something else than expected; NotGrantable.
    """
    hold(session, case, everything=True)
    must_be_officer(by)
    lapse(session, case, at)
    kind, day = case.proposal, case.proposed_last_day
    if kind is None:
        raise WrongState(state="nothing proposed")
    if by.id == case.proposer:
        raise NotAllowed(reason="the same officer")
    if expected is not None and expected != proposal_key(case):
        raise WrongState(state="another proposal")
    must_be(case, *PROPOSED_FROM[kind])
    if not agree:
        must_say("note", note)
        clear(case)
        case.reason = note.strip()
        record(session, case, StepKind.DECLINED, by, at, note=note.strip())
        return
    if kind in (ProposalKind.GRANT, ProposalKind.REINSTATE):
        _grantable(case, at)
    if kind is ProposalKind.GRANT:
        _check_last_day(case, day, at)
    case.first_by, case.decided_by, case.decided_at, case.reason = case.proposer, by.id, at or now(), case.proposed_reason
    if kind is ProposalKind.GRANT:
        _grant(session, case, day or date.min, by, at)
    elif kind is ProposalKind.REINSTATE:
        _reinstate(session, case, by, at)
    else:
        case.state = VettingState.REFUSED if kind is ProposalKind.REFUSE else VettingState.WITHDRAWN
        record(session, case, StepKind(case.state.value), by, at, note=note.strip())
    clear(case)
    session.flush()


def suspend(session: Session, case: Vetting, reason: str, by: User | None, at: datetime | None = None, silent: bool = False) -> None:
    """Takes an employer out of every answer from the next one on. One officer is enough: this only hides.

    `silent`: after a complaint; the employer reads what it read before until it is safe to tell.
    """
    hold(session, case)
    if by is not None and not silent:
        must_be_officer(by)
    lapse(session, case, at)
    must_be(case, VettingState.GRANTED)
    must_say("reason", reason)
    void(session, case, by, at)
    case.told_as = vetting.as_told(case) if silent else None
    case.state, case.reason, case.silent, case.told_from = VettingState.SUSPENDED, reason.strip(), silent, None
    record(session, case, StepKind.SUSPENDED, by, at, reason=reason.strip())


def _grant(session: Session, case: Vetting, day: date, by: User, at: datetime | None) -> None:
    moment = at or now()
    for other in case.employer.vettings:
        if other is not case and other.state in vetting.STANDING:
            void(session, other, by, at)
            other.state = VettingState.REPLACED
            record(session, other, StepKind.REPLACED, by, at)
    session.flush()  # the one that stood gives way before the new one stands
    _close_actions(case, moment)
    case.valid_from, case.last_day, case.valid_until = moment, day, rules.ends_at(day, zone(case))
    case.state, case.silent, case.told_from, case.told_as = VettingState.GRANTED, False, None, None
    record(session, case, StepKind.GRANTED, by, at, last_day=day.isoformat())


def _reinstate(session: Session, case: Vetting, by: User, at: datetime | None) -> None:
    """Back in force until its old end, or until evidence given since runs out, if that is sooner."""
    _close_actions(case, at or now())
    earliest = last_day(case, at)
    if case.last_day is None or case.last_day > earliest:
        case.last_day, case.valid_until = earliest, rules.ends_at(earliest, zone(case))
    case.state, case.silent, case.told_from, case.told_as = VettingState.GRANTED, False, None, None
    record(session, case, StepKind.REINSTATED, by, at, last_day=case.last_day.isoformat())


def _close_actions(case: Vetting, moment: datetime) -> None:
    """What was done too late is settled by the decision of two; what is open goes on as a condition."""
    for action in case.actions:
        if action.done_at is not None and action.closed_at is None:
            action.closed_at = moment


def _check_last_day(case: Vetting, day: date | None, at: datetime | None) -> None:
    today, latest = rules.local_day(at or now(), zone(case)), last_day(case, at)
    if day is None or not today <= day <= latest:
        raise InvalidInput(field="last_day", reason=f"not between {today} and {latest}", earliest=today, latest=latest)


def _grantable(case: Vetting, at: datetime | None) -> None:
    found = obstacles(case, at)
    if found:
        raise NotGrantable(obstacles=[(one.criterion, str(one.code)) for one in found])
