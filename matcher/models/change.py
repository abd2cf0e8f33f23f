"""The change log: every process reads it before it searches, so an edit in one is seen by all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from matcher.database import Base, UTCDateTime, now, words
from matcher.vocabulary import ChangedThing


class Change(Base):
    """`id` is the change number: it only grows. Pseudonymous: a kind and a row's number, never a value."""

    __tablename__ = "change"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[ChangedThing] = mapped_column(words(ChangedThing))
    thing_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
