"""A client for the pages that signs in as a person would, and the command line as a person types it."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matcher.bootstrap import Services
from matcher.vocabulary import Role
from tests import factories
from web import cli
from web.app import create_app
from web.security import hash_secret

HASH = hash_secret(factories.PASSWORD)


def token(page: TestResponse) -> str:
    """The CSRF token of the first form."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found, page.text[:500]
    return found[1]


class Person:
    """Somebody at a browser: follows redirects, sends the token that stands in the page."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.client.get(path, query_string=query, follow_redirects=True)

    def post(self, path: str, page: str | None = None, **fields: Any) -> TestResponse:
        csrf = token(self.client.get(page or path))
        return self.client.post(path, data={"csrf_token": csrf, **fields}, follow_redirects=True)

    def sign_in(self, email: str, password: str = factories.PASSWORD) -> TestResponse:
        return self.post("/sign-in", email=email, password=password)


@pytest.fixture
def app(sqlite_store: Services) -> Flask:
    with sqlite_store.transaction() as session:
        for slug in ("one", "two"):
            centre = factories.centre(session, slug)
            factories.user(session, centre, f"counsellor@{slug}.example", password=HASH)
            factories.user(session, centre, f"officer@{slug}.example", Role.VETTING_OFFICER, HASH)
    return create_app(services=sqlite_store)


@pytest.fixture
def visitor(app: Flask) -> Person:
    return Person(app)


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], Person]:
    def enter(email: str) -> Person:
        person = Person(app)
        page = person.sign_in(email)
        assert page.status_code == 200
        assert page.request.path != "/sign-in"
        return person

    return enter


@pytest.fixture
def counsellor(signed_in: Callable[[str], Person]) -> Person:
    return signed_in("counsellor@one.example")


Oficio = Callable[..., SimpleNamespace]


@pytest.fixture
def oficio(sqlite_store: Services, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Oficio:
    """Runs the real entry point in this process, over services whose encoder is loaded already."""
    for module in ("words", "matching", "store", "serving"):
        monkeypatch.setattr(f"web.cli.{module}.build", lambda _: sqlite_store)

    def run(*arguments: str, stdin: bytes = b"") -> SimpleNamespace:
        monkeypatch.setattr(sys, "argv", ["oficio", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return SimpleNamespace(
            code=ended.value.code or 0, out=out, err=err, lines=[json.loads(line) for line in out.splitlines() if line[:1] == "{"]
        )

    return run
