"""Routes to recognition in the reader's words: topics, answers of one word, and each fact with where it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.guides.rights import Gap, Known, Source
from matcher.recognition import TOPICS, Card, Route
from web.i18n import country_name, lang
from web.wording.plain import listed


@dataclass(frozen=True, slots=True)
class Fact:
    """`source` is None for a gap: then `text` says whom to ask."""

    text: str
    source: Source | None = None
    web: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    key: str
    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A route. `short`: what its facts answer in one word; `origins`: whose qualifications it is for, "" for any."""

    title: str
    origins: str
    short: tuple[str, ...]
    topics: tuple[Topic, ...]


def topics() -> dict[str, str]:
    return {
        "regulated": _("Is the occupation regulated?"),
        "body": _("Who decides"),
        "documents": _("Which papers are asked for"),
        "cost": _("What it costs"),
        "months": _("How long it takes"),
        "validity": _("How long it is valid"),
        "meanwhile": _("Work while waiting"),
    }


def told(route: Route) -> Told:
    """The topics in their order, each with what is known and what is not."""
    names = topics()
    found = tuple(Topic(key, names[key], tuple(fact(one) for one in route.topics[key])) for key in TOPICS)
    return Told(route.title[lang()], listed([country_name(one) for one in route.origins]), tuple(_short(route)), found)


def fact(one: Known | Gap) -> Fact:
    if isinstance(one, Gap):
        return Fact(one.ask[lang()])
    return Fact(one.text[lang()], one.source, one.web, one.phone)


def _short(route: Route) -> Iterator[str]:
    answers = {
        ("regulated", "yes"): _("Regulated: yes"),
        ("regulated", "no"): _("Regulated: no"),
        ("regulated", "partly"): _("Regulated: in part"),
        ("meanwhile", "yes"): _("Work while waiting: yes"),
        ("meanwhile", "no"): _("Work while waiting: no"),
        ("meanwhile", "supervised"): _("Work while waiting: under supervision"),
    }
    yield from (answers[one] for one in route.answers.items())
    if route.months:
        low, high = route.months
        most = ngettext("%(num)s month", "%(num)s months", high)
        if low == 0:
            yield _("How long: up to %(time)s", time=most)
        else:
            yield _("How long: about %(time)s", time=most) if low == high else _("How long: from %(low)s to %(time)s", low=low, time=most)


def known_here(cards: Sequence[Card]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(country, its name, [(unit group, title of the route)]), in the order of the reader's language."""
    found = [(one.country, country_name(one.country), [(route.isco[0], route.title[lang()]) for route in one.routes]) for one in cards]
    return sorted(found, key=lambda one: one[1].casefold())
