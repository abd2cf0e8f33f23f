"""My jobseekers: the list, taking a person in, and letting a person go."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import logout_user
from werkzeug.wrappers import Response

from matcher.services import jobseekers
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.forms.person import ConfirmForm, TakeInForm
from web.session import db

pages = Blueprint("jobseekers", __name__, url_prefix="/jobseekers")


@pages.get("/")
@requires(Permission.SEE_OWN_JOBSEEKERS)
def index() -> str:
    return render_template("jobseekers/index.html", people=jobseekers.of_centre(db(), user()))


@pages.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_OWN_JOBSEEKERS)
def new() -> str | Response:
    """Consent first: without it nothing is stored, and the way to anonymous matching is shown."""
    form = TakeInForm()
    if form.validate_on_submit():
        person = jobseekers.register(db(), user(), form.name.data, form.lang.data, bool(form.consent.data))
        return redirect(url_for("profile.work", public_id=person.public_id))
    return render_template("jobseekers/new.html", form=form)


@pages.route("/<public_id>/erase", methods=["GET", "POST"])
@requires(Permission.EDIT_PROFILE)
def erase(public_id: str) -> str | Response:
    """The person takes their consent back: everything about them is erased."""
    person = jobseekers.get(db(), user(), public_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        by_self = user().jobseeker_id is not None
        if by_self:
            logout_user()
        jobseekers.erase(db(), person)
        flash(_("The consent is withdrawn and everything about this person is erased."))
        if by_self:
            return redirect(url_for("home.index"))
        return redirect(url_for("jobseekers.index"))
    return render_template("jobseekers/erase.html", person=person, form=form)
