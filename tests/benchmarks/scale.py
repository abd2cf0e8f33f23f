"""`make bench`: how long an answer takes with N vacancies of which a share is open to the person, step by step, beside other ways.

For each N a store is filled (`filling.py`) and indexed; three people may work in one country each, and find about 50, 5 and 0.5 % open.
Whole path: link two experiences, encode them, ask the change log and who is in force, the eligible set, search, rank, ask the database
again about those shown, explain. Beside the search, in the same run: numpy over the rows that are open, FAISS HNSW with the same filter,
pgvector HNSW with the same WHERE clause (`rivals.py`). One process; the encoder uses one thread, a search as many as there are cores.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher import index_files
from matcher.bootstrap import Services, build
from matcher.database import now
from matcher.eligible import eligible
from matcher.models import VacancyRow
from matcher.pipeline import LINKS
from matcher.profile import Experience, Hours, LanguageHeld, Money, Profile
from matcher.services import changes, vacancies
from matcher.settings import Settings
from matcher.vocabulary import Level, Licence, PayPeriod, Qualification
from tests.benchmarks import rivals
from tests.benchmarks.filling import COUNTRIES, fill

ASKED = 50  # vacancies shown, and nearest ones compared
WORK = (
    ("fui soldador en un astillero 4 años", "ayudaba a mi tío en la milpa"),
    ("limpieza de habitaciones en hotel", "cuidé a una señora mayor"),
    ("albañil, tres años en obras", "conductor de camión"),
    ("enfermera en un hospital de provincia", "cajera en un supermercado"),
    ("cocinera en un restaurante", "vendedora en el mercado"),
)


def person(country: str, work: tuple[str, ...], number: int) -> Profile:
    """Somebody who has answered everything, in words that nobody has used before: links of words that were asked about are remembered."""
    return Profile(
        experiences=tuple(Experience(f"{one}, {number} meses", "es", number % 60) for one in work),
        skills=("weld-arc", "use-power-tools"), languages=(LanguageHeld("es", Level.C1),), countries=(country,), permits=(country,),
        qualifications=(Qualification("isced_3"),), licences=(Licence.DRIVING_B,), birth_year=1990, available_from=now().date(),
        hours=Hours(20, 45), shifts=(), pay_floor=Money(900, "EUR", PayPeriod.MONTH), accommodation_needed=False, refused_countries=(),
    )  # fmt: skip


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """(milliseconds, result)"""
    begin = time.perf_counter()
    result = work()
    return 1000 * (time.perf_counter() - begin), result


class Answers:
    """Times of each step, by name, in milliseconds."""

    def __init__(self, services: Services, session: Session) -> None:
        self._services, self._session = services, session
        self.times: dict[str, list[float]] = {}
        self.part = services.search.current(session).parts[0]
        self.context = services.matching.context(session, now())

    def step(self, name: str, work: Callable[[], Any]) -> Any:
        spent, result = timed(work)
        self.times.setdefault(name, []).append(spent)
        return result

    def ask(self, profile: Profile) -> tuple[np.ndarray, np.ndarray]:
        """One answer whole, and then its steps one by one; (mask, vectors of the work told)."""
        services, session, part = self._services, self._session, self.part
        matcher = services.matching.matcher
        result = self.step("whole path", lambda: services.matching.match(session, profile, top=ASKED))
        words = [one.text for one in profile.experiences]
        self.step("link", lambda: matcher.linker.link_many(words, [one.lang for one in profile.experiences], top=LINKS))
        vectors = self.step("encode", lambda: services.encoder.encode(words, role="query"))
        self.step("log, in force", lambda: (changes.latest(session), services.matching.in_force(session, now())))
        fit = self.step("eligible set", lambda: eligible(profile, part.columns, self.context))
        self.step("search, 2 x 400", lambda: [part.index.search(one, fit.mask, 400, fit.classes) for one in vectors])
        self.step("database again", lambda: vacancies.shown(session, [one.vacancy.id for one in result.matches]))
        self.step("search, 1 x 50", lambda: part.index.search(vectors[0], fit.mask, ASKED, fit.classes))
        return fit.mask, vectors

    def said(self) -> str:
        return "  ".join(f"{name} {np.percentile(one, 50):.1f}/{np.percentile(one, 99):.1f}" for name, one in self.times.items())


def measure(services: Services, session: Session, repeats: int, others: Sequence[rivals.Rival]) -> None:
    asked = count(1)
    for country in COUNTRIES:
        answers = Answers(services, session)
        recall: list[float] = []
        spent: list[list[float]] = [[] for _ in others]
        reached: list[list[float]] = [[] for _ in others]
        part = answers.part
        people = [person(country, WORK[number % len(WORK)], next(asked)) for number in range(repeats + 1)]
        answers.ask(people.pop())
        answers.times.clear()
        told = [answers.ask(profile) for profile in people]
        # Only now, so that what they read and keep is not in the way of the answers.
        for number, (profile, (mask, vectors)) in enumerate(zip(people, told, strict=True)):
            classes = eligible(profile, part.columns, answers.context).classes
            truth = rivals.nearest(part.index.vectors, vectors[0], mask, ASKED)
            recall.append(rivals.recall(part.index.search(vectors[0], mask, ASKED, classes)[0], truth, part.index.vectors, vectors[0]))
            for at, one in enumerate(others if number < rivals.REPEATS else ()):
                took, found = one.ask(vectors[0], mask, profile, answers.context)
                spent[at].append(took)
                reached[at].append(rivals.recall(found, truth, part.index.vectors, vectors[0]))
        ours = np.percentile(answers.times["search, 1 x 50"], 50)
        print(f"\n{len(mask):,} vacancies, {mask.mean():.2%} open; p50/p99 in ms: {answers.said()}")
        print(f"  recall@{ASKED} {np.mean(recall):.4f} (lowest {min(recall):.4f})")
        for one, took, got in zip(others, spent, reached, strict=True):
            middle = np.percentile(took, 50)
            print(f"  {one.name:50} {middle:9.2f} ms = {middle / ours:7.1f} x ours, recall {np.mean(got):.3f}", flush=True)


def store(home: Path, size: int, seed: int, data: Path) -> Services:
    """Filled and indexed, or as it was left by the last run in the same folder."""
    services = build(Settings(home, f"sqlite:///{home}/bench.db"))
    services.migrate()
    with services.transaction() as session:
        if not session.scalar(select(func.count(VacancyRow.id))):
            took, kind = timed(lambda: fill(services, session, size, seed, data))
            print(f"\n{size:,} vacancies, seed {seed}: {kind}; written in {took / 1000:.0f} s", flush=True)
    with services.transaction(writes=False) as session:
        fresh = index_files.read_manifest(services.settings.index_folder) is None
        took, _ = timed(lambda: services.search.current(session))
        if fresh:
            print(f"  read, encoded and indexed in {took / 1000:.1f} s, {took / size * 1000:.0f} us a vacancy", flush=True)
    return services


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    arguments.add_argument("--repeats", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--work", type=Path, help="keep stores and rivals here, and use those that are there")
    arguments.add_argument("--rivals", nargs="*", default=["numpy", "hnsw", "pgvector"])
    given = arguments.parse_args()
    with ExitStack() as stack:
        work = given.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for size in given.count:
            home = work / str(size)
            services = store(home, size, given.seed, given.data)
            said = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.resident", str(home)], check=True, capture_output=True, text=True
            )
            print(said.stdout.rstrip(), flush=True)
            with ExitStack() as opened, services.transaction(writes=False) as session:
                part = services.search.current(session).parts[0]
                moment = services.matching.context(session, now())
                others = opened.enter_context(rivals.made(given.rivals, part, home / "rivals", moment))
                measure(services, session, given.repeats, others)
            services.engine.dispose()


if __name__ == "__main__":
    main()
