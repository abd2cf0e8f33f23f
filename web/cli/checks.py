"""`oficio vacancies check` and `oficio offer check`: what stops a vacancy, and how an offer differs. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from matcher import offers, publication
from matcher.database import now
from matcher.errors import InvalidInput
from matcher.exchange import Problem, Row, read_terms, read_vacancies
from matcher.publication import House
from matcher.services import legal_minimum, publishing
from matcher.vocabulary import CheckCode, Severity
from web.cli.lines import one_line, read_bytes, read_json
from web.i18n import in_english
from web.wording import checks


@click.command("check")
@click.argument("file", metavar="FILE")
@click.option("--lang", default="es", show_default=True, help="Language of texts that do not say.")
@click.option("--country", help="Country (ISO 3166) of vacancies that do not say.")
def vacancies_check(file: str, lang: str, country: str | None) -> None:
    """Check vacancies (CSV, XLSX, JSON Lines, JSON-LD) as publishing would. Changes nothing.

    One JSON line a finding; exit 1 when anything would stop publication, 2 for a file that cannot be read at all.
    """
    name, raw = read_bytes(file)
    reading = read_vacancies(raw, Path(name).name, lang=lang, country=country)
    house = _house()
    found = sorted([*_unreadable(reading.problems), *_checked(reading.rows, house)], key=lambda one: one["row"])
    for line in found:
        click.echo(one_line(line))
    raise SystemExit(1 if any(line["severity"] == Severity.STOP for line in found) else 0)


@click.group("offer")
def offer_group() -> None:
    """Offers, beside the vacancy as it was published."""


@offer_group.command("check")
@click.argument("vacancy", metavar="VACANCY.json")
@click.argument("offer", metavar="OFFER.json")
def offer_check(vacancy: str, offer: str) -> None:
    """Compare an offer with the vacancy, term by term: one JSON line a differing term, nothing where it keeps what was promised."""
    promised, offered = (read_terms(_object(file), file) for file in (vacancy, offer))
    house = _house()
    found = offers.compare(promised, offered, house.minima, house.today)
    for one in found:
        with in_english():
            message = checks.difference(one)
        line = {"term": one.term, "promised": one.promised, "offered": one.offered, "worse": one.worse, "code": str(one.code)}
        click.echo(one_line(line | {"message": message}))


def _house() -> House:
    """The checks as they come with the product: no store is opened, so intermediaries and a centre's own figures are not known."""
    minima = [legal_minimum.figure(number, one) for number, one in enumerate(legal_minimum.known())]
    return House(now().date(), minima, publishing.wording_list(), publishing.unsafe_list())


def _object(file: str) -> dict[str, Any]:
    found = read_json(file)
    if not isinstance(found, dict):
        raise InvalidInput(file=file, field="document", reason="not a JSON object")
    return found


def _unreadable(problems: tuple[Problem, ...]) -> Iterator[dict[str, Any]]:
    for one in problems:
        with in_english():
            message = checks.problem(publication.Problem(one.field, CheckCode.UNREADABLE, Severity.STOP, {"reason": one.reason}))
        yield _line(one.row, one.field, CheckCode.UNREADABLE, Severity.STOP, message)


def _checked(rows: tuple[Row, ...], house: House) -> Iterator[dict[str, Any]]:
    for row in rows:
        found = publication.problems(row.terms, house)
        found += [
            publication.Problem(name, CheckCode.NOT_UNDERSTOOD, Severity.WARN, {"what": name}) for name in row.source if name != "contract"
        ]
        for one in found:
            with in_english():
                message = checks.problem(one)
            yield _line(row.number, one.field, one.code, one.severity, message)


def _line(row: int, field: str, code: CheckCode, severity: Severity, message: str) -> dict[str, Any]:
    return {"row": row, "field": field, "code": str(code), "severity": str(severity), "message": message}
