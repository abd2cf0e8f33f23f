"""How long one answer takes: a profile against 10,000 vacancies in a database, step by step, beside plain numpy. Run: `make bench`.

Texts are those of the real vacancies of the evaluation data where it is (`--data`), else of the demonstration, with the words of the
description shuffled so that all differ; pay, hours, languages, places and employers are drawn. Every vector is a real encoding.
One process; the encoder uses one thread.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from matcher.bootstrap import Services, build
from matcher.columns import eligible
from matcher.database import now
from matcher.models import Employer, VacancyLanguage, VacancyRow, Vetting
from matcher.profile import Experience, LanguageHeld, Money, Profile
from matcher.requirements import Context
from matcher.services import importing, installation, vacancies
from matcher.services.seeding import read_all
from matcher.services.vetting import in_force
from matcher.settings import Settings
from matcher.vocabulary import ContractType, Level, PayPeriod, VacancyState, VettingState

PROFILE = Profile(
    experiences=(
        Experience("fui soldador en un astillero 4 años", "es", 48),
        Experience("ayudaba a mi tío en la milpa", "es", 24),
    ),
    skills=("weld-arc", "use-power-tools"),
    languages=(LanguageHeld("es", Level.C2), LanguageHeld("en", Level.A2)),
    countries=("ES", "MX", "CR"),
    permits=("ES",),
    pay_floor=Money(900, "EUR", PayPeriod.MONTH),
)
OCCUPATIONS = ("7212", "7111", "9211", "5120", "5322", "9112", "8332", "7411")


def texts(data: Path) -> tuple[str, list[dict[str, Any]]]:
    """(what they are, title, description and language of each)."""
    path = data / "eures_es" / "vacancies.jsonl"
    if not path.exists():
        return "demonstration", list(read_all("vacancies_"))
    report = importing.Report()
    terms = [row.terms for row in importing.read(path.read_bytes(), path.name, "es", "ES", report)]
    return "real Spanish vacancies", [{"title": one.title, "description": one.description, "lang": one.lang} for one in terms]


def fill(session: Session, count: int, seed: int, entries: list[dict[str, Any]]) -> None:
    """One employer for every ten vacancies; every second one's vetting is in force."""
    rng = random.Random(seed)
    installation.mark(session, evaluation=False)
    employers = []
    for number in range(max(1, count // 10)):
        state = VettingState.GRANTED if number % 2 else VettingState.SUSPENDED
        one = Employer(slug=f"e{number}", name=f"Employer {number}", country="ES", about="")
        one.vettings.append(Vetting(state=state, valid_from=now() - timedelta(days=9), valid_until=now() + timedelta(days=99)))
        employers.append(one)
    session.add_all(employers)
    rows = [_row(rng, number, rng.choice(entries), employers) for number in range(count)]
    session.add_all(rows)
    vacancies.record_changes(session, rows)


def _row(rng: random.Random, number: int, entry: dict[str, Any], employers: list[Employer]) -> VacancyRow:
    words = entry["description"].split()
    rng.shuffle(words)
    languages = rng.choice([None, [], [VacancyLanguage(code="es", level=rng.choice(list(Level)), required=True)]])
    return VacancyRow(
        employer=rng.choice(employers), external_id=str(number), title=entry["title"], description=" ".join(words), lang=entry["lang"],
        state=VacancyState.PUBLISHED, occupation=rng.choice(OCCUPATIONS), country=rng.choice(["ES", "MX", "GT", "JO", "CR", "PA"]),
        place="x", starts_on=date(2026, 12, 1) + timedelta(days=rng.randrange(90)), contract_type=ContractType.PERMANENT,
        hours_week=rng.choice([20, 30, 40, 45]), pay_amount=rng.randrange(600, 3000), pay_currency="EUR", pay_period=PayPeriod.MONTH,
        sponsorship=rng.choice([True, False, None]),
        answered=["licences", "qualifications"] + (["languages"] if languages is not None else []),
        languages=languages or [],
    )  # fmt: skip


def measure(name: str, work: Callable[[], Any], repeats: int) -> float:
    """Prints median and 99th percentile in milliseconds, after one run to warm up; returns the median."""
    work()
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begin))
    print(f"{name:48} p50 {np.percentile(times, 50):8.2f} ms   p99 {np.percentile(times, 99):8.2f} ms")
    return float(np.percentile(times, 50))


def steps(services: Services, session: Session, repeats: int) -> None:
    matcher, store = services.matching.matcher, services.search.current(session).parts[0]
    context = Context(now().date(), in_force(session))
    vector = services.encoder.encode([PROFILE.experiences[0].text], role="query")[0]
    mask = eligible(PROFILE, store.columns, context).mask
    print(f"eligible: {mask.mean():.1%} of {len(mask)}")
    whole = measure("the whole path, encoding and database included", lambda: services.matching.match(session, PROFILE), repeats)
    measure("  link two experiences", lambda: matcher.link(PROFILE.experiences), repeats)
    texts = [one.text for one in PROFILE.experiences]
    measure("  encode two experiences", lambda: services.encoder.encode(texts, role="query"), repeats)
    measure("  employers whose vetting is in force", lambda: in_force(session), repeats)
    measure("  eligible set, eight hard rules", lambda: eligible(PROFILE, store.columns, context), repeats)
    faiss = measure("  FAISS exact inside the set, k = 400", lambda: store.index.search(vector, mask, 400), repeats)
    rows = np.flatnonzero(mask)
    plain = measure("  plain numpy over the gathered rows", lambda: np.argsort(-(store.index.vectors[rows] @ vector))[:400], repeats)
    ids = [int(one) for one in store.index.ids[rows[:50]]]
    measure("  the database asked again about 50 vacancies", lambda: vacancies.visible(session, ids), repeats)
    print(f"FAISS takes {faiss / plain:.2f} of plain numpy's time. Whole path under 50 ms: {'yes' if whole < 50 else 'NO'}")
    bare = Profile(experiences=PROFILE.experiences[:1])
    measure("the whole path, nothing known but the work", lambda: services.matching.match(session, bare), repeats)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=10_000)
    arguments.add_argument("--repeats", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = arguments.parse_args()
    kind, entries = texts(given.data)
    with tempfile.TemporaryDirectory() as folder:
        services = build(Settings(Path(folder), f"sqlite:///{folder}/bench.db"))
        services.migrate()
        with services.transaction() as session:
            fill(session, given.count, given.seed, entries)
        with services.transaction(writes=False) as session:
            begin = time.perf_counter()
            store = services.search.current(session).parts[0]
            built = time.perf_counter() - begin
            size, dimension = store.index.vectors.shape
            print(f"{size} vacancies ({kind}), {dimension} numbers each, seed {given.seed}; read, encoded, indexed in {built:.1f} s")
            steps(services, session, given.repeats)


if __name__ == "__main__":
    main()
