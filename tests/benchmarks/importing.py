"""What the real import stores of real vacancies, and what a person then finds: the whole path on public data."""

from __future__ import annotations

import json
import os
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


def measure(folder: Path) -> None:
    """The real import into an evaluation installation of its own, and how often what it stored, and what it finds, is right.

    The gold groups are read here, beside the import, which never sees them. A profile is made from a vacancy's title; its own row and
    rows with the same title do not count among what it finds.
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
            found = [_precision(services, session, stored[key], code, right) for key, code in sorted(right.items())[:: len(right) // 150]]
    known = [share for share in found if share is not None]
    print(f"profiles made of {len(known)} titles: same unit group among the first 10 vacancies found {np.mean(known):.1%}")


def edition(folder: Path) -> None:
    """How long the whole of ESCO takes, from the command to the end of it, in a store of its own."""
    with tempfile.TemporaryDirectory() as home:
        services = build(Settings(Path(home), f"sqlite:///{home}/eval.db"))
        services.migrate()
        begin = time.perf_counter()
        command = [str(Path(sys.executable).with_name("oficio")), "taxonomy", "import", str(folder / "esco" / "v1.2")]
        said = subprocess.run(command, env=os.environ | {"OFICIO_HOME": home}, check=True, capture_output=True, text=True).stdout
        print(f"\nESCO v1.2 imported in {time.perf_counter() - begin:.1f} s: {json.loads(said)['counts']}")


def _precision(services: Services, session: Session, row: VacancyRow, code: str, right: dict[str, str]) -> float | None:
    """Share of the first ten scored vacancies in the same unit group; None where fewer than ten others have it."""
    if sum(other == code for other in right.values()) <= 10:
        return None
    profile = Profile(experiences=(Experience(row.title, "es"),), countries=("ES",), permits=("ES",))
    matches = services.matching.match(session, profile, top=100).matches
    others = [one.vacancy for one in matches if one.vacancy.title != row.title and one.vacancy.external_id in right][:10]
    return float(np.mean([right[one.external_id] == code for one in others])) if others else None
