"""The first page: straight to the work of whoever is signed in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from matcher.services import alerts, jobseekers, notices
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.session import db

pages = Blueprint("home", __name__)
#: Where each role begins.
FIRST_PAGES = ("jobseekers.index", "employers.index", "own.index")
FIRST_PAGE_OF_ONESELF = "cvs.index"


@pages.get("/")
@requires(Permission.PUBLIC)
def index() -> str | Response:
    if current_user.is_authenticated and user().may(Permission.SEE_OWN_JOBSEEKERS):
        return redirect(url_for("jobseekers.index"))
    if current_user.is_authenticated and user().may(Permission.VET):
        return redirect(url_for("employers.index"))
    if current_user.is_authenticated and user().may(Permission.OWN_EMPLOYER):
        return redirect(url_for("own.index"))
    if current_user.is_authenticated and user().jobseeker_id is not None:
        return redirect(url_for(FIRST_PAGE_OF_ONESELF, public_id=jobseekers.own(db(), user()).public_id))
    return render_template("home.html")


@pages.post("/notices/<int(max=2147483647):notice_id>/read")
@requires(Permission.SIGNED_IN)
def read(notice_id: int) -> Response:
    """One notice has been read."""
    notices.mark_read(db(), user(), notice_id)
    return redirect(url_for("home.index"))


@pages.post("/notices/<int(max=2147483647):notice_id>/follow")
@requires(Permission.SEE_MATCHES)
def follow(notice_id: int) -> Response:
    """To the matches of the person whom a notice is about; it names nobody, so its address does not either."""
    person = alerts.follow(db(), user(), notice_id)
    return redirect(url_for("matches.of_person", public_id=person.public_id))


def init_app(app: Flask) -> None:
    """What the signed-in user has not read yet stands on top of their first page."""

    @app.context_processor
    def _notices() -> dict[str, Any]:
        if not (current_user and current_user.is_authenticated):
            return {"notices": ()}
        first = (FIRST_PAGE_OF_ONESELF,) if user().jobseeker_id is not None else FIRST_PAGES
        return {"notices": notices.unread(db(), user()) if request.endpoint in first else ()}
