"""A vetting as a case: from application to decision, and what can follow. Every verb leaves a dated, signed step that is kept.

No one decides alone: what an officer proposes, a second officer decides. One officer alone can only hide (`suspend`), never show.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import vetting as rules
from matcher.database import now
from matcher.errors import InvalidInput, NotAllowed, NotFound, NotGrantable, WrongState
from matcher.models import (
    AnswerEvidence,
    Centre,
    CorrectiveAction,
    CriterionAnswer,
    Employer,
    Evidence,
    LawException,
    Statement,
    User,
    Vetting,
)
from matcher.services import criteria, vetting
from matcher.services.steps import record
from matcher.vetting import Answer, Obstacle
from matcher.vocabulary import Permission, ProposalKind, Shown, Standing, StepKind, VettingState

#: The one grave criterion from which a law can allow an exception.
FEES = "no_fees"
EXAMINED = (VettingState.EXAMINATION, VettingState.SUSPENDED)


def open_case(session: Session, employer: Employer, centre: Centre, by: User | None, at: datetime | None = None) -> Vetting:
    """A new application, beside a vetting that still stands. What was said last time is carried over, to be read again.

    Raises WrongState where one is being worked on already.
    """
    vetting.hold(session, employer.id)
    session.refresh(employer, ["vettings"])
    if vetting.being_worked_on(employer):
        raise WrongState(employer=employer.slug, state="open")
    before = employer.vettings[-1] if employer.vettings else None
    case = Vetting(
        employer=employer, centre=centre, state=VettingState.APPLICATION, criteria_version=criteria.current(), created_at=at or now()
    )
    session.add(case)
    session.flush()
    if before is not None:
        for code, statement in statements(before).items():
            if code in criteria.of(case.criteria_version):
                case.statements.append(Statement(criterion=code, text=statement.text, by=statement.by, at=statement.at))
    record(session, case, StepKind.OPENED, by, at)
    return case


def say(session: Session, case: Vetting, criterion: str, text: str, by: User, at: datetime | None = None) -> None:
    """The employer's own statement about one criterion."""
    _hold(session, case)
    _in(case, VettingState.APPLICATION)
    _criterion(case, criterion)
    if not text.strip():
        raise InvalidInput(field="text", reason="missing")
    current = statements(case).get(criterion)
    if current is not None and current.text == text.strip():
        return
    case.statements.append(Statement(criterion=criterion, text=text.strip(), by=by.id, at=at or now()))
    record(session, case, StepKind.STATEMENT, by, at, criterion=criterion)


def submit(session: Session, case: Vetting, by: User | None, at: datetime | None = None) -> None:
    """Hands the application in; from here on officers answer."""
    _hold(session, case)
    _in(case, VettingState.APPLICATION)
    case.state = VettingState.EXAMINATION
    record(session, case, StepKind.SUBMITTED, by, at)


def send_back(session: Session, case: Vetting, note: str, by: User, at: datetime | None = None) -> None:
    """Back to the employer, with what is missing in words."""
    _hold(session, case)
    _officer(by)
    _in(case, VettingState.EXAMINATION)
    _need("note", note)
    _void(session, case, by, at)
    case.state, case.reason = VettingState.APPLICATION, note.strip()
    record(session, case, StepKind.SENT_BACK, by, at, note=note.strip())


def answer(
    session: Session,
    case: Vetting,
    criterion: str,
    shown: Shown,
    by: User,
    *,
    applies: bool | None = None,
    evidence: Sequence[Evidence] = (),
    note: str = "",
    at: datetime | None = None,
) -> CriterionAnswer:
    """What an officer found. Earlier answers are kept; a proposal made before is void, because it was made on other findings.

    Raises InvalidInput where the ruling-out of a condition has no reason, or a document belongs to somebody else.
    """
    _hold(session, case)
    _officer(by)
    _lapse(session, case, at)
    _in(case, *EXAMINED)
    _criterion(case, criterion)
    if applies is False:
        _need("note", note)
    owners = {one.vetting_id for one in evidence} - set(session.scalars(select(Vetting.id).where(Vetting.employer_id == case.employer_id)))
    if owners:
        raise NotFound(evidence=evidence[0].public_id)
    _void(session, case, by, at)
    made = CriterionAnswer(criterion=criterion, shown=shown, applies=applies, note=note.strip(), by=by.id, at=at or now())
    made.evidence = [AnswerEvidence(document=one) for one in dict.fromkeys(evidence)]
    case.answers.append(made)
    facts = {"criterion": criterion, "shown": str(shown), "applies": applies, "evidence": [one.sha256 for one in evidence]}
    record(session, case, StepKind.ANSWERED, by, at, note=note.strip(), **facts)
    return made


