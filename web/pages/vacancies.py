"""One vacancy, as long as it may be shown."""

from __future__ import annotations

from flask import Blueprint, render_template

from matcher.services import vacancies
from matcher.vocabulary import Permission
from web.auth import requires
from web.session import db, services

pages = Blueprint("vacancies", __name__, url_prefix="/vacancies")


@pages.get("/<int(max=2147483647):vacancy_id>")
@requires(Permission.SEE_VACANCIES)
def one(vacancy_id: int) -> str:
    vacancy = vacancies.show(db(), vacancy_id)
    asked = services().matching.matcher.skills_asked(vacancy)
    return render_template("vacancies/one.html", vacancy=vacancy, skills=sorted(asked), stated=bool(vacancy.skills))
