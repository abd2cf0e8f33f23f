"""The pages, server-rendered, usable without scripts and on a phone."""

from __future__ import annotations

from flask import Flask

from web.pages import (
    access,
    anonymous,
    complaints,
    cvs,
    decisions,
    employers,
    guides,
    home,
    intake,
    interviews,
    invitations,
    jobseekers,
    judgements,
    legal_minimum,
    matches,
    own,
    own_referrals,
    own_vacancies,
    papers,
    profile,
    public,
    recognition,
    referrals,
    returning,
    vacancies,
    vettings,
)

PARTS = (
    home, public, guides, recognition, returning, invitations, jobseekers, access, profile, papers, cvs, intake, interviews, matches,
    anonymous, judgements, vacancies, referrals, complaints, legal_minimum, employers, vettings, decisions, own, own_vacancies,
    own_referrals,
)  # fmt: skip


def init_app(app: Flask) -> None:
    for part in PARTS:
        app.register_blueprint(part.pages)
    home.init_app(app)
