"""Matches of one jobseeker, with reasons, gaps and questions, and why other vacancies were left out."""

from __future__ import annotations

from flask import Blueprint, render_template

from matcher.services import jobseekers
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.session import db, services

pages = Blueprint("matches", __name__, url_prefix="/jobseekers/<public_id>")

#: Vacancies on one page: as many as are read, and light enough for a slow line.
SHOWN = 20


@pages.get("/matches")
@requires(Permission.MATCH)
def of_person(public_id: str) -> str:
    person = jobseekers.get(db(), user(), public_id)
    profile = jobseekers.profile(db(), person)
    result = services().matching.match(db(), profile, top=SHOWN)
    return render_template("matches/of_person.html", person=person, profile=profile, result=result)
