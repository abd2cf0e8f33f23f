"""Who may ask what. Every route declares its permission; one that does not answers nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, request
from flask_security import current_user
from werkzeug.wrappers import Response

from matcher.models import User
from matcher.vocabulary import Permission

View = TypeVar("View", bound=Callable[..., Any])

#: Routes that libraries bring along; anyone may ask for them, signed in or not.
LIBRARY_ENDPOINTS = {"static": Permission.PUBLIC, "security.login": Permission.PUBLIC, "security.logout": Permission.PUBLIC}


def requires(permission: Permission, *, writes: bool = True, max_bytes: int | None = None) -> Callable[[View], View]:
    """Declares what a route needs. Stands right above the function, below the route.

    `writes=False`: even its POST only asks, and need not wait for those who write. `max_bytes`: what may be sent, where files come.
    """

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        view.writes = writes  # type: ignore[attr-defined]
        view.max_bytes = max_bytes  # type: ignore[attr-defined]
        return view

    return mark


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What an endpoint declared; None is a gap, and is answered as if the page did not exist."""
    return LIBRARY_ENDPOINTS.get(endpoint) or getattr(app.view_functions.get(endpoint), "permission", None)


def user() -> User:
    """Who is signed in. Only for routes that need a permission, which is checked before they run."""
    return cast(User, current_user)


def limit_size(app: Flask) -> None:
    """To be asked for before anything reads what was sent."""

    @app.before_request
    def _allow() -> None:
        allowed = getattr(app.view_functions.get(request.endpoint or ""), "max_bytes", None)
        if allowed is not None:
            request.max_content_length = allowed


def init_app(app: Flask) -> None:
    @app.before_request
    def _check() -> Response | None:
        if request.endpoint is None:
            return None  # no such address: 404 follows
        permission = permission_of(app, request.endpoint)
        if permission is None:
            abort(404)
        if permission is Permission.PUBLIC:
            return None
        if not current_user.is_authenticated:
            return cast(Response, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
        if not user().may(permission):
            abort(403)
        return None
