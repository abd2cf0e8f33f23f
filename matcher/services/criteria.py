"""The vetting criteria, versioned data in `seeds/`: one file a version, the newest in use, the earlier kept for what they decided."""

from __future__ import annotations

from functools import cache
from typing import Any

from matcher.errors import NotFound
from matcher.services import shipped
from matcher.vetting import Criterion
from matcher.vocabulary import Disqualifies

WORDS = ("name", "means", "evidence", "employer_asks", "applies_if")


@cache
def versions() -> dict[str, dict[str, Criterion]]:
    """Every version, oldest first, each with its criteria by code in the order they are asked."""
    found: dict[str, dict[str, Criterion]] = {}
    for name in shipped.names("vetting_criteria"):
        data = shipped.read(name)
        ordered = sorted(data["criteria"], key=lambda one: one["order"])
        found[str(data["version"])] = {one["code"]: _criterion(one) for one in ordered}
    return dict(sorted(found.items()))


def current() -> str:
    return list(versions())[-1]


def of(version: str) -> dict[str, Criterion]:
    """Raises NotFound for a version this installation does not have."""
    try:
        return versions()[version]
    except KeyError:
        raise NotFound(criteria=version) from None


def _criterion(entry: dict[str, Any]) -> Criterion:
    return Criterion(
        code=entry["code"],
        disqualifies=Disqualifies(entry["disqualifies"]),
        recruiters_only=bool(entry.get("recruiters_only")),
        grave=bool(entry.get("grave")),
        sources=tuple((one["document"], one.get("place")) for one in entry["sources"]),
        statement_of=tuple(entry["statement_of"]),
        words={name: entry[name] for name in WORDS if entry.get(name)},
    )
