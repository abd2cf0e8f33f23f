"""One vacancy, as long as it may be shown: for counsellors by its row, with the way back to a person's matches."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import select

from matcher.models import Employer, LawException, VacancyRow, Vetting
from matcher.services import jobseekers, people, vacancies
from matcher.vocabulary import Permission, VettingState
from web.auth import requires, user
from web.session import db, services

pages = Blueprint("vacancies", __name__, url_prefix="/vacancies")


@pages.get("/<int(max=2147483647):vacancy_id>")
@requires(Permission.SEE_VACANCIES)
def one(vacancy_id: int) -> str:
    """With the way back to a person's matches, where one of the user's own people, or they themselves, is named in the address."""
    row = vacancies.show(db(), vacancy_id)
    person = None
    if request.args.get("person") and user().may(Permission.SEE_MATCHES):
        person = jobseekers.get(db(), user(), request.args["person"])
    return render_template("vacancies/one.html", person=person, **shown(row))


@pages.get("/<int(max=2147483647):vacancy_id>/people")
@requires(Permission.REFER)
def who_fits(vacancy_id: int) -> str:
    """The people of the user's own centre who may fit, as far as they agree to be proposed."""
    found = people.who_fit(db(), services().matching, vacancy_id, user())
    return render_template("vacancies/people.html", row=vacancies.show(db(), vacancy_id), found=found)


def shown(row: VacancyRow) -> dict[str, Any]:
    """What a page says of a vacancy, whoever reads it."""
    stated = [one.skill for one in row.skills]
    asked = services().matching.matcher.skills_asked(stated, row.occupation)
    slugs = [link.name for link in row.intermediaries]
    agencies = dict(db().execute(select(Employer.slug, Employer.name).where(Employer.slug.in_(slugs))).tuples().all())
    granted = select(Vetting.id).where(Vetting.employer_id == row.employer_id, Vetting.state == VettingState.GRANTED)
    exceptions = db().scalars(select(LawException).where(LawException.vetting_id.in_(granted))).all()
    return {
        "row": row, "terms": vacancies.terms(row), "skills": sorted(asked), "stated": bool(stated), "agencies": agencies,
        "exceptions": exceptions,
    }  # fmt: skip
