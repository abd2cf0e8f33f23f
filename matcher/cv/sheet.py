"""What stands on the paper: a CV laid out once, in one language, for every way out that people read.

PDF, DOCX, plain text and the preview all show a Sheet; none of them decides what a CV says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_skeleton
from babel.lists import format_list

from matcher.codes import COUNTRIES
from matcher.cv.names import language_code, language_name
from matcher.cv.resume import Education, Location, Resume, Volunteer, Work
from matcher.vocabulary import Heading, WorkKind

#: Between the parts of one line. Not a comma: the parts have commas themselves.
DOT = " · "


#: Languages written from right to left, and the letters they are written with.
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi", "dv"})
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def runs_from_right(text: str, otherwise: bool) -> bool:
    """By its first letter; a text without letters runs as the page does."""
    first = next((one for one in text if one.isalpha()), "")
    return bool(_FROM_THE_RIGHT.match(first)) if first else otherwise


@dataclass(frozen=True, slots=True)
class Words:
    """The system's own words of a CV, in the language `lang`; texts of people are never among them.

    `occupation` and `skill` name a code of the taxonomy, or answer "" for one they do not know. `length` words a number of months.
    """

    lang: str
    sections: Mapping[Heading, str]
    labels: Mapping[str, str]
    kinds: Mapping[WorkKind, str]
    occupation: Callable[[str], str]
    skill: Callable[[str], str]
    qualification: Callable[[str], str]
    licence: Callable[[str], str]
    length: Callable[[int], str]

    @property
    def locale(self) -> Locale:
        return Locale.parse(self.lang)


@dataclass(frozen=True, slots=True)
class Line:
    """A text and its language; `lang` is "" where nobody has said."""

    text: str
    lang: str = ""

    def __post_init__(self) -> None:
        # What a person has translated is no longer in the language of what stands beside it: its letters tell.
        if self.lang and (self.lang in RIGHT_TO_LEFT) != bool(_FROM_THE_RIGHT.search(self.text)):
            object.__setattr__(self, "lang", "")


@dataclass(frozen=True, slots=True)
class Contact:
    """`kind`: phone, email, address, birth, web. `href`: where it leads, or ""."""

    kind: str
    label: str
    text: str
    href: str = ""

    @property
    def one_way(self) -> bool:
        """Numbers and addresses of the network run from left to right in every language."""
        return self.kind in ("phone", "email", "web")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done or held: `title`, where (`at`), when (`when`), what (`text`), and its points."""

    title: Line
    at: str = ""
    when: str = ""
    text: tuple[Line, ...] = ()
    points: tuple[Line, ...] = ()
    href: str = ""

    @property
    def below(self) -> str:
        """The line under the title: where, and when."""
        return DOT.join(filter(None, (self.at, self.when)))


