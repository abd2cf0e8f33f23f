"""For people who come back: whom to turn to at home, open to everybody, each fact with its source."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from matcher.codes import COUNTRIES
from matcher.database import now
from matcher.services import guides
from matcher.vocabulary import Permission
from web import i18n
from web.auth import requires
from web.forms import choices
from web.session import services
from web.wording import returning as wording

pages = Blueprint("returning", __name__, url_prefix="/returning")


@pages.get("")
@requires(Permission.PUBLIC)
def index() -> str:
    known = guides.coming_home(services().settings.content)
    return render_template("returning/index.html", countries=choices.countries(known.cards))


@pages.get("/<country>")
@requires(Permission.PUBLIC)
def one(country: str) -> str:
    """The card of a country; of one without, honest words and the questions that hold everywhere."""
    if country not in COUNTRIES:
        abort(404)
    known, lang = guides.coming_home(services().settings.content), i18n.lang()
    card = known.cards.get(country)
    return render_template(
        "returning/one.html",
        country=country,
        card=card,
        stale=card is not None and card.stale(now().date()),
        topics=wording.topics_of(card) if card else (),
        ask=known.ask[lang],
        questions=[one[lang] for one in known.questions],
    )
