"""A CV that does not say who it is of: no name, contact, picture, age, sex, nationality, address, nor employers by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from matcher.cv.names import language_code
from matcher.cv.resume import Award, Basics, Certificate, Education, Interest, Language, Meta, Project, Resume, Skill, Volunteer, Work
from matcher.cv.scrub import Scrubber

#: Properties that other programs add to a person, and whose values may stand in a free text too.
_TELLING = (
    "birth",
    "nation",
    "citizen",
    "gender",
    "sex",
    "age",
    "marital",
    "religion",
    "passport",
    "id",
    "nickname",
    "given",
    "family",
    "surname",
)


_FIRST = re.compile(
    r"native|mother tongue|first language|matern[ao]|nativ[ao]|maternelle|natale|natif|muttersprach|اللغة الأم|لغة أم", re.I
)
#: The occupation that a title names, or "": a title such as "cook" is feminine or masculine in most languages.
Named = Callable[[str], str]


def anonymous(resume: Resume, named: Named = lambda title: "") -> Resume:
    """The same work, skills and languages; everything that tells who it is has gone from every field and every text.

    Titles of work that `named` knows give way to those of the taxonomy, which are worded for women and men. Days of work stay.
    Days of school and of awards go, for they tell an age; so do schools, referees and publications.
    """
    scrub = Scrubber(
        names=[resume.basics.name, *(one.name for one in resume.references)],
        employers=list(_employers(resume)),
        places=list(_places(resume)),
        facts=list(_facts(resume)),
    ).text
    return Resume(
        basics=Basics(
            label="" if named(resume.basics.label) else scrub(resume.basics.label, about_self=True),
            summary=scrub(resume.basics.summary, about_self=True),
            summary_lang=resume.basics.summary_lang,
        ),
        work=tuple(_work(one, scrub, named) for one in resume.work),
        volunteer=tuple(
            Volunteer(
                position=scrub(one.position),
                start_date=one.start_date,
                end_date=one.end_date,
                summary=scrub(one.summary),
                highlights=_all(one.highlights, scrub),
                ongoing=one.ongoing,
            )
            for one in resume.volunteer
        ),
        education=tuple(
            Education(
                area=scrub(one.area),
                study_type=scrub(one.study_type),
                score=scrub(one.score),
                courses=_all(one.courses, scrub),
                kind=one.kind,
                finished=one.finished,
            )
            for one in resume.education
        ),
        awards=tuple(Award(title=scrub(one.title), summary=scrub(one.summary)) for one in resume.awards),
        certificates=tuple(Certificate(name=scrub(one.name), licence=one.licence) for one in resume.certificates),
        skills=tuple(
            Skill(
                name=one.name if one.skill else scrub(one.name), level=scrub(one.level), keywords=_all(one.keywords, scrub), skill=one.skill
            )
            for one in resume.skills
        ),
        languages=tuple(_language(one, scrub) for one in resume.languages),
        interests=tuple(Interest(scrub(one.name, about_self=True), _all(one.keywords, scrub)) for one in resume.interests),
        projects=tuple(
            Project(
                description=scrub(one.description),
                highlights=_all(one.highlights, scrub),
                keywords=_all(one.keywords, scrub),
                start_date=one.start_date,
                end_date=one.end_date,
                roles=_all(one.roles, scrub),
                type=scrub(one.type),
            )
            for one in resume.projects
        ),
        meta=Meta(lang=resume.meta.lang, anonymous=True, version=resume.meta.version if resume.meta.version.startswith("v1.") else ""),
    )


def _language(one: Language, scrub: Any) -> Language:
    known = bool(one.code or language_code(one.language))
    return Language(one.language if known else scrub(one.language), _fluency(one.fluency, scrub), one.code, one.level)


def _fluency(fluency: str, scrub: Any) -> str:
    """A first language tells where somebody is from; what an employer needs is how well it is spoken."""
    return "C2" if _FIRST.search(fluency) else scrub(fluency)


def _work(one: Work, scrub: Any, named: Named) -> Work:
    occupation = one.occupation or named(one.position)
    return replace(
        one,
        name="",
        location="",
        description="",
        url="",
        start_date=one.start_date[:7],
        end_date=one.end_date[:7],
        position="" if occupation else scrub(one.position),
        occupation=occupation,
        summary=scrub(one.summary),
        highlights=_all(one.highlights, scrub),
        others={},
    )


def _all(texts: tuple[str, ...], scrub: Any) -> tuple[str, ...]:
    return tuple(kept for text in texts if (kept := scrub(text)) and kept.strip("… "))


def _employers(resume: Resume) -> Iterator[str]:
    yield from (one.name for one in resume.work)
    yield from (one.organization for one in resume.volunteer)
    yield from (one.institution for one in resume.education)
    yield from (one.awarder for one in resume.awards)
    yield from (one.issuer for one in resume.certificates)
    yield from (one.publisher for one in resume.publications)
    yield from (one.entity for one in resume.projects)


def _places(resume: Resume) -> Iterator[str]:
    home = resume.basics.location
    yield from (home.postal_code, home.city, home.region)
    yield home.address
    yield from home.address.split("\n")
    yield from (part for one in resume.work if one.name for part in one.location.split(",")[:1])


def _facts(resume: Resume) -> Iterator[str]:
    basics = resume.basics
    yield from (basics.email, basics.phone, basics.url)
    for account in basics.profiles:
        yield from (account.username, account.url)
    for one in (basics, basics.location, resume):
        yield from _told(one.others)


def _told(others: Mapping[str, Any]) -> Iterator[str]:
    for name, value in others.items():
        if isinstance(value, Mapping):
            yield from _told(value)
        elif isinstance(value, str | int) and any(part in name.casefold() for part in _TELLING):
            yield str(value)
