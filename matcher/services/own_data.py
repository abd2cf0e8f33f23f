"""A person's profile as a JSON Resume and back: everything they told, in their own words, with nothing lost either way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from matcher.cv.names import language_name
from matcher.cv.resume import (
    Award,
    Basics,
    Certificate,
    Education,
    Interest,
    Language,
    Location,
    Meta,
    Plans,
    Project,
    Publication,
    Reference,
    Resume,
    Skill,
    Volunteer,
    Work,
)
from matcher.cv.sheet import Words
from matcher.models import Jobseeker, JobseekerExtra, JobseekerQualification, WorkExperience
from matcher.vocabulary import Heading, Licence

#: The version of JSON Resume that is written.
VERSION = "v1.0.0"


def parts(person: Jobseeker) -> Iterator[tuple[str, str]]:
    """(key, title) of each thing of the profile that a CV may leave out."""
    yield from ((f"work:{one.id}", one.title or one.text) for one in person.experiences)
    yield from ((f"education:{one.id}", one.title or str(one.kind or "")) for one in person.qualifications)
    yield from ((f"extra:{one.id}", one.title) for one in person.extras)


def whole(person: Jobseeker, words: Words) -> Resume:
    """With where and when the person would work, and their year of birth: for the person, not for employers."""
    made = resume(person, words)
    return replace(made, meta=replace(made.meta, lang=person.lang, plans=_plans(person)))


def resume(person: Jobseeker, words: Words, left_out: frozenset[str] = frozenset()) -> Resume:
    """What the person told, in their own words; names of the taxonomy are those of `words`."""
    licences = [Certificate(name=words.licence(one), licence=Licence(one)) for one in person.licences or ()]
    extras = {
        section: [one for one in person.extras if one.section is section and f"extra:{one.id}" not in left_out] for section in Heading
    }
    return Resume(
        basics=_basics(person),
        work=tuple(_work(one, words) for one in person.experiences if f"work:{one.id}" not in left_out),
        volunteer=tuple(_volunteer(one) for one in extras[Heading.VOLUNTEER]),
        education=tuple(_education(one, words) for one in person.qualifications if f"education:{one.id}" not in left_out),
        awards=tuple(Award(one.title, one.ended or "", one.place or "", one.text or "") for one in extras[Heading.AWARDS]),
        certificates=(*licences, *(Certificate(one.title, one.ended or "", "", one.place or "") for one in extras[Heading.CERTIFICATES])),
        publications=tuple(
            Publication(one.title, one.place or "", one.ended or "", "", one.text or "") for one in extras[Heading.PUBLICATIONS]
        ),
        skills=(*(Skill(words.skill(one.skill) or one.skill, skill=one.skill) for one in person.skills), *map(Skill, person.other_skills)),
        languages=tuple(
            Language(
                language_name(one.code, words.locale),
                words.labels[f"level_{one.level}"] if one.level else "",
                one.code,
                one.level,
            )
            for one in person.languages
        ),
        interests=tuple(Interest(one.title, place=one.place or "") for one in extras[Heading.INTERESTS]),
        references=tuple(Reference(one.title, one.text or "", one.place or "") for one in extras[Heading.REFERENCES]),
        projects=tuple(_project(one) for one in extras[Heading.PROJECTS]),
        meta=Meta(version=VERSION, lang=person.lang),
    )


def without_street(whole: Resume) -> Resume:
    """Town and country stay."""
    kept = replace(whole.basics.location, address="", postal_code="")
    return replace(whole, basics=replace(whole.basics, location=kept))


def with_birth_year(whole: Resume, year: int) -> Resume:
    return replace(whole, basics=replace(whole.basics, birth_year=year))


def _basics(person: Jobseeker) -> Basics:
    return Basics(
        name=person.name,
        email=person.email or "",
        phone=person.phone or "",
        url=person.web or "",
        summary=person.about or "",
        summary_lang=person.about_lang or "",
        location=Location(person.address or "", person.postal_code or "", person.city or "", person.lives_in or "", person.region or ""),
    )


def _work(one: WorkExperience, words: Words) -> Work:
    return Work(
        name=one.employer or "",
        location=one.city or "",
        position=one.title or "",
        start_date=one.started or "",
        end_date=one.ended or "",
        summary=one.text,
        highlights=tuple(one.lines),
        lang=one.lang,
        months=one.months,
        ongoing=one.ongoing,
        country=one.country or "",
        occupation=one.occupation or "",
        occupation_uri=one.occupation_uri or "",
        kind=one.kind,
        tasks=tuple(one.tasks),
    )


def _education(one: JobseekerQualification, words: Words) -> Education:
    return Education(
        institution=one.institution or "",
        study_type=one.title,
        start_date=one.started or "",
        end_date=one.ended or "",
        lang=one.lang or "",
        country=one.country or "",
        kind=one.kind,
        ongoing=one.ongoing,
        finished=one.finished,
        isced=one.isced,
        isced_field=one.field or "",
    )


def _volunteer(one: JobseekerExtra) -> Volunteer:
    return Volunteer(one.place or "", one.title, "", one.started or "", one.ended or "", one.text or "", ongoing=one.ongoing)


def _project(one: JobseekerExtra) -> Project:
    return Project(one.title, one.text or "", start_date=one.started or "", end_date=one.ended or "", entity=one.place or "")


def _plans(person: Jobseeker) -> Plans:
    lists = ("countries", "refused_countries", "regions", "licences", "shifts")
    day: date | None = person.available_from
    return Plans(
        lang=person.lang,
        answered=tuple(sorted([*person.answered, *(name for name in lists if getattr(person, name) is not None)])),
        birth_year=person.birth_year,
        available_from=day.isoformat() if day else "",
        hours_low=person.hours_low,
        hours_high=person.hours_high,
        pay_amount=person.pay_amount,
        pay_currency=person.pay_currency or "",
        pay_period=person.pay_period,
        accommodation_needed=person.accommodation_needed,
        countries=tuple(person.countries or ()),
        refused_countries=tuple(person.refused_countries or ()),
        regions=tuple(Location(country_code=country, region=name) for country, name in person.regions or ()),
        returns_to=person.returns_to or "",
        permits=tuple(sorted(one.country for one in person.permits)),
        licences=tuple(Licence(one) for one in person.licences or ()),
        shifts=tuple(person.shifts or ()),  # type: ignore[arg-type]
    )
