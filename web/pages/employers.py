"""Employers for the vetting officer: how each one's vetting stands, and suspension."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher.services import vetting
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.forms.employer import SuspendForm
from web.session import db

pages = Blueprint("employers", __name__, url_prefix="/employers")


@pages.get("/")
@requires(Permission.SUSPEND_EMPLOYER)
def index() -> str:
    return render_template("employers/index.html", employers=vetting.overview(db()))


@pages.route("/<slug>/suspend", methods=["GET", "POST"])
@requires(Permission.SUSPEND_EMPLOYER)
def suspend(slug: str) -> str | Response:
    form = SuspendForm()
    if request.method == "POST" and form.validate_on_submit():
        vetting.suspend(db(), slug, form.reason.data, user().id)
        flash(_("Suspended. Its vacancies are gone from every answer from now on."))
        return redirect(url_for("employers.index"))
    return render_template("employers/suspend.html", employer=vetting.standing_of(db(), slug), form=form)
