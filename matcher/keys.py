"""What rules read of a vacancy, as JSON and back: codes, numbers, days, and the needs made of them; and where each row's key stands."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matcher.profile import Money
from matcher.vacancy import LanguageNeed, LicenceNeed
from matcher.vocabulary import Level, Licence, PayPeriod, Qualification, Shift, VacancyState

#: Classes that a key may hold, by the name they are written with.
_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (Money, LanguageNeed, LicenceNeed, Level, Licence, PayPeriod, Qualification, Shift, VacancyState)
}  # fmt: skip


def narrow(positions: ArrayLike, values: int) -> NDArray[np.unsignedinteger]:
    """Positions among so many values, in as few bytes as these need."""
    return np.asarray(positions).astype(np.min_scalar_type(max(values - 1, 0)))


def written(key: Hashable) -> Any:
    """Raises TypeError for what no key holds."""
    if isinstance(key, StrEnum):
        return {"is": type(key).__name__, "of": [key.value]}
    if key is None or isinstance(key, str | int | float):
        return key
    if isinstance(key, date):
        return {"is": "date", "of": [key.isoformat()]}
    if isinstance(key, tuple):
        return [written(one) for one in key]
    if type(key).__name__ in _KINDS:
        return {"is": type(key).__name__, "of": [written(getattr(key, one.name)) for one in fields(key)]}  # type: ignore[arg-type]
    raise TypeError(f"not part of a key: {key!r}")


def read(said: Any) -> Any:
    """The same key again. Raises KeyError, TypeError or ValueError for what `written` never wrote."""
    if isinstance(said, list):
        return tuple(map(read, said))
    if isinstance(said, dict):
        inner = map(read, said["of"])
        return date.fromisoformat(next(inner)) if said["is"] == "date" else _KINDS[said["is"]](*inner)
    return said
