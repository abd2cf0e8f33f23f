"""Employers and their vettings: dated, evidenced checks that expire."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database import Base, UTCDateTime, now, words
from matcher.vocabulary import VettingState


class Employer(Base):
    __tablename__ = "employer"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))
    place: Mapped[str | None] = mapped_column(String(120))
    sector: Mapped[str | None] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    vettings: Mapped[list[Vetting]] = relationship(back_populates="employer", cascade="all, delete-orphan")


class Vetting(Base):
    """One check of one employer. Granted ones are valid in [valid_from, valid_until); at most one is granted or suspended."""

    __tablename__ = "vetting"
    __table_args__ = (
        CheckConstraint("valid_until > valid_from", name="ends_after_it_begins"),
        CheckConstraint("state <> 'granted' OR (valid_from IS NOT NULL AND valid_until IS NOT NULL)", name="granted_has_dates"),
        Index(
            "ix_vetting_standing",
            "employer_id",
            unique=True,
            sqlite_where=text("state IN ('granted', 'suspended')"),
            postgresql_where=text("state IN ('granted', 'suspended')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    state: Mapped[VettingState] = mapped_column(words(VettingState), default=VettingState.PENDING)
    valid_from: Mapped[datetime | None] = mapped_column(UTCDateTime)
    valid_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    employer: Mapped[Employer] = relationship(back_populates="vettings")
