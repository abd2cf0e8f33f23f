"""An installation of the version before keeps what it holds, and shows nothing that the new rules would not let in."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import IntegrityError

import matcher.migrations
from matcher.database import Base, create
from matcher.migrations import upgrade

ROWS = """
INSERT INTO centre (id, slug, name, country, city, timezone) VALUES (1, 'c', 'C', 'GT', 'G', 'America/Guatemala');
INSERT INTO "user" (id, email, name, active, fs_uniquifier, centre_id, lang, demonstration)
  VALUES (1, 'o@c.example', 'O', true, 'u', 1, 'es', false);
INSERT INTO user_role (id, user_id, name) VALUES (1, 1, 'vetting_officer');
INSERT INTO employer (id, slug, name, country, about) VALUES (1, 'a', 'A', 'ES', '');
INSERT INTO vetting (id, employer_id, state, valid_from, valid_until, decided_by, reason, created_at) VALUES
  (1, 1, 'granted', '2026-01-01 00:00:00', '2036-01-01 00:00:00', 1, '', '2026-01-01 00:00:00'),
  (2, 1, 'pending', NULL, NULL, NULL, '', '2026-01-02 00:00:00'),
  (3, 1, 'pending', NULL, NULL, NULL, '', '2026-01-03 00:00:00');
INSERT INTO vacancy (id, employer_id, external_id, title, description, lang, state, answered, source, updated_at)
  VALUES (1, 1, 'x', 't', 'd', 'es', 'published', '[]', '{}', '2026-01-01 00:00:00');
INSERT INTO vacancy_language (id, vacancy_id, code, required) VALUES (1, 1, 'es', true);
INSERT INTO jobseeker (id, public_id, centre_id, name, lang, answered, created_at, updated_at)
  VALUES (1, 'p', 1, 'Ana', 'es', '[]', '2026-01-01 00:00:00', '2026-01-01 00:00:00');
INSERT INTO consent (id, jobseeker_id, purpose, wording, lang, given_at) VALUES (1, 1, 'matching', 'w', 'es', '2026-01-01 00:00:00');
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An empty database."""
    if request.param == "sqlite":
        return create(f"sqlite:///{tmp_path / 'old.db'}")
    from tests.conftest import _create_database

    address: str = request.getfixturevalue("postgres")
    name = f"m{abs(hash(request.node.nodeid))}"
    _create_database(address, name, None)
    return create(address.format(name=name))


def old_store(engine: Engine, evaluation: bool) -> None:
    """The first schema with a row of each kind that the second one touches."""
    config = Config()
    config.set_main_option("script_location", str(Path(matcher.migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        flag = {"evaluation": evaluation}
        connection.execute(text("INSERT INTO installation (id, evaluation, created_at) VALUES (1, :evaluation, '2026-01-01')"), flag)
        for statement in ROWS.split(";"):
            if statement.strip():
                connection.execute(text(statement))


def column(connection: Connection, query: str) -> list[object]:
    return list(connection.execute(text(query)).scalars())


def test_an_old_store_comes_over_whole_and_shows_nothing_unvetted(engine: Engine) -> None:
    old_store(engine, evaluation=False)
    upgrade(engine)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
        assert column(connection, "SELECT state FROM vetting ORDER BY id") == ["suspended", "withdrawn", "application"]
        assert column(connection, "SELECT state FROM vacancy") == ["draft"]
        assert column(connection, "SELECT count(*) FROM change") == [1]
        for table in ("vacancy_language", "consent", "jobseeker", "user_role"):
            assert column(connection, f"SELECT count(*) FROM {table}") == [1], table  # noqa: S608
        assert len(column(connection, "SELECT public_id FROM vacancy")[0]) == 16
    engine.dispose()


def test_an_evaluation_keeps_its_adverts(engine: Engine) -> None:
    old_store(engine, evaluation=True)
    upgrade(engine)
    with engine.connect() as connection:
        assert column(connection, "SELECT state FROM vacancy") == ["published"]
    engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vetting SET state = 'pending'",
        "UPDATE vetting SET first_by = 1, decided_by = 1 WHERE id = 1",
        "UPDATE vetting SET proposal = 'grant', proposed_at = NULL",
        "UPDATE vetting SET state = 'examination'",
        "UPDATE consent SET purpose = 'selling'",
        "UPDATE user_role SET name = 'owner'",
        "UPDATE vacancy SET state = 'published', minimum_age = 17",
        "DELETE FROM employer",
    ],
)
def test_after_it_the_database_holds_the_new_rules(engine: Engine, statement: str) -> None:
    """Two vettings worked on, a word nobody knows, one officer deciding alone: refused by the database itself."""
    old_store(engine, evaluation=False)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE vetting SET state = 'refused' WHERE id = 1"))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_every_check_of_the_models_is_in_the_migrated_schema_word_for_word(tmp_path: Path) -> None:
    """SQLite keeps a check's text (PostgreSQL rewrites it), so one that still says what it said before would show."""
    migrated, fresh = create(f"sqlite:///{tmp_path / 'a.db'}"), create("sqlite://")
    upgrade(migrated)
    with migrated.connect() as one, fresh.connect() as other:
        Base.metadata.create_all(other)
        for table in Base.metadata.sorted_tables:
            first, second = (checks_of(link, table.name) for link in (one, other))
            assert first == second, table.name
    migrated.dispose()


def checks_of(connection: Connection, table: str) -> dict[str | None, str]:
    return {check["name"]: check["sqltext"] for check in inspect(connection).get_check_constraints(table)}
