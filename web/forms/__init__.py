"""Forms of the pages (WTForms): labels in the reader's language, a message beside each field that cannot be read."""

from __future__ import annotations

from flask import Flask, abort, request


def init_app(app: Flask) -> None:
    @app.before_request
    def _text_only() -> None:
        """NUL cannot be stored by PostgreSQL, and no keyboard sends it."""
        if any("\x00" in value for values in (request.form, request.args) for value in values.values()):
            abort(400)
