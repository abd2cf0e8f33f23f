"""What counsellors say of matches, and where each vacancy stood when they said it

Revision ID: 0008
Revises: 0007

There is no way down: go back by restoring a backup.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

VERDICTS = ("wrong", "up", "down")
REASONS = ("kind", "skills", "level", "place", "conditions", "unwanted", "wanted", "other")


def upgrade() -> None:
    op.create_table(
        "match_judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jobseeker_id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.Enum(*VERDICTS, name="judgementverdict", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("reason", sa.Enum(*REASONS, name="judgementreason", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("weights", sa.String(length=16), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_match_judgement_score")),
        sa.CheckConstraint("position IS NULL OR position > 0", name=op.f("ck_match_judgement_position")),
        sa.CheckConstraint("reason <> 'other' OR note <> ''", name=op.f("ck_match_judgement_other_is_said")),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name=op.f("fk_match_judgement_by_user")),
        sa.ForeignKeyConstraint(
            ["jobseeker_id"], ["jobseeker.id"], name=op.f("fk_match_judgement_jobseeker_id_jobseeker"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_match_judgement_vacancy_id_vacancy"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_judgement")),
        sa.UniqueConstraint("jobseeker_id", "vacancy_id", name=op.f("uq_match_judgement_jobseeker_id_vacancy_id")),
    )
    op.create_index(op.f("ix_match_judgement_jobseeker_id"), "match_judgement", ["jobseeker_id"], unique=False)
    op.create_index(op.f("ix_match_judgement_vacancy_id"), "match_judgement", ["vacancy_id"], unique=False)
