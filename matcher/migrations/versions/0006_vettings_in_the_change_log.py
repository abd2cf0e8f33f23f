"""Vettings are written in the change log too

Revision ID: 0006
Revises: 0005

Every process then knows when what it remembers of them is out of date. There is no way down: go back by restoring a backup.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("change", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f("ck_change_changedthing"), type_="check")
        batch_op.create_check_constraint(op.f("ck_change_changedthing"), sa.text("thing IN ('vacancy', 'vetting')"))
