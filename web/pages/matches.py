"""Matches of one jobseeker, with reasons, gaps and questions, and why other vacancies were left out."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template

from matcher.models import Jobseeker
from matcher.services import jobseekers, matches
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.forms.judgement import JudgementForm
from web.session import db, services

pages = Blueprint("matches", __name__, url_prefix="/jobseekers/<public_id>")


@pages.get("/matches")
@requires(Permission.MATCH)
def of_person(public_id: str) -> str:
    return page(jobseekers.get(db(), user(), public_id))


def page(person: Jobseeker, refused: Mapping[int, JudgementForm] | None = None) -> str:
    """The matches; `refused` are forms, by vacancy number, that say what could not be taken."""
    shown = matches.of_person(db(), services().matching, person)
    profile = jobseekers.profile(db(), person)
    return render_template(
        "matches/of_person.html", person=person, profile=profile, shown=shown,
        form_of=lambda number: (refused or {}).get(number) or JudgementForm(number, formdata=None),
    )  # fmt: skip
