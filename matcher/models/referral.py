"""From a referral to a placement: what an employer was told of a person, what it offered, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database import Base, UTCDateTime, now, words
from matcher.models.jobseeker import Jobseeker
from matcher.models.vacancy import VacancyRow, public_id
from matcher.vocabulary import OfferDecision, ReferralState


class Referral(Base):
    """A counsellor puts a jobseeker forward. `shared` is what the person agreed the employer may see; `contact` is in their words.

    `shown` is that content as it was that day: what the person tells later is not in it.
    """

    __tablename__ = "referral"
    __table_args__ = (UniqueConstraint("jobseeker_id", "vacancy_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseeker.id", ondelete="CASCADE"), index=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id"), index=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    state: Mapped[ReferralState] = mapped_column(words(ReferralState), default=ReferralState.SENT)
    shared: Mapped[list[str]] = mapped_column(JSON)
    contact: Mapped[str] = mapped_column(Text, default="")
    shown: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    jobseeker: Mapped[Jobseeker] = relationship()
    vacancy: Mapped[VacancyRow] = relationship()
    interviews: Mapped[list[Interview]] = relationship(cascade="all, delete-orphan", order_by="Interview.id")
    offers: Mapped[list[Offer]] = relationship(cascade="all, delete-orphan", order_by="Offer.id")
    placement: Mapped[Placement | None] = relationship(back_populates="referral", cascade="all, delete-orphan")


class Interview(Base):
    """A time to meet. `sequence` grows with each change, as calendars want it (RFC 5545)."""

    __tablename__ = "interview"
    __table_args__ = (CheckConstraint("minutes BETWEEN 5 AND 480", name="minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    timezone: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[int] = mapped_column(default=30)
    where: Mapped[str] = mapped_column(String(300))
    sequence: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[bool] = mapped_column(default=False)


class Offer(Base):
    """The terms an employer offered, beside those published; `differences` as they were found that day."""

    __tablename__ = "offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    differences: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    decision: Mapped[OfferDecision | None] = mapped_column(words(OfferDecision))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(Text, default="")


class Placement(Base):
    """A confirmed start of work."""

    __tablename__ = "placement"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), unique=True)
    starts_on: Mapped[date]
    ended_on: Mapped[date | None]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    referral: Mapped[Referral] = relationship(back_populates="placement")


class FollowUp(Base):
    """What a placed worker said of an employer. Answers only, no words and no name, so that it outlives the person's card.

    Null is not asked or not told. Only the month is kept: a day would say who was talked to.
    """

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    placement_id: Mapped[int | None] = mapped_column(ForeignKey("placement.id", ondelete="SET NULL"), index=True)
    month: Mapped[date]
    fees_paid: Mapped[bool | None]
    documents_held: Mapped[bool | None]
    pay_as_promised: Mapped[bool | None]
    contract_as_promised: Mapped[bool | None]
    by: Mapped[int] = mapped_column(ForeignKey("user.id"))
