"""What a person tells for their CVs beside the guided profile: how to be reached, each work, schools, and anything else."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy.orm import Session

from matcher.cv.json_resume import clean_prose
from matcher.errors import InvalidInput, NotFound
from matcher.models import Jobseeker, JobseekerExtra, JobseekerQualification, WorkExperience
from matcher.services import access, consents, jobseekers
from matcher.vocabulary import ConsentPurpose, Heading, Qualification, WorkKind

#: Sections of a CV that are filled by hand; the others come from the guided profile.
EXTRAS = (
    Heading.CERTIFICATES, Heading.VOLUNTEER, Heading.PROJECTS, Heading.AWARDS, Heading.PUBLICATIONS, Heading.INTERESTS, Heading.REFERENCES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reach:
    """How a person can be reached, and what they say of themselves."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    lives_in: str = ""
    web: str = ""
    about: str = ""
    about_lang: str = ""


def set_reach(session: Session, person: Jobseeker, reach: Reach) -> None:
    """In place of what was known before; empty is not known. Raises ConsentMissing, InvalidInput without a name."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    if not reach.name.strip():
        raise InvalidInput(field="name", reason="missing")
    for one in fields(Reach):
        setattr(person, one.name, clean_prose(getattr(reach, one.name)) or None)
    account = access.account(session, person)
    if account is not None:
        account.name = person.name
    session.flush()


@dataclass(frozen=True, slots=True)
class Told:
    """What a CV says of one work beyond the words it was told in."""

    title: str = ""
    employer: str = ""
    city: str = ""
    country: str | None = None
    started: str = ""
    ended: str = ""
    ongoing: bool = False
    kind: WorkKind | None = None
    tasks: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def tell_work(session: Session, person: Jobseeker, work: WorkExperience, told: Told) -> None:
    """In place of what was told before; the person's own words stay as they are. Raises ConsentMissing, InvalidInput."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    if told.started and told.ended and told.ended[:7] < told.started[: len(told.ended[:7])]:
        raise InvalidInput(field="ended", reason="before the beginning")
    if len(told.lines) > 20 or any(len(line) > 400 for line in told.lines):
        raise InvalidInput(field="lines", reason="more than 20 lines, or one of more than 400 characters")
    for one in fields(Told):
        value = getattr(told, one.name)
        setattr(work, one.name, list(value) if isinstance(value, tuple) else (value or None) if isinstance(value, str) else value)
    if told.ongoing:
        work.ended = None
    session.flush()


@dataclass(frozen=True, slots=True)
class School:
    """A school or training, as its paper calls it."""

    title: str
    kind: Qualification | None = None
    institution: str = ""
    country: str | None = None
    ended: str = ""
    lang: str = ""


def school_of(person: Jobseeker, number: str) -> JobseekerQualification:
    """One of the person's own; any other does not exist (NotFound)."""
    for one in person.qualifications:
        if str(one.id) == number:
            return one
    raise NotFound(school=number)


def tell_school(session: Session, person: Jobseeker, school: School, before: JobseekerQualification | None = None) -> None:
    """A new one, or in place of what was told of `before`. Raises ConsentMissing, InvalidInput without a title."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    if not school.title:
        raise InvalidInput(field="title", reason="missing")
    told = before or JobseekerQualification(title="")
    kind = None if told.finished is False else school.kind
    if (told.title, told.country, told.kind) != (school.title, school.country, kind):
        told.isced = told.field = None  # what was confirmed was of other words
    told.title, told.kind, told.institution, told.country = school.title, kind, school.institution or None, school.country
    told.ended, told.lang = school.ended or None, school.lang or None
    if before is None:
        person.qualifications.append(told)
    jobseekers.schooling_told(person)
    session.flush()


def forget_school(session: Session, person: Jobseeker, school: JobseekerQualification) -> None:
    person.qualifications.remove(school)
    jobseekers.schooling_told(person)
    session.flush()


@dataclass(frozen=True, slots=True)
class Extra:
    section: Heading
    title: str
    place: str = ""
    ended: str = ""
    text: str = ""
    lang: str = ""


def tell_extra(session: Session, person: Jobseeker, extra: Extra) -> None:
    """Raises ConsentMissing, InvalidInput without a title or for a section of the guided profile."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    if not extra.title or extra.section not in EXTRAS:
        raise InvalidInput(field="title" if extra.section in EXTRAS else "section", reason="missing")
    person.extras.append(
        JobseekerExtra(
            section=extra.section, title=extra.title, place=extra.place or None, ended=extra.ended or None,
            text=extra.text or None, lang=extra.lang or None, ongoing=False,
        )
    )  # fmt: skip
    session.flush()


def forget_extra(session: Session, person: Jobseeker, number: str) -> None:
    """One of the person's own; any other does not exist (NotFound)."""
    for one in person.extras:
        if str(one.id) == number:
            person.extras.remove(one)
            session.flush()
            return
    raise NotFound(extra=number)
