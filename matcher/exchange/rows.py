"""What comes of a file: its rows, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from matcher.errors import InvalidInput
from matcher.exchange.plain import DESCRIPTION, TITLE, Read
from matcher.exchange.texts import clean
from matcher.masking import mask_contacts
from matcher.terms import Terms


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one row; `str()` is the sentence shown."""

    file: str
    row: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.row}: {self.field}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Row:
    """One vacancy, contact details masked. `number` is where the user finds it: a line, a row of a sheet, a place in a list.

    `stated` names the fields of Terms that the row itself gives; `source` keeps as text what was not understood.
    """

    number: int
    terms: Terms
    stated: frozenset[str]
    source: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """`read` counts the rows with and without problems. A row with a problem is not among `rows`."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    read: int


#: A moment, whose digits would be taken for a telephone number.
_MOMENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
_REQUIRED = {"external_id": "id", "title": "title"}


class Collector:
    """Takes the rows of one file in order. `lang` and `country` serve rows that do not say."""

    def __init__(self, file: str, lang: str, country: str | None, limit: int) -> None:
        self.file = file
        self._lang, self._country, self._limit = lang, country, limit
        self._rows: list[Row] = []
        self._problems: list[Problem] = []
        self._seen: dict[str, int] = {}
        self._read = 0

    def fail(self, reason: str, line: int = 1, field: str = "file") -> InvalidInput:
        """The error of a file that cannot be taken at all; to be raised."""
        return InvalidInput(file=self.file, line=line, field=clean(field, 60) or "file", reason=reason)

    def count(self, number: int) -> None:
        """To be called once for each row, before anything else. Raises InvalidInput past the limit."""
        self._read += 1
        if self._read > self._limit:
            raise self.fail(f"more than {self._limit:,} rows: split the file", number, "rows")

    def bad(self, number: int, *problems: tuple[str, str]) -> None:
        self._problems.extend(Problem(self.file, number, clean(field, 60) or "line", reason) for field, reason in problems)

    def take(self, number: int, read: Read, names: Mapping[str, str], problems: list[tuple[str, str]]) -> None:
        """One row; `names` are what this file calls our keys, `problems` what is known to be wrong already."""
        terms, found = read.terms, problems + [(names.get(key, key), reason) for key, reason in read.problems]
        told = {field for field, _ in found}
        for field, key in _REQUIRED.items():
            called = names.get(key, key)
            if not getattr(terms, field) and called not in told and names.get(field, field) not in told:
                found.append((called, "missing"))
        title, description = mask_contacts(terms.title), mask_contacts(terms.description)
        if len(title) > TITLE or len(description) > DESCRIPTION:
            found.append(("title" if len(title) > TITLE else "description", "too long, once contact details are masked"))
        earlier = self._seen.get(terms.external_id)
        if earlier is not None:
            found.append((names.get("id", "id"), f"{clean(terms.external_id, 120)!r} stands in row {earlier} already"))
        if found:
            self.bad(number, *found)
            return
        self._seen[terms.external_id] = number
        terms = replace(terms, title=title, description=description, lang=terms.lang or self._lang, country=terms.country or self._country)
        source = {key: text if _MOMENT.match(text) else mask_contacts(text) for key, text in read.source.items()}
        self._rows.append(Row(number, terms, read.stated, source))

    def reading(self) -> Reading:
        return Reading(tuple(self._rows), tuple(self._problems), self._read)
