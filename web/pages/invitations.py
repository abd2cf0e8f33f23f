"""The address an invited employer gets: one account, once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import login_user
from flask_security.proxies import _security
from werkzeug.wrappers import Response

from matcher.errors import InvalidInput
from matcher.services import accounts
from matcher.vocabulary import Permission
from web import i18n
from web.auth import requires
from web.forms.own import InvitationForm
from web.security import Account, hash_secret
from web.session import db

pages = Blueprint("invitations", __name__, url_prefix="/invitation")


@pages.route("/<secret>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def accept(secret: str) -> str | Response:
    """Makes the account and signs it in."""
    invited, form = accounts.invitation(db(), secret), InvitationForm()
    if form.validate_on_submit():
        try:
            made = accounts.accept(db(), secret, form.name.data, form.email.data, form.password.data, i18n.lang(), normalised_hash)
        except InvalidInput as error:
            form.blame(error)
        else:
            number = made.id
            db().expunge(made)  # the same row is read again as what Flask-Security signs in
            login_user(db().get_one(Account, number), authn_via=["password"])
            flash(_("Your account is ready. Next time, sign in with your e-mail address and your password."))
            return redirect(url_for("own.index"))
    return render_template("invitations/accept.html", employer=invited.employer, form=form)


def normalised_hash(password: str) -> str:
    """Normalised first, as it is at every sign-in: an accented letter can be written in two ways."""
    return hash_secret(_security.password_util.normalize(password))
