"""How long the real command takes to import many vacancies (read, link, store) and the search to index them, and that it goes on where it
was killed. Texts as in `filling.py`: titles of real adverts and of the built-in edition with a word of a real description behind, nearly
all distinct, so that little is linked twice.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from matcher.bootstrap import Services, build
from matcher.models import VacancyRow
from matcher.services import installation
from matcher.services.seeding import evaluation_employer
from matcher.settings import Settings
from tests.benchmarks.filling import texts


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--killed-after", type=float, default=60, help="seconds after which the first run is killed")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        services = build(Settings(home, f"sqlite:///{home}/oficio.db"))
        services.migrate()
        with services.transaction() as session:
            # An evaluation employer counts as vetted, and what it imports is published: so there is something to index.
            installation.mark(session, evaluation=True)
            evaluation_employer(session, installation.EVALUATION_EMPLOYER)
        file, distinct, kind = written(services, home / "vacancies.jsonl", given.count, given.seed, given.data)
        print(f"{given.count:,} vacancies with {distinct:,} distinct titles, seed {given.seed}: {kind}", flush=True)
        command = [str(Path(sys.executable).with_name("oficio")), "vacancies", "import", str(file)]
        command += ["--employer", installation.EVALUATION_EMPLOYER, "--lang", "es", "--evaluation"]
        begin = time.perf_counter()
        first = subprocess.Popen(command, env=os.environ | {"OFICIO_HOME": folder}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            first.wait(given.killed_after)
        except subprocess.TimeoutExpired:
            first.send_signal(signal.SIGKILL)
            first.wait()
        with services.transaction(writes=False) as session:
            stored = session.scalar(select(func.count(VacancyRow.id))) or 0
        print(f"killed after {time.perf_counter() - begin:.0f} s with {stored:,} stored; started again", flush=True)
        said = subprocess.run(command, env=os.environ | {"OFICIO_HOME": folder}, check=True, stdout=subprocess.PIPE, text=True).stdout
        took = time.perf_counter() - begin
        print(said.strip().splitlines()[-1])
        with services.transaction(writes=False) as session:
            indexing = time.perf_counter()
            searchable = len(services.search.current(session))
        indexed = time.perf_counter() - indexing
        print(
            f"imported in {took / 60:.1f} minutes, both runs together; {searchable:,} indexed in {indexed:.0f} s more (asked: 15 minutes)"
        )


def written(services: Services, path: Path, count: int, seed: int, data: Path) -> tuple[Path, int, str]:
    """(file, distinct titles, what the texts are)"""
    rng = random.Random(seed)
    kind, told, bodies = texts(services, data)
    bodies = [[word for word in body if word.isprintable()] for body in bodies]
    titles = set()
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            title, lang, _ = rng.choice(told)
            title = f"{title} {rng.choice(rng.choice(bodies))}"
            titles.add(title)
            body = rng.choice(bodies)
            row = {"id": str(number), "title": title, "lang": lang, "description": " ".join(rng.sample(body, min(len(body), 60)))}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path, len(titles), kind


if __name__ == "__main__":
    main()
