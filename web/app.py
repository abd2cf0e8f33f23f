"""Puts the Flask application together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cachelib import FileSystemCache
from flask import Flask, request
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_session import Session as ServerSession
from flask_wtf import CSRFProtect

from matcher.bootstrap import Services, build
from matcher.services.installation import is_evaluation
from matcher.settings import Settings
from web import auth, errors, forms, headers, i18n, pages, security, session, wording


class Application(Flask):
    """Logs which page failed, never its address: addresses of invitations are secrets."""

    def log_exception(self, exc_info: Any) -> None:
        self.logger.error("Exception on %s [%s]", request.url_rule, request.method, exc_info=exc_info)


def create_app(settings: Settings | None = None, services: Services | None = None) -> Flask:
    """The application over one set of services. Nothing heavy is loaded before a page needs it."""
    services = services or build(settings or Settings.from_environ())
    app = Application("web", static_folder="static", template_folder="templates")
    app.config.update(security.configuration(services.settings.secret()))
    app.extensions["oficio"] = services
    _server_sessions(app, services.settings)
    session.init_app(app)
    i18n.init_app(app)
    auth.limit_size(app)
    security.init_app(app)
    auth.init_app(app)
    # Only now what was sent is read: from those who may send it.
    CSRFProtect(app)
    forms.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    wording.init_app(app)
    pages.init_app(app)
    _limit_guessing(app)
    # Only the styles: pages hold secrets (form tokens) beside what a visitor sent, and compressing both together gives hints away.
    app.config.update(COMPRESS_MIMETYPES=["text/css"], COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_ALGORITHM_STREAMING=["br", "gzip"])
    Compress(app)
    app.context_processor(lambda: {"evaluation": is_evaluation(session.db())})
    return app


def _server_sessions(app: Flask, settings: Settings) -> None:
    """Sessions live in files here, not in cookies, so that one can be ended on the server."""
    folder = settings.home / "sessions"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    app.config.update(
        SESSION_TYPE="cachelib",
        SESSION_CACHELIB=FileSystemCache(str(folder), threshold=50_000, mode=0o600),
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
    )
    ServerSession(app)


def _limit_guessing(app: Flask) -> None:
    """One address may post 60 sign-ins a minute (a whole centre shares one); failures are counted by account besides."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    login = app.view_functions["security.login"]
    app.view_functions["security.login"] = limiter.limit("60 per minute", methods=["POST"])(login)  # type: ignore[assignment]
