"""Imported editions of ESCO, and the precise occupation beside codes that were carried over

Revision ID: 0004
Revises: 0003

What was linked before was linked to the built-in edition, and stays as it is. There is no way down: go back by restoring a backup.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: Tables that say which occupation something is.
LINKED = ("curriculum_vitae", "vacancy", "work_experience")
CODED = sa.text("kind IN ('occupation', 'isco_group')")
CONCEPT = ["taxonomy_concept.edition_id", "taxonomy_concept.number"]


def upgrade() -> None:
    for table in LINKED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("occupation_uri", sa.String(length=120), nullable=True))
    _edition()
    _concept()
    _term()
    _relation()


def _edition() -> None:
    op.create_table(
        "taxonomy_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.CheckConstraint("name NOT IN ('isco08', 'esco')", name=op.f("ck_taxonomy_edition_name_of_its_own")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_edition")),
        sa.UniqueConstraint("name", name=op.f("uq_taxonomy_edition_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_taxonomy_edition_in_use",
        "taxonomy_edition",
        ["in_use"],
        unique=True,
        sqlite_where=sa.text("in_use"),
        postgresql_where=sa.text("in_use"),
    )


def _concept() -> None:
    kinds = ("isco_group", "occupation", "skill", "skill_group")
    types = ("skill/competence", "knowledge")
    op.create_table(
        "taxonomy_concept",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Enum(*kinds, name="conceptkind", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("uri", sa.String(length=120), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=True),
        sa.Column("isco08", sa.String(length=4), nullable=True),
        sa.Column("skill_type", sa.Enum(*types, name="skilltype", native_enum=False, create_constraint=True, length=32), nullable=True),
        sa.Column("reuse_level", sa.String(length=32), nullable=True),
        sa.CheckConstraint("kind NOT IN ('occupation', 'isco_group') OR code IS NOT NULL", name=op.f("ck_taxonomy_concept_coded")),
        sa.CheckConstraint(
            "kind <> 'occupation' OR (isco08 IS NOT NULL AND length(isco08) = 4)", name=op.f("ck_taxonomy_concept_in_a_unit_group")
        ),
        sa.CheckConstraint(
            "kind = 'skill' OR (skill_type IS NULL AND reuse_level IS NULL)", name=op.f("ck_taxonomy_concept_skills_alone_have_types")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["taxonomy_edition.id"], name=op.f("fk_taxonomy_concept_edition_id_taxonomy_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "number", name=op.f("pk_taxonomy_concept")),
        sa.UniqueConstraint("edition_id", "uri", name=op.f("uq_taxonomy_concept_edition_id_uri")),
    )
    op.create_index(op.f("ix_taxonomy_concept_uri"), "taxonomy_concept", ["uri"], unique=False)
    op.create_index(
        "ix_taxonomy_concept_code",
        "taxonomy_concept",
        ["edition_id", "kind", "code"],
        unique=True,
        sqlite_where=CODED,
        postgresql_where=CODED,
    )


def _term() -> None:
    op.create_table(
        "taxonomy_term",
        sa.Column("edition_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("concept", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("preferred", sa.Text(), nullable=False),
        sa.Column("alternatives", sa.JSON(), nullable=False),
        sa.Column("hidden", sa.JSON(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.CheckConstraint("preferred <> ''", name=op.f("ck_taxonomy_term_preferred")),
        sa.ForeignKeyConstraint(
            ["edition_id", "concept"], CONCEPT, name=op.f("fk_taxonomy_term_edition_id_concept_taxonomy_concept"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "concept", "lang", name=op.f("pk_taxonomy_term")),
    )


def _relation() -> None:
    kinds = ("broader", "essential", "optional")
    op.create_table(
        "taxonomy_relation",
        sa.Column("edition_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("target", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Enum(*kinds, name="relationkind", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.CheckConstraint("source <> target", name=op.f("ck_taxonomy_relation_not_to_itself")),
        sa.ForeignKeyConstraint(
            ["edition_id", "source"], CONCEPT, name=op.f("fk_taxonomy_relation_edition_id_source_taxonomy_concept"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id", "target"], CONCEPT, name=op.f("fk_taxonomy_relation_edition_id_target_taxonomy_concept"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "source", "target", name=op.f("pk_taxonomy_relation")),
    )
    op.create_index("ix_taxonomy_relation_target", "taxonomy_relation", ["edition_id", "target"], unique=False)
