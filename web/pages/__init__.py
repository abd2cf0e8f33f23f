"""The pages, server-rendered, usable without scripts and on a phone."""

from __future__ import annotations

from flask import Flask

from web.pages import anonymous, employers, home, jobseekers, matches, profile, vacancies


def init_app(app: Flask) -> None:
    for part in (home, jobseekers, profile, matches, anonymous, vacancies, employers):
        app.register_blueprint(part.pages)
