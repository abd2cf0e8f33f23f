"""The demonstration: centres, employers in every state of vetting, vacancies and people, all fictional, from `seeds/`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.models import Centre, Employer, User, UserRole, VacancyRow, Vetting
from matcher.models.vacancy import VacancyLanguage, VacancyLicence, VacancyQualification
from matcher.profile import Hours, LanguageHeld, Money
from matcher.services import installation, jobseekers, vacancies
from matcher.services.installation import EVALUATION_EMPLOYER
from matcher.services.jobseekers import Answers
from matcher.vocabulary import (
    ContractType,
    Level,
    Licence,
    PayPeriod,
    Qualification,
    Role,
    Shift,
    VacancyState,
    VettingState,
)
from occupations.linker import Linker


def seed(session: Session, linker: Callable[[], Linker], hash_password: Callable[[str], str]) -> dict[str, int]:
    """Loads everything; dates count from today. Does nothing where the store holds a centre already.

    `linker` is asked for only when needed. Returns how many of each were loaded.
    """
    installation.mark(session, evaluation=False)
    if session.scalar(select(func.count()).select_from(Centre)):
        return {}
    centres = {one["slug"]: _centre(session, one, hash_password) for one in read("centres.yaml")}
    employers = {one["slug"]: _employer(session, one) for one in read("employers.yaml")}
    session.flush()
    rows = [_vacancy(one, employers[one["employer"]]) for one in read_all("vacancies_")]
    found = linker().link_many([row.title for row in rows], [row.lang for row in rows], top=1)
    for row, links in zip(rows, found, strict=True):
        row.occupation = links[0].isco08 if links else None
    session.add_all(rows)
    session.flush()
    for row in rows:
        vacancies.publish(session, row)
    people = list(read("people.yaml"))
    for one in people:
        _person(session, one, centres[one["centre"]])
    return {"centres": len(centres), "employers": len(employers), "vacancies": len(rows), "people": len(people)}


def evaluation_employer(session: Session, slug: str) -> None:
    """The one employer of an evaluation installation; any other slug is left to fail where it is looked up."""
    if slug == EVALUATION_EMPLOYER and not session.scalar(select(Employer.id).where(Employer.slug == slug)):
        entry = next(one for one in read("employers.yaml") if one["slug"] == slug)
        session.add(Employer(slug=slug, name=entry["name"], country=entry["country"], sector=entry["sector"], about=entry["about"]))
        session.flush()


def read(name: str) -> Iterator[dict[str, Any]]:
    """The entries of one file of `seeds/`."""
    yield from yaml.safe_load((files("seeds") / name).read_text(encoding="utf-8"))


def read_all(prefix: str) -> Iterator[dict[str, Any]]:
    for name in sorted(entry.name for entry in files("seeds").iterdir() if entry.name.startswith(prefix)):
        yield from read(name)


def demonstration_accounts(session: Session) -> list[tuple[str, str, str]]:
    """(e-mail, password, what for) of the accounts made for trying things out, where this store has them."""
    present = set(session.scalars(select(User.email).where(User.demonstration.is_(True), User.active.is_(True))))
    accounts = [(user, centre["name"]) for centre in read("centres.yaml") for user in centre["users"]]
    return [(user["email"], user["password"], f"{user['role']}, {name}") for user, name in accounts if user["email"] in present]


def _centre(session: Session, entry: dict[str, Any], hash_password: Callable[[str], str]) -> list[User]:
    """A centre with its users, who are its counsellors and officers."""
    centre = Centre(**{name: entry[name] for name in ("slug", "name", "country", "city", "timezone")})
    users = [
        User(
            email=user["email"],
            name=user["name"],
            password=hash_password(user["password"]),
            fs_uniquifier=secrets.token_hex(32),
            centre=centre,
            lang=user["lang"],
            demonstration=True,
            roles=[UserRole(name=Role(user["role"]))],
        )
        for user in entry["users"]
    ]
    session.add_all(users)
    session.flush()
    return users


def _employer(session: Session, entry: dict[str, Any]) -> Employer:
    vetting = entry["vetting"]
    employer = Employer(**{name: entry[name] for name in ("slug", "name", "country", "place", "sector", "about")})
    dates = {"from_days": None, "until_days": None} | vetting
    employer.vettings.append(
        Vetting(
            state=VettingState(vetting["state"]),
            valid_from=_moment(dates["from_days"]),
            valid_until=_moment(dates["until_days"]),
            reason=vetting.get("reason", ""),
            decided_at=_moment(dates["from_days"]),
        )
    )
    session.add(employer)
    return employer


def _moment(days: int | None) -> datetime | None:
    """Midnight UTC that many days from today."""
    if days is None:
        return None
    today = now().date()
    return datetime(today.year, today.month, today.day, tzinfo=UTC) + timedelta(days=days)


def _vacancy(entry: dict[str, Any], employer: Employer) -> VacancyRow:
    today, pay = now().date(), entry["pay"]
    plain = ("external_id", "title", "description", "lang", "country", "region", "place", "contract_months", "hours_week",
             "shifts", "sponsorship", "accommodation", "minimum_age", "experience_months", "positions")  # fmt: skip
    row = VacancyRow(**{name: entry[name] for name in plain}, employer=employer, state=VacancyState.DRAFT, source={})
    row.starts_on, row.closes_on = today + timedelta(days=entry["starts_in"]), today + timedelta(days=entry["closes_in"])
    row.contract_type = ContractType(entry["contract_type"])
    row.pay_amount, row.pay_currency, row.pay_period = pay["amount"], pay["currency"], PayPeriod(pay["period"])
    row.answered = [name for name in ("languages", "licences", "qualifications") if entry[name] is not None]
    row.languages = [
        VacancyLanguage(code=one["code"], level=Level(one["level"]) if one["level"] else None, required=one["required"])
        for one in entry["languages"] or ()
    ]
    row.licences = [VacancyLicence(code=Licence(one["code"]), required=one["required"]) for one in entry["licences"] or ()]
    row.qualifications = [VacancyQualification(kind=Qualification(one)) for one in entry["qualifications"] or ()]
    return row


def _person(session: Session, entry: dict[str, Any], users: list[User]) -> None:
    counsellor = next(user for user in users if any(role.name is Role.COUNSELLOR for role in user.roles))
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


def _codes(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)
