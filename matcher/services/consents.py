"""Consent: without it nothing about a person is stored, and nothing that is stored is used."""

from __future__ import annotations

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.errors import ConsentMissing
from matcher.models import Consent, Jobseeker, SavedSearch, User
from matcher.vocabulary import ConsentPurpose

#: The version of each consent text that web/ shows and reads out; a change of its meaning gets a new name.
WORDING = {ConsentPurpose.MATCHING: "matching-1", ConsentPurpose.PROPOSING: "proposing-1"}


def give(session: Session, jobseeker: Jobseeker, purpose: ConsentPurpose, lang: str, by: int | None) -> Consent:
    """Records a consent in the language its text was read in; the one already in force stays if there is one."""
    current = in_force(session, jobseeker, purpose)
    if current is None:
        current = Consent(jobseeker_id=jobseeker.id, purpose=purpose, wording=WORDING[purpose], lang=lang, recorded_by=by)
        session.add(current)
        session.flush()
    return current


def in_force(session: Session, jobseeker: Jobseeker, purpose: ConsentPurpose) -> Consent | None:
    return session.scalar(
        select(Consent).where(Consent.jobseeker_id == jobseeker.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
    )


def agreed(purpose: ConsentPurpose) -> Select[int]:
    """The jobseekers, by id, whose consent to this is in force."""
    return select(Consent.jobseeker_id).where(Consent.purpose == purpose, Consent.withdrawn_at.is_(None))


def require(session: Session, jobseeker: Jobseeker, purpose: ConsentPurpose) -> None:
    """Raises ConsentMissing unless the consent is in force at this moment."""
    if in_force(session, jobseeker, purpose) is None:
        raise ConsentMissing(purpose=str(purpose))


def withdraw(session: Session, jobseeker: Jobseeker, purpose: ConsentPurpose) -> None:
    """Ends the consent at once, and with it the person's own account and the searches saved for them.

    Withdrawing what was never given changes nothing.
    """
    current = in_force(session, jobseeker, purpose)
    if current is not None:
        current.withdrawn_at = now()
        if purpose is ConsentPurpose.MATCHING:
            # Before the account: nightly matching takes its locks in this order.
            session.execute(delete(SavedSearch).where(SavedSearch.jobseeker_id == jobseeker.id))
            session.execute(delete(User).where(User.jobseeker_id == jobseeker.id))
        session.flush()
