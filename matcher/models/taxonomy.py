"""Imported editions of ESCO, and what every table has that says which occupation something is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from matcher.database import Base, UTCDateTime, now, words
from occupations.esco.concepts import ConceptKind, RelationKind, SkillType
from occupations.taxonomy import Occupation


class LinkedToOccupation:
    """`occupation` is a code of the edition in use. `occupation_uri` is the occupation in ESCO that it stands for, or stood for before
    it was carried over to another edition, which may know the unit group only: going back finds it again. A code that is set anew
    ends that.
    """

    occupation: Mapped[str | None] = mapped_column(String(16))
    occupation_uri: Mapped[str | None] = mapped_column(String(120))

    @validates("occupation")
    def _set_anew(self, _: str, code: str | None) -> str | None:
        if code != self.occupation:
            self.occupation_uri = None
        return code

    def link_to(self, found: Occupation | None) -> None:
        """Sets which occupation it is; None for none that is known."""
        self.occupation = found.code if found else None
        self.occupation_uri = found.uri if found else None


class TaxonomyEdition(Base):
    """An edition beside the built-in one, which is in use where none of these is. `checksum` is that of its content.

    Numbers are never given twice: a process that knows number 3 knows what 3 holds.
    """

    __tablename__ = "taxonomy_edition"
    __table_args__ = (
        CheckConstraint("name NOT IN ('isco08', 'esco')", name="name_of_its_own"),
        Index("ix_taxonomy_edition_in_use", "in_use", unique=True, sqlite_where=text("in_use"), postgresql_where=text("in_use")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(32), unique=True)
    checksum: Mapped[str] = mapped_column(String(64))
    languages: Mapped[list[str]] = mapped_column(JSON)
    imported_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    in_use: Mapped[bool] = mapped_column(default=False)


class TaxonomyConcept(Base):
    """A concept, numbered inside its edition, so that whatever leads from one to another stays inside one edition."""

    __tablename__ = "taxonomy_concept"
    __table_args__ = (
        UniqueConstraint("edition_id", "uri"),
        CheckConstraint("kind NOT IN ('occupation', 'isco_group') OR code IS NOT NULL", name="coded"),
        CheckConstraint("kind <> 'occupation' OR (isco08 IS NOT NULL AND length(isco08) = 4)", name="in_a_unit_group"),
        CheckConstraint("kind = 'skill' OR (skill_type IS NULL AND reuse_level IS NULL)", name="skills_alone_have_types"),
        Index(
            "ix_taxonomy_concept_code",
            "edition_id",
            "kind",
            "code",
            unique=True,
            sqlite_where=text("kind IN ('occupation', 'isco_group')"),
            postgresql_where=text("kind IN ('occupation', 'isco_group')"),
        ),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("taxonomy_edition.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[ConceptKind] = mapped_column(words(ConceptKind))
    uri: Mapped[str] = mapped_column(String(120), index=True)
    code: Mapped[str | None] = mapped_column(String(16))
    isco08: Mapped[str | None] = mapped_column(String(4))
    skill_type: Mapped[SkillType | None] = mapped_column(words(SkillType))
    reuse_level: Mapped[str | None] = mapped_column(String(32))


class TaxonomyTerm(Base):
    """What a concept is called in one language."""

    __tablename__ = "taxonomy_term"
    __table_args__ = (
        ForeignKeyConstraint(
            ["edition_id", "concept"], ["taxonomy_concept.edition_id", "taxonomy_concept.number"], ondelete="CASCADE",
        ),
        CheckConstraint("preferred <> ''", name="preferred"),
    )  # fmt: skip

    edition_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    concept: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    preferred: Mapped[str] = mapped_column(Text)
    alternatives: Mapped[list[str]] = mapped_column(JSON)
    hidden: Mapped[list[str]] = mapped_column(JSON)
    description: Mapped[str] = mapped_column(Text)


class TaxonomyRelation(Base):
    """Two concepts stand to each other in one way only."""

    __tablename__ = "taxonomy_relation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["edition_id", "source"], ["taxonomy_concept.edition_id", "taxonomy_concept.number"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["edition_id", "target"], ["taxonomy_concept.edition_id", "taxonomy_concept.number"], ondelete="CASCADE"
        ),
        CheckConstraint("source <> target", name="not_to_itself"),
        Index("ix_taxonomy_relation_target", "edition_id", "target"),
    )  # fmt: skip

    edition_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    source: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    target: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[RelationKind] = mapped_column(words(RelationKind))
