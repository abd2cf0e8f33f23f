"""A jobseeker and what they told: own words kept unchanged until erasure, interpretations beside them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database import Base, UTCDateTime, now, words
from matcher.models.taxonomy import LinkedToOccupation
from matcher.vocabulary import Heading, Level, PayPeriod, Qualification, WorkKind


class Jobseeker(Base):
    """`public_id` is what addresses show. A null list was never asked about; an empty one was asked and is none.

    `regions`: pairs of country and region that the person can get to. `returns_to`: the country they come back to, or came back to.
    `answered` names the child tables that were asked about ("skills", "languages", "qualifications", "permits").
    What stands on a CV only: how to be reached, where the person lives, `about` in their own words and its language, and
    `other_skills` that the taxonomy does not know.
    """

    __tablename__ = "jobseeker"
    __table_args__ = (
        CheckConstraint("birth_year BETWEEN 1900 AND 2100", name="birth_year"),
        CheckConstraint("pay_amount IS NULL OR (pay_amount >= 0 AND pay_currency IS NOT NULL AND pay_period IS NOT NULL)", name="pay"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    lang: Mapped[str] = mapped_column(String(8))
    birth_year: Mapped[int | None]
    available_from: Mapped[date | None]
    hours_low: Mapped[float | None]
    hours_high: Mapped[float | None]
    pay_amount: Mapped[float | None]
    pay_currency: Mapped[str | None] = mapped_column(String(3))
    pay_period: Mapped[PayPeriod | None] = mapped_column(words(PayPeriod))
    accommodation_needed: Mapped[bool | None]
    countries: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    refused_countries: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    regions: Mapped[list[list[str]] | None] = mapped_column(JSON(none_as_null=True))
    returns_to: Mapped[str | None] = mapped_column(String(2))
    licences: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    shifts: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    answered: Mapped[list[str]] = mapped_column(JSON, default=list)
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(255))
    address: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(String(20))
    city: Mapped[str | None] = mapped_column(String(120))
    region: Mapped[str | None] = mapped_column(String(120))
    lives_in: Mapped[str | None] = mapped_column(String(2))
    web: Mapped[str | None] = mapped_column(String(300))
    about: Mapped[str | None] = mapped_column(Text)
    about_lang: Mapped[str | None] = mapped_column(String(8))
    other_skills: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, onupdate=now)

    experiences: Mapped[list[WorkExperience]] = relationship(cascade="all, delete-orphan", order_by="WorkExperience.id")
    skills: Mapped[list[JobseekerSkill]] = relationship(cascade="all, delete-orphan", order_by="JobseekerSkill.skill")
    languages: Mapped[list[JobseekerLanguage]] = relationship(cascade="all, delete-orphan", order_by="JobseekerLanguage.id")
    qualifications: Mapped[list[JobseekerQualification]] = relationship(cascade="all, delete-orphan", order_by="JobseekerQualification.id")
    permits: Mapped[list[JobseekerPermit]] = relationship(cascade="all, delete-orphan", order_by="JobseekerPermit.country")
    extras: Mapped[list[JobseekerExtra]] = relationship(cascade="all, delete-orphan", order_by="JobseekerExtra.id")

    def held(self) -> tuple[Qualification, ...]:
        """What the lines of schooling stand for, each once."""
        return tuple(dict.fromkeys(kind for one in self.qualifications if (kind := one.stands_for)))


class _OfJobseeker:
    id: Mapped[int] = mapped_column(primary_key=True)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseeker.id", ondelete="CASCADE"), index=True)


class WorkExperience(LinkedToOccupation, _OfJobseeker, Base):
    """`text` and `lang` are the person's own words: nothing rewrites them. `occupation` is a code somebody confirmed.

    What a CV adds: `title` is how the person wants the work to be called; `started` and `ended` are days of ISO 8601 whose month
    and day may be missing; `tasks` are skills of the taxonomy done in this work; `lines` are sentences for the CV, in `lang`.
    """

    __tablename__ = "work_experience"
    __table_args__ = (CheckConstraint("months IS NULL OR months >= 0", name="months"),)

    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(8))
    months: Mapped[int | None]
    country: Mapped[str | None] = mapped_column(String(2))
    edition: Mapped[str | None] = mapped_column(String(32))
    title: Mapped[str | None] = mapped_column(String(200))
    employer: Mapped[str | None] = mapped_column(String(200))
    city: Mapped[str | None] = mapped_column(String(120))
    started: Mapped[str | None] = mapped_column(String(10))
    ended: Mapped[str | None] = mapped_column(String(10))
    ongoing: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[WorkKind | None] = mapped_column(words(WorkKind))
    tasks: Mapped[list[str]] = mapped_column(JSON, default=list)
    lines: Mapped[list[str]] = mapped_column(JSON, default=list)


class JobseekerSkill(_OfJobseeker, Base):
    __tablename__ = "jobseeker_skill"
    __table_args__ = (UniqueConstraint("jobseeker_id", "skill"),)

    skill: Mapped[str] = mapped_column(String(120))


class JobseekerLanguage(_OfJobseeker, Base):
    __tablename__ = "jobseeker_language"
    __table_args__ = (UniqueConstraint("jobseeker_id", "code"),)

    code: Mapped[str] = mapped_column(String(8))
    level: Mapped[Level | None] = mapped_column(words(Level))


class JobseekerQualification(_OfJobseeker, Base):
    """Something studied or learnt: its title in the person's words, and what it stands for where somebody has said.

    `finished` is None where nobody has asked; what was not finished is never held. `isced` (2011, 0 to 8) and `field` (ISCED-F 2013,
    2 to 4 digits) are the reading of the title that the person confirmed.
    """

    __tablename__ = "jobseeker_qualification"
    __table_args__ = (
        CheckConstraint("finished IS NULL OR finished OR kind IS NULL", name="held_is_finished"),
        CheckConstraint("isced BETWEEN 0 AND 8", name="isced"),
    )

    title: Mapped[str] = mapped_column(Text, default="")
    country: Mapped[str | None] = mapped_column(String(2))
    kind: Mapped[Qualification | None] = mapped_column(words(Qualification))
    lang: Mapped[str | None] = mapped_column(String(8))
    institution: Mapped[str | None] = mapped_column(String(200))
    started: Mapped[str | None] = mapped_column(String(10))
    ended: Mapped[str | None] = mapped_column(String(10))
    ongoing: Mapped[bool] = mapped_column(default=False)
    finished: Mapped[bool | None]
    isced: Mapped[int | None]
    field: Mapped[str | None] = mapped_column(String(4))

    @property
    def stands_for(self) -> Qualification | None:
        """What it counts as: UNMAPPED, which asks, where it may be held but nobody has said what it is; None where it is not held."""
        if self.finished is False or self.ongoing:
            return None
        told = bool(self.title or self.institution) and self.isced != 0
        return self.kind or (Qualification.UNMAPPED if told else None)


class JobseekerPermit(_OfJobseeker, Base):
    """A country where the person may work already."""

    __tablename__ = "jobseeker_permit"
    __table_args__ = (UniqueConstraint("jobseeker_id", "country"),)

    country: Mapped[str] = mapped_column(String(2))


class JobseekerExtra(_OfJobseeker, Base):
    """Anything else for a CV: a certificate, an award, a course, voluntary work, an interest, somebody who knows the work."""

    __tablename__ = "jobseeker_extra"

    section: Mapped[Heading] = mapped_column(words(Heading))
    title: Mapped[str] = mapped_column(String(400))
    place: Mapped[str | None] = mapped_column(String(200))
    started: Mapped[str | None] = mapped_column(String(10))
    ended: Mapped[str | None] = mapped_column(String(10))
    ongoing: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str | None] = mapped_column(Text)
    lang: Mapped[str | None] = mapped_column(String(8))


class JobseekerAccess(_OfJobseeker, Base):
    """An address given to a person, to make their own account once: only a hash of the secret part is kept."""

    __tablename__ = "jobseeker_access"

    secret: Mapped[str] = mapped_column(String(64), unique=True)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    jobseeker: Mapped[Jobseeker] = relationship()
