"""Complaints about employers, and what users are told. Who complained stays with the centre that wrote it down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database import Base, UTCDateTime, now, words
from matcher.models.employer import Employer
from matcher.models.vacancy import public_id
from matcher.vocabulary import ComplaintGround, NoticeCode


class Complaint(Base):
    """`told` is what was said, in the person's words. Credible only with a named person and the ground on record.

    `safe_at`: the complainant's counsellor says that the employer may be told "under review".
    """

    __tablename__ = "complaint"
    __table_args__ = (
        CheckConstraint("(credible_at IS NULL) = (credible_by IS NULL)", name="credible_by_somebody"),
        CheckConstraint("credible_at IS NULL OR credible_because <> ''", name="credible_for_a_reason"),
        CheckConstraint("(safe_at IS NULL) = (safe_by IS NULL)", name="safe_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    jobseeker_id: Mapped[int | None] = mapped_column(ForeignKey("jobseeker.id", ondelete="SET NULL"), index=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    ground: Mapped[ComplaintGround] = mapped_column(words(ComplaintGround))
    told: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    credible_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    credible_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    credible_because: Mapped[str] = mapped_column(Text, default="")
    safe_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    safe_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    outcome: Mapped[str] = mapped_column(Text, default="")
    employer: Mapped[Employer] = relationship()


class Notice(Base):
    """One thing a user should know, until it is read. `facts` name things by slug or public number, never people.

    One about a saved search names nothing else, and goes with it.
    """

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    code: Mapped[NoticeCode] = mapped_column(words(NoticeCode))
    saved_search_id: Mapped[int | None] = mapped_column(ForeignKey("saved_search.id", ondelete="CASCADE"), index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
