"""Small makers of values for tests: what a test does not name is filled with something plain."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from matcher.models import Centre, Employer, User, UserRole, VacancyCost, VacancyRow, Vetting
from matcher.profile import Money
from matcher.services import cases, criteria, vetting
from matcher.terms import Terms
from matcher.vacancy import Vacancy
from matcher.vocabulary import ContractType, CostLine, Payer, PayPeriod, Role, VacancyState, VettingState

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PASSWORD = "a-long-enough-password"

_VACANCY = Vacancy(
    id=1,
    external_id="A-1",
    employer_id=1,
    employer="Astillero",
    title="Soldador",
    lang="es",
    description="Soldar chapas.",
    state=VacancyState.PUBLISHED,
)


def vacancy(**changes: Any) -> Vacancy:
    return replace(_VACANCY, **changes)


def terms(**changes: Any) -> Terms:
    return replace(Terms(), **changes)


def employer(
    session: Session, slug: str, state: VettingState | None = VettingState.GRANTED, recruiter: bool = False, **dates: Any
) -> Employer:
    """An employer; with a vetting from a year ago to a year ahead unless told otherwise, none for state None."""
    made = Employer(slug=slug, name=slug.title(), country="ES", place="Vigo", sector="metal", about="", recruiter=recruiter)
    if state is not None:
        span = {"valid_from": NOW - timedelta(days=100), "valid_until": NOW + timedelta(days=100)} | dates
        made.vettings.append(Vetting(state=state, criteria_version=criteria.current(), **span))
    session.add(made)
    session.flush()
    return made


def vacancy_row(session: Session, owner: Employer, external_id: str, **changes: Any) -> VacancyRow:
    """A published vacancy that lacks nothing, not yet in the change log."""
    pay = Money(1500, "EUR", PayPeriod.MONTH)
    values = {
        "title": "Soldador",
        "description": "Soldar chapas y tubos.",
        "lang": "es",
        "state": VacancyState.PUBLISHED,
        "occupation": "7212",
        "country": "ES",
        "place": "Vigo",
        "starts_on": NOW.date() + timedelta(days=30),
        "contract_type": ContractType.PERMANENT,
        "hours_week": 40,
        "pay_amount": pay.amount,
        "pay_currency": pay.currency,
        "pay_period": pay.period,
        "deposit": False,
        "answered": ["deductions", "intermediaries", "languages", "licences", "qualifications"],
    } | changes
    row = VacancyRow(employer=owner, external_id=external_id, **values)
    row.costs = [VacancyCost(line=line, payer=Payer.EMPLOYER, amount=10) for line in CostLine]
    session.add(row)
    session.flush()
    return row


def centre(session: Session, slug: str) -> Centre:
    made = Centre(slug=slug, name=slug.title(), country="GT", city="Guatemala", timezone="America/Guatemala")
    session.add(made)
    session.flush()
    return made


def user(session: Session, of: Centre, email: str, role: Role = Role.COUNSELLOR, password: str | None = None) -> User:
    made = User(
        email=email,
        name=email.split("@")[0],
        password=password,
        fs_uniquifier=secrets.token_hex(32),
        centre=of,
        roles=[UserRole(name=role)],
    )
    session.add(made)
    session.flush()
    return made


def suspend(session: Session, slug: str, reason: str = "a reason", at: datetime | None = None) -> None:
    case = vetting.latest(vetting.employer_of(session, slug))
    assert case is not None
    cases.suspend(session, case, reason, None, at)
