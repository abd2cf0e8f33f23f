"""How a qualification is recognised in a host country, by occupation: each statement with where it was read, what was not read is a gap."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from matcher.codes import COUNTRIES
from matcher.errors import InvalidInput
from matcher.guides.content import Checker, Words, read_yaml
from matcher.guides.rights import Gap, Known, known
from occupations import builtin

#: What is told of a route, in order.
TOPICS = ("regulated", "body", "documents", "cost", "months", "validity", "meanwhile")
#: Topics whose facts also answer in one word.
ANSWERS: Mapping[str, tuple[str, ...]] = {"regulated": ("yes", "no", "partly"), "meanwhile": ("yes", "no", "supervised")}
#: What a fact may hold beside its text and source, by topic.
BESIDE: Mapping[str, str] = dict.fromkeys(ANSWERS, "answer") | {"months": "months"}


@dataclass(frozen=True, slots=True)
class Route:
    """`isco`: unit groups. `origins`: countries whose qualifications it is for, none for any. `answers`: by topic, where known.

    `months`: the shortest and longest that its sources give, None where none does.
    """

    key: str
    isco: tuple[str, ...]
    origins: tuple[str, ...]
    title: Words
    topics: Mapping[str, tuple[Known | Gap, ...]]
    answers: Mapping[str, str]
    months: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Card:
    country: str
    read_on: date
    check_on: date
    routes: tuple[Route, ...]

    def stale(self, today: date) -> bool:
        """Whether it is older than it may be without saying so."""
        return today >= self.check_on


@dataclass(frozen=True, slots=True)
class Recognition:
    """`cards`: by country. `ask`: said where no route is known. `experience`, `centres`: said beside every route."""

    cards: Mapping[str, Card]
    ask: Words
    experience: Words
    centres: tuple[Known, ...]

    def routes(self, country: str, isco: str, origin: str | None = None) -> tuple[Route, ...]:
        """Routes of a unit group for qualifications of `origin`, or of any country; where there is none, `ask` is what to say."""
        found = self.cards[country].routes if country in self.cards else ()
        return tuple(one for one in found if isco in one.isco and (origin is None or not one.origins or origin in one.origins))

    def regulated(self) -> dict[tuple[str, str], str | None]:
        """Work that needs a recognised qualification, by country and unit group, and whether one may work meanwhile; None: not known."""
        found: dict[tuple[str, str], str | None] = {}
        for country, card in self.cards.items():
            for route in card.routes:
                if route.answers.get("regulated") in ("yes", "partly"):
                    found |= {(country, group): route.answers.get("meanwhile") for group in route.isco}
        return found

    def hosts(self, isco: str, origin: str | None = None) -> frozenset[str]:
        """The countries of which a route is known."""
        return frozenset(country for country in self.cards if self.routes(country, isco, origin))


def load(folder: Path | None = None) -> Recognition:
    """Everything. `folder`: a centre's own; without a `recognition/` in it, as in those made before there was one, what is shipped.

    Raises InvalidInput naming file and place, for a fact without its source above all.
    """
    own = folder and folder / "recognition"
    return _load(own, str(own)) if own and own.exists() else _shipped()


@cache
def _shipped() -> Recognition:
    return _load(files("seeds") / "recognition", "seeds/recognition")


def _load(folder: Traversable, name: str) -> Recognition:
    if not folder.is_dir():
        raise InvalidInput(file=name, field="folder", reason="not a folder")
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith((".yaml", ".yml")) and one.name != "general.yaml")
    cards: dict[str, Card] = {}
    for one in names:
        card = read(read_yaml(folder / one, f"{name}/{one}"), f"{name}/{one}")
        if card.country in cards:
            raise InvalidInput(file=f"{name}/{one}", field="country", reason=f"{card.country} stands twice")
        cards[card.country] = card
    check = Checker(f"{name}/general.yaml")
    given = read_yaml(folder / "general.yaml", check.file)
    told = given if isinstance(given, Mapping) else {}
    ask, experience = check.words(told.get("ask"), "ask"), check.words(told.get("experience"), "experience")
    centres = tuple(known(check, one, f"centres[{at}]") for at, one in enumerate(check.list(told.get("centres"), "centres")))
    check.done()
    return Recognition(cards, ask, experience, centres)


def read(given: Any, file: str) -> Card:
    """One country's card. Raises InvalidInput naming file and place, such as "nurse.cost[0].source.quote"."""
    check, told = Checker(file), given if isinstance(given, Mapping) else {}
    country = str(told.get("country"))
    _codes(check, [country], COUNTRIES, "country", "no code of ISO 3166-1")
    days = {name: told.get(name) for name in ("read_on", "check_on")}
    check.problems += [(name, "not a day") for name, day in days.items() if not isinstance(day, date)]
    routes = tuple(_route(check, one, f"routes[{at}]") for at, one in enumerate(check.list(told.get("routes"), "routes")))
    keys = [route.key for route in routes]
    check.problems += [(f"{key}.key", "stands twice") for key in set(keys) if keys.count(key) > 1]
    check.done()
    return Card(country, days["read_on"], days["check_on"], routes)  # type: ignore[arg-type]


