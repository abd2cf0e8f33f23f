"""The table of legal minimum pay: each amount with the source it was read in, and what is not known here."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher.database import now
from matcher.errors import InvalidInput
from matcher.services import legal_minimum
from matcher.vocabulary import Permission
from occupations.text import normalise
from web import i18n
from web.auth import requires, user
from web.forms.legal_minimum import LegalMinimumForm
from web.forms.person import ConfirmForm
from web.session import db

pages = Blueprint("legal_minimum", __name__, url_prefix="/legal-minimum")


@pages.get("/")
@requires(Permission.EDIT_LEGAL_MINIMUM)
def index() -> str:
    """By country, in the order of the reader's language."""
    rows = legal_minimum.rows(db())
    general = {row.country for row in rows if row.sector is None}
    tables = [(country, list(group)) for country, group in groupby(rows, key=lambda row: row.country)]
    tables.sort(key=lambda one: normalise(i18n.country_name(one[0])))
    gaps = sorted(
        (one for one in legal_minimum.gaps() if one.country not in general), key=lambda one: normalise(i18n.country_name(one.country))
    )
    return render_template("legal_minimum/index.html", tables=tables, gaps=gaps, today=now().date())


@pages.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LEGAL_MINIMUM)
def new() -> str | Response:
    form = LegalMinimumForm()
    if form.validate_on_submit():
        try:
            legal_minimum.add(db(), form.given(), user())
            flash(_("Saved. From now on it counts."))
            return redirect(url_for("legal_minimum.index"))
        except InvalidInput as error:
            form.blame(error)
    return render_template("legal_minimum/new.html", form=form)


@pages.route("/<int(max=2147483647):minimum_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.EDIT_LEGAL_MINIMUM)
def withdraw(minimum_id: int) -> str | Response:
    """It no longer counts; it stays on record."""
    row, form = legal_minimum.get(db(), minimum_id), ConfirmForm()
    if form.validate_on_submit():
        legal_minimum.withdraw(db(), minimum_id, user())
        flash(_("Withdrawn. It no longer counts."))
        return redirect(url_for("legal_minimum.index"))
    return render_template("legal_minimum/withdraw.html", row=row, form=form)
