"""Interview guides and rights cards, open to everybody: nobody has to say who they are to prepare."""

from __future__ import annotations

import io

from flask import Blueprint, abort, render_template, request, send_file
from werkzeug.wrappers import Response

from matcher.guides.blocks import Guide, Part
from matcher.guides.content import SPOKEN
from matcher.services import guides, legal_minimum
from matcher.vocabulary import GuideFormat, Permission
from web import guiding, i18n
from web.auth import requires
from web.session import db, services

pages = Blueprint("guides", __name__)

#: Occupations shown for what somebody typed.
FOUND = 8


def house() -> guiding.House:
    return guiding.House(services().taxonomy, services().settings.content)


@pages.get("/guides")
@requires(Permission.PUBLIC)
def index() -> str:
    """Every occupation has a guide: those with questions of their own are listed, any other is found by its name."""
    asked, made = request.args.get("q", "").strip()[:200], house()
    links = services().linker.link_many([asked], [i18n.lang()], top=FOUND)[0] if asked else []
    found = [(isco, made.name(isco)) for isco in dict.fromkeys(link.isco08 for link in links)]
    own = sorted(((code, made.name(code)) for code in made.content.trades if len(code) == 4), key=lambda one: one[1].casefold())
    return render_template("guides/index.html", asked=asked, found=found, own=own, cards=_cards())


@pages.get("/guides/<isco>")
@requires(Permission.PUBLIC)
def one(isco: str) -> str:
    guide = house().for_occupation(isco, request.args.get("spoken", ""))
    return render_template("guides/one.html", guide=guide, isco=isco, spoken=request.args.get("spoken", ""), languages_spoken=SPOKEN)


@pages.get("/guides/<isco>/file")
@requires(Permission.PUBLIC)
def file(isco: str) -> Response:
    return sent(house().for_occupation(isco, request.args.get("spoken", "")), f"guide-{isco}")


@pages.get("/rights")
@requires(Permission.PUBLIC)
def rights_index() -> str:
    return render_template("guides/rights_index.html", cards=_cards())


@pages.get("/rights/<country>")
@requires(Permission.PUBLIC)
def rights(country: str) -> str:
    return render_template("guides/rights.html", part=_card(country), country=country)


@pages.get("/rights/<country>/file")
@requires(Permission.PUBLIC)
def rights_file(country: str) -> Response:
    part = _card(country)
    return sent(Guide(i18n.lang(), i18n.direction() == "rtl", part.title, "", (part,)), f"rights-{country}")


def _card(country: str) -> Part:
    part = house().rights(country, legal_minimum.minima(db()))
    if part is None:
        abort(404)
    return part


def _cards() -> list[tuple[str, str]]:
    known = guides.cards(services().settings.content)
    return sorted(((code, i18n.country_name(code)) for code in known), key=lambda one: one[1].casefold())


def sent(guide: Guide, name: str) -> Response:
    """The guide as a file, in the format asked for."""
    try:
        form = GuideFormat(request.args.get("format", "pdf"))
    except ValueError:
        abort(404)
    media_type, ending = guiding.MEDIA[form]
    content = guiding.written(guide, form)
    return send_file(io.BytesIO(content), media_type, as_attachment=True, download_name=f"{name}-{i18n.lang()}{ending}")
