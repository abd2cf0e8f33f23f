"""Runs migrations on the connection handed over by `matcher.migrations.upgrade`, or on OFICIO_DATABASE_URL for a developer."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

import matcher.models  # noqa: F401  (fills the metadata)
from matcher.database import Base, create
from matcher.settings import Settings


def run(connection: Connection) -> None:
    # SQLite cannot alter a table in place: batch mode makes the new one beside it.
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    with create(Settings.from_environ().database_url).begin() as own:
        run(own)
