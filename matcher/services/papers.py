"""What a person studied or learnt, in their own words, and what of it they confirmed. Matching reads only what was confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matcher.cv.json_resume import clean_prose
from matcher.errors import InvalidInput
from matcher.models import Jobseeker, JobseekerQualification
from matcher.qualification_reading import key_of, offers
from matcher.services import consents, jobseekers
from matcher.vocabulary import ConsentPurpose, Finished, Licence, Qualification

#: What stands for "as it was confirmed before, elsewhere": on the page of ticks, or for a CV.
AS_BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Paper:
    """One line: `title` as the person says it, in `lang`. `started`, `ended`: days of ISO 8601 whose month and day may be missing."""

    title: str
    lang: str
    country: str | None = None
    started: str = ""
    ended: str = ""
    finished: Finished | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What was said of one line. `reading`: the key of an offer, AS_BEFORE, or "" for none; `kind`: said by itself, before any reading."""

    finished: Finished | None
    reading: str = ""
    kind: Qualification | None = None


def add(session: Session, person: Jobseeker, paper: Paper) -> JobseekerQualification:
    """Keeps the words as given; what they stand for is open. Raises ConsentMissing, InvalidInput without words."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    title = clean_prose(paper.title)
    if not title:
        raise InvalidInput(field="title", reason="missing")
    line = JobseekerQualification(
        title=title, lang=paper.lang, country=paper.country, started=paper.started or None, ended=paper.ended or None, ongoing=False
    )
    _finish(line, paper.finished)
    person.qualifications.append(line)
    if line.stands_for:
        jobseekers.schooling_told(person)
    session.flush()
    return line


def settle(session: Session, person: Jobseeker, line: JobseekerQualification, said: Settled) -> None:
    """What of a line is certain from now on; its words stay. Without a reading chosen nothing is; what was not finished is not held.

    An offer that is no longer among those of the words (they were changed meanwhile) changes nothing. Raises ConsentMissing.
    """
    consents.require(session, person, ConsentPurpose.MATCHING)
    before = line.stands_for
    _finish(line, said.finished)
    if line.finished is False or said.kind or not said.reading:
        line.kind, line.isced, line.field = None if line.finished is False else said.kind, None, None
    elif said.reading != AS_BEFORE:
        for offer in offers(line.title, line.country):
            if offer.key == said.reading:
                line.kind, line.isced, line.field = offer.kind, offer.reading.isced, offer.reading.field
    if line.kind:
        _unite(person, line)
    if line.stands_for or line.isced == 0 or before:
        jobseekers.schooling_told(person)
    session.flush()


def add_licences(session: Session, person: Jobseeker, licences: Iterable[Licence]) -> None:
    """Beside those held already; the page of ticks shows them, too. Raises ConsentMissing."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    new = [str(one) for one in licences]
    if new:
        person.licences = list(dict.fromkeys([*(person.licences or ()), *new]))
        session.flush()


def reading_of(line: JobseekerQualification) -> str:
    """What was confirmed of a line: the key of an offer, AS_BEFORE where it was said elsewhere, "" where nothing was."""
    if line.isced is not None or line.field:
        return key_of(line.isced, line.field)
    return AS_BEFORE if line.kind else ""


def finished_of(line: JobseekerQualification) -> Finished | None:
    """What was said; what somebody confirmed as held counts as finished."""
    if line.ongoing:
        return Finished.STILL
    if line.finished is False:
        return Finished.NO
    return Finished.YES if line.finished or line.kind else None


def _finish(line: JobseekerQualification, finished: Finished | None) -> None:
    line.finished = None if finished is None else finished is Finished.YES
    line.ongoing = finished is Finished.STILL


def _unite(person: Jobseeker, line: JobseekerQualification) -> None:
    """A mere tick of the same kind is this line: it was told in words now."""
    for other in [one for one in person.qualifications if one.kind is line.kind and not one.title and not one.institution]:
        if other is not line:
            person.qualifications.remove(other)
