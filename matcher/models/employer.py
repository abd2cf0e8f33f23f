"""Employers and recruiters, their vettings, and everything a vetting rests on: dated, evidenced, signed, kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database import Base, UTCDateTime, now, words
from matcher.models.centre import Centre
from matcher.vocabulary import ProposalKind, Shown, StepKind, VettingState


class Employer(Base):
    """Whoever employs, recruits or stands between: `recruiter` for those who recruit workers for others."""

    __tablename__ = "employer"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))
    place: Mapped[str | None] = mapped_column(String(120))
    sector: Mapped[str | None] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    recruiter: Mapped[bool] = mapped_column(default=False)
    registration: Mapped[str] = mapped_column(String(120), default="")
    vettings: Mapped[list[Vetting]] = relationship(back_populates="employer", cascade="all, delete-orphan", order_by="Vetting.id")


class Invitation(Base):
    """An address sent to an employer, to make an account of its own: only a hash of the secret part is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    secret: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    employer: Mapped[Employer] = relationship()


class Vetting(Base):
    """One check of one employer, from application to its end.

    Granted ones are valid in [valid_from, valid_until); at most one is granted or suspended, and at most one is being worked on.
    `centre` decides, and its zone says when days end. `proposal`, with who made it, waits for a second officer. The decision that
    stands is that of `first_by`, who proposed it, and `decided_by`.
    `told_from`: from when the employer reads "under review" after a complaint (`silent`); until then it reads `told_as`, which is how
    things stood before.
    """

    __tablename__ = "vetting"
    __table_args__ = (
        CheckConstraint("valid_until > valid_from", name="ends_after_it_begins"),
        CheckConstraint("state <> 'granted' OR (valid_from IS NOT NULL AND valid_until IS NOT NULL)", name="granted_has_dates"),
        CheckConstraint("decided_by IS NULL OR first_by IS NULL OR decided_by <> first_by", name="no_one_decides_alone"),
        CheckConstraint("(proposal IS NULL) = (proposed_at IS NULL)", name="proposal_is_dated"),
        Index(
            "ix_vetting_standing",
            "employer_id",
            unique=True,
            sqlite_where=text("state IN ('granted', 'suspended')"),
            postgresql_where=text("state IN ('granted', 'suspended')"),
        ),
        Index(
            "ix_vetting_open",
            "employer_id",
            unique=True,
            sqlite_where=text("state IN ('application', 'examination')"),
            postgresql_where=text("state IN ('application', 'examination')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"))
    state: Mapped[VettingState] = mapped_column(words(VettingState), default=VettingState.APPLICATION)
    criteria_version: Mapped[str] = mapped_column(String(32), default="")
    valid_from: Mapped[datetime | None] = mapped_column(UTCDateTime)
    valid_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_day: Mapped[date | None]
    proposal: Mapped[ProposalKind | None] = mapped_column(words(ProposalKind))
    proposed_last_day: Mapped[date | None]
    proposed_reason: Mapped[str] = mapped_column(Text, default="")
    proposed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    proposer: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    first_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")
    silent: Mapped[bool] = mapped_column(default=False)
    told_from: Mapped[datetime | None] = mapped_column(UTCDateTime)
    told_as: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    employer: Mapped[Employer] = relationship(back_populates="vettings")
    centre: Mapped[Centre | None] = relationship()
    statements: Mapped[list[Statement]] = relationship(cascade="all, delete-orphan", order_by="Statement.id")
    evidence: Mapped[list[Evidence]] = relationship(cascade="all, delete-orphan", order_by="Evidence.id")
    answers: Mapped[list[CriterionAnswer]] = relationship(cascade="all, delete-orphan", order_by="CriterionAnswer.id")
    actions: Mapped[list[CorrectiveAction]] = relationship(cascade="all, delete-orphan", order_by="CorrectiveAction.id")
    exceptions: Mapped[list[LawException]] = relationship(cascade="all, delete-orphan", order_by="LawException.id")
    steps: Mapped[list[VettingStep]] = relationship(cascade="all, delete-orphan", order_by="VettingStep.id")


class _OfVetting:
    id: Mapped[int] = mapped_column(primary_key=True)
    vetting_id: Mapped[int] = mapped_column(ForeignKey("vetting.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Statement(_OfVetting, Base):
    """What the employer says about one criterion, in its own words; the newest counts, the earlier are kept."""

    __tablename__ = "vetting_statement"

    criterion: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)


class Evidence(_OfVetting, Base):
    """One document. Kept encrypted under a random name; `of_employer` ones may be read by the employer, the others never."""

    __tablename__ = "evidence"
    __table_args__ = (CheckConstraint("size > 0", name="not_empty"),)

    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    criterion: Mapped[str | None] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    expires_on: Mapped[date | None]
    of_employer: Mapped[bool]
    content: Mapped[EvidenceContent] = relationship(cascade="all, delete-orphan", single_parent=True)


class EvidenceContent(Base):
    """The encrypted bytes, apart, so that nobody loads them by listing documents."""

    __tablename__ = "evidence_content"

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True)
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)


class CriterionAnswer(_OfVetting, Base):
    """What an officer found about one criterion; the newest counts, the earlier are kept.

    `applies`: whether the condition of a criterion that disqualifies only then is there; null was not said, and counts as it is.
    """

    __tablename__ = "criterion_answer"

    criterion: Mapped[str] = mapped_column(String(64))
    shown: Mapped[Shown] = mapped_column(words(Shown))
    applies: Mapped[bool | None]
    note: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[list[AnswerEvidence]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class AnswerEvidence(Base):
    __tablename__ = "answer_evidence"
    __table_args__ = (UniqueConstraint("answer_id", "evidence_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("criterion_answer.id", ondelete="CASCADE"), index=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    document: Mapped[Evidence] = relationship(lazy="joined")


class CorrectiveAction(_OfVetting, Base):
    """What the employer has to mend about one criterion, and by which last day. Open at the decision, it is its condition.

    It lapses at `lapses_at` (the end of `due_on` in the centre's zone) unless `closed_at` was set before: done in time, or settled
    by a reinstatement.
    """

    __tablename__ = "corrective_action"
    __table_args__ = (Index("ix_corrective_action_open", "vetting_id", "lapses_at"),)

    criterion: Mapped[str] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    lapses_at: Mapped[datetime] = mapped_column(UTCDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    done_note: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class LawException(_OfVetting, Base):
    """An exception that a law allows (ILO Convention 181, Article 7(2)): recorded, and shown with every vacancy."""

    __tablename__ = "law_exception"

    criterion: Mapped[str] = mapped_column(String(64))
    law: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)


class VettingStep(_OfVetting, Base):
    """One line of the history, never changed: `digest` covers it and the digest of the line before, so that a change shows."""

    __tablename__ = "vetting_step"

    kind: Mapped[StepKind] = mapped_column(words(StepKind))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    digest: Mapped[str] = mapped_column(String(64))
