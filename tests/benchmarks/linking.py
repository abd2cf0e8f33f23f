"""How often the right occupation is found for real Spanish vacancy titles. Run: `make eval`.

The titles and their ISCO-08 unit groups come from the evaluation data (EURES, chosen by the public employment service); the product
never holds them. Printed beside: character TF-IDF alone over the same labels, the encoder alone, and the share of the commonest group.
Three human coders agree on the unit group for 73 to 79 % of real adverts: nothing above that would be believable.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
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
from occupations.linker import Linker, label_texts
from occupations.text import clean_title


def gold(folder: Path) -> list[tuple[str, str]]:
    """(title, unit group) of every vacancy that has one."""
    with (folder / "eures_es" / "vacancies.jsonl").open(encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    return [(row["title"], row["isco08"]) for row in rows if row["isco08"]]


def hits(found: Sequence[Sequence[str]], right: Sequence[str]) -> tuple[float, float]:
    """Share right at rank 1, and within the first five."""
    first = np.mean([bool(codes) and codes[0] == code for codes, code in zip(found, right, strict=True)])
    five = np.mean([code in codes[:5] for codes, code in zip(found, right, strict=True)])
    return float(first), float(five)


def by_label(linker: Linker, scores: np.ndarray) -> list[list[str]]:
    """The five best concepts of each row of label scores."""
    found = []
    for row in scores:
        best = np.argsort(-row)[:200]
        found.append(list(dict.fromkeys(linker.taxonomy.labels[label].concept for label in best))[:5])
    return found


def show(name: str, found: Sequence[Sequence[str]], right: Sequence[str]) -> None:
    first, five = hits(found, right)
    print(f"{name:44} right at 1 {first:6.1%}   within 5 {five:6.1%}")


def imported(folder: Path) -> None:
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


def _precision(services: Services, session: Session, row: VacancyRow, code: str, right: dict[str, str]) -> float | None:
    """Share of the first ten scored vacancies in the same unit group; None where fewer than ten others have it."""
    if sum(other == code for other in right.values()) <= 10:
        return None
    profile = Profile(experiences=(Experience(row.title, "es"),), countries=("ES",), permits=("ES",))
    matches = services.matching.match(session, profile, top=100).matches
    others = [one.vacancy for one in matches if one.vacancy.title != row.title and one.vacancy.external_id in right][:10]
    return float(np.mean([right[one.external_id] == code for one in others])) if others else None


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    folder = arguments.parse_args().data
    if not folder.is_dir():
        sys.exit(f"{folder}: no evaluation data there; nothing was measured")
    services = build(Settings.from_environ())
    linker, pairs = services.linker, gold(folder)
    for name, rows in (("every vacancy", pairs), ("each distinct title and group once", sorted(set(pairs)))):
        titles, right = [title for title, _ in rows], [code for _, code in rows]
        print(f"\nSpanish EURES titles, {name}: {len(rows)}; built-in edition {services.taxonomy.checksum[:12]}")
        begin = time.perf_counter()
        links = linker.link_many(titles, ["es"] * len(titles), top=5, abstain=False)
        spent = 1000 * (time.perf_counter() - begin) / len(titles)
        show("the linker", [[link.isco08 for link in found] for found in links], right)
        cleaned = [clean_title(title) for title in titles]
        show("character TF-IDF alone", by_label(linker, linker._lexical.scores(cleaned)[0]), right)
        vectors = services.encoder.encode(label_texts(services.taxonomy))
        show("encoder alone", by_label(linker, services.encoder.encode([t.lower() for t in cleaned]) @ vectors.T), right)
        commonest = [code for code, _ in Counter(right).most_common(5)]
        show("always the commonest groups", [commonest] * len(right), right)
        abstained = np.mean([not found for found in linker.link_many(titles, ["es"] * len(titles), top=1)])
        print(f"abstains on {abstained:.1%}; {spent:.1f} ms a title in batches")
    imported(folder)


if __name__ == "__main__":
    main()
