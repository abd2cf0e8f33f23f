"""Matches of one jobseeker, with reasons, gaps and questions, and why other vacancies were left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher import homecoming
from matcher.database import now
from matcher.homecoming import Home, WorkAtHome
from matcher.models import Jobseeker
from matcher.profile import Profile
from matcher.ranking import CLOSE
from matcher.services import alerts, jobseekers, matches, returning
from matcher.services.matches import PersonsMatches
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.forms.judgement import JudgementForm
from web.forms.person import ConfirmForm, SeenForm, WatchForm
from web.session import db, services

pages = Blueprint("matches", __name__, url_prefix="/jobseekers/<public_id>")


@pages.get("/matches")
@requires(Permission.SEE_MATCHES)
def of_person(public_id: str) -> str:
    return page(jobseekers.get(db(), user(), public_id))


@pages.post("/watch")
@requires(Permission.SEE_MATCHES)
def watch(public_id: str) -> Response:
    """From here on the user is told of new vacancies for this person, or of others than before."""
    person = jobseekers.get(db(), user(), public_id)
    form = WatchForm.of(person, alerts.of(db(), user(), person))
    if form.validate_on_submit():
        alerts.watch(db(), services().matching, user(), person, form.countries.answer(), form.near_only.data)
        flash(_("You are told of new vacancies from now on."))
    return redirect(url_for("matches.of_person", public_id=public_id))


@pages.post("/watch/stop")
@requires(Permission.SEE_MATCHES)
def stop_watching(public_id: str) -> Response:
    person = jobseekers.get(db(), user(), public_id)
    if ConfirmForm().validate_on_submit():
        alerts.stop_watching(db(), user(), person)
        flash(_("You are no longer told of new vacancies."))
    return redirect(url_for("matches.of_person", public_id=public_id))


@pages.post("/watch/seen")
@requires(Permission.SEE_MATCHES)
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
        "matches/of_person.html", person=person, profile=profile, shown=shown, search=search, new=new, watch=WatchForm.of(person, search),
        home=_at_home(person, profile, shown) if shown.home else None,
        form_of=lambda number: (refused or {}).get(number) or JudgementForm(number, formdata=None),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AtHome:
    """For somebody who comes back: what their work is there, unit groups that are regulated there, skills to learn, and which of the
    answers that matter there (`permits`) have not been told for it. `person`: as addresses name them."""

    person: str
    home: Home
    work: tuple[WorkAtHome, ...]
    regulated: frozenset[str]
    learn: tuple[tuple[str, int], ...]
    unsaid: frozenset[str]


def _at_home(person: Jobseeker, profile: Profile, shown: PersonsMatches) -> AtHome:
    assert shown.home is not None  # noqa: S101  (who comes back has one)
    matching, there = services().matching, shown.home.country
    work = returning.work_at_home(db(), matching, profile, shown.home, shown.result.links)
    regulated = frozenset(group for country, group in matching.context(db(), now()).regulated if country == there)
    local = [match for match in shown.result.matches if match.vacancy.country == there and match.score >= CLOSE]
    unsaid = frozenset() if there in (profile.permits or ()) else frozenset({"permits"})
    return AtHome(person.public_id, shown.home, work, regulated, homecoming.skills_to_learn(local), unsaid)