@dataclass(frozen=True, slots=True)
class Section:
    code: Heading
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` names the document, `name` stands on top of it; `rtl`: written from right to left. `photo`: a JPEG or PNG."""

    lang: str
    rtl: bool
    title: str
    name: str
    label: str
    contacts: tuple[Contact, ...]
    sections: tuple[Section, ...]
    author: str = ""
    photo: bytes | None = None
    photo_alt: str = ""


def lay_out(resume: Resume, words: Words, photo: bytes | None = None) -> Sheet:
    """The sheet of a CV. Order and content do not depend on the way out."""
    made = {
        Heading.SUMMARY: _summary(resume),
        Heading.WORK: [_work(one, words) for one in resume.work],
        Heading.SKILLS: _skills(resume, words),
        Heading.EDUCATION: [_education(one, words) for one in resume.education],
        Heading.CERTIFICATES: _certificates(resume, words),
        Heading.LANGUAGES: _languages(resume, words),
        Heading.VOLUNTEER: [_volunteer(one, words) for one in resume.volunteer],
        Heading.PROJECTS: _projects(resume, words),
        Heading.AWARDS: _awards(resume, words),
        Heading.PUBLICATIONS: _publications(resume, words),
        Heading.INTERESTS: _interests(resume),
        Heading.REFERENCES: _references(resume),
    }
    entries = {code: tuple(one for one in found if _says(one)) for code, found in made.items()}
    anonymous = resume.meta.anonymous
    name = words.labels["anonymous"] if anonymous else resume.basics.name
    return Sheet(
        lang=words.lang,
        rtl=words.locale.character_order == "right-to-left",
        title=DOT.join(filter(None, (words.labels["cv"], "" if anonymous else name, resume.basics.label))),
        name=name or words.labels["cv"],
        label=resume.basics.label,
        contacts=tuple(_contacts(resume, words)),
        sections=tuple(Section(code, words.sections[code], found) for code, found in entries.items() if found),
        author="" if anonymous else name,
        photo=photo,
        photo_alt=words.labels["photo"],
    )


def _says(entry: Entry) -> bool:
    return bool(entry.title.text or entry.at or entry.when or entry.text or entry.points)


def _contacts(resume: Resume, words: Words) -> Iterator[Contact]:
    basics = resume.basics
    if basics.phone:
        dial = re.sub(r"[^\d+]", "", basics.phone)
        yield Contact("phone", words.labels["phone"], basics.phone, f"tel:{dial}" if dial else "")
    if basics.email:
        yield Contact("email", words.labels["email"], basics.email, f"mailto:{basics.email}" if "@" in basics.email else "")
    if where := place(basics.location, words.locale):
        yield Contact("address", words.labels["address"], where)
    if basics.birth_year:
        yield Contact("birth", words.labels["born"], str(basics.birth_year))
    for url in filter(None, (basics.url, *(one.url for one in basics.profiles))):
        yield Contact("web", words.labels["web"], re.sub(r"^https?://(www\.)?", "", url).rstrip("/"), safe_href(url))
    for one in basics.profiles:
        if not one.url and one.username:
            yield Contact("web", words.labels["web"], f"{one.network}: {one.username}" if one.network else one.username)


def safe_href(url: str) -> str:
    """An address that may be followed from a document; "" for any other scheme than http and https."""
    return url if re.match(r"^https?://[^\s<>\"]+$", url) else ""


def place(location: Location, locale: Locale) -> str:
    """An address on one line: street, town, region, country."""
    comma = _comma(locale)
    town = " ".join(filter(None, (location.postal_code, location.city)))
    address = comma.join(part.strip() for part in location.address.split("\n") if part.strip())
    return comma.join(dict.fromkeys(filter(None, (address, town, location.region, country(location.country_code, locale)))))


def _comma(locale: Locale) -> str:
    return "، " if locale.language == "ar" else ", "


def country(code: str, locale: Locale) -> str:
    """The name of a country of ISO 3166; anything else as it was written."""
    known = code.upper() if code.upper() in COUNTRIES else ""
    return str(locale.territories.get(known, code)) if known else code


def _summary(resume: Resume) -> list[Entry]:
    basics = resume.basics
    return [Entry(Line(""), text=_paragraphs(basics.summary, basics.summary_lang))]


def _paragraphs(text: str, lang: str = "") -> tuple[Line, ...]:
    return tuple(Line(" ".join(part.split()), lang) for part in text.split("\n") if part.strip())


def _work(one: Work, words: Words) -> Entry:
    label = words.occupation(one.occupation) if one.occupation else ""
    kind = words.kinds.get(one.kind, "") if one.kind else ""
    land = country(one.country, words.locale) if one.country else ""
    where = _comma(words.locale).join(dict.fromkeys(filter(None, (one.location, "" if land and land in one.location else land))))
    tasks = [Line(name, words.lang) for task in one.tasks if (name := words.skill(task))]
    return Entry(
        title=Line(one.position, one.lang) if one.position else Line(label, words.lang),
        at=DOT.join(filter(None, (one.name, kind, where))),
        when=span(one.start_date, one.end_date, one.ongoing, one.months, words),
        text=(*_paragraphs(one.description, one.lang), *_paragraphs(one.summary, one.lang)),
        points=(*tasks, *(Line(point, one.lang) for point in one.highlights)),
        href=safe_href(one.url),
    )


def _volunteer(one: Volunteer, words: Words) -> Entry:
    return Entry(
        Line(one.position or one.organization),
        one.organization if one.position else "",
        span(one.start_date, one.end_date, one.ongoing, None, words),
        _paragraphs(one.summary),
        tuple(Line(point) for point in one.highlights),
        safe_href(one.url),
    )


def _education(one: Education, words: Words) -> Entry:
    kind = words.qualification(one.kind) if one.kind else ""
    title = ", ".join(filter(None, (one.study_type, one.area))) or kind
    unfinished = words.labels["unfinished"] if one.finished is False and not one.ongoing else ""
    land = country(one.country, words.locale) if one.country else ""
    where = DOT.join(filter(None, (one.institution if title else "", land, unfinished)))
    score = (Line(f"{words.labels['score']}: {one.score}"),) if one.score else ()
    return Entry(
        Line(title or one.institution, one.lang if one.study_type or one.area else words.lang),
        where,
        span(one.start_date, one.end_date, one.ongoing, None, words),
        score,
        tuple(Line(course, one.lang) for course in one.courses),
        safe_href(one.url),
    )


def _certificates(resume: Resume, words: Words) -> list[Entry]:
    return [
        Entry(
            Line((words.licence(one.licence) if one.licence else "") or one.name), one.issuer, day(one.date, words), href=safe_href(one.url)
        )
        for one in resume.certificates
    ]


def _skills(resume: Resume, words: Words) -> list[Entry]:
    """Single words go on one line together; groups of words each have a line of their own."""
    plain, groups = [], []
    for one in resume.skills:
        name = (words.skill(one.skill) if one.skill else "") or one.name
        if one.keywords or one.level:
            said = format_list(list(one.keywords), locale=words.locale) if one.keywords else ""
            head = f"{name} ({one.level})" if one.level and name else name or one.level
            groups.append(Entry(Line(""), text=(Line(f"{head}: {said}" if head and said else head or said),)))
        else:
            plain.append(Line(name))
    return ([Entry(Line(""), points=tuple(plain))] if plain else []) + groups


def _languages(resume: Resume, words: Words) -> list[Entry]:
    found = []
    for one in resume.languages:
        code = one.code or language_code(one.language) or ""
        name = language_name(code, words.locale) if code else one.language
        name = name[:1].upper() + name[1:]
        level = words.labels[f"level_{one.level}"] if one.level else one.fluency
        found.append(Line(f"{name}: {level}" if level else name))
    return [Entry(Line(""), points=tuple(found))] if found else []


def _projects(resume: Resume, words: Words) -> list[Entry]:
    return [
        Entry(
            Line(one.name),
            DOT.join(filter(None, (", ".join(one.roles), one.entity, one.type))),
            span(one.start_date, one.end_date, False, None, words),
            (*_paragraphs(one.description), *((Line(", ".join(one.keywords)),) if one.keywords else ())),
            tuple(Line(point) for point in one.highlights),
            safe_href(one.url),
        )
        for one in resume.projects
    ]


def _awards(resume: Resume, words: Words) -> list[Entry]:
    return [Entry(Line(one.title), one.awarder, day(one.date, words), _paragraphs(one.summary)) for one in resume.awards]


def _publications(resume: Resume, words: Words) -> list[Entry]:
    return [
        Entry(Line(one.name), one.publisher, day(one.release_date, words), _paragraphs(one.summary), href=safe_href(one.url))
        for one in resume.publications
    ]


def _interests(resume: Resume) -> list[Entry]:
    lines = [Line(f"{one.name}: {', '.join(one.keywords)}" if one.keywords else one.name) for one in resume.interests]
    return [Entry(Line(""), points=tuple(lines))] if lines else []


def _references(resume: Resume) -> list[Entry]:
    return [Entry(Line(one.name), one.place, text=_paragraphs(one.reference)) for one in resume.references]


def day(value: str, words: Words) -> str:
    """A day of ISO 8601 as the language writes it; month and day may be missing."""
    parts = [int(part) for part in value.split("-")] if value else []
    if not parts:
        return ""
    skeleton = {1: "y", 2: "yMMM", 3: "yMMMd"}[len(parts)]
    found = date(*[*parts, 1, 1][:3])
    # A calendar year needs no pattern, and its digits stay those of the papers it will be compared with.
    return str(parts[0]) if len(parts) == 1 else str(format_skeleton(skeleton, found, locale=words.locale))


def span(start: str, end: str, ongoing: bool, months: int | None, words: Words) -> str:
    """When: from and to, as far as it is known; else how long."""
    begin, until = day(start[:7], words), words.labels["present"] if ongoing else day(end[:7], words)
    if begin and until and begin != until:
        return f"{begin} – {until}"
    if begin or until:
        return begin or until
    return words.length(months) if months else ""
