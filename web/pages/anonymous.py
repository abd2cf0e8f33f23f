"""Matching without a name: nothing is stored, and nothing is kept after the page."""

from __future__ import annotations

from flask import Blueprint, render_template

from matcher.services.matches import SHOWN
from matcher.vocabulary import Permission
from web.auth import requires
from web.forms.anonymous import AnonymousForm
from web.session import db, services

pages = Blueprint("anonymous", __name__)


@pages.route("/match", methods=["GET", "POST"])
@requires(Permission.MATCH, writes=False)
def match() -> str:
    form = AnonymousForm()
    if not form.validate_on_submit():
        return render_template("matches/anonymous.html", form=form, result=None)
    profile = form.profile()
    result = services().matching.match(db(), profile, top=SHOWN)
    return render_template("matches/anonymous.html", form=form, profile=profile, result=result)
