"""What spreading does: people like each other, put forward one after the other for the first of their list, with the rule and without.

Run: `python -m tests.benchmarks.spread`. Vacancies are the real Spanish adverts of the evaluation data where it is (`--data`), else the
demonstration, matched by the real path; people are made of the titles that some unit groups of these vacancies go by (`--kinds`),
everything else unknown. A referral stays live, so the longer the run, the more there is to spread.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from matcher.bootstrap import Services, build
from matcher.explanation import Match
from matcher.models import VacancyRow
from matcher.profile import Experience, Profile
from matcher.services import importing, installation
from matcher.services.matches import DEEPER, SHOWN
from matcher.services.seeding import evaluation_employer, seed
from matcher.settings import Settings
from matcher.spreading import BAND, spread


def gini(counts: Sequence[int]) -> float:
    """0 where all have alike, near 1 where one has all (mean absolute difference over twice the mean)."""
    total = sum(counts)
    if not total:
        return 0.0
    ordered = sorted(counts)
    return sum((2 * at - len(ordered) + 1) * one for at, one in enumerate(ordered)) / (len(ordered) * total)


def lists(services: Services, people: int, kinds: int, rng: random.Random) -> list[Sequence[Match]]:
    """The ranked matches of each person, before they are spread."""
    with services.transaction(writes=False) as session:
        codes = [code[:4] for code in session.scalars(select(VacancyRow.occupation)) if code]
        if kinds:
            codes = rng.sample(sorted(set(codes)), kinds)
        titles = {code: [one.text for one in services.taxonomy.labels if one.concept == code and one.lang == "es"] for code in set(codes)}
        profiles = []
        for _ in range(people):
            code = rng.choice(codes)
            profiles.append(Profile((Experience(rng.choice(titles[code] or [code]), "es", occupation=code),)))
        return [services.matching.match(session, one, DEEPER * SHOWN).matches for one in profiles]


def run(ranked: Sequence[Sequence[Match]], band: float | None) -> tuple[Counter[int], float]:
    """Referrals by vacancy, and the mean score lost against the first of the ranking; `band` None is without the rule."""
    referred: Counter[int] = Counter()
    lost = 0.0
    for matches in ranked:
        if matches:
            first = (matches if band is None else spread(matches, referred, band))[0]
            referred[first.vacancy.id] += 1
            lost += matches[0].score - first.score
    return referred, lost / max(len(ranked), 1)


def fill(services: Services, data: Path) -> str:
    """Vacancies, and what they are."""
    path = data / "eures_es" / "vacancies.jsonl"
    with services.transaction() as session:
        if not path.exists():
            seed(session, lambda: services.linker, services.vault, lambda password: password)
            return "demonstration"
        installation.mark(session, evaluation=True)
        evaluation_employer(session, "demo-eures")
        report, before = importing.Report(), importing.known(session, "demo-eures")
        lines = list(importing.read(path.read_bytes(), path.name, "es", before.country, report))
        importing.store(session, "demo-eures", lines, importing.link(lines, before, services.linker), report)
    return "real Spanish vacancies"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=300)
    arguments.add_argument("--kinds", type=int, default=5, help="Unit groups that people are of; 0 for as many as the vacancies.")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        services = build(Settings(Path(folder), f"sqlite:///{folder}/bench.db"))
        services.migrate()
        kind = fill(services, given.data)
        ranked = lists(services, given.people, given.kinds, random.Random(given.seed))
    seen = {match.vacancy.id for matches in ranked for match in matches}
    print(f"{given.people} people, {len(seen)} vacancies ({kind}) that somebody matches, seed {given.seed}")
    for name, band in (("without", None), ("ties only", 0.0), ("0.01", 0.01), (f"{BAND}, the rule", BAND), ("0.05", 0.05)):
        referred, lost = run(ranked, band)
        counts = [referred[number] for number in seen]
        print(f"{name:16} most {max(counts):3}   nobody {counts.count(0):3}   Gini {gini(counts):.2f}   mean score lost {lost:.4f}")


if __name__ == "__main__":
    main()
