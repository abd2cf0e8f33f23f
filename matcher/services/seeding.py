"""The demonstration: centres, employers in every state of vetting, vacancies and people, all fictional, from `seeds/`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.exchange import read_terms
from matcher.models import Centre, Employer, User, UserRole, VacancyRow
from matcher.services import access, demonstration_people, installation, legal_minimum, linking, publishing, shipped, vacancies
from matcher.services.demonstration import vet
from matcher.services.installation import EVALUATION_EMPLOYER
from matcher.services.vault import Vault
from matcher.terms import Terms
from matcher.vocabulary import (
    Role,
    VacancyState,
)
from occupations.linker import Linker

#: How long ago the vacancies were published: some have closed since.
PUBLISHED = timedelta(days=30)


def seed(session: Session, linker: Callable[[], Linker], vault: Vault, hash_password: Callable[[str], str]) -> dict[str, int]:
    """Loads everything; dates count from today. Does nothing where the store holds a centre already.

    `linker` is asked for only when needed. Returns how many of each were loaded.
    """
    installation.mark(session, evaluation=False)
    if session.scalar(select(func.count()).select_from(Centre)):
        return {}
    legal_minimum.load(session)
    centres = {one["slug"]: _centre(session, one, hash_password) for one in read("centres.yaml")}
    entries = list(read("employers.yaml"))
    employers = {one["slug"]: _employer(session, one, hash_password, _centre_for(one, centres)[0].centre) for one in entries}
    for one in entries:
        vet(session, vault, employers[one["slug"]], one["vetting"], _centre_for(one, centres))
    rows = [_vacancy(session, one, employers[one["employer"]]) for one in read_all("vacancies_")]
    for row, found in zip(rows, linking.meant(linker(), [row.title for row in rows], [row.lang for row in rows]), strict=True):
        row.link_to(found)
    for row in rows:
        publishing.publish(session, row, at=now() - PUBLISHED)
    people, told = list(read("people.yaml")), shipped.read("cvs.yaml")
    for one in people:
        demonstration_people.take_in(session, one, told.get(one["name"], {}), _counsellor(centres[one["centre"]]), hash_password)
    return {"centres": len(centres), "employers": len(employers), "vacancies": len(rows), "people": len(people)}


def _counsellor(users: list[User]) -> User:
    return next(user for user in users if any(role.name is Role.COUNSELLOR for role in user.roles))


def _centre_for(entry: dict[str, Any], centres: dict[str, list[User]]) -> list[User]:
    """The users of the centre that vets an employer: Amman for the Arab countries, Guatemala for the others."""
    return centres["crm-amman" if entry["country"] in ("JO", "MA") else "cam-guatemala"]


def evaluation_employer(session: Session, slug: str) -> None:
    """The one employer of an evaluation installation; any other slug is left to fail where it is looked up."""
    if slug == EVALUATION_EMPLOYER and not session.scalar(select(Employer.id).where(Employer.slug == slug)):
        entry = next(one for one in read("employers.yaml") if one["slug"] == slug)
        session.add(Employer(slug=slug, name=entry["name"], country=entry["country"], sector=entry["sector"], about=entry["about"]))
        session.flush()


def read(name: str) -> Iterator[dict[str, Any]]:
    """The entries of one file of `seeds/`."""
    yield from shipped.read(name)


def read_all(prefix: str) -> Iterator[dict[str, Any]]:
    for name in shipped.names(prefix):
        yield from read(name)


def demonstration_accounts(session: Session) -> list[tuple[str, str, str]]:
    """(e-mail, password, what for) of the accounts made for trying things out, where this store has them."""
    present = set(session.scalars(select(User.email).where(User.demonstration.is_(True), User.active.is_(True))))
    accounts = [(user, centre["name"]) for centre in read("centres.yaml") for user in centre["users"]]
    accounts += [(clerk | {"role": Role.EMPLOYER}, one["name"]) for one in read("employers.yaml") for clerk in one.get("clerks", ())]
    accounts += [
        (one["account"] | {"role": Role.JOBSEEKER, "email": f"{one['account']['number']}@{access.DOMAIN}"}, name)
        for name, one in shipped.read("cvs.yaml").items()
        if "account" in one
    ]
    return [
        (user.get("number") or user["email"], user["password"], f"{user['role']}, {name}")
        for user, name in accounts
        if user["email"] in present
    ]


def _centre(session: Session, entry: dict[str, Any], hash_password: Callable[[str], str]) -> list[User]:
    """A centre with its users, who are its counsellors and officers."""
    centre = Centre(**{name: entry[name] for name in ("slug", "name", "country", "city", "timezone")})
    users = [_user(user, centre, hash_password) for user in entry["users"]]
    session.add_all(users)
    session.flush()
    return users


def _employer(session: Session, entry: dict[str, Any], hash_password: Callable[[str], str], centre: Centre) -> Employer:
    plain = ("slug", "name", "country", "place", "sector", "about")
    employer = Employer(**{name: entry.get(name) for name in plain}, recruiter=bool(entry.get("recruiter")))
    session.add(employer)
    session.flush()
    for clerk in entry.get("clerks", ()):
        session.add(_user(clerk | {"role": Role.EMPLOYER}, centre, hash_password, employer.id))
    return employer


def _user(entry: dict[str, Any], centre: Centre, hash_password: Callable[[str], str], employer_id: int | None = None) -> User:
    return User(
        email=entry["email"],
        name=entry["name"],
        password=hash_password(entry["password"]),
        fs_uniquifier=secrets.token_hex(32),
        centre=centre,
        employer_id=employer_id,
        lang=entry["lang"],
        demonstration=True,
        roles=[UserRole(name=Role(entry["role"]))],
    )


def _vacancy(session: Session, entry: dict[str, Any], employer: Employer) -> VacancyRow:
    """An entry names its dates by the days from today; everything else is as a file of vacancies has it."""
    today = now().date()
    days = {"starts_on": entry["starts_in"], "closes_on": entry["closes_in"]}
    given = {name: value for name, value in entry.items() if name not in ("employer", "starts_in", "closes_in")}
    terms = read_terms(given | {name: (today + timedelta(days=count)).isoformat() for name, count in days.items()}, "seeds/vacancies")
    row = VacancyRow(
        employer=employer,
        external_id=terms.external_id,
        title=terms.title,
        lang=terms.lang,
        state=VacancyState.DRAFT,
        answered=[],
        source={},
    )
    session.add(row)
    vacancies.write_terms(session, row, terms, set(Terms.__dataclass_fields__) - {"external_id"})
    return row
