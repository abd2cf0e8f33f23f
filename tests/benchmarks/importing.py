"""What the real import stores of real vacancies, and what a person then finds: the whole path on public data."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.bootstrap import Services, build
from matcher.models import VacancyRow
from matcher.profile import Experience, Profile
from matcher.services import importing, installation
from matcher.services.seeding import evaluation_employer
from matcher.settings import Settings
from occupations import isco
from occupations.text import normalise

ASKED, SEED, DEEP = 500, 5, 400


def measure(folder: Path) -> None:
    """The real import into an evaluation installation of its own, and how often what it stored, and what it finds, is right.

    The gold groups are read here, beside the import, which never sees them. A profile is made from a vacancy's title; its own row and
    rows with the same title or description do not count among what it finds, nor do rows without a gold group.
    """
    path = folder / "eures_es" / "vacancies.jsonl"
    with path.open(encoding="utf-8") as stream:
        right = {row["id"]: row["isco08"] for row in map(json.loads, stream) if row["isco08"]}
    with tempfile.TemporaryDirectory() as home:
        services = build(Settings(Path(home), f"sqlite:///{home}/eval.db"))
        services.migrate()
        report = importing.Report()
        with services.transaction() as session:
            installation.mark(session, evaluation=True)
            evaluation_employer(session, installation.EVALUATION_EMPLOYER)
            before = importing.known(session, installation.EVALUATION_EMPLOYER)
        lines = list(importing.read(path.read_bytes(), path.name, "es", before.country, report))
        with services.transaction() as session:
            importing.store(session, installation.EVALUATION_EMPLOYER, lines, importing.link(lines, before, services.linker), report)
        with services.transaction(writes=False) as session:
            stored = {row.external_id: row for row in session.scalars(select(VacancyRow))}
            agreed = np.mean([stored[key].occupation == code for key, code in right.items()])
            print(f"\nimported {report.new} of {report.read} lines; occupation as the employment service coded it: {agreed:.1%}")
            asked = random.Random(SEED).sample(sorted(right), ASKED)
            wording = {key: (normalise(row.title), normalise(row.description)) for key, row in stored.items()}
            found = np.array([_found(services, session, stored[key], right, wording) for key in asked])
    precision, gain = found.mean(axis=0)
    print(f"profiles made of {len(asked)} titles (seed {SEED}), among {len(right)} coded vacancies without those worded alike:")
    print(f"  unit group right in {precision:.1%} of the first 10 (asked: 60 %), nDCG@10 by ISCO-08 distance {gain:.3f} (asked: 0.75)")


def edition(folder: Path) -> None:
    """How long the whole of ESCO takes, from the command to the end of it, in a store of its own."""
    with tempfile.TemporaryDirectory() as home:
        services = build(Settings(Path(home), f"sqlite:///{home}/eval.db"))
        services.migrate()
        begin = time.perf_counter()
        command = [str(Path(sys.executable).with_name("oficio")), "taxonomy", "import", str(folder / "esco" / "v1.2")]
        said = subprocess.run(command, env=os.environ | {"OFICIO_HOME": home}, check=True, capture_output=True, text=True).stdout
        print(f"\nESCO v1.2 imported in {time.perf_counter() - begin:.1f} s: {json.loads(said)['counts']}")


def _found(
    services: Services, session: Session, row: VacancyRow, right: dict[str, str], wording: dict[str, tuple[str, str]]
) -> tuple[float, float]:
    """(precision, nDCG) of the first ten coded vacancies for a profile of one title.

    Where fewer than ten others have its unit group, precision is of as many as there are; where none has, of one.
    """
    title, description = wording[row.external_id]
    alike = {key for key, (one, other) in wording.items() if one == title or other == description}
    profile = Profile(experiences=(Experience(row.title, "es"),), countries=("ES",), permits=("ES",))
    matches = services.matching.match(session, profile, top=DEEP).matches
    shown = [one.vacancy.external_id for one in matches if one.vacancy.external_id in right and one.vacancy.external_id not in alike][:10]
    code = right[row.external_id]
    others = np.sort([isco.closeness(code, other) for key, other in right.items() if key not in alike])[::-1]
    gains = np.array([isco.closeness(code, right[key]) for key in shown])
    among = max(min(10, int(np.sum(others == 1))), 1)
    discount = 1 / np.log2(np.arange(2, 12))
    return float(np.sum(gains[:among] == 1) / among), float(gains @ discount[: len(gains)] / (others[:10] @ discount[: len(others[:10])]))
