"""Who wants to be told of new vacancies for whom, what was told, and what there was when it was looked for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database import Base, UTCDateTime, now
from matcher.models.jobseeker import Jobseeker
from matcher.models.user import User
from matcher.models.vacancy import public_id


class MatchingRun(Base):
    """What there was when people were matched: the change number, and the employers whose vetting was in force."""

    __tablename__ = "matching_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    change: Mapped[int]
    employers: Mapped[list[int]] = mapped_column(JSON)


class SavedSearch(Base):
    """One user wants to be told of new vacancies for one jobseeker; gone with either of them, and with the consent.

    Narrowed to `countries` (null: any) and, with `near_only`, to work like that done before. `run_id` and `basis`, a digest of what was
    known of the person, say what was looked at last; without them everything is looked at.
    """

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("jobseeker_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseeker.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    countries: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    near_only: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("matching_run.id", ondelete="SET NULL"), index=True)
    basis: Mapped[str] = mapped_column(String(64), default="")
    jobseeker: Mapped[Jobseeker] = relationship()
    user: Mapped[User] = relationship()
    run: Mapped[MatchingRun | None] = relationship()


class Alerted(Base):
    """A vacancy that a saved search knows: it was there at the beginning, or was told of. New until it was seen."""

    __tablename__ = "alerted"

    saved_search_id: Mapped[int] = mapped_column(ForeignKey("saved_search.id", ondelete="CASCADE"), primary_key=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
