"""The terms of several parts, each in two writings: as JSON, and as one cell of a table (`es:B1;en:A2?`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from matcher.exchange.texts import Wrong, line, said, shown
from matcher.exchange.values import currency, flag, language, number, word
from matcher.profile import Money
from matcher.terms import Cost, Deduction
from matcher.vacancy import LanguageNeed, LicenceNeed
from matcher.vocabulary import CostLine, DeductionKind, Level, Licence, Payer, PayPeriod, Qualification, Shift

#: How a cell says that there is none; an empty cell says nothing.
NONE = "none"
MANY = 100

amount = number(0)
Item = TypeVar("Item")


def several(one: Callable[[Any], Item], key: Callable[[Item], Hashable] | None = lambda item: item) -> Callable[[Any], tuple[Item, ...]]:
    """A list, or a text of parts between semicolons. No two items may share a `key`; None allows that."""

    def read(given: Any) -> tuple[Item, ...]:
        found: dict[Hashable, Item] = {}
        for position, part in enumerate(_parts(given)):
            item = one(part)
            place = position if key is None else key(item)
            if place in found:
                raise Wrong(f"{shown(part)} stands twice")
            found[place] = item
        return tuple(found.values())

    return read


def _parts(given: Any) -> list[Any]:
    if isinstance(given, str):
        if given.strip().casefold() == NONE:
            return []
        parts: list[Any] = [part for part in re.split("[;؛\n]", given) if part.strip()]
        if not parts:
            raise Wrong(f"names nothing: write {NONE} where there is none")
    elif isinstance(given, list | tuple):
        parts = list(given)
    else:
        raise Wrong(f"{shown(given)} is not a list")
    if len(parts) > MANY:
        raise Wrong(f"more than {MANY} items")
    return parts


def _object(given: Any, *names: str) -> dict[str, Any]:
    """The parts of a small object that are said. A name that nobody knows is a slip, and would lose what it holds."""
    if not isinstance(given, Mapping):
        raise Wrong(f"{shown(given)} is not an object of {', '.join(names)}")
    unknown = [name for name in given if name not in names]
    if unknown:
        raise Wrong(f"knows no {shown(unknown[0])}, only {', '.join(names)}")
    return {name: value for name, value in given.items() if said(value)}


def _needed(parts: Mapping[str, Any], name: str) -> Any:
    if name not in parts:
        raise Wrong(f"{name} missing")
    return parts[name]


def _wished(given: str) -> tuple[str, bool]:
    """(the text without its question mark, whether it is required): `B1?` is only wished."""
    text = given.strip()
    return text.rstrip("?؟").strip(), text[-1:] not in ("?", "؟")


def _name(given: Any) -> str:
    name = line(200)(given)
    if not name:
        raise Wrong("a name is empty")
    return name


def _language(given: Any) -> LanguageNeed:
    if isinstance(given, str):
        text, required = _wished(given)
        code, _, level = text.partition(":")
        parts: dict[str, Any] = {"code": code, "required": required} | ({"level": level} if level.strip() else {})
    else:
        parts = _object(given, "code", "level", "required")
    level_read = word(Level)(parts["level"]) if "level" in parts else None
    return LanguageNeed(language(_needed(parts, "code")), level_read, flag(parts.get("required", True)))


def _licence(given: Any) -> LicenceNeed:
    if isinstance(given, str):
        code, required = _wished(given)
        return LicenceNeed(word(Licence)(code), required)
    parts = _object(given, "code", "required")
    return LicenceNeed(word(Licence)(_needed(parts, "code")), flag(parts.get("required", True)))


def _deduction(given: Any) -> Deduction:
    if isinstance(given, str):
        parts: dict[str, Any] = {
            name: part for name, part in zip(("kind", "amount", "text"), given.split(":", 2), strict=False) if part.strip()
        }
    else:
        parts = _object(given, "kind", "amount", "text")
    kind = word(DeductionKind)(_needed(parts, "kind"))
    return Deduction(kind, amount(parts["amount"]) if "amount" in parts else None, line(200)(parts.get("text", "")))


def cost(given: Any) -> Cost:
    """`employer 350`, `nobody`, or {payer, amount}."""
    if isinstance(given, str):
        payer, _, how_much = given.strip().replace(":", " ", 1).partition(" ")
        parts: dict[str, Any] = {"payer": payer} | ({"amount": how_much} if how_much.strip() else {})
    else:
        parts = _object(given, "payer", "amount")
    return Cost(word(Payer)(_needed(parts, "payer")), amount(parts["amount"]) if "amount" in parts else None)


def costs(given: Any) -> dict[CostLine, Cost]:
    """{line: cost}, or a list of {line, payer, amount}."""
    pairs: list[tuple[Any, Any]] = []
    if isinstance(given, Mapping):
        pairs = [(name, value) for name, value in given.items() if said(value)]
    elif isinstance(given, list | tuple):
        for entry in _parts(given):
            parts = _object(entry, "line", "payer", "amount")
            pairs.append((_needed(parts, "line"), {name: parts[name] for name in ("payer", "amount") if name in parts}))
    else:
        raise Wrong("not an object of cost lines")
    found: dict[CostLine, Cost] = {}
    for name, value in pairs:
        at = word(CostLine)(name)
        if at in found:
            raise Wrong(f"{at} stands twice")
        try:
            found[at] = cost(value)
        except Wrong as wrong:
            raise Wrong(f"{at}: {wrong.reason}") from wrong
    return found


def pay(given: Any) -> Money:
    parts = _object(given, "amount", "currency", "period")
    return Money(amount(_needed(parts, "amount")), currency(_needed(parts, "currency")), word(PayPeriod)(_needed(parts, "period")))


shifts = several(word(Shift))
qualifications = several(word(Qualification))
intermediaries = several(_name)
languages = several(_language, lambda need: need.code)
licences = several(_licence, lambda need: need.code)
deductions = several(_deduction, None)
