"""The columns of a table of vacancies: their names, what may stand in them, and an example. CSV and XLSX share them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.exchange.plain import COSTS, KEYS
from matcher.exchange.texts import Wrong, clean, said
from matcher.vocabulary import ContractType, DeductionKind, Level, Licence, Payer, PayPeriod, Qualification, Shift

MOST = 200


@dataclass(frozen=True, slots=True)
class Column:
    """`allowed` is help in English; `example` a text, a number, a day, or None for a cell left empty."""

    name: str
    allowed: str
    example: str | float | date | None = None


def _words(words: Any) -> str:
    return ", ".join(words)


def _list(words: Any) -> str:
    return f"one or more of {_words(words)}, with ; between them; or none"


_TRAVEL = "employer 350"
TABLE: tuple[Column, ...] = (
    Column("id", "required; your own number of the vacancy, never used for another one", "A-001"),
    Column("title", "required; the name of the work, up to 500 characters", "Camarera/o de piso"),
    Column("description", "the tasks and the conditions, up to 50,000 characters", "Limpieza de habitaciones en un hotel."),
    Column("lang", "language of title and description, ISO 639, such as es, en, fr, ar", "es"),
    Column("country", "where the work is, two letters, ISO 3166-1", "ES"),
    Column("region", "province or region", "Sevilla"),
    Column("place", "town", "Carmona"),
    Column("starts_on", "first day of work: year-month-day", date(2027, 3, 1)),
    Column("closes_on", "last day to apply: year-month-day", date(2027, 2, 1)),
    Column("contract_type", f"one of {_words(ContractType)}", "seasonal"),
    Column("contract_months", "length of the contract in months, whole number", 8),
    Column("hours_week", "hours a week, more than 0, up to 168", 40),
    Column("shifts", _list(Shift), "day;weekend"),
    Column("pay_amount", "pay before deductions: 1850 or 1850.50, no thousands separator", 1850.5),
    Column("pay_currency", "three letters, ISO 4217", "EUR"),
    Column("pay_period", f"one of {_words(PayPeriod)}", "month"),
    Column(
        "deductions",
        f"what is taken off each pay, kind:amount, with ; between; or none. Kinds: {_words(DeductionKind)}",
        "tax:210;meals:45",
    ),
    *(
        Column(name, f"who pays {line}, and how much for one worker: one of {_words(Payer)}", _TRAVEL if line == "travel" else "nobody")
        for name, line in COSTS.items()
    ),
    Column("deposit", "yes or no: is a deposit, bond or guarantee asked of the worker", "no"),
    Column("intermediaries", "names of everybody between employer and worker, with ; between; or none", "none"),
    Column("accommodation", "yes or no: does a place to live come with the work", "yes"),
    Column("sponsorship", "yes or no: does the employer arrange the work permit", "yes"),
    Column("minimum_age", "years, 0 to 99", 18),
    Column("experience_months", "months of experience asked, 0 where none", 0),
    Column("positions", "how many workers are wanted, whole number", 4),
    Column("languages", f"ISO 639 code:level, with ; between; ? where only wished; or none. Levels: {_words(Level)}", "es:B1;en:A2?"),
    Column("licences", f"{_list(Licence)}; ? where only wished", "food_handling?"),
    Column("qualifications", _list(Qualification), "none"),
)
COLUMNS: tuple[str, ...] = tuple(column.name for column in TABLE)


def header(cells: Sequence[Any]) -> list[str]:
    """The names of the columns of a file: ours where the file means ours, else its own; "" for one without a name.

    Raises Wrong, with the column where it can name one.
    """
    names = [_name(cell) for cell in cells]
    if sum(map(bool, names)) > MOST:
        raise Wrong(f"more than {MOST} columns")
    seen: set[str] = set()
    twice = [name for name in names if name and (name in seen or seen.add(name))]  # type: ignore[func-returns-value]
    if twice:
        raise Wrong("stands twice in the header", twice[0])
    if not seen & {"id", "external_id"} or "title" not in seen:
        raise Wrong(
            "no such column: the first row names the columns, separated by comma, semicolon or tab", "id" if "title" in seen else "title"
        )
    return names


def _name(cell: Any) -> str:
    """Spaces, hyphens and capitals do not matter in a name of ours."""
    own = clean(str(cell), 80) if said(cell) else ""
    ours = re.sub(r"[\s_-]+", "_", own.strip("\ufeff ").casefold())
    return ours if ours in KEYS else own