def agree_action(
    session: Session, case: Vetting, criterion: str, what: str, due_on: date, by: User, at: datetime | None = None
) -> CorrectiveAction:
    """What the employer has to mend, until the end of a day. Open when the vetting is granted, it is a condition of it."""
    _hold(session, case)
    _officer(by)
    _lapse(session, case, at)
    _in(case, *EXAMINED, VettingState.GRANTED)
    _criterion(case, criterion)
    _need("what", what)
    _not_past(case, due_on, at)
    rule = criteria.of(case.criteria_version)[criterion]
    if case.state is VettingState.GRANTED and rules.disqualifying(rule, findings(case).get(criterion), case.employer.recruiter):
        # That would be a condition over something that must be met: suspend instead.
        raise InvalidInput(field="criterion", reason="no condition covers a disqualifying criterion")
    _void(session, case, by, at)
    action = CorrectiveAction(
        criterion=criterion, what=what.strip(), due_on=due_on, lapses_at=rules.ends_at(due_on, zone(case)), by=by.id, at=at or now()
    )
    case.actions.append(action)
    record(session, case, StepKind.ACTION_AGREED, by, at, criterion=criterion, what=what.strip(), due_on=due_on.isoformat())
    return action


def postpone_action(session: Session, case: Vetting, action: CorrectiveAction, due_on: date, by: User, at: datetime | None = None) -> None:
    """Another last day; only where two officers decide afterwards, never on a vetting that is granted."""
    _hold(session, case)
    _officer(by)
    _lapse(session, case, at)
    _in(case, *EXAMINED)
    _not_past(case, due_on, at)
    _void(session, case, by, at)
    action.due_on, action.lapses_at = due_on, rules.ends_at(due_on, zone(case))
    record(session, case, StepKind.ACTION_AGREED, by, at, criterion=action.criterion, what=action.what, due_on=due_on.isoformat())


def action_done(session: Session, case: Vetting, action: CorrectiveAction, note: str, by: User, at: datetime | None = None) -> None:
    """Mended, as an officer saw. Done in time it is closed; done late it stays lapsed until two officers reinstate."""
    _hold(session, case)
    _officer(by)
    _lapse(session, case, at)
    _need("note", note)
    if action.done_at is not None:
        raise WrongState(action=action.id, state="done")
    moment = at or now()
    action.done_at, action.done_by, action.done_note = moment, by.id, note.strip()
    if moment < action.lapses_at or case.state in EXAMINED[:1]:
        action.closed_at = moment
    record(session, case, StepKind.ACTION_DONE, by, at, criterion=action.criterion, note=note.strip())


def record_exception(session: Session, case: Vetting, criterion: str, law: str, what: str, by: User, at: datetime | None = None) -> None:
    """An exception that a law allows. It is shown with every vacancy of the employer; it does not make a criterion met.

    Only where two officers decide afterwards; and of what is grave, only about fees can a law allow one (ILO Convention 181, Art. 7(2)).
    """
    _hold(session, case)
    _officer(by)
    _in(case, *EXAMINED)
    _criterion(case, criterion)
    if criteria.of(case.criteria_version)[criterion].grave and criterion != FEES:
        raise InvalidInput(field="criterion", reason="no law allows an exception from this")
    _need("law", law)
    _need("what", what)
    _void(session, case, by, at)
    case.exceptions.append(LawException(criterion=criterion, law=law.strip(), what=what.strip(), by=by.id, at=at or now()))
    record(session, case, StepKind.EXCEPTION_RECORDED, by, at, criterion=criterion, law=law.strip(), what=what.strip())


def obstacles(case: Vetting, at: datetime | None = None) -> list[Obstacle]:
    """What stands in the way of granting or reinstating it now."""
    today = rules.local_day(at or now(), zone(case))
    due: dict[str, date] = {}
    for action in case.actions:
        if action.closed_at is None and action.done_at is None:
            due[action.criterion] = min(action.due_on, due.get(action.criterion, action.due_on))
    found = criteria.of(case.criteria_version).values()
    return rules.obstacles(found, findings(case), case.employer.recruiter, due, today)


