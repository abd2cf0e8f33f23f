"""What anybody may see: the register of vetted employers, and a published vacancy with its notice, its data and the offer check."""

from __future__ import annotations

import json

import segno
from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from matcher import offers
from matcher.database import now
from matcher.errors import InvalidInput, NotFound
from matcher.exchange import read_terms, to_jobposting
from matcher.models import VacancyRow
from matcher.services import installation, legal_minimum, vacancies, vetting
from matcher.vocabulary import Permission
from web.auth import requires
from web.forms.offer import OfferForm
from web.pages.vacancies import shown
from web.schemas import register as schema
from web.session import db

pages = Blueprint("public", __name__)


@pages.get("/register")
@requires(Permission.PUBLIC)
def register() -> str:
    return render_template("public/register.html", lines=vetting.register(db()))


@pages.get("/register.json")
@requires(Permission.PUBLIC)
def register_json() -> Response:
    return jsonify(schema.dump(vetting.register(db())))


@pages.get("/v/<public_id>")
@requires(Permission.PUBLIC)
def vacancy(public_id: str) -> str | tuple[str, int]:
    """For whoever comes by a printed code: one that is closed, hidden or never was reads the same."""
    try:
        row = _row(public_id)
    except NotFound:
        return render_template("public/gone.html"), 404
    posting = json.dumps(_posting(row), ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return render_template("vacancies/one.html", person=None, posting=Markup(posting), **shown(row))  # noqa: S704  (no < > & is left)


@pages.get("/v/<public_id>/job.jsonld")
@requires(Permission.PUBLIC)
def posting(public_id: str) -> Response:
    """The vacancy as schema.org JobPosting."""
    answer = jsonify(_posting(_row(public_id)))
    answer.mimetype = "application/ld+json"
    return answer


@pages.get("/v/<public_id>/notice")
@requires(Permission.PUBLIC)
def notice(public_id: str) -> str:
    """One sheet to print and hang up, with a code that leads to the vacancy."""
    row = _row(public_id)
    address = url_for("public.vacancy", public_id=public_id, _external=True)
    picture = segno.make(address, error="m").svg_data_uri(border=2, scale=4)
    return render_template("public/notice.html", address=address, picture=picture, **shown(row))


@pages.route("/v/<public_id>/offer", methods=["GET", "POST"])
@requires(Permission.PUBLIC, writes=False)
def offer(public_id: str) -> str:
    """An offer beside the vacancy. Nothing is stored."""
    row, form, found = _row(public_id), OfferForm(), None
    promised = vacancies.terms(row)
    if request.method == "GET":
        form.start_from(promised)
    elif form.validate_on_submit():
        try:
            offered = read_terms(form.given(promised), _("the offer"))
            found = offers.compare(promised, offered, legal_minimum.minima(db()), now().date())
        except InvalidInput as error:
            form.blame(error)
    return render_template("public/offer.html", row=row, terms=promised, form=form, found=found)


def _row(public_id: str) -> VacancyRow:
    """Adverts of an evaluation installation are not for the public."""
    if installation.is_evaluation(db()):
        public_id = ""
    return vacancies.show_public(db(), public_id)


def _posting(row: VacancyRow) -> dict[str, object]:
    address = url_for("public.vacancy", public_id=row.public_id, _external=True)
    posted = row.publications[-1].at.date() if row.publications else None
    return to_jobposting(vacancies.terms(row), employer=row.employer.name, address=address, posted=posted)
