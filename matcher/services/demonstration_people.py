"""The people of the demonstration: what they told of their work, and what they want their CVs to say. All of it is invented."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from matcher.database import now
from matcher.models import Jobseeker, User, UserRole
from matcher.profile import Hours, LanguageHeld, Money
from matcher.services import access, cvs, jobseekers, telling
from matcher.services.jobseekers import Answers
from matcher.services.telling import Extra, Reach, School, Told
from matcher.vocabulary import Heading, Level, Licence, PayPeriod, Qualification, Role, Shift, WorkKind


def take_in(
    session: Session, entry: Mapping[str, Any], told: Mapping[str, Any], counsellor: User, hash_password: Callable[[str], str]
) -> Jobseeker:
    """One person with their consent. `entry`: of people.yaml; `told`: of cvs.yaml, empty where there is nothing yet."""
    person = _profiled(session, entry, counsellor)
    if told:
        _tell(session, person, told, counsellor)
    if "account" in told:
        account = told["account"]
        session.add(
            User(
                email=f"{account['number']}@{access.DOMAIN}", name=person.name, password=hash_password(account["password"]),
                fs_uniquifier=secrets.token_hex(32), centre_id=person.centre_id, jobseeker_id=person.id, lang=account["lang"],
                demonstration=True, roles=[UserRole(name=Role.JOBSEEKER)],
            )
        )  # fmt: skip
        session.flush()
    return person


def _tell(session: Session, person: Jobseeker, told: Mapping[str, Any], by: User) -> None:
    plain = ("phone", "email", "city", "lives_in", "address")
    about = told.get("about") or {}
    reach = {name: told.get(name) or "" for name in plain} | {"about": about.get("text", ""), "about_lang": about.get("lang", "")}
    telling.set_reach(session, person, Reach(name=told.get("full_name") or person.name, **reach))
    for work, one in zip(person.experiences, told.get("work") or (), strict=True):
        given: dict[str, Any] = {name: one.get(name) or "" for name in ("title", "employer", "city", "started", "ended")}
        kind = WorkKind(one["kind"]) if one.get("kind") else None
        lines = tuple(one.get("lines") or ())
        telling.tell_work(
            session, person, work, Told(**given, country=work.country, ongoing=bool(one.get("ongoing")), kind=kind, lines=lines)
        )
    for one in told.get("schools") or ():
        _school(session, person, one)
    for one in told.get("extras") or ():
        place, ended, text = (str(one.get(name) or "") for name in ("place", "ended", "text"))
        extra = Extra(Heading(one["section"]), one["title"], place, ended, text, person.lang)
        telling.tell_extra(session, person, extra)
    for lang, texts in (told.get("translations") or {}).items():
        for original, text in texts.items():
            cvs.translate(session, person, lang, original, text, by)


def _school(session: Session, person: Jobseeker, one: Mapping[str, Any]) -> None:
    kind = Qualification(one["kind"]) if one.get("kind") else None
    before = next((held for held in person.qualifications if kind is not None and held.kind is kind and not held.title), None)
    school = School(one["title"], kind, one.get("institution") or "", one.get("country"), str(one.get("ended") or ""), person.lang)
    telling.tell_school(session, person, school, before)


def _profiled(session: Session, entry: Mapping[str, Any], counsellor: User) -> Jobseeker:
    person = jobseekers.register(session, counsellor, entry["name"], entry["lang"], consented=True)
    for one in entry["experiences"]:
        jobseekers.add_experience(session, person, one["text"], one["lang"], one["months"], one["country"])
    if entry["languages"] is not None:
        held = [LanguageHeld(one["code"], Level(one["level"]) if one["level"] else None) for one in entry["languages"]]
        jobseekers.set_languages(session, person, held)
    hours, floor = entry["hours"], entry["pay_floor"]
    answers = Answers(
        birth_year=entry["birth_year"],
        countries=_codes(entry["countries"]),
        refused_countries=_codes(entry["refused_countries"]),
        permits=_codes(entry["permits"]),
        licences=None if entry["licences"] is None else tuple(Licence(one) for one in entry["licences"]),
        qualifications=None if entry["qualifications"] is None else tuple(Qualification(one) for one in entry["qualifications"]),
        shifts=None if entry["shifts"] is None else tuple(Shift(one) for one in entry["shifts"]),
        hours=Hours(hours["min"], hours["max"]) if hours else None,
        pay_floor=Money(floor["amount"], floor["currency"], PayPeriod(floor["period"])) if floor else None,
        accommodation_needed=entry["accommodation_needed"],
        available_from=None if entry["available_in"] is None else now().date() + timedelta(days=entry["available_in"]),
    )
    jobseekers.set_answers(session, person, answers)
    return person


def _codes(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)