def last_day(case: Vetting, at: datetime | None = None) -> date:
    """The latest last day it may be granted to."""
    expiries = [expiry for one in findings(case).values() for expiry in one.expiries]
    return rules.last_day(rules.local_day(at or now(), zone(case)), expiries)


def propose(
    session: Session, case: Vetting, kind: ProposalKind, reason: str, by: User, day: date | None = None, at: datetime | None = None
) -> None:
    """What a first officer would decide. It changes nothing until a second one agrees.

    Raises NotGrantable naming the obstacles, InvalidInput for a last day that is past or later than allowed.
    """
    _hold(session, case, everything=True)
    _officer(by)
    _lapse(session, case, at)
    _in(case, *_PROPOSED_FROM[kind])
    if case.proposal is not None and case.proposer != by.id:
        raise WrongState(state="a proposal waits")
    _void(session, case, by, at)
    _need("reason", reason)
    if kind in (ProposalKind.GRANT, ProposalKind.REINSTATE):
        _grantable(case, at)
    if kind is ProposalKind.GRANT:
        _check_last_day(case, day, at)
    if kind is ProposalKind.REINSTATE and case.valid_until is not None and case.valid_until <= (at or now()):
        raise WrongState(state=str(Standing.EXPIRED))
    case.proposal, case.proposed_reason, case.proposed_at, case.proposer = kind, reason.strip(), at or now(), by.id
    case.proposed_last_day = day if kind is ProposalKind.GRANT else None
    record(session, case, StepKind.PROPOSED, by, at, proposal=str(kind), reason=reason.strip(), last_day=day.isoformat() if day else None)


_PROPOSED_FROM = {
    ProposalKind.GRANT: (VettingState.EXAMINATION,),
    ProposalKind.REFUSE: (VettingState.EXAMINATION,),
    ProposalKind.REINSTATE: (VettingState.SUSPENDED,),
    ProposalKind.WITHDRAW: (VettingState.GRANTED, VettingState.SUSPENDED),
}


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
    _hold(session, case, everything=True)
    _officer(by)
    _lapse(session, case, at)
    kind, day = case.proposal, case.proposed_last_day
    if kind is None:
        raise WrongState(state="nothing proposed")
    if by.id == case.proposer:
        raise NotAllowed(reason="the same officer")
    if expected is not None and expected != proposal_key(case):
        raise WrongState(state="another proposal")
    _in(case, *_PROPOSED_FROM[kind])
    if not agree:
        _need("note", note)
        _clear(case)
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
    _clear(case)
    session.flush()


def suspend(session: Session, case: Vetting, reason: str, by: User | None, at: datetime | None = None, silent: bool = False) -> None:
    """Takes an employer out of every answer from the next one on. One officer is enough: this only hides.

    `silent`: after a complaint; the employer reads what it read before until it is safe to tell.
    """
    _hold(session, case)
    if by is not None and not silent:
        _officer(by)
    _lapse(session, case, at)
    _in(case, VettingState.GRANTED)
    _need("reason", reason)
    _void(session, case, by, at)
    case.told_as = vetting.as_told(case) if silent else None
    case.state, case.reason, case.silent, case.told_from = VettingState.SUSPENDED, reason.strip(), silent, None
    record(session, case, StepKind.SUSPENDED, by, at, reason=reason.strip())


def withdraw_own(session: Session, case: Vetting, by: User, at: datetime | None = None) -> None:
    """The employer takes its application or its vetting back."""
    _hold(session, case)
    if by.employer_id != case.employer_id:
        raise NotAllowed(reason="not this employer")
    _in(case, *vetting.OPEN, *vetting.STANDING)
    _void(session, case, by, at)
    case.state, case.reason, case.silent, case.told_from, case.told_as = VettingState.WITHDRAWN, "", False, None, None
    record(session, case, StepKind.WITHDRAWN, by, at)


def reopen(session: Session, case: Vetting, criterion: str, by: User, at: datetime | None = None) -> None:
    """After a credible complaint the criterion has to be shown anew, whoever had found it met."""
    _hold(session, case)
    _void(session, case, by, at)
    case.answers.append(CriterionAnswer(criterion=criterion, shown=Shown.NOT_SHOWN, note="", by=by.id, at=at or now()))
    record(session, case, StepKind.REOPENED, by, at, criterion=criterion)


