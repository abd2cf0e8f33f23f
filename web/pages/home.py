"""The first page: straight to the work of whoever is signed in."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from matcher.vocabulary import Permission
from web.auth import requires, user

pages = Blueprint("home", __name__)


@pages.get("/")
@requires(Permission.PUBLIC)
def index() -> str | Response:
    if current_user.is_authenticated and user().may(Permission.SEE_OWN_JOBSEEKERS):
        return redirect(url_for("jobseekers.index"))
    if current_user.is_authenticated and user().may(Permission.SUSPEND_EMPLOYER):
        return redirect(url_for("employers.index"))
    return render_template("home.html")
