"""A CV that somebody brings: read, shown line by line, and taken into the profile as far as it is confirmed.

Nothing is stored before: what was read travels in the form itself, signed, so that nobody can put something else in its place.
"""

from __future__ import annotations

import json

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from matcher.cv import draft, intake, json_resume
from matcher.cv.intake import Brought
from matcher.cv.sheet import Words
from matcher.errors import InvalidInput
from matcher.models import Jobseeker
from matcher.services import jobseekers, own_data, taking_in
from matcher.vocabulary import Permission
from web import i18n
from web.auth import requires, user
from web.forms.cv import BringForm
from web.session import db, services
from web.wording import bringing
from web.wording import cv as wording

pages = Blueprint("intake", __name__, url_prefix="/jobseekers/<public_id>/bring-cv")

#: How long somebody may look at what was read, in seconds.
KEPT_FOR = 12 * 3600


@pages.route("/", methods=["GET", "POST"])
@requires(Permission.PREPARE, writes=False, max_bytes=intake.LARGEST + 100_000)
def choose(public_id: str) -> str:
    """The file; then what it says, to be confirmed."""
    person, form = jobseekers.get(db(), user(), public_id), BringForm()
    given = form.file.data if form.validate_on_submit() else None
    if given and given.filename:
        try:
            brought = intake.read(given.read(), given.filename)
        except InvalidInput as error:
            form.file.errors = [*form.file.errors, bringing.refused(error)]
        else:
            return _confirm(person, brought, form.lang.data)
    elif request.method == "POST" and not form.errors:
        form.file.errors = [_("Choose a file first.")]
    return render_template("cvs/bring.html", person=person, form=form)


def _confirm(person: Jobseeker, brought: Brought, lang: str) -> str:
    words = wording.words(i18n.lang(), services().taxonomy)
    packed = _signer().dumps({"cv": json_resume.write(brought.resume), "of": person.public_id, "lang": lang})
    lines, now = draft.lines(brought.resume, words), _now(person, words)
    # What would take the place of something, and answers about where to go, wait for somebody to say yes.
    ticked = {one.key for one in lines if not brought.guessed and one.key != "meta.plans" and now.get(one.key, one.text) == one.text}
    return render_template(
        "cvs/confirm.html", person=person, form=FlaskForm(), lines=lines, packed=packed, brought=brought, now=now, ticked=ticked
    )


def _now(person: Jobseeker, words: Words) -> dict[str, str]:
    """What stands in the profile already where a line of the file would go."""
    return {one.key: one.text for one in draft.lines(own_data.resume(person, words), words) if one.key.startswith("basics.")}


@pages.post("/confirm")
@requires(Permission.PREPARE, max_bytes=8_000_000)
def confirm(public_id: str) -> str | Response:
    """Only what is ticked goes into the profile."""
    person, form = jobseekers.get(db(), user(), public_id), FlaskForm()
    try:
        packed = _signer().loads(request.form.get("packed", ""), max_age=KEPT_FOR)
    except BadSignature:
        packed = {}
    if not form.validate_on_submit() or packed.get("of") != person.public_id:
        flash(_("That took too long, or the page was changed. Choose the file again."), "danger")
        return redirect(url_for("intake.choose", public_id=public_id))
    chosen = set(request.form.getlist("line"))
    if not chosen:
        flash(_("Nothing was ticked, and nothing was taken in."))
        return redirect(url_for("cvs.index", public_id=public_id))
    wanted = draft.confirmed(json_resume.read(packed["cv"], "cv"), chosen)
    try:
        left = taking_in.take_in(db(), person, wanted, packed["lang"], services().taxonomy)
    except InvalidInput as error:
        flash(bringing.refused(error), "danger")
        return redirect(url_for("intake.choose", public_id=public_id))
    flash(_("Taken into the profile. Check below which occupation each work is."))
    if left:
        flash(bringing.not_known(left), "danger")
    return redirect(url_for("profile.work", public_id=public_id))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services().settings.secret(), salt="brought-cv", serializer=json)
