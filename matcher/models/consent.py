"""What a person agreed to, when, and until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.database import Base, UTCDateTime, now, words
from matcher.vocabulary import ConsentPurpose


class Consent(Base):
    """Given for one purpose; in force until withdrawn. `wording` names the version of the text that was read to the person."""

    __tablename__ = "consent"
    __table_args__ = (
        Index(
            "ix_consent_in_force",
            "jobseeker_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseeker.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[ConsentPurpose] = mapped_column(words(ConsentPurpose))
    wording: Mapped[str] = mapped_column(String(32))
    lang: Mapped[str] = mapped_column(String(8))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    given_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
