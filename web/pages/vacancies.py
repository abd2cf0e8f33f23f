"""One vacancy, as long as it may be shown."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from matcher.services import jobseekers, vacancies
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.session import db, services

pages = Blueprint("vacancies", __name__, url_prefix="/vacancies")


@pages.get("/<int(max=2147483647):vacancy_id>")
@requires(Permission.SEE_VACANCIES)
def one(vacancy_id: int) -> str:
    """With the way back to a person's matches, where one of the user's own people is named in the address."""
    vacancy = vacancies.show(db(), vacancy_id)
    person = None
    if request.args.get("person") and user().may(Permission.SEE_OWN_JOBSEEKERS):
        person = jobseekers.get(db(), user(), request.args["person"])
    asked = services().matching.matcher.skills_asked(vacancy)
    return render_template("vacancies/one.html", vacancy=vacancy, skills=sorted(asked), stated=bool(vacancy.skills), person=person)
