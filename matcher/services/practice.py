"""Notes of interview practice: what a person wrote for each question, how they found it, and what the counsellor says."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput, NotAllowed
from matcher.models import Jobseeker, PracticeNote, User
from matcher.services import consents
from matcher.vocabulary import ConsentPurpose, Permission

LONGEST = 5_000


def notes(session: Session, person: Jobseeker, subject: str) -> Mapping[str, PracticeNote]:
    """By question. `subject`: "isco:7212", or "vacancy:" and its public id."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    query = select(PracticeNote).where(PracticeNote.jobseeker_id == person.id, PracticeNote.subject == subject)
    return {one.question: one for one in session.scalars(query)}


def keep(session: Session, person: Jobseeker, subject: str, question: str, note: str, rating: int | None) -> None:
    """What the person wrote and how they found it, in place of what was there. Raises ConsentMissing, InvalidInput."""
    if len(note) > LONGEST:
        raise InvalidInput(field="note", reason=f"longer than {LONGEST} characters")
    if rating is not None and not 1 <= rating <= 5:
        raise InvalidInput(field="rating", reason="not from 1 to 5")
    kept = _note(session, person, subject, question)
    kept.note, kept.rating = note.strip() or None, rating
    session.flush()


def comment(session: Session, person: Jobseeker, subject: str, question: str, text: str, by: User) -> None:
    """The counsellor's word on it. Raises NotAllowed for anybody else."""
    if not by.may(Permission.SEE_OWN_JOBSEEKERS):
        raise NotAllowed(reason="only a counsellor comments")
    if len(text) > LONGEST:
        raise InvalidInput(field="comment", reason=f"longer than {LONGEST} characters")
    kept = _note(session, person, subject, question)
    kept.comment, kept.commented_by = text.strip() or None, by.id
    session.flush()


def _note(session: Session, person: Jobseeker, subject: str, question: str) -> PracticeNote:
    found = notes(session, person, subject).get(question)
    if found is None:
        found = PracticeNote(jobseeker_id=person.id, subject=subject, question=question)
        session.add(found)
    return found
