"""The line under an achievement that says who, when and where: "— Cruz Roja · 2019-03 · https://…".

Europass has a title and a description for an achievement and nothing else; the line keeps the rest readable, for people and for `read`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from matcher.cv.europass.days import is_day

_MARK, _BETWEEN, _OPEN = "— ", " · ", ".."
_WEB = re.compile(r"^https?://\S+$")


@dataclass(frozen=True, slots=True)
class Facts:
    """Days as in a CV. `span`: from and to are two days, even where one is not known."""

    who: str = ""
    start: str = ""
    end: str = ""
    url: str = ""
    span: bool = False


def write(facts: Facts) -> str:
    """The line; "" where there is nothing to say. `span` writes an interval of ISO 8601."""
    when = facts.start
    if facts.span and (facts.start or facts.end):
        when = f"{facts.start or _OPEN}/{facts.end or _OPEN}"
    said = _BETWEEN.join(filter(None, (facts.who, when, facts.url)))
    return _MARK + said if said else ""


def read(text: str) -> tuple[str, Facts]:
    """(the text without the line, the facts of the line). The line is the last one; a text may be without."""
    head, _, last = text.rpartition("\n")
    if not last.startswith(_MARK):
        return text, Facts()
    who, found = [], Facts()
    for part in last.removeprefix(_MARK).split(_BETWEEN):
        if not found.start and not found.end and (when := _when(part)):
            found = replace(found, start=when[0], end="".join(when[1:]), span=len(when) > 1)
        elif not found.url and _WEB.match(part):
            found = replace(found, url=part)
        else:
            who.append(part)
    return head.rstrip(), replace(found, who=_BETWEEN.join(who))


def _when(part: str) -> list[str]:
    """One day, or the two of an interval; nothing where it is neither."""
    ends = part.split("/")
    said = all(is_day(one) or (one == _OPEN and len(ends) == 2) for one in ends)
    return ["" if one == _OPEN else one for one in ends] if said and len(ends) <= 2 and set(ends) != {_OPEN} else []
