"""A person's own account: opened by the counsellor, made by the person with an address or a code to photograph."""

from __future__ import annotations

import segno
from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user, login_user
from werkzeug.wrappers import Response

from matcher.errors import NotFound
from matcher.services import access, jobseekers
from matcher.vocabulary import Permission
from web import i18n
from web.auth import requires, user
from web.forms.cv import OwnAccountForm
from web.forms.person import ConfirmForm
from web.pages.invitations import normalised_hash
from web.security import Account
from web.session import db

pages = Blueprint("access", __name__)


@pages.route("/jobseekers/<public_id>/access", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_JOBSEEKERS)
def give(public_id: str) -> str:
    """The address is shown once: only its hash is kept."""
    person, form = jobseekers.get(db(), user(), public_id), ConfirmForm()
    address = code = ""
    if form.validate_on_submit():
        address = url_for("access.make", secret=access.give(db(), person, user()), _external=True)
        code = segno.make(address, error="m").svg_data_uri(scale=4)
    held = access.account(db(), person)
    number = access.number(held) if held else ""
    return render_template("access/give.html", person=person, form=form, address=address, code=code, number=number)


@pages.post("/jobseekers/<public_id>/access/end")
@requires(Permission.SEE_OWN_JOBSEEKERS)
def end(public_id: str) -> Response:
    person, form = jobseekers.get(db(), user(), public_id), ConfirmForm()
    if form.validate_on_submit():
        access.close(db(), person, user())
        flash(_("The person's own account is closed. The profile stays."))
    return redirect(url_for("access.give", public_id=public_id))


@pages.route("/mine/<secret>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def make(secret: str) -> str | Response | tuple[str, int]:
    """The person chooses a password and is signed in; never in the session of whoever gave the address."""
    try:
        person, form = access.given(db(), secret).jobseeker, OwnAccountForm()
    except NotFound:
        return render_template("access/over.html"), 404
    if current_user.is_authenticated:
        return render_template("access/others.html"), 409
    if form.validate_on_submit() and access.easily_guessed(form.password.data, person.name):
        form.password.errors = [_("This password is guessed easily. Take one that is not your name and not a row of keys.")]
    elif form.validate_on_submit():
        made = access.accept(db(), secret, form.password.data, i18n.lang(), normalised_hash)
        number, row = access.number(made), made.id
        db().expunge(made)  # the same row is read again as what Flask-Security signs in
        login_user(db().get_one(Account, row), authn_via=["password"])
        flash(_("Your account is ready. Write this number down, you sign in with it: %(number)s", number=number))
        return redirect(url_for("cvs.index", public_id=person.public_id))
    return render_template("access/make.html", form=form)
