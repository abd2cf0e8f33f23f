"""Every page there is, found by itself: whoever adds one that could show a vacancy has it asked, or says why not."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from matcher.models import CurriculumVitae
from tests.promise.answers import Answers

#: Not bound by the promise, or nothing that a history could fill in; by the beginning of the endpoint.
UNBOUND = {
    "own": "an employer reads its own vacancies, drafts included",
    "employers.": "an officer examines an employer with all it has",
    "vettings.": "an officer examines an employer; no page of a case names a vacancy",
    "decisions.": "as the pages of a case",
    "referrals.index": "a record of what was done, with a warning: `Answers.records`",
    "referrals.one": "a record",
    "referrals.offer": "a record: what was promised, beside the offer",
    "referrals.withdraw": "a record",
    "referrals.not_hired": "a record",
    "access.make": "behind a secret, before there is an account",
    "invitations.accept": "behind a secret, before there is an account",
    "complaints.one": "what was said of an employer; names no vacancy",
    "legal_minimum.withdraw": "a figure of a law",
    "cvs.picture": "the pictures of the file, which is asked as text",
    "security.": "the door",
    "static": "files that came with the product",
}


def bound(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.endpoint.startswith(tuple(UNBOUND))]


def filled(answers: Answers) -> dict[str, object]:
    """One value for whatever an address asks; a vacancy that may not be shown, where there is one."""
    rows, world = answers.rows, answers.world
    hidden = next(iter(rows.vacancies.keys() - rows.allowed()), 0)
    public = rows.vacancies[hidden]["public_id"] if hidden else "0" * 16
    with world.here.transaction(writes=False) as session:
        cv = session.scalar(select(CurriculumVitae.public_id).order_by(CurriculumVitae.vacancy_id != hidden))
    told = {"vacancy_id": hidden, "vacancy": public, "subject": public, "cv": cv or "0" * 16}
    return told | {"isco": "7212", "country": "ES", "code": "es", "number": "1"}


def all_pages(answers: Answers) -> None:
    """Each once; what a page needs of a vacancy is one that may not be shown, and then it does not exist."""
    answers.rows = answers.world.read()
    values = filled(answers)
    addresses = answers.app.url_map.bind("localhost")
    for rule in bound(answers.app):
        of_vacancy = rule.endpoint.startswith("public.")
        given = values | {"public_id": values["vacancy"] if of_vacancy else answers.world.ana}
        address = addresses.build(rule.endpoint, {name: given[name] for name in rule.arguments})
        form = {"format": "text" if rule.endpoint.startswith("cvs.") else "md"} if rule.endpoint.endswith("file") else {}
        person = answers.stranger if of_vacancy or rule.endpoint == "home.index" else answers.counsellor
        page = person.get(address, **form)
        assert page.status_code in (200, 404), (address, page.status_code)
        answers.nothing_forbidden(page)
        if rule.arguments & {"vacancy_id", "vacancy", "subject"} or (of_vacancy and rule.arguments):
            assert page.status_code == 404, address
