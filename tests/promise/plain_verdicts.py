"""What each rule must say of a person and what a vacancy asks, in a few plain lines each: met, unmet or unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

#: A row of a table by the names of its columns; a person as the JSON that `oficio match` reads, in which what is missing is unknown.
Row = dict[str, Any]
Person = dict[str, Any]
MET, UNMET, UNKNOWN = "met", "unmet", "unknown"
#: A driving class and those it includes.
INCLUDES = {"driving_c": ("driving_b", "driving_am"), "driving_b": ("driving_am",)}


def country(wanted: list[str] | None, where: str | None) -> str:
    if wanted is None or where is None:
        return UNKNOWN
    return MET if where in wanted else UNMET


def permit(held: list[str] | None, where: str | None, sponsored: bool | None) -> str:
    if sponsored or (where is not None and held is not None and where in held):
        return MET
    if held is None or sponsored is None or (where is None and held):
        return UNKNOWN
    return UNMET


def languages(held: list[dict[str, str | None]] | None, needs: list[Row] | None) -> str:
    if needs is None:
        return UNKNOWN
    if held is None:
        return UNKNOWN if needs else MET
    levels = {one["code"]: one["level"] for one in held}
    each = []
    for need in needs:
        if need["code"] not in levels:
            each.append(UNMET)
        elif levels[need["code"]] is None or need["level"] is None:
            each.append(UNKNOWN)
        else:
            each.append(MET if str(levels[need["code"]]) >= str(need["level"]) else UNMET)
    return _worst(each)


def licences(held: list[str] | None, needs: list[Row] | None) -> str:
    if needs is None:
        return UNKNOWN
    if held is None:
        return UNKNOWN if needs else MET
    good = {*held, *(lesser for one in held for lesser in INCLUDES.get(one, ()))}
    return _worst(MET if need["code"] in good else UNMET for need in needs)


def qualifications(held: list[str] | None, needs: list[Row] | None) -> str:
    if needs is None:
        return UNKNOWN
    if held is None:
        return UNKNOWN if needs else MET
    highest = max((int(one[6:]) for one in held if one.startswith("isced_")), default=0)
    trades = any(not one.startswith("isced_") for one in held)
    each = []
    for need in (str(one["kind"]) for one in needs):
        level = int(need[6:]) if need.startswith("isced_") else None
        if need in held or (level is not None and level <= highest):
            each.append(MET)
        else:
            each.append(UNKNOWN if "unmapped" in held or (level is not None and trades) else UNMET)
    return _worst(each)


def age(born: int | None, asked: int | None, year: int) -> str:
    age = max(18, asked or 18)
    if born is None or year - born == age:
        return UNKNOWN
    return MET if year - born > age else UNMET


def refused(person: Person, where: str | None) -> str:
    refused = person.get("refused_countries")
    if refused is None:
        return MET if where in (person.get("countries") or ()) else UNKNOWN
    if where is None:
        return UNKNOWN if refused else MET
    return UNMET if where in refused else MET


def _worst(each: Iterable[str]) -> str:
    """One that is unmet decides; else one that is unknown."""
    found = set(each)
    return UNMET if UNMET in found else UNKNOWN if UNKNOWN in found else MET
