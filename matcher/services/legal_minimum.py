"""Legal minimum pay as this installation knows it: each with the source it was read in; what is not known is said to be unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.codes import COUNTRIES, CURRENCIES
from matcher.database import now
from matcher.errors import InvalidInput, NotAllowed, NotFound
from matcher.minimum_pay import LegalMinimum
from matcher.models import LegalMinimumRow, User
from matcher.profile import Money
from matcher.services import shipped
from matcher.vocabulary import PayPeriod, Permission

PLAIN = ("country", "region", "sector", "amount", "currency", "period", "valid_from", "valid_until", "covers")
#: What must be said of where a figure was read; without them it is hearsay.
SOURCE = ("publisher", "document", "place", "quote")


@dataclass(frozen=True, slots=True)
class Gap:
    """A country whose minimum could not be read in any source: why, and whom to ask, by language."""

    country: str
    why: Mapping[str, str]
    ask: Mapping[str, str]


def minima(session: Session) -> list[LegalMinimum]:
    """Those that count."""
    return [value(row) for row in rows(session)]


class Known:
    """Those that count, remembered for as long as none is added or withdrawn: every answer asks."""

    def __init__(self) -> None:
        self._known: tuple[object, tuple[LegalMinimum, ...]] = (None, ())

    def of(self, session: Session) -> tuple[LegalMinimum, ...]:
        stands = session.execute(select(func.max(LegalMinimumRow.id), func.count(LegalMinimumRow.withdrawn_at))).one()
        if self._known[0] != tuple(stands):
            self._known = (tuple(stands), tuple(minima(session)))
        return self._known[1]


def rows(session: Session) -> Sequence[LegalMinimumRow]:
    """Those that count, by country, region and age, newest first."""
    query = select(LegalMinimumRow).where(LegalMinimumRow.withdrawn_at.is_(None))
    found = session.scalars(query.order_by(LegalMinimumRow.country, LegalMinimumRow.id))
    return sorted(found, key=lambda row: (row.country, row.sector or "", row.region or "", -(row.valid_from or date.min).toordinal()))


def figure(number: int, given: Mapping[str, Any]) -> LegalMinimum:
    """One of `from_seed` as the rules read it, without a store."""
    pay = Money(given["amount"], given["currency"], PayPeriod(given["period"]))
    return LegalMinimum(
        number, given["country"], given["region"], pay, given["payments"], given["hours_week"], given["valid_from"],
        given["valid_until"], given["sector"],
    )  # fmt: skip


def value(row: LegalMinimumRow) -> LegalMinimum:
    pay = Money(row.amount, row.currency, row.period)
    return LegalMinimum(row.id, row.country, row.region, pay, row.payments, row.hours_week, row.valid_from, row.valid_until, row.sector)


def get(session: Session, minimum_id: int) -> LegalMinimumRow:
    """Raises NotFound, for a withdrawn one too."""
    row = session.get(LegalMinimumRow, minimum_id)
    if row is None or row.withdrawn_at is not None:
        raise NotFound(legal_minimum=minimum_id)
    return row


def add(session: Session, given: Mapping[str, Any], by: User | None, at: datetime | None = None) -> LegalMinimumRow:
    """Enters a figure. Raises InvalidInput naming the field: an amount without its source is never taken."""
    if by is not None and not by.may(Permission.EDIT_LEGAL_MINIMUM):
        raise NotAllowed(reason="may not edit legal minimum pay")
    _check(given)
    names = ("country", "region", "sector", "amount", "currency", "payments", "hours_week", "valid_from", "valid_until", *SOURCE,
             "document_date", "read_on")  # fmt: skip
    row = LegalMinimumRow(
        **{name: given.get(name) for name in names},
        period=PayPeriod(given["period"]),
        covers=given.get("covers") or "",
        address=given.get("address") or "",
        entered_by=by.id if by else None,
        entered_at=at or now(),
    )
    session.add(row)
    session.flush()
    return row


def withdraw(session: Session, minimum_id: int, by: User, at: datetime | None = None) -> None:
    """No longer counts; it stays on record with who took it back."""
    if not by.may(Permission.EDIT_LEGAL_MINIMUM):
        raise NotAllowed(reason="may not edit legal minimum pay")
    row = get(session, minimum_id)
    row.withdrawn_at, row.withdrawn_by = at or now(), by.id
    session.flush()


@cache
def seeds() -> list[dict[str, Any]]:
    """The entries that come with the product, known and unknown."""
    data = shipped.read("legal_minimum_pay.yaml")
    return [*data["entries"], *data["other_rates"]]


def gaps() -> list[Gap]:
    """Countries of which nothing could be read."""
    return [Gap(one["country"], one["why"], one["ask"]) for one in seeds() if one.get("unknown")]


def load(session: Session) -> int:
    """Enters what comes with the product into an empty table; returns how many."""
    if session.scalar(select(LegalMinimumRow.id).limit(1)):
        return 0
    for one in known():
        add(session, one, None)
    return len(known())


def known() -> list[dict[str, Any]]:
    """The figures that come with the product, as `add` takes them."""
    return [from_seed(one) for one in seeds() if not one.get("unknown")]


def from_seed(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of the file as `add` takes it. Raises KeyError where its source is not there."""
    source = entry["source"]
    by_month = [one for one in entry.get("also_printed") or () if one["period"] == "month"]
    if entry["period"] == "day" and by_month:
        # Days that are paid cannot be told from a day's amount; the source prints the month as well.
        entry = {**entry, "amount": by_month[0]["amount"], "period": "month"}
    plain = {name: entry.get(name) for name in PLAIN}
    found = {name: source.get(name) for name in (*SOURCE, "address", "read_on")}
    return (
        plain
        | found
        | {
            "payments": entry.get("payments_a_year"),
            "hours_week": entry.get("full_time_hours_week"),
            "document_date": source.get("date"),
        }
    )


def _check(given: Mapping[str, Any]) -> None:
    for name in (*SOURCE, "read_on", "country", "amount", "currency", "period"):
        if not given.get(name) or (isinstance(given[name], str) and not given[name].strip()):
            raise InvalidInput(field=name, reason="missing")
    if given["country"] not in COUNTRIES:
        raise InvalidInput(field="country", reason="no code of ISO 3166-1")
    if given["currency"] not in CURRENCIES:
        raise InvalidInput(field="currency", reason="no code of ISO 4217")
    if not 0 < float(given["amount"]) < 1e9:
        raise InvalidInput(field="amount", reason="not above 0")
    if given["read_on"] > now().date():
        raise InvalidInput(field="read_on", reason="in the future")
    start, end = given.get("valid_from"), given.get("valid_until")
    if start and end and end < start:
        raise InvalidInput(field="valid_until", reason="before it begins")
