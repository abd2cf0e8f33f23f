"""What is known of a person who looks for work. None means not known; an empty tuple means known to be none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.vocabulary import Level, Licence, PayPeriod, Qualification, Shift


@dataclass(frozen=True, slots=True)
class Experience:
    """Work in the person's own words, never rewritten. `occupation` is a code somebody confirmed, else the linker is asked.

    `ended`: the year; None where it goes on, or nobody has told.
    """

    text: str
    lang: str | None = None
    months: int | None = None
    occupation: str | None = None
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class LanguageHeld:
    """A language by ISO 639-1 code and its CEFR level; level None where the person has not said."""

    code: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount before deductions, in an ISO 4217 currency, for one period."""

    amount: float
    currency: str
    period: PayPeriod

    @classmethod
    def told(cls, amount: float | None, currency: str | None, period: PayPeriod | None) -> Money | None:
        """None where any of it was not told."""
        return None if amount is None or not currency or not period else cls(amount, currency, period)

    def a_month(self, hours_a_week: float | None) -> float | None:
        """The same pay for a month; None where that needs weekly hours or days nobody has told."""
        match self.period:
            case PayPeriod.MONTH:
                return self.amount
            case PayPeriod.YEAR:
                return self.amount / 12
            case PayPeriod.WEEK:
                return self.amount * 52 / 12
            case PayPeriod.HOUR if hours_a_week:
                return self.amount * hours_a_week * 52 / 12
        return None


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekly hours the person can work: at least `low`, at most `high`; None leaves that side open."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Lives:
    """Where a person lives: ISO 3166 code, and the region as people there call it."""

    country: str
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country (ISO 3166 code) as people there call it; case does not matter."""

    country: str
    name: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A jobseeker as the rules see one: nothing about sex, nationality, religion, family or health is here, or can enter.

    `countries`: ISO 3166 codes where the person would work; `permits`: countries where they may already work;
    `regions`: those that the person can get to; of a country of which none is named, everywhere. `skills`: identifiers of the taxonomy.
    """

    experiences: tuple[Experience, ...] = ()
    skills: tuple[str, ...] | None = None
    languages: tuple[LanguageHeld, ...] | None = None
    countries: tuple[str, ...] | None = None
    permits: tuple[str, ...] | None = None
    qualifications: tuple[Qualification, ...] | None = None
    licences: tuple[Licence, ...] | None = None
    birth_year: int | None = None
    available_from: date | None = None
    hours: Hours | None = None
    shifts: tuple[Shift, ...] | None = None
    pay_floor: Money | None = None
    accommodation_needed: bool | None = None
    refused_countries: tuple[str, ...] | None = None
    lives: Lives | None = None
    regions: tuple[Region, ...] | None = None
