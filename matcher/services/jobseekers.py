"""Jobseekers of a centre: taken in with consent, profiled, matched, erased. Another centre's jobseeker does not exist."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, selectinload

from matcher.errors import ConsentMissing, InvalidInput, NotAnEvaluation, NotFound
from matcher.models import (
    Jobseeker,
    JobseekerLanguage,
    JobseekerPermit,
    JobseekerQualification,
    JobseekerSkill,
    User,
    WorkExperience,
)
from matcher.profile import Experience, Hours, LanguageHeld, Lives, Money, Profile, Region
from matcher.services import consents
from matcher.services.installation import is_evaluation
from matcher.vocabulary import ConsentPurpose, Level, Licence, Permission, Qualification, Shift
from occupations.taxonomy import Occupation


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked on the "where and when" page. A field left None stays unknown; an empty tuple is known to be none."""

    birth_year: int | None
    countries: tuple[str, ...] | None
    refused_countries: tuple[str, ...] | None
    permits: tuple[str, ...] | None
    licences: tuple[Licence, ...] | None
    qualifications: tuple[Qualification, ...] | None
    shifts: tuple[Shift, ...] | None
    hours: Hours | None
    pay_floor: Money | None
    accommodation_needed: bool | None
    available_from: object | None
    regions: tuple[Region, ...] | None = None
    returns_to: str | None = None


def register(session: Session, user: User, name: str, lang: str, consented: bool) -> Jobseeker:
    """Takes a person in. The consent is recorded in the same breath: without it nothing is stored (ConsentMissing)."""
    if not consented:
        raise ConsentMissing(purpose=str(ConsentPurpose.MATCHING))
    if is_evaluation(session):
        raise NotAnEvaluation(reason="an evaluation installation holds no people")
    if not name.strip():
        raise InvalidInput(field="name", reason="missing")
    person = Jobseeker(public_id=secrets.token_hex(8), centre_id=user.centre_id, name=name.strip(), lang=lang, answered=[])
    session.add(person)
    session.flush()
    consents.give(session, person, ConsentPurpose.MATCHING, lang, user.id)
    return person


def of_centre(session: Session, user: User) -> list[Jobseeker]:
    """The jobseekers of the user's centre whose consent is in force, last changed first."""
    query = select(Jobseeker).where(Jobseeker.centre_id == user.centre_id, Jobseeker.id.in_(consents.agreed(ConsentPurpose.MATCHING)))
    query = query.options(selectinload(Jobseeker.experiences)).order_by(Jobseeker.updated_at.desc(), Jobseeker.id)
    return list(session.scalars(query))


def get(session: Session, user: User, public_id: str) -> Jobseeker:
    """One jobseeker of the user's own centre whose consent is in force; any other does not exist (NotFound).

    For a jobseeker's own account there is one person: the one it belongs to.
    """
    query = select(Jobseeker).where(Jobseeker.public_id == public_id, Jobseeker.centre_id == user.centre_id)
    if user.jobseeker_id is not None or not user.may(Permission.SEE_OWN_JOBSEEKERS):
        query = query.where(Jobseeker.id == user.jobseeker_id)
    person = session.scalar(query)
    if person is None or consents.in_force(session, person, ConsentPurpose.MATCHING) is None:
        raise NotFound(jobseeker=public_id)
    return person


def own(session: Session, user: User) -> Jobseeker:
    """The person whose own account this is. Raises NotFound for any other account, and without consent."""
    person = session.get(Jobseeker, user.jobseeker_id) if user.jobseeker_id is not None else None
    if person is None or consents.in_force(session, person, ConsentPurpose.MATCHING) is None:
        raise NotFound(jobseeker="own")
    return person


def add_experience(
    session: Session,
    person: Jobseeker,
    text: str,
    lang: str,
    months: int | None = None,
    country: str | None = None,
    occupation: str | None = None,
    edition: str | None = None,
) -> WorkExperience:
    """Keeps the person's words exactly as given. Raises InvalidInput for empty words or negative months."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    if not text.strip():
        raise InvalidInput(field="text", reason="missing")
    if months is not None and not 0 <= months <= 960:
        raise InvalidInput(field="months", reason="not between 0 and 960")
    experience = WorkExperience(text=text, lang=lang, months=months, country=country, occupation=occupation, edition=edition)
    person.experiences.append(experience)
    session.flush()
    return experience


def experience_of(person: Jobseeker, experience_id: str) -> WorkExperience:
    """One of the person's own; any other does not exist (NotFound)."""
    for experience in person.experiences:
        if str(experience.id) == experience_id:
            return experience
    raise NotFound(experience=experience_id)


def confirm_occupation(session: Session, experience: WorkExperience, occupation: Occupation | None, edition: str) -> None:
    """Sets what counsellor and person agreed the words mean, beside the words; None takes it back.

    The same again, a page that was only saved, leaves the precise occupation that it was in another edition.
    """
    if occupation is None or occupation.code != experience.occupation:
        experience.link_to(occupation)
    experience.edition = edition if occupation else None
    session.flush()


def remove_experience(session: Session, person: Jobseeker, experience: WorkExperience) -> None:
    person.experiences.remove(experience)
    session.flush()


