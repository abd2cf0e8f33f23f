"""A person's CVs, what people translated for them, and the notes of their interview practice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database import Base, UTCDateTime, now, words
from matcher.models.jobseeker import Jobseeker
from matcher.models.taxonomy import LinkedToOccupation
from matcher.models.vacancy import VacancyRow
from matcher.vocabulary import Design, Paper


class CurriculumVitae(LinkedToOccupation, Base):
    """One CV: a view of the profile for one purpose. It holds choices, never a copy of what the profile says.

    `lang`: what it is written in; `country`: where it is sent; `left_out`: parts of the profile it does not show ("work:12").
    `name`, `headline` and `about` stand in place of what the system or the profile would say. Nothing personal is shown unless asked for:
    `shows` names what is ("photo", "birth_year").
    """

    __tablename__ = "curriculum_vitae"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseeker.id", ondelete="CASCADE"), index=True)
    lang: Mapped[str] = mapped_column(String(8))
    country: Mapped[str | None] = mapped_column(String(2))
    edition: Mapped[str | None] = mapped_column(String(32))
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancy.id", ondelete="SET NULL"), index=True)
    design: Mapped[Design] = mapped_column(words(Design), default=Design.PLAIN)
    paper: Mapped[Paper] = mapped_column(words(Paper), default=Paper.A4)
    name: Mapped[str | None] = mapped_column(String(200))
    headline: Mapped[str | None] = mapped_column(String(200))
    about: Mapped[str | None] = mapped_column(Text)
    left_out: Mapped[list[str]] = mapped_column(JSON, default=list)
    shows: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, onupdate=now)
    jobseeker: Mapped[Jobseeker] = relationship()
    vacancy: Mapped[VacancyRow | None] = relationship()


class Translation(Base):
    """What a person made of a free text in another language. `digest` is that of the original: when it changes, this no longer counts."""

    __tablename__ = "translation"
    __table_args__ = (UniqueConstraint("jobseeker_id", "lang", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseeker.id", ondelete="CASCADE"), index=True)
    lang: Mapped[str] = mapped_column(String(8))
    digest: Mapped[str] = mapped_column(String(64))
    original: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    by_user: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class Photo(Base):
    """The person's photograph, drawn anew as a small JPEG without anything it told of place and time, and sealed."""

    __tablename__ = "photo"

    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseeker.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PracticeNote(Base):
    """What somebody noted for one question of an interview. `subject`: "isco:7212" or "vacancy:" and its public id.

    `rating`: how the person found the answer, 1 to 5. `comment` is the counsellor's.
    """

    __tablename__ = "practice_note"
    __table_args__ = (UniqueConstraint("jobseeker_id", "subject", "question"), CheckConstraint("rating BETWEEN 1 AND 5", name="rating"))

    id: Mapped[int] = mapped_column(primary_key=True)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseeker.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(60))
    question: Mapped[str] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(Text)
    rating: Mapped[int | None]
    comment: Mapped[str | None] = mapped_column(Text)
    commented_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, onupdate=now)
