"""What a CV needs beside the guided profile: how to be reached, each work as a CV tells it, schools, and anything else."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher.cv import titles
from matcher.errors import InvalidInput
from matcher.models import Jobseeker, WorkExperience
from matcher.services import cvs, jobseekers, linking, telling
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.forms.cv import ExtraForm, PhotoForm, ReachForm, SchoolForm, TellWorkForm
from web.forms.person import ConfirmForm
from web.session import db, services
from web.wording import plain, uploads

pages = Blueprint("telling", __name__)

#: A photograph of a telephone; ten times what a good one needs.
PHOTO_BYTES = 10_000_000


@pages.route("/reach", methods=["GET", "POST"])
@requires(Permission.PREPARE)
def reach(public_id: str) -> str | Response:
    person = jobseekers.get(db(), user(), public_id)
    form = ReachForm.of(person)
    if form.validate_on_submit():
        telling.set_reach(db(), person, form.reach())
        flash(_("Saved."))
        return redirect(url_for("cvs.index", public_id=public_id))
    return render_template("cvs/reach.html", person=person, form=form, photo=PhotoForm(), has_photo=cvs.has_photo(db(), person))


@pages.post("/photo")
@requires(Permission.PREPARE, max_bytes=PHOTO_BYTES + 100_000)
def photo(public_id: str) -> Response:
    """A photograph in place of the one before, or none."""
    person, form = jobseekers.get(db(), user(), public_id), PhotoForm()
    given = form.photo.data if form.validate_on_submit() else None
    if request.form.get("do") == "remove":
        cvs.remove_photo(db(), person)
        flash(_("The photograph is removed."))
    elif given and given.filename:
        try:
            cvs.keep_photo(db(), person, given.read(), given.filename, services().vault)
            flash(_("The photograph is kept. It is shown only on a CV where you choose so."))
        except InvalidInput as error:
            flash(uploads.refused(error), "danger")
    else:
        flash(_("Choose a file first."), "danger")
    return redirect(url_for("cvs.telling.reach", public_id=public_id))


@pages.route("/work/<number>", methods=["GET", "POST"])
@requires(Permission.PREPARE)
def work(public_id: str, number: str) -> str | Response:
    """One work: what it is called, when, for whom, and what was done on a normal day."""
    person = jobseekers.get(db(), user(), public_id)
    told = jobseekers.experience_of(person, number)
    occupation = linking.worked_in(services().linker, [told])[0]
    form = TellWorkForm.of(told, _tasks(told, occupation))
    if form.validate_on_submit():
        telling.tell_work(db(), person, told, form.told())
        flash(_("Saved."))
        return redirect(url_for("cvs.index", public_id=public_id))
    names = titles.titles(services().taxonomy, occupation, told.lang, told.country)[:8]
    return render_template("cvs/work.html", person=person, work=told, form=form, titles=names)


def _tasks(told: WorkExperience, occupation: str) -> list[tuple[str, str]]:
    """What people in this occupation do, and what was ticked before."""
    typical = [skill.id for skill in services().taxonomy.skills_of(occupation)]
    return [(task, _task(task)) for task in dict.fromkeys([*typical, *told.tasks])]


def _task(task: str) -> str:
    name = plain.skill(task)
    return name[:1].upper() + name[1:]


@pages.route("/school", methods=["GET", "POST"])
@pages.route("/school/<number>", methods=["GET", "POST"])
@requires(Permission.PREPARE)
def school(public_id: str, number: str = "") -> str | Response:
    person = jobseekers.get(db(), user(), public_id)
    before = telling.school_of(person, number) if number else None
    form = SchoolForm.of(before, person.lang)
    if request.form.get("do") == "remove" and before is not None and ConfirmForm().validate_on_submit():
        telling.forget_school(db(), person, before)
        return _back(person)
    if form.validate_on_submit():
        telling.tell_school(db(), person, form.school(), before)
        return _back(person)
    return render_template("cvs/school.html", person=person, form=form, before=before)


@pages.route("/more", methods=["GET", "POST"])
@requires(Permission.PREPARE)
def more(public_id: str) -> str | Response:
    person, form = jobseekers.get(db(), user(), public_id), ExtraForm()
    unwanted = request.form.get("do", "")
    if unwanted.startswith("remove-") and ConfirmForm().validate_on_submit():
        telling.forget_extra(db(), person, unwanted.removeprefix("remove-"))
        return redirect(url_for("cvs.telling.more", public_id=public_id))
    if form.validate_on_submit():
        telling.tell_extra(db(), person, form.told(person.lang))
        flash(_("Saved."))
        return redirect(url_for("cvs.telling.more", public_id=public_id))
    return render_template("cvs/more.html", person=person, form=form)


def _back(person: Jobseeker) -> Response:
    flash(_("Saved."))
    return redirect(url_for("cvs.index", public_id=person.public_id))
