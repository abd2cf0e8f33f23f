"""How a qualification is recognised in a country where somebody wants to work: open to everybody, each fact with its source."""

from __future__ import annotations

from collections.abc import Container

from flask import Blueprint, abort, render_template, request

from matcher import recognition
from matcher.codes import COUNTRIES
from matcher.database import now
from matcher.vocabulary import Permission
from web import i18n
from web.auth import requires
from web.forms import choices
from web.pages.guides import house
from web.session import services
from web.wording import recognition as wording

pages = Blueprint("recognition", __name__, url_prefix="/recognition")

#: Occupations shown for what somebody typed.
FOUND = 6


@pages.get("")
@requires(Permission.PUBLIC)
def index() -> str:
    """Which country, and which work in one's own words; what is not understood is said, never guessed."""
    asked, made = request.args.get("q", "").strip()[:200], house()
    known, origin = recognition.load(services().settings.content), _one_of(COUNTRIES, "origin")
    links = services().linker.link_many([asked], [i18n.lang()], top=FOUND)[0] if asked else []
    named = made.taxonomy.occupations.get(request.args.get("isco", ""))
    codes = dict.fromkeys([*([named.isco08] if named else []), *(link.isco08 for link in links)])
    return render_template(
        "recognition/index.html",
        asked=asked,
        country=_one_of(COUNTRIES, "country"),
        origin=origin,
        found=[(isco, made.name(isco), known.hosts(isco, origin or None)) for isco in codes],
        countries=choices.countries(COUNTRIES),
        hosts=choices.countries(known.cards),
        known=wording.known_here(list(known.cards.values())),
    )


@pages.get("/<country>/<isco>")
@requires(Permission.PUBLIC)
def one(country: str, isco: str) -> str:
    """The routes of one occupation in one country, or the honest words that none is known here. `isco`: also an occupation inside it."""
    made = house()
    found = made.taxonomy.occupations.get(isco)
    if country not in COUNTRIES or found is None:
        abort(404)
    known = recognition.load(services().settings.content)
    card, origin = known.cards.get(country), _one_of(COUNTRIES, "origin")
    return render_template(
        "recognition/one.html",
        country=country,
        work=made.name(isco),
        origin=origin,
        card=card,
        stale=card is not None and card.stale(now().date()),
        routes=[wording.told(route) for route in known.routes(country, found.isco08, origin or None)],
        centres=[wording.fact(centre) for centre in known.centres],
        ask=known.ask[i18n.lang()],
        experience=known.experience[i18n.lang()],
        countries=choices.countries(COUNTRIES),
        hosts=choices.countries(known.cards),
    )


def _one_of(codes: Container[str], name: str) -> str:
    """What was asked for, where it is a code of the list; else ""."""
    given = request.args.get(name, "")
    return given if given in codes else ""
