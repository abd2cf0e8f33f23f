"""Matches of one jobseeker, with reasons, gaps and questions, and why other vacancies were left out."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher.models import Jobseeker
from matcher.services import alerts, jobseekers, matches
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.forms.judgement import JudgementForm
from web.forms.person import ConfirmForm, SeenForm
from web.session import db, services

pages = Blueprint("matches", __name__, url_prefix="/jobseekers/<public_id>")


@pages.get("/matches")
@requires(Permission.MATCH)
def of_person(public_id: str) -> str:
    return page(jobseekers.get(db(), user(), public_id))


@pages.post("/watch")
@requires(Permission.MATCH)
def watch(public_id: str) -> Response:
    """From here on the user is told of new vacancies for this person."""
    person = jobseekers.get(db(), user(), public_id)
    if ConfirmForm().validate_on_submit() and alerts.of(db(), user(), person) is None:
        alerts.watch(db(), services().matching, user(), person)
        flash(_("You are told of new vacancies for this person from now on."))
    return redirect(url_for("matches.of_person", public_id=public_id))


@pages.post("/watch/stop")
@requires(Permission.MATCH)
def stop_watching(public_id: str) -> Response:
    person = jobseekers.get(db(), user(), public_id)
    if ConfirmForm().validate_on_submit():
        alerts.stop_watching(db(), user(), person)
        flash(_("You are no longer told of new vacancies for this person."))
    return redirect(url_for("matches.of_person", public_id=public_id))


@pages.post("/watch/seen")
@requires(Permission.MATCH)
def seen(public_id: str) -> Response:
    """What stood on the page as new was looked at; what was told of meanwhile stays new."""
    form, search = SeenForm(), alerts.of(db(), user(), jobseekers.get(db(), user(), public_id))
    if form.validate_on_submit() and search is not None:
        alerts.mark_seen(db(), search, form.vacancy.data or ())
    return redirect(url_for("matches.of_person", public_id=public_id))


def page(person: Jobseeker, refused: Mapping[int, JudgementForm] | None = None) -> str:
    """The matches; `refused` are forms, by vacancy number, that say what could not be taken."""
    profile, search = jobseekers.profile(db(), person), alerts.of(db(), user(), person)
    told = alerts.new_matches_of(db(), services().matching, search, profile) if search else ()
    new = [one.vacancy.id for one in told]
    shown = matches.of_person(db(), services().matching, person, also=new)
    return render_template(
        "matches/of_person.html", person=person, profile=profile, shown=shown, search=search, new=new,
        form_of=lambda number: (refused or {}).get(number) or JudgementForm(number, formdata=None),
    )  # fmt: skip
