"""The parts of a JobPosting, each in the several shapes that job boards give it: a text, a thing, or a list of either."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pycountry

from matcher.codes import COUNTRIES
from matcher.exchange.markup import to_text
from matcher.exchange.plain import DESCRIPTION
from matcher.exchange.texts import said
from matcher.vocabulary import ContractType, PayPeriod

_EMPLOYMENT = {
    "TEMPORARY": ContractType.FIXED_TERM,
    "FIXED_TERM": ContractType.FIXED_TERM,
    "PERMANENT": ContractType.PERMANENT,
    "SEASONAL": ContractType.SEASONAL,
    "APPRENTICESHIP": ContractType.APPRENTICESHIP,
}
_HOURS = re.compile(
    r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?:h|hours?|horas?|heures?)\s*(?:/|a|per|por|par|a la)\s*(?:week|semana|semaine)", re.I
)


@dataclass(slots=True)
class Told:
    """What a posting says in our keys; `names` are its own words for them, `others` what has no place among ours."""

    plain: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)

    def says(self, key: str, value: Any, name: str) -> None:
        self.names[key] = name
        if said(value):
            self.plain[key] = value


def every(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def first(value: Any) -> Any:
    """The first of several; the value of a JSON-LD value object."""
    while isinstance(value, list):
        value = value[0] if value else None
    return value["@value"] if isinstance(value, Mapping) and "@value" in value else value


def described(value: Any) -> Any:
    value = first(value)
    return to_text(value) if isinstance(value, str) and len(value) <= 10 * DESCRIPTION else value


def language(value: Any) -> Any:
    """`es-ES` is Spanish; a Language has its code as alternate name."""
    value = first(value)
    if isinstance(value, Mapping):
        value = first(value.get("alternateName") or value.get("name"))
    return re.split("[-_]", value, maxsplit=1)[0] if isinstance(value, str) else value


def contract(told: Told, given: Mapping[str, Any]) -> None:
    words = [one for one in every(given.get("employmentType")) if isinstance(one, str)]
    known = [_EMPLOYMENT.get(re.sub(r"[\s-]+", "_", word.strip().upper().rsplit("/", 1)[-1])) for word in words]
    found = set(known) - {None}
    if len(found) == 1:
        told.says("contract_type", str(found.pop()), "employmentType")
    if words and len(set(known)) == 1 and known[0] is not None:
        del told.others["employmentType"]


def place(told: Told, given: Mapping[str, Any]) -> None:
    places = every(given.get("jobLocation"))
    where = first(places)
    address = first(where.get("address", where)) if isinstance(where, Mapping) else where
    if isinstance(address, str):
        told.says("place", address, "jobLocation")
    elif isinstance(address, Mapping):
        told.says("place", _named(address.get("addressLocality")), "addressLocality")
        told.says("region", _named(address.get("addressRegion")), "addressRegion")
        told.says("country", _country(_named(address.get("addressCountry"))), "addressCountry")
    if len(places) == 1 and told.plain.keys() & {"place", "region", "country"}:
        del told.others["jobLocation"]


def _named(value: Any) -> Any:
    """A place is a text, or a thing with a name."""
    value = first(value)
    return first(value.get("name") or value.get("identifier")) if isinstance(value, Mapping) else value


def _country(given: Any) -> Any:
    """The code of a country that is told by its English name or by three letters; anything else as it is."""
    return _code(given.strip()) if isinstance(given, str) and len(given) <= 80 else given


@lru_cache(maxsize=1000)
def _code(given: str) -> str:
    try:
        return given if given.upper() in COUNTRIES else str(pycountry.countries.lookup(given).alpha_2)
    except LookupError:
        return given


def pay(told: Told, given: Mapping[str, Any]) -> None:
    """Pay is read where amount, currency and period are all told, and the least where a range is; else it stays in `source`."""
    salary = first(given.get("baseSalary"))
    outer = salary if isinstance(salary, Mapping) else {"value": salary}
    value = first(outer.get("value", outer.get("price", outer.get("minValue"))))
    inner = value if isinstance(value, Mapping) else {"value": value}
    amount = next((inner[name] for name in ("minValue", "value", "maxValue") if said(inner.get(name))), None)
    currency = outer.get("currency") or outer.get("priceCurrency") or inner.get("currency") or given.get("salaryCurrency")
    unit = first(inner.get("unitText") or outer.get("unitText"))
    period = unit.strip().casefold() if isinstance(unit, str) else None
    if period in set(PayPeriod) and all(map(said, (first(amount), first(currency)))):
        for key, part in (("pay_amount", first(amount)), ("pay_currency", first(currency)), ("pay_period", period)):
            told.says(key, part, "baseSalary")
        for name in ("baseSalary", "salaryCurrency"):
            told.others.pop(name, None)


def hours(told: Told, given: Mapping[str, Any]) -> None:
    told_hours = first(given.get("workHours"))
    match = _HOURS.fullmatch(told_hours.strip()[:60]) if isinstance(told_hours, str) else None
    if match:
        told.says("hours_week", match[1], "workHours")
        del told.others["workHours"]


def experience(told: Told, given: Mapping[str, Any]) -> None:
    asked = first(given.get("experienceRequirements"))
    if isinstance(asked, Mapping) and said(asked.get("monthsOfExperience")):
        told.says("experience_months", asked["monthsOfExperience"], "experienceRequirements")
        del told.others["experienceRequirements"]
