"""Everything a history is told to: one store, two processes over it, the clock, and what was asked and answered."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from matcher.bootstrap import Services
from matcher.errors import MatcherError
from matcher.models import Jobseeker
from tests.promise.clock import Clock
from tests.promise.employers import EmployerEdits
from tests.promise.plain_rules import Rows
from tests.promise.plain_verdicts import Person
from tests.promise.vacancies import VacancyEdits
from tests.promise.watching import Broken, WatchEdits
from tests.promise.worker import Worker

#: The name of a method of `World` and what it is given.
Edit = tuple[str, tuple[Any, ...]]


@dataclass
class Tally:
    """What was done over all histories, so that one sees that much was asked and something answered.

    `aloud`: a line on standard error after every so many steps; 0 for none.
    """

    aloud: int = 0
    steps: int = 0
    edits: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    vacancies: Counter[int] = field(default_factory=Counter)
    parts: Counter[int] = field(default_factory=Counter)

    def step(self) -> None:
        self.steps += 1
        if self.aloud and self.steps % self.aloud == 0:
            print(f"{self.steps:,} steps", file=sys.stderr, flush=True)


class World(EmployerEdits, VacancyEdits, WatchEdits):
    def __init__(self, here: Services, worker: Worker, clock: Clock, tally: Tally) -> None:
        self.here, self.worker, self.clock, self.tally = here, worker, clock, tally
        self.after: list[Callable[[], object]] = []
        self.gone = set()
        with here.transaction(writes=False) as session:
            self.ana = session.scalars(select(Jobseeker.public_id)).one()
        self.told = {self.ana: {"experiences": [{"text": "fui soldador", "lang": "es"}]}}
        self.anybody: Person = {}
        worker.open(here.settings)

    def apply(self, edit: Edit) -> None:
        """What the house refuses has changed nothing."""
        name, given = edit
        self.after = []
        try:
            with self.here.transaction() as session:
                getattr(self, name)(session, *given)
        except (MatcherError, IntegrityError, Broken) as error:
            self.tally.refused[f"{name}: {type(error).__name__}"] += 1
            return
        self.tally.edits[name] += 1
        for then in self.after:
            then()

    def restart(self) -> None:
        """The index is written, and the second process begins anew with what is on disk."""
        with self.here.transaction(writes=False) as session:
            self.here.search.save(session)
        self.worker.open(self.here.settings)

    @property
    def now(self) -> datetime:
        return self.clock.moment

    def rows(self, connection: Connection) -> Rows:
        return Rows(connection, self.now)

    def read(self) -> Rows:
        with self.here.transaction(writes=False) as session:
            return self.rows(session.connection())

    def people(self) -> list[Person]:
        """Whoever can be asked about: nobody known, somebody at the counter, and each jobseeker as they told."""
        return [{"experiences": [{"text": "fui soldador", "lang": "es"}]}, self.anybody, *self.told.values()]

    def close(self) -> None:
        self.worker.close()
        self.here.engine.dispose()
