"""The voice of workers: a complaint that somebody named finds credible hides an employer at once, and tells nobody who complained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.errors import InvalidInput, NotAllowed, NotFound, WrongState
from matcher.models import Complaint, Employer, Jobseeker, Referral, User, VacancyIntermediary, VacancyRow, Vetting
from matcher.services import cases, notices, vetting
from matcher.services.referrals import placed_at
from matcher.vocabulary import ComplaintGround, NoticeCode, Permission, VettingState

#: With fewer placed workers than this, whoever reads "under review" can guess who spoke.
FEW = 3


def record(
    session: Session,
    employer: Employer,
    ground: ComplaintGround,
    told: str,
    by: User,
    person: Jobseeker | None = None,
    at: datetime | None = None,
) -> Complaint:
    """Writes down what was said. Nothing follows from it, nor from the number of complaints, until one is found credible."""
    if not by.may(Permission.COMPLAIN) and not by.may(Permission.VET):
        raise NotAllowed(reason="neither counsellor nor officer")
    if person is not None and person.centre_id != by.centre_id:
        raise NotFound(jobseeker=person.public_id)
    if not told.strip():
        raise InvalidInput(field="told", reason="missing")
    made = Complaint(
        employer=employer, jobseeker_id=person.id if person else None, centre_id=by.centre_id, recorded_by=by.id, ground=ground,
        told=told.strip(), at=at or now(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def find_credible(session: Session, complaint: Complaint, because: str, by: User, at: datetime | None = None) -> None:
    """A named counsellor or officer records the ground. A grave one hides the employer at once and reopens its vetting.

    Every counsellor with a referral there is told that the employer is hidden; nobody is told why, or who spoke.
    """
    _may_judge(complaint, by)
    if complaint.credible_at is not None or complaint.closed_at is not None:
        raise WrongState(state="judged")
    if not because.strip():
        raise InvalidInput(field="because", reason="missing")
    vetting.hold(session, complaint.employer_id)
    complaint.credible_by, complaint.credible_at, complaint.credible_because = by.id, at or now(), because.strip()
    session.flush()
    if complaint.ground.grave:
        _hide(session, complaint, by, at)


def not_credible(session: Session, complaint: Complaint, outcome: str, by: User, at: datetime | None = None) -> None:
    """Closed with the reason on record."""
    _may_judge(complaint, by)
    if complaint.credible_at is not None or complaint.closed_at is not None:
        raise WrongState(state="judged")
    close(session, complaint, outcome, by, at)


def close(session: Session, complaint: Complaint, outcome: str, by: User, at: datetime | None = None) -> None:
    """Ended, with what came of it. The vetting is another matter: two officers decide about that."""
    _may_judge(complaint, by)
    if complaint.closed_at is not None:
        raise WrongState(state="closed")
    if not outcome.strip():
        raise InvalidInput(field="outcome", reason="missing")
    complaint.closed_at, complaint.outcome = at or now(), outcome.strip()
    session.flush()


def safe_to_tell(
    session: Session, complaint: Complaint, by: User, may_be_recognised: bool = False, at: datetime | None = None
) -> datetime | None:
    """The complainant's counsellor says that the employer may read "under review". Returns from when it will; None while it is not
    yet safe for somebody else who complained, and where nothing is held back.

    Never at once: from the first of the month after next, so that the day tells nothing; and where few people were placed, only if
    the counsellor says that the person knows they may be recognised and is safe even so.
    """
    if not by.may(Permission.COMPLAIN) or by.centre_id != complaint.centre_id:
        raise NotAllowed(reason="not a counsellor of the complainant's centre")
    if complaint.credible_at is None or not complaint.ground.grave:
        raise WrongState(state="hides nothing")
    if complaint.safe_at is not None:
        raise WrongState(state="said already")
    if placed_at(session, complaint.employer_id) < FEW and not may_be_recognised:
        raise InvalidInput(field="may_be_recognised", reason="missing")
    moment = at or now()
    complaint.safe_at, complaint.safe_by = moment, by.id
    session.flush()
    case = _held_back(complaint.employer)
    if case is None or not _all_safe(session, complaint.employer_id):
        return None
    case.told_from = _month_after_next(moment)
    session.flush()
    return case.told_from


def of_employer(session: Session, employer: Employer) -> Sequence[Complaint]:
    """For officers: ground, words and what was found; not who spoke."""
    return session.scalars(select(Complaint).where(Complaint.employer_id == employer.id).order_by(Complaint.id.desc())).all()


def of_centre(session: Session, by: User) -> Sequence[Complaint]:
    return session.scalars(select(Complaint).where(Complaint.centre_id == by.centre_id).order_by(Complaint.id.desc())).all()


def get(session: Session, public: str, by: User) -> Complaint:
    """One of the user's own centre, or any for an officer. Raises NotFound."""
    found = session.scalar(select(Complaint).where(Complaint.public_id == public))
    if found is None or not (by.may(Permission.VET) or (by.may(Permission.COMPLAIN) and found.centre_id == by.centre_id)):
        raise NotFound(complaint=public)
    return found


def _hide(session: Session, complaint: Complaint, by: User, at: datetime | None) -> None:
    criterion = complaint.ground.criterion
    vetting.hold(session, complaint.employer_id)
    session.expire_all()
    for case in list(complaint.employer.vettings):
        if case.state not in (*vetting.OPEN, *vetting.STANDING):
            continue
        if case.state is VettingState.GRANTED and not cases.settle(session, case, at):
            cases.suspend(session, case, "A complaint was found credible.", by, at, silent=True)
        case.told_from = None  # what was safe to tell before need not be so for this person
        if criterion is not None:
            cases.reopen(session, case, criterion, by, at)
    told = [*_counsellors(session, complaint.employer_id), complaint.recorded_by, *notices.officers(session)]
    notices.tell(session, told, NoticeCode.EMPLOYER_HIDDEN, at, employer=complaint.employer.slug, name=complaint.employer.name)


def _counsellors(session: Session, employer_id: int) -> Sequence[int]:
    """Everybody who put somebody forward there, with the employer itself or as a link of the chain."""
    linked = select(VacancyIntermediary.vacancy_id).where(VacancyIntermediary.employer_id == employer_id)
    query = select(Referral.counsellor_id).join(VacancyRow).where((VacancyRow.employer_id == employer_id) | VacancyRow.id.in_(linked))
    return session.scalars(query.distinct()).all()


def _may_judge(complaint: Complaint, by: User) -> None:
    if by.employer_id is not None or not (by.may(Permission.VET) or (by.may(Permission.COMPLAIN) and by.centre_id == complaint.centre_id)):
        raise NotAllowed(reason="neither an officer nor a counsellor of this centre")


def _held_back(employer: Employer) -> Vetting | None:
    """The vetting whose end the employer does not read yet."""
    ended = (VettingState.SUSPENDED, VettingState.WITHDRAWN)
    return next((one for one in reversed(employer.vettings) if one.state in ended and one.silent), None)


def _all_safe(session: Session, employer_id: int) -> bool:
    """Nobody else's grave complaint is still waiting for it to be safe."""
    waiting = select(Complaint).where(
        Complaint.employer_id == employer_id, Complaint.credible_at.is_not(None), Complaint.safe_at.is_(None)
    )  # fmt: skip
    return not any(one.ground.grave for one in session.scalars(waiting))


def _month_after_next(moment: datetime) -> datetime:
    months = moment.year * 12 + moment.month - 1 + 2
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)
