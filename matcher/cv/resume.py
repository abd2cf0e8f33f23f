"""A CV as data: the sections of JSON Resume 1.x (jsonresume.org), and beside them what that schema lacks.

Texts are kept as they were written; "" says nothing. Days are ISO 8601 with month and day optional ("2019", "2019-03").
`others` holds what the schema does not know, by its own name: kept and handed on, never shown, and never in an anonymous CV.
Fields marked `ours` travel in the namespaced object `x-oficio` of their section.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from matcher.vocabulary import Level, Licence, PayPeriod, Qualification, Shift, WorkKind

#: Text of our own that JSON Resume has no field for.
OURS: dict[str, Any] = {"ours": True}
#: Text of several lines; every other text is one line.
PROSE: dict[str, Any] = {"prose": True}
DAY: dict[str, Any] = {"day": True}


def _aliases(*names: str) -> dict[str, Any]:
    """Names that older or other programs give the field; ours comes first when both are there."""
    return {"aliases": names}


Others = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Location:
    address: str = field(default="", metadata=PROSE)
    postal_code: str = ""
    city: str = ""
    country_code: str = ""
    region: str = ""
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Account:
    network: str = ""
    username: str = ""
    url: str = ""
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Basics:
    name: str = ""
    label: str = ""
    image: str = field(default="", metadata={"prose": True, "longest": 2_000_000})
    email: str = ""
    phone: str = ""
    url: str = field(default="", metadata=_aliases("website"))
    summary: str = field(default="", metadata=PROSE)
    location: Location = field(default_factory=Location)
    profiles: tuple[Account, ...] = ()
    summary_lang: str = field(default="", metadata=OURS)
    birth_year: int | None = field(default=None, metadata=OURS)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """`months`: how long, where no days are known. `tasks`: identifiers of skills.

    `occupation`: a confirmed code of the edition that was in use where this was written; `occupation_uri`: the same in ESCO, where it is
    known, by which every edition finds it.
    `lang`: of the texts. `ongoing`: has not ended; false and no end day means that the end is not known.
    """

    name: str = field(default="", metadata=_aliases("company", "employer"))
    location: str = ""
    description: str = field(default="", metadata=PROSE)
    position: str = field(default="", metadata=_aliases("jobTitle"))
    url: str = field(default="", metadata=_aliases("website"))
    start_date: str = field(default="", metadata=DAY)
    end_date: str = field(default="", metadata=DAY)
    summary: str = field(default="", metadata=PROSE)
    highlights: tuple[str, ...] = ()
    lang: str = field(default="", metadata=OURS)
    months: int | None = field(default=None, metadata=OURS)
    ongoing: bool = field(default=False, metadata=OURS)
    country: str = field(default="", metadata=OURS)
    occupation: str = field(default="", metadata=OURS)
    occupation_uri: str = field(default="", metadata=OURS)
    kind: WorkKind | None = field(default=None, metadata=OURS)
    tasks: tuple[str, ...] = field(default=(), metadata=OURS)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Volunteer:
    organization: str = ""
    position: str = ""
    url: str = field(default="", metadata=_aliases("website"))
    start_date: str = field(default="", metadata=DAY)
    end_date: str = field(default="", metadata=DAY)
    summary: str = field(default="", metadata=PROSE)
    highlights: tuple[str, ...] = ()
    ongoing: bool = field(default=False, metadata=OURS)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Education:
    institution: str = ""
    url: str = ""
    area: str = ""
    study_type: str = ""
    start_date: str = field(default="", metadata=DAY)
    end_date: str = field(default="", metadata=DAY)
    score: str = field(default="", metadata=_aliases("gpa"))
    courses: tuple[str, ...] = ()
    lang: str = field(default="", metadata=OURS)
    country: str = field(default="", metadata=OURS)
    kind: Qualification | None = field(default=None, metadata=OURS)
    ongoing: bool = field(default=False, metadata=OURS)
    finished: bool | None = field(default=None, metadata=OURS)
    isced: int | None = field(default=None, metadata=OURS)
    isced_field: str = field(default="", metadata=OURS)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Award:
    title: str = ""
    date: str = field(default="", metadata=DAY)
    awarder: str = ""
    summary: str = field(default="", metadata=PROSE)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Certificate:
    name: str = ""
    date: str = field(default="", metadata=DAY)
    url: str = ""
    issuer: str = ""
    licence: Licence | None = field(default=None, metadata=OURS)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Publication:
    name: str = ""
    publisher: str = ""
    release_date: str = field(default="", metadata=DAY)
    url: str = field(default="", metadata=_aliases("website"))
    summary: str = field(default="", metadata=PROSE)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skill:
    name: str = ""
    level: str = ""
    keywords: tuple[str, ...] = ()
    skill: str = field(default="", metadata=OURS)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Language:
    language: str = ""
    fluency: str = ""
    code: str = field(default="", metadata=OURS)
    level: Level | None = field(default=None, metadata=OURS)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interest:
    name: str = ""
    keywords: tuple[str, ...] = ()
    place: str = field(default="", metadata=OURS)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    name: str = ""
    reference: str = field(default="", metadata=PROSE)
    place: str = field(default="", metadata=OURS)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    name: str = ""
    description: str = field(default="", metadata=PROSE)
    highlights: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    start_date: str = field(default="", metadata=DAY)
    end_date: str = field(default="", metadata=DAY)
    url: str = ""
    roles: tuple[str, ...] = ()
    entity: str = ""
    type: str = ""
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plans:
    """Where and when the person would work: what a profile holds and no CV says. Travels only when the person moves their own data.

    `answered`: the lists that were asked about, so that "none" can be told from "not known". Hours are weekly.
    """

    lang: str = ""
    answered: tuple[str, ...] = ()
    birth_year: int | None = None
    available_from: str = field(default="", metadata=DAY)
    hours_low: float | None = None
    hours_high: float | None = None
    pay_amount: float | None = None
    pay_currency: str = ""
    pay_period: PayPeriod | None = None
    accommodation_needed: bool | None = None
    countries: tuple[str, ...] = ()
    refused_countries: tuple[str, ...] = ()
    regions: tuple[Location, ...] = ()
    returns_to: str = ""
    permits: tuple[str, ...] = ()
    licences: tuple[Licence, ...] = ()
    shifts: tuple[Shift, ...] = ()
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meta:
    """`lang`: the language the CV is written in. `plans`: only where a person takes their whole profile along."""

    canonical: str = ""
    version: str = ""
    last_modified: str = ""
    lang: str = field(default="", metadata=OURS)
    anonymous: bool = field(default=False, metadata=OURS)
    plans: Plans | None = field(default=None, metadata=OURS)
    others: Others = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resume:
    basics: Basics = field(default_factory=Basics)
    work: tuple[Work, ...] = ()
    volunteer: tuple[Volunteer, ...] = ()
    education: tuple[Education, ...] = ()
    awards: tuple[Award, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    publications: tuple[Publication, ...] = ()
    skills: tuple[Skill, ...] = ()
    languages: tuple[Language, ...] = ()
    interests: tuple[Interest, ...] = ()
    references: tuple[Reference, ...] = ()
    projects: tuple[Project, ...] = ()
    meta: Meta = field(default_factory=Meta)
    others: Others = field(default_factory=dict)
