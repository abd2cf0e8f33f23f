"""A vacancy step by step: the work, its skills, the conditions, who pays what, and the check. Each step saves a draft, complete or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from matcher import publication
from matcher.database import now
from matcher.models import Employer, VacancyRow
from matcher.publication import Problem
from matcher.services import accounts, linking, publishing, vacancies, vetting
from matcher.services import skills as skills_told
from matcher.terms import Terms
from matcher.vocabulary import Permission, VacancyState
from web.auth import requires, user
from web.forms.own_costs import VacancyCostsForm
from web.forms.own_terms import VacancyTermsForm
from web.forms.own_work import VacancyWorkForm
from web.forms.person import SkillsForm
from web.session import db, services

pages = Blueprint("steps", __name__, url_prefix="/<public_id>")

#: Which step holds a field.
STEPS = {"work": VacancyWorkForm.FIELDS, "terms": VacancyTermsForm.FIELDS, "costs": VacancyCostsForm.FIELDS}
ENDED = (VacancyState.FILLED, VacancyState.CLOSED)
#: Where on its page a field stands, where that is not under its own name.
ANCHORS = {"pay": "pay_amount", "deposit": "deposit-0"}


def own_row(public_id: str) -> VacancyRow:
    """A vacancy of the clerk's own employer; any other does not exist."""
    return publishing.of_employer(db(), accounts.employer_of(db(), user()), public_id)


def step_of(name: str) -> str:
    return next(step for step, fields in STEPS.items() if name.partition(".")[0] in fields)


def place_of(row: VacancyRow, one: Problem) -> str:
    """The address of the field that a finding is about."""
    kind, dot, part = one.field.partition(".")
    anchor = f"{part}-payer" if dot else ANCHORS.get(kind, kind)
    return url_for(f"own_vacancies.steps.{step_of(one.field)}", public_id=row.public_id, check=1, _anchor=anchor)


@pages.route("/work", methods=["GET", "POST"])
@requires(Permission.OWN_EMPLOYER)
def work(public_id: str) -> str | Response:
    return _step(own_row(public_id), "work", VacancyWorkForm.of, "skills")


@pages.route("/skills", methods=["GET", "POST"])
@requires(Permission.OWN_EMPLOYER)
def skills(public_id: str) -> str | Response:
    """The skills that the description names, then those typical of the occupation: asked for only where they are ticked."""
    row, form = own_row(public_id), SkillsForm()
    held = [one.skill for one in row.skills]
    if row.state in ENDED:
        return redirect(url_for("own_vacancies.one", public_id=public_id))
    if form.validate_on_submit():
        _write(row, lambda: publishing.set_skills(db(), row, form.known(services().taxonomy.skills, held)))
        following = "terms" if request.form.get("do") == "next" else "skills"
        return redirect(url_for(f"own_vacancies.steps.{following}", public_id=public_id))
    texts = [(row.description, row.lang)]
    offered = skills_told.to_tick(services().skill_finder, texts, [row.occupation or ""], held)
    return render_template("own/step_skills.html", row=row, form=form, offered=offered, held=held)


@pages.route("/terms", methods=["GET", "POST"])
@requires(Permission.OWN_EMPLOYER)
def terms(public_id: str) -> str | Response:
    """Only recruiters who are in force, as far as that is told, are offered; those chosen before stay."""
    row = own_row(public_id)
    offered = vetting.told_in_force(db(), now()) | {link.employer_id for link in row.intermediaries if link.employer_id}
    mine = (Employer.recruiter, Employer.id != row.employer_id, Employer.id.in_(offered))
    known = select(Employer.slug, Employer.name).where(*mine).order_by(Employer.name)
    recruiters = dict(db().execute(known).tuples().all())
    return _step(row, "terms", lambda held: VacancyTermsForm.of(held, recruiters, row.employer.slug), "costs")


@pages.route("/costs", methods=["GET", "POST"])
@requires(Permission.OWN_EMPLOYER)
def costs(public_id: str) -> str | Response:
    return _step(own_row(public_id), "costs", VacancyCostsForm.of, "check")


def _step(row: VacancyRow, step: str, make: Callable[[Terms], Any], following: str) -> str | Response:
    if row.state in ENDED:
        return redirect(url_for("own_vacancies.one", public_id=row.public_id))
    form, do = make(vacancies.terms(row)), request.form.get("do")
    if form.validate_on_submit():
        if do == "fill":
            form.fill()
        _save(row, form.terms(), form.FIELDS)
        return redirect(url_for(f"own_vacancies.steps.{following if do == 'next' else step}", public_id=row.public_id))
    found = [one for one in publishing.check(db(), row) if request.args.get("check") and step_of(one.field) == step]
    return render_template(f"own/step_{step}.html", row=row, form=form, terms=vacancies.terms(row), found=found)


def _save(row: VacancyRow, new: Terms, fields: tuple[str, ...]) -> None:
    if "title" in fields and (new.title, new.lang) != (row.title, row.lang):
        row.link_to(linking.meant(services().linker, [new.title], [new.lang])[0])
    _write(row, lambda: publishing.write(db(), row, new, fields))


def _write(row: VacancyRow, write: Callable[[], None]) -> None:
    before = row.state
    write()
    if before is VacancyState.PUBLISHED and row.state is VacancyState.DRAFT:
        flash(_("Saved. It is a draft again: nobody sees it until you publish it."))
    else:
        flash(_("Saved."))


@pages.get("/check")
@requires(Permission.OWN_EMPLOYER)
def check(public_id: str) -> str | Response:
    """The vacancy as a jobseeker reads it, and what is still to be done."""
    row = own_row(public_id)
    found = publishing.check(db(), row)
    stops = publication.stops(found)
    ordered = [(one, place_of(row, one)) for one in (*stops, *(one for one in found if one not in stops))]
    asked = sorted(services().matching.matcher.skills_asked([one.skill for one in row.skills], row.occupation))
    return render_template("own/step_check.html", row=row, terms=vacancies.terms(row), found=ordered, stops=stops, skills=asked)
