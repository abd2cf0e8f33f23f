"""All the terms of a piece of work, as a vacancy promises them or an offer sets them. None means: not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matcher.profile import Money
from matcher.vacancy import LanguageNeed, LicenceNeed
from matcher.vocabulary import ContractType, CostLine, DeductionKind, Payer, Qualification, Shift


@dataclass(frozen=True, slots=True)
class Cost:
    """Who pays one cost line, and how much for one worker, in the currency of the pay; None is an amount not said."""

    payer: Payer
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """What is taken off the pay each pay period; an amount of None is one that the law sets, or that is not said."""

    kind: DeductionKind
    amount: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Country is ISO 3166-1, languages ISO 639, hours a week, contract in months, experience in months.

    `deposit`: a deposit, bond or guarantee is asked of the worker. `intermediaries`: slugs or names of everybody between
    employer and worker; () is none. `deductions` of () is none. A cost line that is not in `costs` has not been answered.
    """

    title: str = ""
    description: str = ""
    lang: str = ""
    external_id: str = ""
    country: str | None = None
    region: str | None = None
    place: str | None = None
    starts_on: date | None = None
    closes_on: date | None = None
    contract_type: ContractType | None = None
    contract_months: int | None = None
    hours_week: float | None = None
    shifts: tuple[Shift, ...] | None = None
    pay: Money | None = None
    deductions: tuple[Deduction, ...] | None = None
    costs: Mapping[CostLine, Cost] = field(default_factory=dict)
    deposit: bool | None = None
    intermediaries: tuple[str, ...] | None = None
    accommodation: bool | None = None
    sponsorship: bool | None = None
    minimum_age: int | None = None
    experience_months: int | None = None
    positions: int | None = None
    languages: tuple[LanguageNeed, ...] | None = None
    licences: tuple[LicenceNeed, ...] | None = None
    qualifications: tuple[Qualification, ...] | None = None
