"""What a CV may hold of each thing: what is longer was no such thing, and goes to what was not understood."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

_T = TypeVar("_T")

#: As `matcher.cv.json_resume` reads them back.
_LONGEST_LINE, _LONGEST_PROSE, _MOST_ITEMS = 1_000, 20_000, 500


def within(found: _T, unread: list[str]) -> _T:
    """The same without what is too long or too many; that is added to `unread`."""
    changed: dict[str, Any] = {}
    for one in fields(found):  # type: ignore[arg-type]
        value = getattr(found, one.name)
        longest = _LONGEST_PROSE if one.metadata.get("prose") else _LONGEST_LINE
        if isinstance(value, str) and len(value) > longest:
            unread.append(value)
            changed[one.name] = ""
        elif isinstance(value, tuple) and value:
            kept = [item for item in value[:_MOST_ITEMS] if not (isinstance(item, str) and len(item) > longest)]
            unread.extend(str(item) for item in value if isinstance(item, str) and (item not in kept))
            unread.extend(_said(item) for item in value[_MOST_ITEMS:] if is_dataclass(item))
            changed[one.name] = tuple(within(item, unread) if is_dataclass(item) else item for item in kept)
        elif is_dataclass(value) and not isinstance(value, type):
            changed[one.name] = within(value, unread)
    return replace(found, **changed)  # type: ignore[type-var]


def _said(item: Any) -> str:
    values = (getattr(item, one.name) for one in fields(item))
    return ", ".join(
        text for value in values for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str) and text
    )
