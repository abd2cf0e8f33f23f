"""What credentials are called, in which country, and the level each stands for: data/credentials.tsv, every row with its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from occupations.builtin import DataError, rows
from occupations.isced import LEVELS, field_names, found_at, tokens
from occupations.sources import Source, sources_of

_EQF = range(1, 9)


@dataclass(frozen=True, slots=True)
class Credential:
    """`phrases`: how it is called, as tokens. `countries`: ISO 3166, none for a word that ISCED itself defines.

    `isced` is None where no source that was read tells the level; `eqf` where the country's framework gives none.
    """

    phrases: tuple[tuple[str, ...], ...]
    countries: tuple[str, ...]
    isced: int | None
    field: str | None
    eqf: int | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A credential named in a text, by the words from `start` on."""

    credential: Credential
    phrase: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class SchoolYears:
    """After how many years of school each ISCED level ends in a country; None where no source was read."""

    primary: int | None
    lower_secondary: int | None
    upper_secondary: int | None

    def level_after(self, number: int, stage: str) -> tuple[int | None, bool]:
        """(level, whether it was surely finished) after so many years, of primary school or of school; (None, False): not known."""
        ends = (self.primary,) if stage == "primary" else (self.primary, self.lower_secondary, self.upper_secondary)
        level, sure, open_end = 0, True, False
        for reached, end in enumerate(ends, 1):
            if end is None:
                open_end = True
            elif number >= end:
                level, sure, open_end = reached, number > end, False
        return (None, False) if open_end else (level, sure)


@cache
def sources() -> dict[str, Source]:
    return sources_of("qualification_sources.tsv")


@cache
def credentials() -> tuple[Credential, ...]:
    """Every row. Raises DataError naming file and line for an unknown level, field or source."""
    return tuple(_credential(line, row) for line, row in rows("credentials.tsv", _COLUMNS))


_COLUMNS = ("lang", "words", "countries", "isced", "field", "eqf", "source")


def _credential(line: int, row: dict[str, str]) -> Credential:
    isced, eqf = (int(row[name]) if row[name] else None for name in ("isced", "eqf"))
    known = (isced is None or isced in LEVELS, eqf is None or eqf in _EQF, not row["field"] or row["field"] in field_names())
    phrases = tuple(tokens(text) for text in row["words"].split("|"))
    told = tuple(row["source"].split())
    if not all(known) or not told or not sources().keys() >= set(told) or not all(phrases):
        raise DataError(f"credentials.tsv:{line}: unknown level, field or source, or no words")
    return Credential(phrases, tuple(row["countries"].split()), isced, row["field"] or None, eqf, told)


def named_in(words: tuple[str, ...]) -> list[Found]:
    """Every credential that the words name, the longest of its phrases for each."""
    found = []
    for credential in credentials():
        spots = [Found(credential, phrase, start) for phrase in credential.phrases if (start := found_at(phrase, words)) is not None]
        if spots:
            found.append(min(spots, key=lambda one: (one.start, -len(one.phrase))))
    return found


@cache
def school_years() -> dict[str, SchoolYears]:
    """By country."""
    columns = ("country", "primary", "lower_secondary", "upper_secondary", "source")
    table: dict[str, SchoolYears] = {}
    for line, row in rows("school_years.tsv", columns):
        if row["source"] not in sources():
            raise DataError(f"school_years.tsv:{line}: no source {row['source']!r}")
        table[row["country"]] = SchoolYears(*(int(row[name]) if row[name] else None for name in columns[1:4]))
    return table
