"""Legal minimum pay: a fact that people act on, so never without the source it was read in."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.database import Base, UTCDateTime, now, words
from matcher.vocabulary import PayPeriod


class LegalMinimumRow(Base):
    """As the source states it; `read_on` is the day somebody read it there. `sector`: for one kind of work only, never the general minimum.

    Withdrawn ones are kept and no longer count.
    """

    __tablename__ = "legal_minimum"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("publisher <> '' AND document <> '' AND place <> '' AND quote <> ''", name="has_source"),
        CheckConstraint("payments IS NULL OR payments BETWEEN 1 AND 366", name="payments"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(String(2), index=True)
    region: Mapped[str | None] = mapped_column(String(120))
    sector: Mapped[str | None] = mapped_column(String(60))
    amount: Mapped[float]
    currency: Mapped[str] = mapped_column(String(3))
    period: Mapped[PayPeriod] = mapped_column(words(PayPeriod))
    payments: Mapped[int | None]
    hours_week: Mapped[float | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    covers: Mapped[str] = mapped_column(Text, default="")
    publisher: Mapped[str] = mapped_column(String(200))
    document: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    document_date: Mapped[date | None]
    address: Mapped[str] = mapped_column(Text, default="")
    quote: Mapped[str] = mapped_column(Text)
    read_on: Mapped[date]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
