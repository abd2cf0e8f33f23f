"""A person's interviews: the guide for their work or a vacancy, practice of its questions, and a pack to print or keep."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher.guides import compose
from matcher.guides.blocks import Guide
from matcher.models import Jobseeker, VacancyRow
from matcher.services import cvs, jobseekers, legal_minimum, practice, referrals, vacancies
from matcher.vocabulary import Permission
from web import i18n
from web.auth import requires, user
from web.forms.practice import PracticeForm
from web.guiding import ANY_WORK
from web.pages.cvs import occupations_of, worked_in
from web.pages.guides import house, sent
from web.session import db, services
from web.wording import cv as cv_wording
from web.wording import guides as wording
from web.wording import packs

pages = Blueprint("interviews", __name__, url_prefix="/jobseekers/<public_id>/interview")


@pages.get("/")
@requires(Permission.PREPARE)
def index(public_id: str) -> str:
    """What the person can prepare for: vacancies they were put forward for or have a CV for, and their occupations."""
    person = jobseekers.get(db(), user(), public_id)
    wanted = [one.vacancy for one in referrals.of_person(db(), person)]
    wanted += [one.vacancy for one in cvs.of_person(db(), person) if one.vacancy is not None]
    seen = vacancies.visible(db(), [row.id for row in wanted])
    rows = {row.public_id: row for row in wanted if row.id in seen}
    trades = [(code, house().name(code)) for code in worked_in(person)]
    return render_template("interviews/index.html", person=person, rows=list(rows.values()), trades=trades)


@pages.get("/<subject>")
@requires(Permission.PREPARE)
def one(public_id: str, subject: str) -> str:
    person = jobseekers.get(db(), user(), public_id)
    guide = _guide(person, subject)
    return render_template("interviews/one.html", person=person, guide=guide, subject=subject)


@pages.get("/<subject>/file")
@requires(Permission.PREPARE)
def file(public_id: str, subject: str) -> Response:
    """The pack: when and where, whom to call, the guide, the rights and the CV, in one file."""
    person = jobseekers.get(db(), user(), public_id)
    return sent(_packed(person, subject), "interview")


@pages.route("/<subject>/practice", methods=["GET", "POST"])
@requires(Permission.PREPARE)
def practise(public_id: str, subject: str) -> str | Response:
    """One question at a time."""
    person = jobseekers.get(db(), user(), public_id)
    asked = compose.questions(house().content, house().trade(_isco(subject)), i18n.lang())
    number = request.args.get("n", 1, int)
    if not 1 <= number <= len(asked):
        abort(404)
    question, key = asked[number - 1], _kept_as(subject)
    kept = practice.notes(db(), person, key).get(question.key)
    form = PracticeForm.of(kept, user().may(Permission.SEE_OWN_JOBSEEKERS))
    if form.validate_on_submit():
        given = form.note.data or form.rating.data or (form.comment is not None and form.comment.data)
        if given or kept is not None:
            practice.keep(db(), person, key, question.key, form.note.data or "", form.stars())
            flash(_("Saved."))
        if given and form.comment is not None:
            practice.comment(db(), person, key, question.key, form.comment.data or "", user())
        step = {"next": 1, "skip": 1, "before": -1}.get(request.form.get("do", ""), 0)
        onward = min(max(number + step, 1), len(asked))
        return redirect(url_for("interviews.practise", public_id=public_id, subject=subject, n=onward))
    done = practice.notes(db(), person, key)
    return render_template(
        "interviews/practice.html", person=person, subject=subject, question=question, number=number, count=len(asked), form=form,
        kept=kept, done=sum(one.key in done for one in asked),
    )  # fmt: skip


def _row(subject: str) -> VacancyRow | None:
    """The vacancy that a subject names, only while it may be shown; None for an occupation."""
    return None if subject.startswith("isco-") else vacancies.show_public(db(), subject)


def _isco(subject: str) -> str:
    row = _row(subject)
    return subject.removeprefix("isco-") if row is None else row.occupation or ANY_WORK


def _kept_as(subject: str) -> str:
    """Questions are those of the unit group, whatever occupation inside it: so are the notes, in every edition of the taxonomy."""
    return f"isco:{subject.removeprefix('isco-')[:4]}" if subject.startswith("isco-") else f"vacancy:{subject}"


def _guide(person: Jobseeker, subject: str) -> Guide:
    row, own = _row(subject), wording.own_work(person, occupations_of(person))
    if row is None:
        return house().for_occupation(_isco(subject), request.args.get("spoken", ""), own)
    minima = legal_minimum.minima(db())
    return house().for_vacancy(vacancies.terms(row), _isco(subject), row.employer.name, minima, own)


def _packed(person: Jobseeker, subject: str) -> Guide:
    guide, row = _guide(person, subject), _row(subject)
    mine = [one for one in referrals.of_person(db(), person) if row is not None and one.vacancy_id == row.id]
    when = next((meeting for one in mine for meeting in packs.coming(one)), None)
    cv = next((one for one in cvs.of_person(db(), person) if row is not None and one.vacancy_id == row.id), None)
    cv = cv or next(iter(cvs.of_person(db(), person)), None)
    parts = [packs.meeting(when), packs.emergency(row.country if row else None, house().folder), *guide.parts]
    if cv is not None:
        words = cv_wording.words(cv.lang, services().taxonomy)
        parts.append(packs.cv(cvs.composed(db(), cv, words).resume, words))
    return replace(guide, parts=tuple(part for part in parts if part is not None and part.blocks))
