"""Rights cards: what a worker in a country can rely on, each fact with where it was read; what was not read is said to be not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.codes import COUNTRIES
from matcher.guides.content import Checker, Words

#: The topics of a card, in order. Minimum pay is kept apart, with the legal minima.
TOPICS = ("no_fees", "documents", "contract", "hours", "complaints", "hotlines", "emergency", "embassy")
#: What must be said of where a fact was read; without it the fact is hearsay and is refused.
SOURCE = ("publisher", "document", "place", "address", "quote")


@dataclass(frozen=True, slots=True)
class Source:
    """`dated`: the day of the document, None where it prints none. `quote`: its own words."""

    publisher: str
    document: str
    place: str
    dated: date | None
    address: str
    read_on: date
    quote: str


@dataclass(frozen=True, slots=True)
class Known:
    """A fact. `of`: whose embassy it is."""

    text: Words
    source: Source
    phone: str = ""
    web: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing could be read: whom to ask."""

    ask: Words


@dataclass(frozen=True, slots=True)
class Card:
    country: str
    read_on: date
    check_on: date
    topics: Mapping[str, tuple[Known | Gap, ...]]

    def stale(self, today: date) -> bool:
        """Whether it is older than it may be without saying so."""
        return today >= self.check_on


def read(given: Any, file: str, wanted: Sequence[str] = TOPICS) -> Card:
    """One card, of the `wanted` topics. Raises InvalidInput naming file and place, for a fact without its source above all."""
    check = Checker(file)
    told = given if isinstance(given, Mapping) else {}
    country = str(told.get("country", ""))
    if country not in COUNTRIES:
        check.problems.append(("country", "no code of ISO 3166-1"))
    days = {name: told.get(name) for name in ("read_on", "check_on")}
    check.problems += [(name, "not a day") for name, day in days.items() if not isinstance(day, date)]
    topics = told.get("topics") if isinstance(told.get("topics"), Mapping) else {}
    made = {
        name: tuple(_entry(check, one, f"{name}[{at}]") for at, one in enumerate(check.list((topics or {}).get(name), name)))
        for name in wanted
    }
    check.problems += [(name, "missing") for name in wanted if not made[name]]
    check.problems += [(str(name), "not a topic of a card") for name in topics or () if name not in wanted]
    check.done()
    return Card(country, days["read_on"], days["check_on"], made)  # type: ignore[arg-type]


def _entry(check: Checker, given: Mapping[str, Any], place: str) -> Known | Gap:
    if given.get("unknown"):
        return Gap(check.words(given.get("ask"), f"{place}.ask"))
    return known(check, given, place)


def known(check: Checker, given: Mapping[str, Any], place: str) -> Known:
    """A statement with its source; what lacks of it is told to `check`."""
    source = given.get("source") if isinstance(given.get("source"), Mapping) else {}
    said = {name: str((source or {}).get(name) or "").strip() for name in SOURCE}
    check.problems += [(f"{place}.source.{name}", "missing: a fact needs its source") for name, text in said.items() if not text]
    read_on, dated = (source or {}).get("read_on"), (source or {}).get("date")
    if not isinstance(read_on, date):
        check.problems.append((f"{place}.source.read_on", "missing: the day it was read"))
    if dated is not None and not isinstance(dated, date):
        check.problems.append((f"{place}.source.date", "not a day"))
    texts = {name: str(given.get(name) or "").strip() for name in ("phone", "web", "of")}
    return Known(check.words(given.get("text"), f"{place}.text"), Source(**said, dated=dated, read_on=read_on), **texts)  # type: ignore[arg-type]
