"""A qualification in the person's own words, to ISCED level, ISCED-F field and EQF level; what cannot be said is not said.

The same word means different levels in different countries ("bachillerato" is upper secondary in Mexico and a first university degree in
Peru), so the country decides, and without it every level that the word can mean is returned. Unfinished study is never counted as held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from occupations.credentials import Found, named_in, school_years
from occupations.isced import field_of, found_at, tokens, undotted
from occupations.study import unfinished, years
from occupations.text import LONGEST

_CLAUSE = re.compile(r"[,;،؛\n]|\.(?=\s|$)|\b(?:pero|aunque|but|mais|aber|لكن|ولكن)\b", re.I)
#: Basic programmes: the field of a certificate of general schooling.
_GENERAL = "0011"


class How(StrEnum):
    """COUNTRY: so called in that country. GENERAL: a word that ISCED itself defines. ELSEWHERE: so called in other countries, or none
    was told. YEARS: years of school. UNFINISHED: named, but not finished."""

    COUNTRY = "country"
    GENERAL = "general"
    ELSEWHERE = "elsewhere"
    YEARS = "years"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Reading:
    """`isced` 0 to 8, None: not known here, to be asked. `field`: 2 to 4 digits. `eqf`: only where the country's framework was read.

    `matched`: the words that were understood, as compared. `sure`: nothing else is known that they could mean. `countries` and
    `sources`: where it is so called and which sources say so (keys of data/qualification_sources.tsv).
    """

    isced: int | None
    field: str | None
    eqf: int | None
    how: How
    matched: str
    sure: bool
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        return self.how is not How.UNFINISHED


def read(title: str, country: str | None = None) -> tuple[Reading, ...]:
    """What a title can mean, the lowest level first; several where countries differ, none where nothing is understood.

    `country`: ISO 3166-1, where it was obtained. Of several things told, the highest that is held: "primaria, but not secundaria".
    """
    where = country.strip().upper() if country and country.strip() else None
    held: list[tuple[Reading, ...]] = []
    started: list[tuple[Reading, ...]] = []
    for part, text in enumerate(_CLAUSE.split(undotted(title[:LONGEST]))):
        stopped = unfinished(text, part > 0)
        found = _read_part(tokens(text), where, stopped)
        if stopped and not found and held:
            started.append(_not_held(held.pop()))
        elif found:
            (started if not found[0].held else held).append(found)
    if held:
        best = max(held, key=lambda readings: max((-1 if one.isced is None else one.isced) for one in readings))
        return tuple(_with_field(one, tokens(title)) for one in best)
    return started[-1] if started else ()


def _read_part(words: tuple[str, ...], country: str | None, stopped: bool) -> tuple[Reading, ...]:
    reached = years(words)
    if reached and (not stopped or country in school_years()):
        return _after_years(reached[0] - stopped, reached[1], country, " ".join(words))
    if reached:
        return (Reading(None, None, None, How.UNFINISHED, " ".join(words), False),)
    readings = _of_credentials(named_in(words), country)
    if stopped and any(one.isced != 0 for one in readings):
        return _not_held(readings)
    return readings


def _not_held(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Of unfinished primary school is known what is held: less than primary. Of anything else is not."""
    least = {one.isced for one in readings} == {1}
    return (Reading(0 if least else None, None, None, How.UNFINISHED, readings[0].matched, least),)


def _of_credentials(found: list[Found], country: str | None) -> tuple[Reading, ...]:
    """The credential that stands first in the words, by its longest name; that of the country before those of others.

    A general word that is only a piece of another country's longer name ("junior bachelor") is read as that name.
    """
    if not found:
        return ()
    here = [one for one in found if country in one.credential.countries]
    general = [one for one in found if not one.credential.countries and not any(_holds(other, one) for other in found)]
    chosen, how = (here, How.COUNTRY) if here else (general, How.GENERAL) if general and country else (found, How.ELSEWHERE)
    first = min(one.start for one in chosen)
    longest = max(len(one.phrase) for one in chosen if one.start == first)
    same = [one for one in chosen if (one.start, len(one.phrase)) == (first, longest)]
    if how is How.ELSEWHERE and any(not one.credential.countries for one in same):
        how = How.GENERAL
    levels = sorted({one.credential.isced for one in same}, key=lambda level: (level is None, level))
    # A longer name, or one before it, may be what is meant where it is another level, and where only a general word was found.
    doubted = any(
        (one.start < first or (one.start == first and len(one.phrase) > longest))
        and (how is How.GENERAL or one.credential.isced not in levels)
        for one in found
    ) or (
        how is How.GENERAL and any(one.start == first and one.credential.isced not in levels for one in found if len(one.phrase) == longest)
    )
    sure = how is not How.ELSEWHERE and not doubted and len(levels) == 1 and levels != [None]
    return tuple(_reading(level, [one for one in same if one.credential.isced == level], how, sure) for level in levels)


def _holds(whole: Found, piece: Found) -> bool:
    end = piece.start + len(piece.phrase)
    return len(whole.phrase) > len(piece.phrase) and whole.start <= piece.start and end <= whole.start + len(whole.phrase)


def _reading(level: int | None, same: list[Found], how: How, sure: bool) -> Reading:
    fields, eqfs = ({getattr(one.credential, name) for one in same} for name in ("field", "eqf"))
    countries = sorted({country for one in same for country in one.credential.countries})
    return Reading(
        level,
        fields.pop() if len(fields) == 1 else None,
        eqfs.pop() if len(eqfs) == 1 and how is How.COUNTRY else None,
        how,
        " ".join(same[0].phrase),
        sure,
        tuple(countries),
        tuple(sorted({source for one in same for source in one.credential.sources})),
    )


def _with_field(reading: Reading, words: tuple[str, ...]) -> Reading:
    """A field named beside the credential comes before the credential's own where that is the one of general schooling."""
    if reading.isced == 0 or reading.how is How.YEARS or reading.field not in (None, _GENERAL):
        return reading
    name = tuple(reading.matched.split())
    start = found_at(name, words) or 0
    told = field_of(words[:start] + words[start + len(name) :])
    return replace(reading, field=told or reading.field)


def _after_years(number: int, stage: str, country: str | None, matched: str) -> tuple[Reading, ...]:
    """A year that was reached may not have been finished: only the level below it is sure."""
    table = school_years()
    if stage == "secondary":
        return (Reading(1, None, None, How.YEARS, matched, False),)
    known = {country: table[country]} if country in table else table
    answers = {one.level_after(number, stage) for one in known.values()}
    levels = sorted({level for level, _ in answers}, key=lambda level: (level is None, level))
    sure = len(answers) == 1 and country in table and next(iter(answers))[1]
    levels = [level for level in levels if level is not None] or [None]
    return tuple(Reading(level, None, None, How.YEARS, matched, sure) for level in levels)
