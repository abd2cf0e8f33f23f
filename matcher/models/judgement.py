"""What a counsellor said of a match, and where the vacancy stood when it was said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database import Base, UTCDateTime, now, words
from matcher.models.user import User
from matcher.models.vacancy import VacancyRow
from matcher.vocabulary import JudgementReason, JudgementVerdict


class MatchJudgement(Base):
    """One a person and vacancy; a later one takes its place. It goes with the person.

    For measuring the ranking: `score` and `position` (from 1, None beyond the vacancies shown) are what the ranking of `weights` had
    given it at that moment; `places` is how far the judgement moved it, up counting as positive.
    """

    __tablename__ = "match_judgement"
    __table_args__ = (
        UniqueConstraint("jobseeker_id", "vacancy_id"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score"),
        CheckConstraint("position IS NULL OR position > 0", name="position"),
        CheckConstraint("reason <> 'other' OR note <> ''", name="other_is_said"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseeker.id", ondelete="CASCADE"), index=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    verdict: Mapped[JudgementVerdict] = mapped_column(words(JudgementVerdict))
    reason: Mapped[JudgementReason] = mapped_column(words(JudgementReason))
    note: Mapped[str] = mapped_column(Text, default="")
    score: Mapped[float]
    position: Mapped[int | None]
    places: Mapped[int | None]
    weights: Mapped[str] = mapped_column(String(16))
    counsellor: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    vacancy: Mapped[VacancyRow] = relationship()
