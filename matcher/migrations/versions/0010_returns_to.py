"""The country a person comes back to

Revision ID: 0010
Revises: 0009

Who was asked before was not asked about it. There is no way down: go back by restoring a backup.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobseeker", sa.Column("returns_to", sa.String(2), nullable=True))
