"""The table of legal minimum pay: never an amount without the source it was read in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.database import now
from matcher.models import LegalMinimumRow, User
from matcher.services import legal_minimum
from tests.web.conftest import Person

GIVEN = {
    "country": "GT", "amount": "3973.12", "currency": "GTQ", "period": "month", "payments": "14", "valid_from": "2026-01-01",
    "valid_until": "2026-06-30", "publisher": "Diario de Centro América", "document": "Acuerdo Gubernativo 256-2025",
    "place": "artículo 2", "quote": "el salario mínimo será de Q3,973.12", "read_on": "2026-11-20", "address": "https://example.org/a",
}  # fmt: skip


def rows(store: Services) -> list[LegalMinimumRow]:
    with store.transaction(writes=False) as session:
        return list(session.scalars(select(LegalMinimumRow)))


@pytest.mark.parametrize("missing", ["publisher", "document", "place", "quote", "read_on", "country", "amount", "currency"])
@pytest.mark.parametrize("as_given", ["", "  "])
def test_an_amount_without_its_source_is_not_taken(counsellor: Person, sqlite_store: Services, missing: str, as_given: str) -> None:
    page = counsellor.post("/legal-minimum/new", **(GIVEN | {missing: as_given}))
    assert page.request.path == "/legal-minimum/new"
    assert f'id="{missing}-error"' in page.text
    assert rows(sqlite_store) == []


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("read_on", (now() + timedelta(days=2)).date().isoformat()),
        ("valid_until", "2025-01-01"),
        ("address", "javascript:alert(1)"),
        ("amount", "0"),
        ("amount", "-3"),
        ("amount", "nan"),
        ("amount", "inf"),
        ("payments", "0"),
        ("hours_week", "200"),
        ("hours_week", "nan"),
        ("country", "XX"),
        ("currency", "ZZZ"),
        ("period", "decade"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(counsellor: Person, sqlite_store: Services, field: str, given: str) -> None:
    page = counsellor.post("/legal-minimum/new", **(GIVEN | {field: given}))
    assert f'id="{field}-error"' in page.text
    assert rows(sqlite_store) == []


@pytest.mark.parametrize("email", ["counsellor@one.example", "officer@one.example"])
def test_an_amount_with_its_source_counts_until_it_is_withdrawn(
    signed_in: Callable[[str], Person], sqlite_store: Services, email: str
) -> None:
    person = signed_in(email)
    page = person.post("/legal-minimum/new", **GIVEN)
    assert page.request.path == "/legal-minimum/"
    for said in ("Guatemala", "3,973.12", "14 times a year", "artículo 2", "el salario mínimo será de", "https://example.org/a"):
        assert said in page.text
    assert "old: check for a newer one" in page.text
    row = rows(sqlite_store)[0]
    with sqlite_store.transaction(writes=False) as session:
        assert session.get_one(User, row.entered_by).email == email
        assert [one.country for one in legal_minimum.minima(session)] == ["GT"]
    path = f"/legal-minimum/{row.id}/withdraw"
    assert "Withdraw this amount?" in person.get(path).text
    page = person.post(path)
    assert "No longer counts" not in page.text
    assert "It no longer counts" in page.text
    assert "3,973.12" not in page.text
    assert person.get(path).status_code == 404
    assert rows(sqlite_store)[0].withdrawn_by == row.entered_by  # kept on record


def test_what_is_not_known_says_why_and_whom_to_ask(counsellor: Person) -> None:
    page = counsellor.get("/legal-minimum/")
    gap = next(one for one in legal_minimum.gaps() if one.country == "IT")
    assert "Not known here" in page.text
    assert gap.why["en"] in page.text
    page = counsellor.get("/legal-minimum/", lang="es")
    assert gap.ask["es"] in page.text
    counsellor.post("/legal-minimum/new", **(GIVEN | {"country": "IT", "currency": "EUR"}))
    assert page.text.count("<h3") == counsellor.get("/legal-minimum/").text.count("<h3") + 1


def test_everything_that_comes_with_the_product_is_shown_in_every_language(counsellor: Person, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        known = legal_minimum.load(session)
    for lang in ("en", "es", "fr", "ar"):
        page = counsellor.get("/legal-minimum/", lang=lang)
        assert page.text.count("<blockquote") == known
        assert "non_sectorised" not in page.text  # codes are worded
        assert "legal_minimum_pay" not in page.text


def test_visitors_and_employers_do_not_see_it(visitor: Person) -> None:
    assert visitor.get("/legal-minimum/").request.path == "/sign-in"
