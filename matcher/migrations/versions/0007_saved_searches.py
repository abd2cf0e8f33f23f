"""Saved searches, what was told of them, and the notice that tells

Revision ID: 0007
Revises: 0006

There is no way down: go back by restoring a backup.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BEFORE = ("employer_hidden", "employer_back", "application_submitted", "proposal_waits", "vetting_decided", "vetting_sent_back",
          "referral_received")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "matching_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("employers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matching_run")),
    )
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("jobseeker_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("countries", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("near_only", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["jobseeker_id"], ["jobseeker.id"], name=op.f("fk_saved_search_jobseeker_id_jobseeker"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_saved_search_user_id_user"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["matching_run.id"], name=op.f("fk_saved_search_run_id_matching_run"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("jobseeker_id", "user_id", name=op.f("uq_saved_search_jobseeker_id_user_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_saved_search_public_id")),
    )
    for column in ("jobseeker_id", "user_id", "run_id"):
        op.create_index(op.f(f"ix_saved_search_{column}"), "saved_search", [column])
    op.create_table(
        "alerted",
        sa.Column("saved_search_id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_search_id"], ["saved_search.id"], name=op.f("fk_alerted_saved_search_id_saved_search"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_alerted_vacancy_id_vacancy"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("saved_search_id", "vacancy_id", name=op.f("pk_alerted")),
    )
    op.create_index(op.f("ix_alerted_vacancy_id"), "alerted", ["vacancy_id"])
    # A CHECK of an enum is known to SQLite's copy of the table by its text alone: dropped by name, made again with the new code.
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint(op.f("ck_notice_noticecode"), type_="check")
        batch_op.add_column(sa.Column("saved_search_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_notice_saved_search_id_saved_search"), "saved_search", ["saved_search_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_index(op.f("ix_notice_saved_search_id"), ["saved_search_id"])
        codes = ", ".join(f"'{code}'" for code in (*BEFORE, "new_matches"))
        batch_op.create_check_constraint(op.f("ck_notice_noticecode"), sa.text(f"code IN ({codes})"))
