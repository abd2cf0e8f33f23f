"""What a CV for a country usually shows and leaves out, each with where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.codes import COUNTRIES
from matcher.guides.content import Checker
from matcher.guides.rights import Known, known

#: What customs speak of.
TOPICS = ("photo", "age", "marital", "nationality", "length", "order", "style")


@dataclass(frozen=True, slots=True)
class Customs:
    """`says`: (topic, what a source says of it). None of it changes a CV: the person decides."""

    country: str
    check_on: date
    says: tuple[tuple[str, Known], ...]


def read(given: Any, file: str) -> Mapping[str, Customs]:
    """By country. Raises InvalidInput naming file and place, for a statement without its source above all."""
    check, found = Checker(file), dict[str, Customs]()
    for country, entry in (given if isinstance(given, Mapping) else {}).items():
        told = entry if isinstance(entry, Mapping) else {}
        if country not in COUNTRIES:
            check.problems.append((str(country), "no code of ISO 3166-1"))
        if not isinstance(told.get("check_on"), date):
            check.problems.append((f"{country}.check_on", "not a day"))
        says = []
        for number, one in enumerate(check.list(told.get("says"), f"{country}.says")):
            place = f"{country}.says[{number}]"
            if one.get("about") not in TOPICS:
                check.problems.append((f"{place}.about", f"not one of {', '.join(TOPICS)}"))
            says.append((str(one.get("about")), known(check, one, place)))
        found[str(country)] = Customs(str(country), told.get("check_on") or date.min, tuple(says))
    check.done()
    return found
