"""Vacancies with what they ask and give. The rules read `matcher.vacancy.Vacancy`, a frozen value made of these rows."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database import Base, UTCDateTime, now, words
from matcher.models.employer import Employer
from matcher.models.taxonomy import LinkedToOccupation
from matcher.vocabulary import ContractType, CostLine, DeductionKind, Level, Licence, Payer, PayPeriod, Qualification, VacancyState


def public_id() -> str:
    """What addresses show: cannot be guessed or counted."""
    return secrets.token_hex(8)


class VacancyRow(LinkedToOccupation, Base):
    """`external_id` is the employer's own number: importing it again changes the vacancy instead of doubling it.

    `answered` names the lists the employer has stated ("languages", "licences", "qualifications", "deductions",
    "intermediaries"); the others are unknown. `deposit`: one is asked of the worker.
    """

    __tablename__ = "vacancy"
    __table_args__ = (
        UniqueConstraint("employer_id", "external_id"),
        CheckConstraint("pay_amount IS NULL OR (pay_amount >= 0 AND pay_currency IS NOT NULL AND pay_period IS NOT NULL)", name="pay"),
        CheckConstraint("hours_week IS NULL OR (hours_week > 0 AND hours_week <= 168)", name="hours_week"),
        CheckConstraint("positions IS NULL OR positions > 0", name="positions"),
        CheckConstraint("minimum_age IS NULL OR minimum_age >= 18 OR state = 'draft'", name="adults_only"),
        Index("ix_vacancy_state_employer_id", "state", "employer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    external_id: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(8))
    state: Mapped[VacancyState] = mapped_column(words(VacancyState), default=VacancyState.DRAFT)
    country: Mapped[str | None] = mapped_column(String(2))
    region: Mapped[str | None] = mapped_column(String(120))
    place: Mapped[str | None] = mapped_column(String(120))
    starts_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    contract_type: Mapped[ContractType | None] = mapped_column(words(ContractType))
    contract_months: Mapped[int | None]
    hours_week: Mapped[float | None]
    shifts: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    pay_amount: Mapped[float | None]
    pay_currency: Mapped[str | None] = mapped_column(String(3))
    pay_period: Mapped[PayPeriod | None] = mapped_column(words(PayPeriod))
    sponsorship: Mapped[bool | None]
    accommodation: Mapped[bool | None]
    minimum_age: Mapped[int | None]
    experience_months: Mapped[int | None]
    positions: Mapped[int | None]
    deposit: Mapped[bool | None]
    answered: Mapped[list[str]] = mapped_column(JSON, default=list)
    source: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, onupdate=now)

    employer: Mapped[Employer] = relationship(lazy="joined", innerjoin=True)
    languages: Mapped[list[VacancyLanguage]] = relationship(cascade="all, delete-orphan", lazy="selectin", order_by="VacancyLanguage.id")
    licences: Mapped[list[VacancyLicence]] = relationship(cascade="all, delete-orphan", lazy="selectin", order_by="VacancyLicence.id")
    qualifications: Mapped[list[VacancyQualification]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="VacancyQualification.id"
    )
    skills: Mapped[list[VacancySkill]] = relationship(cascade="all, delete-orphan", lazy="selectin", order_by="VacancySkill.id")
    intermediaries: Mapped[list[VacancyIntermediary]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="VacancyIntermediary.id"
    )
    costs: Mapped[list[VacancyCost]] = relationship(cascade="all, delete-orphan", order_by="VacancyCost.id")
    deductions: Mapped[list[VacancyDeduction]] = relationship(cascade="all, delete-orphan", order_by="VacancyDeduction.id")
    allowed_wording: Mapped[list[AllowedWording]] = relationship(cascade="all, delete-orphan", order_by="AllowedWording.id")
    publications: Mapped[list[Publication]] = relationship(cascade="all, delete-orphan", order_by="Publication.id")


class _OfVacancy:
    id: Mapped[int] = mapped_column(primary_key=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)


class VacancyLanguage(_OfVacancy, Base):
    __tablename__ = "vacancy_language"
    __table_args__ = (UniqueConstraint("vacancy_id", "code"),)

    code: Mapped[str] = mapped_column(String(8))
    level: Mapped[Level | None] = mapped_column(words(Level))
    required: Mapped[bool] = mapped_column(default=True)


class VacancyLicence(_OfVacancy, Base):
    __tablename__ = "vacancy_licence"
    __table_args__ = (UniqueConstraint("vacancy_id", "code"),)

    code: Mapped[Licence] = mapped_column(words(Licence))
    required: Mapped[bool] = mapped_column(default=True)


class VacancyQualification(_OfVacancy, Base):
    __tablename__ = "vacancy_qualification"
    __table_args__ = (UniqueConstraint("vacancy_id", "kind"),)

    kind: Mapped[Qualification] = mapped_column(words(Qualification))


class VacancySkill(_OfVacancy, Base):
    __tablename__ = "vacancy_skill"
    __table_args__ = (UniqueConstraint("vacancy_id", "skill"),)

    skill: Mapped[str] = mapped_column(String(120))


class VacancyIntermediary(_OfVacancy, Base):
    """Somebody between employer and worker. One that is not known here (`employer_id` null) is never in force."""

    __tablename__ = "vacancy_intermediary"
    __table_args__ = (UniqueConstraint("vacancy_id", "name"),)

    name: Mapped[str] = mapped_column(String(200))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)


class VacancyCost(_OfVacancy, Base):
    """One line of the cost sheet: who pays, and how much for one worker, in the currency of the pay."""

    __tablename__ = "vacancy_cost"
    __table_args__ = (UniqueConstraint("vacancy_id", "line"), CheckConstraint("amount IS NULL OR amount >= 0", name="amount"))

    line: Mapped[CostLine] = mapped_column(words(CostLine))
    payer: Mapped[Payer] = mapped_column(words(Payer))
    amount: Mapped[float | None]


class VacancyDeduction(_OfVacancy, Base):
    __tablename__ = "vacancy_deduction"
    __table_args__ = (CheckConstraint("amount IS NULL OR amount >= 0", name="amount"),)

    kind: Mapped[DeductionKind] = mapped_column(words(DeductionKind))
    amount: Mapped[float | None]
    text: Mapped[str] = mapped_column(String(200), default="")


class AllowedWording(_OfVacancy, Base):
    """A term of the wording list that an officer let pass for this vacancy, and the law that asks for it."""

    __tablename__ = "allowed_wording"
    __table_args__ = (UniqueConstraint("vacancy_id", "term"),)

    term: Mapped[str] = mapped_column(Text)
    law: Mapped[str] = mapped_column(Text)
    by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class Publication(_OfVacancy, Base):
    """The terms as they were published, kept for good: offers are held against them."""

    __tablename__ = "publication"

    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
