"""What was studied: finished or not, and the reading of its title that the person confirmed

Revision ID: 0005
Revises: 0004

What was told before was not asked about, and stays as it was told. There is no way down: go back by restoring a backup.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = (("finished", sa.Boolean()), ("isced", sa.Integer()), ("field", sa.String(length=4)))


def upgrade() -> None:
    with op.batch_alter_table("jobseeker_qualification") as batch_op:
        for name, kind in COLUMNS:
            batch_op.add_column(sa.Column(name, kind, nullable=True))
    with op.batch_alter_table("jobseeker_qualification") as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_jobseeker_qualification_held_is_finished"), sa.text("finished IS NULL OR finished OR kind IS NULL")
        )
        batch_op.create_check_constraint(op.f("ck_jobseeker_qualification_isced"), sa.text("isced BETWEEN 0 AND 8"))