def _codes(check: Checker, given: Any, codes: Container[str], place: str, reason: str) -> tuple[str, ...]:
    told = given if isinstance(given, list) else [given]
    check.problems += [(place, f"{one!r}: {reason}") for one in told if not isinstance(one, str) or one not in codes]
    return tuple(told)


def _only(check: Checker, given: Iterable[Any], names: tuple[str, ...], place: str) -> None:
    check.problems += [(f"{place}.{name}", "unknown: not one of " + ", ".join(names)) for name in given if name not in names]


def _route(check: Checker, given: Mapping[str, Any], place: str) -> Route:
    place = given["key"] if isinstance(given.get("key"), str) and given["key"] else place
    _only(check, given, ("key", "isco", "from", "title", *TOPICS), place)
    check.problems += [(f"{place}.{name}", "missing") for name in ("key", "isco", *TOPICS) if not given.get(name)]
    isco = _codes(check, given.get("isco"), builtin.load().occupations, f"{place}.isco", "no unit group of ISCO-08")
    origins = _codes(check, given.get("from", []), COUNTRIES, f"{place}.from", "no code of ISO 3166-1")
    told = {topic: check.list(given.get(topic), f"{place}.{topic}") for topic in TOPICS}
    topics = {topic: tuple(_entry(check, one, topic, f"{place}.{topic}[{at}]") for at, one in enumerate(told[topic])) for topic in TOPICS}
    said = {topic: [one["answer"] for one in told[topic] if "answer" in one] for topic in ANSWERS}
    check.problems += [(f"{place}.{topic}", "answers contradict") for topic, words in said.items() if any(one != words[0] for one in words)]
    answers = {topic: words[0] for topic, words in said.items() if words}
    spans = [one["months"] for one in told["months"] if _is_span(one.get("months"))]
    months = (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None
    return Route(place, isco, origins, check.words(given.get("title"), f"{place}.title"), topics, answers, months)


def _entry(check: Checker, given: Mapping[str, Any], topic: str, place: str) -> Known | Gap:
    if given.get("unknown") is True:
        _only(check, given, ("unknown", "ask"), place)
        return Gap(check.words(given.get("ask"), f"{place}.ask"))
    _only(check, given, ("text", "source", "web", "phone", BESIDE.get(topic, "text")), place)
    if topic in ANSWERS and given.get("answer") not in ANSWERS[topic]:
        check.problems.append((f"{place}.answer", "not one of " + ", ".join(ANSWERS[topic]) + ", in quotes"))
    if topic == "months" and "months" in given and not _is_span(given["months"]):
        check.problems.append((f"{place}.months", "not two whole numbers, the lower first"))
    return known(check, given, place)


def _is_span(given: Any) -> bool:
    return isinstance(given, list) and [type(one) for one in given] == [int, int] and 0 <= given[0] <= given[1]
