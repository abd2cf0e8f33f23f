"""A plain object or a row of a table to Terms, every wrong field told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.exchange import lists
from matcher.exchange.texts import Wrong, clean, line, prose, said
from matcher.exchange.values import country, currency, day, flag, language, number, whole, word
from matcher.profile import Money
from matcher.terms import Cost, Terms
from matcher.vocabulary import ContractType, CostLine, PayPeriod

#: What public job boards call their contracts. Other words stay unknown; the original is kept in `source` either way.
CONTRACTS = {
    "determinado": ContractType.FIXED_TERM,
    "temporal": ContractType.FIXED_TERM,
    "indefinido": ContractType.PERMANENT,
    "puesto de aprendiz": ContractType.APPRENTICESHIP,
    "apprenticeship": ContractType.APPRENTICESHIP,
}
#: Answers of an evaluation set; reading them would make the measurement worthless.
NEVER_READ = frozenset({"esco_uri", "isco08", "esco_label"})
TITLE, DESCRIPTION = 500, 50_000
SOURCE_KEYS, SOURCE_LENGTH = 40, 200


def _contract(given: Any) -> ContractType | None:
    return CONTRACTS.get(line(120)(given).casefold())


#: What a file may call a field, in order of precedence, each with what reads it.
ONE_VALUE: dict[str, dict[str, Callable[[Any], Any]]] = {
    "external_id": {"id": line(120), "external_id": line(120)},
    "title": {"title": line(TITLE)},
    "description": {"description": prose(DESCRIPTION)},
    "lang": {"lang": language},
    "country": {"country": country},
    "region": {"region": line(120), "province": line(120)},
    "place": {"place": line(120)},
    "starts_on": {"starts_on": day},
    "closes_on": {"closes_on": day},
    "contract_type": {"contract_type": word(ContractType), "contract": _contract},
    "contract_months": {"contract_months": whole(1, 1200)},
    "hours_week": {"hours_week": number(0, 168, above=True)},
    "shifts": {"shifts": lists.shifts},
    "deductions": {"deductions": lists.deductions},
    "deposit": {"deposit": flag},
    "intermediaries": {"intermediaries": lists.intermediaries},
    "accommodation": {"accommodation": flag},
    "sponsorship": {"sponsorship": flag},
    "minimum_age": {"minimum_age": whole(0, 99)},
    "experience_months": {"experience_months": whole(0, 1200)},
    "positions": {"positions": whole(1, 1_000_000)},
    "languages": {"languages": lists.languages},
    "licences": {"licences": lists.licences},
    "qualifications": {"qualifications": lists.qualifications},
}
PAY: dict[str, Callable[[Any], Any]] = {"pay_amount": lists.amount, "pay_currency": currency, "pay_period": word(PayPeriod)}
COSTS = {f"cost_{one}": one for one in CostLine}
#: Every key that is understood.
KEYS = frozenset({"pay", "costs", *PAY, *COSTS}.union(*ONE_VALUE.values()))


@dataclass(frozen=True, slots=True)
class Read:
    """What one object says. `problems` are (key of the object, reason), in the order of the fields of Terms."""

    terms: Terms
    stated: frozenset[str]
    source: dict[str, str]
    problems: tuple[tuple[str, str], ...]


def read_plain(given: Mapping[str, Any], others: Mapping[str, Any] | None = None) -> Read:
    """Reads every field that it can; never raises. `others` go to `source` unread, with the keys that nobody knows."""
    reader = _Reader({key: value for key, value in given.items() if said(value)})
    for name, keys in ONE_VALUE.items():
        reader.one(name, keys)
    reader.one_id()
    reader.pay()
    reader.costs()
    unread = {key: value for key, value in reader.told.items() if key not in reader.used}
    terms = Terms(**{name: value for name, value in reader.values.items() if value is not None})
    return Read(terms, frozenset(reader.values), as_source(unread | dict(others or {})), tuple(reader.problems))


class _Reader:
    """What has been read of one object so far."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.values: dict[str, Any] = {}
        self.used: set[str] = set()
        self.problems: list[tuple[str, str]] = []

    def attempt(self, key: str, read: Callable[[Any], Any]) -> Any:
        """What `read` makes of a key that is said; a problem, and None, if it cannot."""
        if key != "contract":
            self.used.add(key)
        try:
            return read(self.told[key])
        except Wrong as wrong:
            self.problems.append((key, wrong.reason))
            return None

    def one(self, name: str, keys: Mapping[str, Callable[[Any], Any]]) -> None:
        for key, read in keys.items():
            if key in self.told:
                self.values[name] = self.attempt(key, read)
                return

    def one_id(self) -> None:
        if self.told.keys() >= {"id", "external_id"}:
            other = self.attempt("external_id", line(120))
            if other is not None and other != self.values["external_id"]:
                self.problems.append(("external_id", "is not the same as id"))

    def pay(self) -> None:
        flat = [key for key in PAY if key in self.told]
        if "pay" in self.told:
            self.values["pay"] = self.attempt("pay", lists.pay)
            self.problems.extend((key, "stands twice: pay says it too") for key in flat)
        elif flat:
            self.problems.extend((key, f"missing, although {flat[0]} is given") for key in PAY if key not in self.told)
            parts = [self.attempt(key, PAY[key]) for key in flat]
            self.values["pay"] = Money(*parts) if len(parts) == len(PAY) and None not in parts else None

    def costs(self) -> None:
        found: dict[CostLine, Cost] = {}
        if "costs" in self.told:
            found |= self.attempt("costs", lists.costs) or {}
        for key, at in COSTS.items():
            if key in self.told:
                if at in found:
                    self.problems.append((key, "stands twice: costs say it too"))
                found[at] = self.attempt(key, lists.cost)
        if found or "costs" in self.told:
            self.values["costs"] = found


def as_source(unread: Mapping[str, Any]) -> dict[str, str]:
    """Texts of what nobody reads: at most SOURCE_KEYS of SOURCE_LENGTH characters, and never the answers."""
    kept: dict[str, str] = {}
    for key, value in unread.items():
        name, text = clean(str(key), 80), clean(_told(value), SOURCE_LENGTH)
        if name and text and name.casefold() not in NEVER_READ and len(kept) < SOURCE_KEYS:
            kept[name] = text
    return kept


def _told(value: Any) -> str:
    """A thing of a schema is told by its name, anything else by its JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        return str(value["name"])
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):  # deeper than one can go, or a number of too many digits
        return ""
