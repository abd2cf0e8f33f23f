"""An employer's part: the application from its opening until it is handed in, and its end where the employer takes it back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matcher.database import now
from matcher.errors import InvalidInput, NotAllowed, WrongState
from matcher.models import Centre, Employer, Statement, User, Vetting
from matcher.services import criteria, vetting
from matcher.services.cases.holding import hold, must_be, must_be_criterion, must_be_officer, must_say, void
from matcher.services.cases.reading import statements
from matcher.services.steps import record
from matcher.vocabulary import StepKind, VettingState


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
    hold(session, case)
    must_be(case, VettingState.APPLICATION)
    must_be_criterion(case, criterion)
    if not text.strip():
        raise InvalidInput(field="text", reason="missing")
    current = statements(case).get(criterion)
    if current is not None and current.text == text.strip():
        return
    case.statements.append(Statement(criterion=criterion, text=text.strip(), by=by.id, at=at or now()))
    record(session, case, StepKind.STATEMENT, by, at, criterion=criterion)


def submit(session: Session, case: Vetting, by: User | None, at: datetime | None = None) -> None:
    """Hands the application in; from here on officers answer."""
    hold(session, case)
    must_be(case, VettingState.APPLICATION)
    case.state = VettingState.EXAMINATION
    record(session, case, StepKind.SUBMITTED, by, at)


def send_back(session: Session, case: Vetting, note: str, by: User, at: datetime | None = None) -> None:
    """Back to the employer, with what is missing in words."""
    hold(session, case)
    must_be_officer(by)
    must_be(case, VettingState.EXAMINATION)
    must_say("note", note)
    void(session, case, by, at)
    case.state, case.reason = VettingState.APPLICATION, note.strip()
    record(session, case, StepKind.SENT_BACK, by, at, note=note.strip())


def withdraw_own(session: Session, case: Vetting, by: User, at: datetime | None = None) -> None:
    """The employer takes its application or its vetting back."""
    hold(session, case)
    if by.employer_id != case.employer_id:
        raise NotAllowed(reason="not this employer")
    must_be(case, *vetting.OPEN, *vetting.STANDING)
    void(session, case, by, at)
    case.state, case.reason, case.silent, case.told_from, case.told_as = VettingState.WITHDRAWN, "", False, None, None
    record(session, case, StepKind.WITHDRAWN, by, at)
