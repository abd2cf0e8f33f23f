"""Days of Europass files to days of a CV: ISO 8601, month and day optional."""

from __future__ import annotations

import re
from datetime import date

from matcher.exchange.texts import Wrong, shown

#: Also gYear, gMonth and gDay of XML Schema ("2019", "--03", "---31") put together, a time after the day, and time zones.
_DAY = re.compile(r"^([12]\d{3})(?:-{1,3}(\d{1,2})(?:-{1,4}(\d{1,2})(?:[T ][\d:.]*)?)?)?(?:Z|[+-]\d{2}:\d{2})?$", re.A)


def day(given: str) -> str:
    """Raises Wrong where it is not a day of the calendar."""
    found = _DAY.match(given.strip())
    if not found:
        raise Wrong(f"{shown(given.strip())} is not a day: 2019, 2019-03 or 2019-03-31")
    year, month, of_month = (int(part) if part else None for part in found.groups())
    try:
        date(year or 1, month or 1, of_month or 1)
    except ValueError as error:
        raise Wrong(f"{shown(given.strip())} is not a day of the calendar") from error
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, of_month) if part)])


def is_day(given: str) -> bool:
    try:
        return day(given) == given
    except Wrong:
        return False
