"""Licences in the person's own words, to the codes vacancies ask for; where a class is not known here, the question that would tell.

A code says which vehicles or work the licence is for where it was issued. Whether a host country takes it is another question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from occupations.builtin import DataError, rows
from occupations.driving_classes import classes
from occupations.isco import LANGUAGES
from occupations.sources import Source, sources_of
from occupations.text import LONGEST, normalise

_LICENCE = re.compile(
    r"\b(?:licencias?|permisos?|carnets?|carnes?|brevete|pase|registro de conducir|driving|driver s?|driver|permis|"
    r"fuhrerschein\w*|fahrerlaubnis|klasse|رخصه|رخص|اجازه سوق|شهاده سواقه|شهاده قياده|licence|license|cdl)\b"
)
#: Said of a licence of another kind, or of a degree: then it is none for driving.
_OTHER = re.compile(
    r"\b(?:trabajo|residencia|work permit|travail|sejour|residence|obra|armas?|weapons?|business|software|اقامه|عمل|سلاح)\b"
)
#: A licence that is told not to be there, or to have run out.
_NOT_HELD = re.compile(
    r"\b(?:no tengo|no cuento|nunca|sin|without|no driving|no licen[cs]e|don t have|do not have|never|not have|pas de|n ai pas|sans|jamais"
    r"|ليس لدي|ليس عندي|ما عندي|بدون|kein\w*|sacando|aprendiendo|learner|estoy por sacar)\b"
)
_LAPSED = re.compile(
    r"\b(?:vencid\w*|caducad\w*|expirad\w*|suspendid\w*|retirad\w*|expired|suspended|perime\w*|expire|retire|منتهيه|abgelaufen)\b"
)
_FEDERAL = re.compile(r"\bfederal\b")


class Kind(StrEnum):
    """CLASS: a driving class, where a licence is spoken of. FEDERAL: one of the Mexican federal licence. PERMIT: words that stand alone."""

    CLASS = "class"
    FEDERAL = "federal"
    PERMIT = "permit"


@dataclass(frozen=True, slots=True)
class LicenceReading:
    """`codes`: what the licence covers, as in the vocabulary of vacancies. `ask`: the question that is open (data/licence_questions.tsv).

    No codes and no question: nothing was understood. `matched`: the words that were; `source`: a key of data/licence_sources.tsv.
    """

    codes: tuple[str, ...]
    ask: str | None
    matched: str
    source: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    kind: Kind
    countries: tuple[str, ...]
    words: tuple[str, ...]
    codes: tuple[str, ...]
    ask: str | None
    source: str


def read(text: str, country: str | None = None) -> LicenceReading:
    """What a licence told in words is for. `country`: ISO 3166-1, of issue. Abstains rather than guess."""
    words = normalise(text[:LONGEST])
    where = country.strip().upper() if country and country.strip() else None
    if _NOT_HELD.search(words):
        return LicenceReading((), None, "", None)
    reading = _read(text, words, where)
    lapsed = _LAPSED.search(words) and (reading.codes or reading.ask)
    return LicenceReading((), "still_valid", reading.matched, reading.source) if lapsed else reading


def _read(text: str, words: str, where: str | None) -> LicenceReading:
    permit = max(_permits(words, where), key=lambda one: len(one.matched), default=None)
    if permit:
        return permit
    if not _LICENCE.search(words) or _OTHER.search(words):
        return LicenceReading((), None, "", None)
    kind = Kind.FEDERAL if _FEDERAL.search(words) else Kind.CLASS
    named = classes(text[:LONGEST])
    matched = ", ".join(named)
    if where is None or not named:
        return LicenceReading((), "which_class" if where else "which_country", matched, None)
    found = [next((row for row in _rows() if row.kind is kind and where in row.countries and one in row.words), None) for one in named]
    known = [row for row in found if row is not None]
    asked = [row.ask for row in known if row.ask] + ["which_vehicles"] * (len(known) < len(found))
    codes = tuple(dict.fromkeys(code for row in known for code in row.codes))
    return LicenceReading(codes, asked[0] if asked else None, matched, known[0].source if known else None)


def _permits(words: str, country: str | None) -> Iterator[LicenceReading]:
    for row in _rows():
        if row.kind is Kind.PERMIT and (not row.countries or country is None or country in row.countries):
            for name in row.words:
                if f" {name} " in f" {words} ":
                    # A card of one country, told without it, may be another's: then it is asked.
                    known = not row.countries or country in row.countries
                    yield LicenceReading(row.codes if known else (), row.ask if known else "which_country", name, row.source)


@cache
def _rows() -> tuple[_Row, ...]:
    """Raises DataError naming file and line for an unknown question or source."""
    known, table = sources(), []
    for line, row in rows("licences.tsv", ("kind", "countries", "words", "codes", "ask", "source")):
        if row["source"] not in known or (row["ask"] and row["ask"] not in questions()):
            raise DataError(f"licences.tsv:{line}: unknown question or source")
        words = tuple(normalise(word) for word in row["words"].split("|"))
        countries, codes = tuple(row["countries"].split()), tuple(row["codes"].split())
        table.append(_Row(Kind(row["kind"]), countries, words, codes, row["ask"] or None, row["source"]))
    return tuple(table)


@cache
def sources() -> dict[str, Source]:
    return sources_of("licence_sources.tsv")


@cache
def questions() -> dict[str, dict[str, str]]:
    """What to ask, by key and language."""
    return {row["ask"]: {lang: row[lang] for lang in LANGUAGES} for _, row in rows("licence_questions.tsv", ("ask", *LANGUAGES))}


def codes() -> frozenset[str]:
    """Every code that a reading can give."""
    return frozenset(code for row in _rows() for code in row.codes)