def set_skills(session: Session, person: Jobseeker, skills: Iterable[str]) -> None:
    """The skills the person confirmed, in place of those before; none ticked is an answer too."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    wanted = dict.fromkeys(skills)
    person.skills = [one for one in person.skills if one.skill in wanted] + [
        JobseekerSkill(skill=skill) for skill in wanted if skill not in {one.skill for one in person.skills}
    ]
    _answer(person, "skills")
    session.flush()


def set_languages(session: Session, person: Jobseeker, languages: Sequence[LanguageHeld]) -> None:
    consents.require(session, person, ConsentPurpose.MATCHING)
    codes = [language.code for language in languages]
    if len(set(codes)) != len(codes):
        raise InvalidInput(field="languages", reason="a language stands twice")
    person.languages.clear()
    session.flush()
    person.languages.extend(JobseekerLanguage(code=language.code, level=language.level) for language in languages)
    _answer(person, "languages")
    session.flush()


def set_level(session: Session, person: Jobseeker, code: str, level: Level | None) -> None:
    """How well a person knows one language, which is added where it was not noted; the other languages stay."""
    held = {one.code: one.level for one in person.languages} | {code: level}
    set_languages(session, person, [LanguageHeld(*one) for one in held.items()])


def set_answers(session: Session, person: Jobseeker, answers: Answers) -> None:
    """Where and when the person would work, and what they hold, in place of what was known before."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    for name in ("birth_year", "accommodation_needed", "available_from", "returns_to"):
        setattr(person, name, getattr(answers, name))
    for name in ("countries", "refused_countries", "licences", "shifts"):
        given = getattr(answers, name)
        setattr(person, name, None if given is None else [str(one) for one in given])
    person.regions = None if answers.regions is None else [[one.country, one.name] for one in answers.regions]
    person.hours_low, person.hours_high = (answers.hours.low, answers.hours.high) if answers.hours else (None, None)
    floor = answers.pay_floor
    person.pay_amount, person.pay_currency, person.pay_period = (floor.amount, floor.currency, floor.period) if floor else (None,) * 3
    person.permits.clear()
    session.flush()
    person.permits.extend(JobseekerPermit(country=country) for country in answers.permits or ())
    _hold(person, answers.qualifications or ())
    _answer(person, "permits", answers.permits is not None)
    _answer(person, "qualifications", answers.qualifications is not None)
    session.flush()


def _hold(person: Jobseeker, kinds: Sequence[Qualification]) -> None:
    """What is held from now on. The person's own words stay, whatever is ticked: without its tick it is open what they stand for."""
    for one in person.qualifications:
        if one.kind is not None and one.kind not in kinds:
            one.kind = one.isced = one.field = None
    kept = [one for one in person.qualifications if one.kind or one.title or one.institution]
    held = {one.stands_for for one in kept}
    person.qualifications = [*kept, *(JobseekerQualification(kind=kind) for kind in kinds if kind not in held)]


def schooling_told(person: Jobseeker) -> None:
    """After a line of schooling changed: where none counts, and none tells that there was no school, it is not known what is held."""
    _answer(person, "qualifications", any(one.stands_for or one.isced == 0 for one in person.qualifications))


def profile(session: Session, person: Jobseeker) -> Profile:
    """The person as the rules see them. Raises ConsentMissing where matching is not, or no longer, agreed to."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    return as_told(person)


def to_propose(session: Session, user: User) -> list[Jobseeker]:
    """The jobseekers of the user's centre who agree at this moment to be matched and to be proposed, with all that rules look at."""
    lists = (Jobseeker.experiences, Jobseeker.skills, Jobseeker.languages, Jobseeker.qualifications, Jobseeker.permits)
    query = select(Jobseeker).where(Jobseeker.centre_id == user.centre_id, proposable()).order_by(Jobseeker.id)
    return list(session.scalars(query.options(*map(selectinload, lists))))


def proposable() -> ColumnElement[bool]:
    """Both consents, to be matched and to be proposed, are in force."""
    return and_(*(Jobseeker.id.in_(consents.agreed(purpose)) for purpose in (ConsentPurpose.MATCHING, ConsentPurpose.PROPOSING)))


def as_told(person: Jobseeker) -> Profile:
    """The person as the rules see them, for who has asked about their consent. Where they come back to they would work, too."""
    told = set(person.answered)
    countries = None if person.countries is None else tuple(dict.fromkeys([*person.countries, *filter(None, [person.returns_to])]))
    hours = None if person.hours_low is None and person.hours_high is None else Hours(person.hours_low, person.hours_high)
    return Profile(
        experiences=tuple(Experience(one.text, one.lang, one.months, one.occupation, _year(one)) for one in person.experiences),
        skills=tuple(one.skill for one in person.skills) if "skills" in told else None,
        languages=tuple(LanguageHeld(one.code, one.level) for one in person.languages) if "languages" in told else None,
        countries=countries,
        permits=tuple(one.country for one in person.permits) if "permits" in told else None,
        qualifications=person.held() if "qualifications" in told else None,
        licences=None if person.licences is None else tuple(Licence(one) for one in person.licences),
        birth_year=person.birth_year,
        available_from=person.available_from,
        hours=hours,
        shifts=None if person.shifts is None else tuple(Shift(one) for one in person.shifts),
        pay_floor=Money.told(person.pay_amount, person.pay_currency, person.pay_period),
        accommodation_needed=person.accommodation_needed,
        refused_countries=_tuple(person.refused_countries),
        lives=Lives(person.lives_in, person.region) if person.lives_in else None,
        regions=None if person.regions is None else tuple(Region(*one) for one in person.regions),
    )


def erase(session: Session, person: Jobseeker) -> None:
    """Withdrawn for good: everything about the person leaves the store."""
    session.delete(person)
    session.flush()


def _year(work: WorkExperience) -> int | None:
    return int(work.ended[:4]) if work.ended and not work.ongoing else None


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)


def _answer(person: Jobseeker, topic: str, answered: bool = True) -> None:
    # A new list: SQLAlchemy does not see a JSON list change inside.
    topics = set(person.answered) | {topic} if answered else set(person.answered) - {topic}
    person.answered = sorted(topics)
