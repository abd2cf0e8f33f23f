"""How a school or training, and a licence, were understood: levels, fields and reasons in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from matcher.models import JobseekerQualification
from matcher.qualification_reading import Offer, offers
from matcher.recognition import Recognition
from matcher.services import papers
from matcher.vocabulary import Finished, Licence, Qualification
from occupations import credentials, isced, licences, qualifications
from occupations.qualifications import How, Reading
from occupations.sources import Source
from web.forms import choices
from web.i18n import country_name, lang
from web.wording.plain import listed, name_of

#: The unit group in which somebody with a trade's credential works.
_TRADES = {
    Qualification.NURSE: "2221",
    Qualification.TEACHER: "2341",
    Qualification.ELECTRICIAN: "7411",
    Qualification.WELDER: "7212",
    Qualification.CARE_ASSISTANT: "5321",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading to tick. `says`: one plain sentence about its level; `counts`: what vacancies would read."""

    key: str
    name: str
    says: str
    field: str
    eqf: str
    why: str
    counts: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page. `chosen`: the key of a choice, or of `before`; `unfinished`: not held, so nothing is offered.

    `routes`: (country or "", address) of where its recognition is told.
    """

    paper: JobseekerQualification
    finished: str
    choices: tuple[Choice, ...]
    chosen: str
    before: str
    unfinished: bool
    routes: tuple[tuple[str, str], ...]


def line(paper: JobseekerQualification, hosts: Sequence[str]) -> Line:
    """How a line is understood. `hosts`: countries where the person would work."""
    told = papers.finished_of(paper)
    readings = qualifications.read(paper.title, paper.country)
    unfinished = told in (Finished.NO, Finished.STILL) or bool(readings and not any(one.held for one in readings))
    found = tuple(_choice(one, paper.country) for one in offers(paper.title, paper.country))
    chosen = papers.reading_of(paper)
    if paper.kind and chosen not in {one.key for one in found}:
        chosen = papers.AS_BEFORE
    before = name_of(choices.qualifications(), paper.kind) if chosen == papers.AS_BEFORE else ""
    return Line(paper, told or "", found, chosen, before, unfinished and not paper.kind, tuple(_routes(paper, hosts)))


def _choice(offer: Offer, country: str | None) -> Choice:
    reading, words = offer.reading, isced.level_names()
    level = words.get(reading.isced) if reading.isced is not None else None
    name = level[lang()] if level else _("level not known here")
    where = listed([country_name(one) for one in reading.countries])
    return Choice(
        offer.key,
        _("In %(countries)s: %(level)s", countries=where, level=name) if reading.how is How.ELSEWHERE and where else _capital(name),
        level[f"says_{lang()}"] if level else _("Ask what was needed to enter, and how many years it took."),
        _capital(isced.field_names()[reading.field][lang()]) if reading.field else "",
        str(reading.eqf or ""),
        _why(reading, country),
        name_of(choices.qualifications(), offer.kind) if offer.kind else _("Nothing that vacancies ask for"),
        tuple(credentials.sources()[one] for one in reading.sources),
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _why(reading: Reading, country: str | None) -> str:
    match reading.how:
        case How.COUNTRY:
            return _("So called in %(country)s.", country=country_name(country))
        case How.GENERAL:
            return _("The word itself says so, in any country.")
        case How.YEARS:
            return _("Counted from the years of school.")
        case _ if country:
            return _("This word is known from other countries, not from %(country)s: ask.", country=country_name(country))
        case _:
            return _("The country was not told, and the same word is not the same everywhere.")


def _routes(paper: JobseekerQualification, hosts: Sequence[str]) -> list[tuple[str, str]]:
    """To the route of a trade; to the search, with the person's words, where the occupation is not certain."""
    isco = _TRADES.get(paper.kind) if paper.kind else None
    origin = paper.country or None
    if not hosts:
        return [("", url_for("recognition.index", isco=isco, q=None if isco else paper.title, origin=origin))]
    return [
        (
            country_name(one),
            url_for("recognition.one", country=one, isco=isco, origin=origin)
            if isco
            else url_for("recognition.index", country=one, q=paper.title, origin=origin),
        )
        for one in hosts
    ]


@dataclass(frozen=True, slots=True)
class LicenceRead:
    """`offered`: (code, name) to tick; `ask`: the question that is open, "" for none; neither: not understood. `sources`: none where the
    words speak for themselves."""

    offered: tuple[tuple[str, str], ...]
    ask: str
    sources: tuple[Source, ...]


def licence(reading: licences.LicenceReading) -> LicenceRead:
    names = dict(choices.licences())
    offered = tuple((code, names[code]) for code in reading.codes if code in set(Licence))
    source = licences.sources().get(reading.source or "")
    ask = licences.questions()[reading.ask][lang()] if reading.ask else ""
    return LicenceRead(offered, ask, (source,) if source and source.kind != "none" else ())


def outside_school(known: Recognition) -> str:
    """That what was learnt outside school counts as experience."""
    return known.experience[lang()]
