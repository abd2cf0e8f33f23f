"""The public register as data: name, place, since, until, criteria version; no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matcher.services.vetting import Registered


def dump(lines: Sequence[Registered]) -> list[dict[str, Any]]:
    """`since` and `until` are days; the last day counts whole, in the zone of the centre that decided."""
    return [
        {
            "name": line.name,
            "country": line.country,
            "place": line.place,
            "since": line.since.isoformat(),
            "until": line.last_day.isoformat(),
            "criteria_version": line.criteria_version,
        }
        for line in lines
    ]
