"""Coming home, in the reader's words: the topics of a country's card, and how far from home a vacancy lies."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.guides.returning import TOPICS
from matcher.guides.rights import Card
from matcher.homecoming import Counted, Home
from matcher.vocabulary import Ring
from web.i18n import country_name
from web.wording.plain import listed, number, occupation, skill
from web.wording.recognition import Topic, fact


def topics_of(card: Card) -> tuple[Topic, ...]:
    names = {
        "return": _("Help when you arrive"),
        "work": _("Where to look for work"),
        "training": _("Where to learn, and have what you know certified"),
        "own_account": _("Working on your own account"),
    }
    return tuple(Topic(key, names[key], tuple(fact(one) for one in card.topics[key])) for key in TOPICS)


def ring(ring: Ring, home: Home) -> str:
    """The heading of the vacancies of one ring."""
    country = country_name(home.country)
    match ring:
        case Ring.REGION:
            return _("Near home: %(regions)s", regions=listed(list(home.regions)))
        case Ring.COUNTRY:
            return _("Elsewhere in %(country)s", country=country) if home.regions else country
        case Ring.ELSEWHERE:
            return _("In other countries")


def at_home(around: Iterable[Ring]) -> bool:
    """Whether any of these vacancies is at home."""
    return any(one is not Ring.ELSEWHERE for one in around)


def open_there(count: int, home: Home) -> str:
    country = country_name(home.country)
    return ngettext(
        "%(num)s vacancy open to this person in %(country)s", "%(num)s vacancies open to this person in %(country)s", count, country=country
    )


def near_work(near: tuple[Counted, ...]) -> str:
    """Kinds of work with how many vacancies: "Bricklayers (12), Painters (3)"."""
    return listed([f"{occupation(one.isco08)} ({number(one.count)})" for one in near])


def to_learn(asked: tuple[str, int]) -> str:
    code, count = asked
    return ngettext("%(skill)s: asked for by %(num)s vacancy", "%(skill)s: asked for by %(num)s vacancies", count, skill=skill(code))
