"""A vacancy as the rules see one: a frozen value, free of the database. None means the vacancy does not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.profile import Money
from matcher.vocabulary import ContractType, Level, Licence, Qualification, Shift, VacancyState


@dataclass(frozen=True, slots=True)
class LanguageNeed:
    """A language asked for. `required` False means it is only wished."""

    code: str
    level: Level | None
    required: bool = True


@dataclass(frozen=True, slots=True)
class LicenceNeed:
    code: Licence
    required: bool = True


#: Stands for an intermediary without a record: no vetting of it can ever be in force.
UNKNOWN_LINK = -1


@dataclass(frozen=True, slots=True)
class Vacancy:
    """One vacancy of one employer. Country is ISO 3166; dates are inclusive.

    `occupation`: an ISCO-08 unit group, or one occupation of ESCO inside it, as precisely as is known.
    `chain`: everybody between employer and worker, by id; UNKNOWN_LINK for one that nobody knows here.
    `sponsorship`: the employer arranges the work permit. `accommodation`: a place to live comes with the work.
    """

    id: int
    external_id: str
    employer_id: int
    employer: str
    title: str
    lang: str
    description: str
    state: VacancyState
    chain: tuple[int, ...] = ()
    country: str | None = None
    region: str | None = None
    place: str | None = None
    occupation: str | None = None
    starts_on: date | None = None
    closes_on: date | None = None
    contract_type: ContractType | None = None
    contract_months: int | None = None
    hours_week: float | None = None
    shifts: tuple[Shift, ...] | None = None
    pay: Money | None = None
    languages: tuple[LanguageNeed, ...] | None = None
    licences: tuple[LicenceNeed, ...] | None = None
    qualifications: tuple[Qualification, ...] | None = None
    skills: tuple[str, ...] = ()
    sponsorship: bool | None = None
    accommodation: bool | None = None
    minimum_age: int | None = None
    experience_months: int | None = None
    positions: int | None = None

    @property
    def isco08(self) -> str | None:
        """The unit group of its occupation, with which every code of an occupation begins."""
        return self.occupation and self.occupation[:4]

    @property
    def text(self) -> str:
        """What is encoded of a vacancy, beside its title alone: its title and the beginning of its tasks."""
        return f"{self.title}. {self.description[:TEXT_LENGTH]}"


#: Characters of the description that are encoded: later ones tell of the firm and the terms, not of the work.
TEXT_LENGTH = 300
