"""Regions that a person can get to

Revision ID: 0009
Revises: 0008

Who was asked before was not asked about them. There is no way down: go back by restoring a backup.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobseeker", sa.Column("regions", sa.JSON(none_as_null=True), nullable=True))
