"""What officers find: answers, conditions and exceptions. A proposal that was made on other findings is void."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import vetting as rules
from matcher.database import now
from matcher.errors import InvalidInput, NotFound, WrongState
from matcher.models import AnswerEvidence, CorrectiveAction, CriterionAnswer, Evidence, LawException, User, Vetting
from matcher.services import criteria
from matcher.services.cases.holding import hold, must_be, must_be_criterion, must_be_officer, must_not_be_past, must_say, void
from matcher.services.cases.reading import EXAMINED, findings, zone
from matcher.services.cases.settling import lapse
from matcher.services.steps import record
from matcher.vocabulary import Shown, StepKind, VettingState

#: The one grave criterion from which a law can allow an exception.
FEES = "no_fees"


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
    hold(session, case)
    must_be_officer(by)
    lapse(session, case, at)
    must_be(case, *EXAMINED)
    must_be_criterion(case, criterion)
    if applies is False:
        must_say("note", note)
    owners = {one.vetting_id for one in evidence} - set(session.scalars(select(Vetting.id).where(Vetting.employer_id == case.employer_id)))
    if owners:
        raise NotFound(evidence=evidence[0].public_id)
    void(session, case, by, at)
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
    hold(session, case)
    must_be_officer(by)
    lapse(session, case, at)
    must_be(case, *EXAMINED, VettingState.GRANTED)
    must_be_criterion(case, criterion)
    must_say("what", what)
    must_not_be_past(case, due_on, at)
    rule = criteria.of(case.criteria_version)[criterion]
    if case.state is VettingState.GRANTED and rules.disqualifying(rule, findings(case).get(criterion), case.employer.recruiter):
        # That would be a condition over something that must be met: suspend instead.
        raise InvalidInput(field="criterion", reason="no condition covers a disqualifying criterion")
    void(session, case, by, at)
    action = CorrectiveAction(
        criterion=criterion, what=what.strip(), due_on=due_on, lapses_at=rules.ends_at(due_on, zone(case)), by=by.id, at=at or now()
    )
    case.actions.append(action)
    record(session, case, StepKind.ACTION_AGREED, by, at, criterion=criterion, what=what.strip(), due_on=due_on.isoformat())
    return action


def postpone_action(session: Session, case: Vetting, action: CorrectiveAction, due_on: date, by: User, at: datetime | None = None) -> None:
    """Another last day; only where two officers decide afterwards, never on a vetting that is granted."""
    hold(session, case)
    must_be_officer(by)
    lapse(session, case, at)
    must_be(case, *EXAMINED)
    must_not_be_past(case, due_on, at)
    void(session, case, by, at)
    action.due_on, action.lapses_at = due_on, rules.ends_at(due_on, zone(case))
    record(session, case, StepKind.ACTION_AGREED, by, at, criterion=action.criterion, what=action.what, due_on=due_on.isoformat())


def action_done(session: Session, case: Vetting, action: CorrectiveAction, note: str, by: User, at: datetime | None = None) -> None:
    """Mended, as an officer saw. Done in time it is closed; done late it stays lapsed until two officers reinstate."""
    hold(session, case)
    must_be_officer(by)
    lapse(session, case, at)
    must_say("note", note)
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
    hold(session, case)
    must_be_officer(by)
    must_be(case, *EXAMINED)
    must_be_criterion(case, criterion)
    if criteria.of(case.criteria_version)[criterion].grave and criterion != FEES:
        raise InvalidInput(field="criterion", reason="no law allows an exception from this")
    must_say("law", law)
    must_say("what", what)
    void(session, case, by, at)
    case.exceptions.append(LawException(criterion=criterion, law=law.strip(), what=what.strip(), by=by.id, at=at or now()))
    record(session, case, StepKind.EXCEPTION_RECORDED, by, at, criterion=criterion, law=law.strip(), what=what.strip())


def reopen(session: Session, case: Vetting, criterion: str, by: User, at: datetime | None = None) -> None:
    """After a credible complaint the criterion has to be shown anew, whoever had found it met."""
    hold(session, case)
    void(session, case, by, at)
    case.answers.append(CriterionAnswer(criterion=criterion, shown=Shown.NOT_SHOWN, note="", by=by.id, at=at or now()))
    record(session, case, StepKind.REOPENED, by, at, criterion=criterion)
