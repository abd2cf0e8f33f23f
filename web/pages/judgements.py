"""What a counsellor says of one match: wrong, or moved, with a reason; and taken back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher.errors import InvalidInput
from matcher.services import jobseekers, judgements, matches
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.forms.judgement import JudgementForm
from web.pages.matches import page
from web.session import db, services

pages = Blueprint("judgements", __name__, url_prefix="/jobseekers/<public_id>/matches/<int(max=2147483647):vacancy_id>")


@pages.post("/judge")
@requires(Permission.MATCH)
def judge(public_id: str, vacancy_id: int) -> str | Response:
    person = jobseekers.get(db(), user(), public_id)
    form = JudgementForm(vacancy_id)
    if form.validate_on_submit():
        try:
            matches.judge(db(), services().matching, person, vacancy_id, *form.given(), user())
            flash(_("Saved. It stands with your name, and can be taken back."))
            return redirect(url_for("matches.of_person", public_id=public_id, _anchor=f"v{vacancy_id}"))
        except InvalidInput as error:
            form.blame(error)
    return page(person, {vacancy_id: form})


@pages.post("/take-back")
@requires(Permission.MATCH)
def take_back(public_id: str, vacancy_id: int) -> Response:
    person = jobseekers.get(db(), user(), public_id)
    judgements.take_back(db(), person, vacancy_id, user())
    flash(_("Taken back. The vacancy stands again where it fits."))
    return redirect(url_for("matches.of_person", public_id=public_id, _anchor=f"v{vacancy_id}"))
