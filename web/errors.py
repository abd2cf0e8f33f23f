"""What went wrong, to a status and a page in the reader's language."""

from __future__ import annotations

from flask import Flask, g, render_template
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from matcher.errors import (
    ConsentMissing,
    InvalidInput,
    MatcherError,
    NotAllowed,
    NotAnEvaluation,
    NotFound,
    NotGrantable,
    NotPublishable,
    WrongState,
)
from web.session import discard

STATUS: dict[type[MatcherError], int] = {
    NotFound: 404,
    ConsentMissing: 409,
    InvalidInput: 400,
    NotPublishable: 409,
    NotAnEvaluation: 409,
    NotAllowed: 403,
    NotGrantable: 409,
    WrongState: 409,
}


def init_app(app: Flask) -> None:
    @app.errorhandler(MatcherError)
    def _ours(error: MatcherError) -> tuple[str, int]:
        return _page(STATUS.get(type(error), 500))

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> tuple[str, int] | HTTPException:
        if error.code is None or error.code < 400:
            return error  # a redirect
        return _page(error.code)


def _page(status: int) -> tuple[str, int]:
    """The error page. Whatever failed, it is drawn over a new session: the old one may be what broke."""
    forget_user()
    discard()
    try:
        return _drawn(status)
    except SQLAlchemyError:
        # The database cannot even say who is signed in. Plain words, without a template that would ask it again.
        discard()
        return _("The database does not answer. Nothing was saved. Try again in a few minutes."), status


def forget_user() -> None:
    """So that the page asks anew who is signed in, over the new session."""
    g.pop("_login_user", None)


def _drawn(status: int) -> tuple[str, int]:
    messages = {
        400: _("Something in what was sent cannot be read. Go back and check it."),
        403: _("Your account may not do this. Ask the person who runs your centre's accounts."),
        404: _("There is nothing here. It may have been removed, or it is not for this account."),
        409: _("This cannot be done now: it needs a consent or a state that is not there."),
        415: _("This can only be sent by the form on the page."),
        413: _("What was sent is too large."),
        429: _("Too many requests. Wait a minute and try again."),
    }
    message = messages.get(status, _("Something went wrong on our side. Nothing was saved. Try again, and tell us if it stays so."))
    return render_template("error.html", status=status, message=message), status
