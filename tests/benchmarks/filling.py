"""A store of N vacancies for measuring: real adverts and generated ones, each with a text of its own, read and encoded as any other.

Titles are those of the real vacancies of the evaluation data where it is, else of the demonstration, and the names of all occupations of
the built-in edition in four languages, half of them with a word of a real description behind; descriptions are real ones with their words
shuffled. Employers, countries, conditions and dates are drawn.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from matcher.bootstrap import Services
from matcher.database import now
from matcher.models import Employer, VacancyLanguage, VacancyLicence, VacancyRow, Vetting
from matcher.services import importing, installation, linking
from matcher.services.seeding import read_all
from matcher.vocabulary import ContractType, Level, Licence, PayPeriod, Shift, VacancyState, VettingState
from occupations.taxonomy import Taxonomy

#: Shares of countries: a person who may work in one of the first three alone finds about 50, 5 and 0.5 % open, after all other rules.
COUNTRIES = {"ES": 0.60, "MX": 0.06, "CR": 0.006}
OTHERS = ("GT", "JO", "PA", "FR", "DE", "IT", "PT", "MA", "US", "SV", "HN", "NI", "CO", "PE", "EC", "CL", "AR", "BE", "NL", "PL")
VACANCIES_EACH = 20  # of one employer
BATCH = 10_000

Told = tuple[str, str, str | None]  # title, language, occupation


def fill(services: Services, session: Session, count: int, seed: int, data: Path) -> str:
    """Says what the texts are. Nine of ten employers are in force."""
    rng = random.Random(seed)
    installation.mark(session, evaluation=False)
    kind, titles, bodies = texts(services, data)
    employers = max(1, count // VACANCIES_EACH)
    session.execute(
        insert(Employer),
        [{"id": n + 1, "slug": f"e{n}", "name": f"Employer {n}", "country": "ES", "about": ""} for n in range(employers)],
    )
    since, until = now() - timedelta(days=9), now() + timedelta(days=99)
    for some in _batches(0, employers):
        states = [VettingState.GRANTED if rng.random() < 0.9 else VettingState.SUSPENDED for _ in some]
        session.execute(
            insert(Vetting),
            [
                {"employer_id": n + 1, "state": state, "valid_from": since, "valid_until": until}
                for n, state in zip(some, states, strict=True)
            ],
        )
    for some in _batches(1, count + 1):
        rows = [_row(rng, number, employers, rng.choice(titles), rng.choice(bodies)) for number in some]
        session.execute(insert(VacancyRow), [row for row, _, _ in rows])
        for model, at in ((VacancyLanguage, 1), (VacancyLicence, 2)):
            if children := [child for row in rows for child in row[at]]:
                session.execute(insert(model), children)
    return kind


def _batches(first: int, end: int) -> Iterator[range]:
    return (range(start, min(start + BATCH, end)) for start in range(first, end, BATCH))


def texts(services: Services, data: Path) -> tuple[str, list[Told], list[list[str]]]:
    """(what they are, titles with language and occupation, words of descriptions)."""
    path = data / "eures_es" / "vacancies.jsonl"
    if path.exists():
        report = importing.Report()
        real = [(row.terms.title, row.terms.description) for row in importing.read(path.read_bytes(), path.name, "es", "ES", report)]
        kind = "real Spanish adverts"
    else:
        real = [(one["title"], one["description"]) for one in read_all("vacancies_")]
        kind = "adverts of the demonstration"
    distinct = sorted({title for title, _ in real})
    meant = linking.meant(services.linker, distinct, ["es"] * len(distinct))
    titles: list[Told] = [(title, "es", one.code if one else None) for title, one in zip(distinct, meant, strict=True)]
    bodies = [description.split() for _, description in real if len(description.split()) > 20]
    titles += _generated(services.taxonomy, bodies)
    return f"{kind} and titles made of the built-in edition", titles, bodies


def _generated(taxonomy: Taxonomy, bodies: list[list[str]]) -> Iterator[Told]:
    rng = random.Random(len(bodies))
    for label in taxonomy.labels:
        more = f" {rng.choice(rng.choice(bodies))}" if rng.random() < 0.5 else ""
        yield label.text + more, label.lang, label.concept


def _row(
    rng: random.Random, number: int, employers: int, told: Told, body: list[str]
) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    words = rng.sample(body, min(len(body), 60))
    title, lang, occupation = told
    draw = rng.random()
    country = rng.choice(OTHERS)
    for name, share in COUNTRIES.items():
        if 0 <= draw < share:
            country = name
        draw -= share
    needs = _languages(rng, number)
    licences = [{"vacancy_id": number, "code": rng.choice(list(Licence)), "required": rng.random() < 0.3}] if rng.random() < 0.2 else []
    row = {
        "id": number, "employer_id": rng.randrange(employers) + 1, "external_id": str(number), "title": title, "lang": lang,
        "description": " ".join(words), "state": VacancyState.PUBLISHED if rng.random() < 0.97 else VacancyState.CLOSED,
        "occupation": occupation, "country": country, "place": "x", "starts_on": date(2026, 12, 1) + timedelta(days=rng.randrange(90)),
        "closes_on": date(2027, 3, 1) + timedelta(days=rng.randrange(200)), "contract_type": ContractType.PERMANENT,
        "hours_week": rng.choice([20, 30, 40, 45]),
        "pay_amount": rng.randrange(600, 3000, 10), "pay_currency": "EUR",
        "pay_period": PayPeriod.MONTH, "shifts": rng.choice([None, [], [str(Shift.NIGHT)]]),
        "sponsorship": rng.choice([False, False, None]),
        "accommodation": rng.choice([True, False, None]), "minimum_age": rng.choice([None, None, 21]),
        "answered": ["licences", "qualifications", *(["languages"] if needs is not None else [])],
    }  # fmt: skip
    return row, needs or [], licences


def _languages(rng: random.Random, number: int) -> list[dict[str, Any]] | None:
    """None for a vacancy that does not say, as one of twenty; two of five ask for one language."""
    draw = rng.random()
    if draw < 0.05:
        return None
    if draw < 0.6:
        return []
    code, level = ("es", rng.choice(list(Level))) if draw < 0.95 else ("en", Level.B2)
    return [{"vacancy_id": number, "code": code, "level": level, "required": True}]
