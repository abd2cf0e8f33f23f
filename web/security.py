"""Sign-in: Flask-Security with its defaults mended, over the core's own user table."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import timedelta
from typing import Any, cast

import argon2
from flask import Flask, abort, current_app, request, session
from flask_babel import lazy_gettext as _l
from flask_security import RoleMixin, Security, SQLAlchemySessionUserDatastore, UserMixin, current_user
from flask_security.forms import LoginForm
from flask_security.proxies import _security
from flask_security.signals import user_authenticated
from flask_security.utils import verify_password
from sqlalchemy import delete, func, select
from werkzeug.local import LocalProxy

from matcher.database import now
from matcher.models import SignInFailure, User, UserRole
from matcher.services.access import DOMAIN
from web.session import db

#: Failures of one account inside the window after which it must wait, whoever asks.
FAILURES, WINDOW = 8, timedelta(minutes=15)


class Account(User, UserMixin):
    """A user as Flask-Security wants one; the same table and no other columns."""


class AccountRole(UserRole, RoleMixin):
    """A role as Flask-Security wants one. Permissions come from the vocabulary, never from the database."""


def configuration(secret: str) -> dict[str, Any]:
    """Settings that differ from the libraries' defaults, each because the default is too weak or says too much."""
    return {
        "SECRET_KEY": secret,
        "SECURITY_PASSWORD_SALT": secret,  # demanded, though argon2id salts each password by itself
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_PASSWORD_LENGTH_MIN": 15,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_FRESHNESS": timedelta(minutes=15),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=5),
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/",
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
        "SECURITY_MSG_UNAUTHENTICATED": (_l("Your session has ended, or you are not signed in. Sign in to go on."), "info"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "oficio",
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a counsellor's form may stay open all afternoon
        "MAX_CONTENT_LENGTH": 1_000_000,
    }


class SignInForm(LoginForm):
    """Counts failures by account in our own database and answers no more once there are too many."""

    remember = None
    locked = False

    def validate(self, **kwargs: Any) -> bool:
        typed = self.email.data
        digits = "".join((typed or "").split())
        if digits.isdecimal():
            # What a jobseeker signs in with: a number, also in the digits of Arabic.
            self.email.data = f"{''.join(str(int(one)) for one in digits[:20])}@{DOMAIN}"
        account = _account_key(self.email.data or "")
        since = now() - WINDOW
        failures = db().scalar(select(func.count()).where(SignInFailure.account == account, SignInFailure.at > since)) or 0
        if failures >= FAILURES:
            self.locked = True
            return False
        good = cast(bool, super().validate(**kwargs))
        self.email.data = typed
        if good:
            db().execute(delete(SignInFailure).where(SignInFailure.account == account))
        else:
            db().add(SignInFailure(account=account))
            db().execute(delete(SignInFailure).where(SignInFailure.at < now() - timedelta(days=1)))
        return good


def _account_key(email: str) -> str:
    """A hash of the address as it is looked up: however it is written, one account has one counter."""
    try:
        email = _security._mail_util.normalize(email)
    except ValueError:
        email = unicodedata.normalize("NFKC", email).strip()
    return hashlib.sha256(email.casefold().encode()).hexdigest()


def hash_secret(password: str) -> str:
    """argon2id with the library's current parameters; Flask-Security verifies the same format."""
    return argon2.PasswordHasher().hash(password)


def is_password(password: str) -> bool:
    """Whether it is the password of whoever is signed in; failures count like those at the door."""
    account = _account_key(current_user.email)
    failures = db().scalar(select(func.count()).where(SignInFailure.account == account, SignInFailure.at > now() - WINDOW)) or 0
    if failures >= FAILURES:
        return False
    good = bool(current_user.password) and verify_password(password, current_user.password)
    if not good:
        db().add(SignInFailure(account=account))
    return good


def init_app(app: Flask) -> None:
    datastore = SQLAlchemySessionUserDatastore(LocalProxy(db), Account, AccountRole)
    Security(app, datastore, login_form=SignInForm)
    # Only the session signs anybody in: no tokens in addresses or headers, and no JSON beside the form.
    app.login_manager.request_loader(lambda request: None)  # type: ignore[attr-defined]
    app.before_request(_forms_only)
    user_authenticated.connect(_new_session_id, app)


def _forms_only() -> None:
    if request.blueprint == "security" and request.method == "POST" and request.mimetype != "application/x-www-form-urlencoded":
        abort(415)


def _new_session_id(app: Flask, **_: Any) -> None:
    # An id known before sign-in must not be the one that is signed in.
    current_app.session_interface.regenerate(session)  # type: ignore[attr-defined]