def settle(session: Session, case: Vetting, at: datetime | None = None) -> bool:
    """Writes down what the clock did: a condition that ran out has suspended the vetting. True where it had."""
    _hold(session, case)
    return _lapse(session, case, at)


def _lapse(session: Session, case: Vetting, at: datetime | None) -> bool:
    """The same on a case that is held already."""
    moment = at or now()
    if vetting.standing(case, moment) is not Standing.LAPSED:
        return False
    lapsed = sorted({one.criterion for one in case.actions if one.closed_at is None and one.lapses_at <= moment})
    _void(session, case, None, at)
    case.state, case.silent, case.told_from, case.told_as = VettingState.SUSPENDED, False, None, None
    record(session, case, StepKind.LAPSED, None, at, criteria=lapsed)
    return True


def settle_all(session: Session, at: datetime | None = None) -> int:
    """The same for every vetting; how many had lapsed."""
    return sum(settle(session, one, at) for one in session.scalars(select(Vetting).where(Vetting.state == VettingState.GRANTED)))


def findings(case: Vetting) -> dict[str, Answer]:
    """The newest answer to each criterion, as the rules read it."""
    return {one.criterion: Answer(one.shown, one.applies, tuple(link.document.expires_on for link in one.evidence)) for one in case.answers}


def answers(case: Vetting) -> dict[str, CriterionAnswer]:
    return {one.criterion: one for one in case.answers}


def statements(case: Vetting) -> dict[str, Statement]:
    return {one.criterion: one for one in case.statements}


def zone(case: Vetting) -> str:
    return case.centre.timezone if case.centre else "UTC"


def _grant(session: Session, case: Vetting, day: date, by: User, at: datetime | None) -> None:
    moment = at or now()
    for other in case.employer.vettings:
        if other is not case and other.state in vetting.STANDING:
            _void(session, other, by, at)
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


def _hold(session: Session, case: Vetting, everything: bool = False) -> None:
    """Whoever else writes about this employer waits until we are done, and we read what they wrote.

    `everything`: also answers, documents and actions, for a word that rests on all of them.
    """
    vetting.hold(session, case.employer_id)
    session.refresh(case, ["state", "proposal", "proposed_at", "proposed_last_day", "proposer", "valid_until", "last_day"])
    if everything:
        session.expire_all()


def _check_last_day(case: Vetting, day: date | None, at: datetime | None) -> None:
    today, latest = rules.local_day(at or now(), zone(case)), last_day(case, at)
    if day is None or not today <= day <= latest:
        raise InvalidInput(field="last_day", reason=f"not between {today} and {latest}", earliest=today, latest=latest)


def _grantable(case: Vetting, at: datetime | None) -> None:
    found = obstacles(case, at)
    if found:
        raise NotGrantable(obstacles=[(one.criterion, str(one.code)) for one in found])


def _void(session: Session, case: Vetting, by: User | None, at: datetime | None) -> None:
    """A proposal was made on what was known then; when that changes, it no longer counts."""
    if case.proposal is not None:
        _clear(case)
        record(session, case, StepKind.PROPOSAL_VOID, by, at)


def _clear(case: Vetting) -> None:
    case.proposal, case.proposed_at, case.proposed_last_day, case.proposed_reason, case.proposer = None, None, None, "", None


def _not_past(case: Vetting, day: date, at: datetime | None) -> None:
    if rules.ends_at(day, zone(case)) <= (at or now()):
        raise InvalidInput(field="due_on", reason="past")


def _need(name: str, text: str) -> None:
    if not text.strip():
        raise InvalidInput(field=name, reason="missing")


def _criterion(case: Vetting, code: str) -> None:
    if code not in criteria.of(case.criteria_version):
        raise NotFound(criterion=code)


def _in(case: Vetting, *states: VettingState) -> None:
    if case.state not in states:
        raise WrongState(state=str(case.state))


def _officer(by: User) -> None:
    """Vetting is officers' work, wherever the question comes from. Nobody acts on an employer they belong to."""
    if not by.active or not by.may(Permission.VET) or by.employer_id is not None:
        raise NotAllowed(reason="not a vetting officer")
