"""One transaction per request: opened when first needed, committed when the answer is good, rolled back when it is not."""

from __future__ import annotations

from typing import cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from matcher.bootstrap import Services
from matcher.database import WRITES, sessions


def services() -> Services:
    """The house, following the edition of the taxonomy that is in use as this request begins."""
    db()
    return _house()


def db() -> Session:
    """The session of this request."""
    if "db" not in g:
        g.db = sessions(_house().engine)()
        g.db.connection(execution_options={WRITES: _writes()})
        _house().follow(g.db)
    return cast(Session, g.db)


def _house() -> Services:
    return cast(Services, current_app.extensions["oficio"])


def _writes() -> bool:
    """A POST writes, unless its route has said that it only asks."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return False
    return bool(getattr(current_app.view_functions.get(request.endpoint or ""), "writes", True))


def discard() -> None:
    """Ends the session of this request and drops what was not committed; the next `db()` opens a new one."""
    opened = g.pop("db", None)
    if opened is not None:
        opened.close()


def init_app(app: Flask) -> None:
    @app.after_request
    def _commit(response: Response) -> Response:
        if "db" in g and response.status_code < 400:
            g.db.commit()
        return response

    @app.teardown_request
    def _close(_: BaseException | None) -> None:
        discard()
