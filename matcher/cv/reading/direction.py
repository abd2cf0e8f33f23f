"""Glyphs as the eye meets them, from left to right, to text in the order in which it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from matcher.cv.reading.lines import BULLETS

#: Where a sentence ends: at which end of the line these stand tells in which direction the line was set.
_ENDS = frozenset(".,:;!?،؛؟")
_OPEN, _CLOSE = "([{", ")]}"
_IN_NUMBER = frozenset(".,:/-")
#: Set apart on both sides, these part what stands in one row: each part is in the direction of the page.
_BETWEEN = "·•|"
_TAB = "\ue000"
_CALLED = re.compile(r"\+\d[\d ().-]{5,}\d")
#: Pictures that fonts have for telephones and stars mean nothing outside of them; signs of a list do.
_KEPT = frozenset(BULLETS) | {_TAB, "\n"}
#: Signs of a list that stand nowhere else.
_SIGNS = frozenset(BULLETS) - frozenset("·-–—*")


def kind(cluster: str) -> str:
    """R, L, or D for a digit, N for what has no direction of its own. A cluster goes by its first character that has one."""
    for character in cluster:
        found = unicodedata.bidirectional(character)
        if found in ("R", "AL"):
            return "R"
        if found == "L":
            return "L"
        if found in ("EN", "AN"):
            return "D"
    return "N"


def is_rtl(text: str) -> bool:
    """Whether more of its letters are written from right to left."""
    kinds = [kind(one) for one in text]
    return kinds.count("R") > kinds.count("L")


def logical(clusters: Sequence[str], page_rtl: bool) -> str:
    """The text of one line whose clusters of characters come from left to right."""
    kinds = _numbers_called([kind(one) for one in clusters], clusters)
    if _set_from_right(clusters, kinds, page_rtl):
        return _paired(_turned(clusters, kinds))
    made: list[str] = []
    at = 0
    while at < len(clusters):
        if kinds[at] != "R":
            made.append(clusters[at])
            at += 1
            continue
        end = at
        for number in range(at, len(clusters)):
            if kinds[number] == "L":
                break
            if kinds[number] == "R":
                end = number
        made.append(_paired(_turned(clusters[at : end + 1], kinds[at : end + 1])))
        at = end + 1
    return "".join(made)


def _numbers_called(kinds: list[str], clusters: Sequence[str]) -> list[str]:
    """A telephone number that begins with its "+" at the left was set from the left as one: its groups are not words to be turned."""
    at = [number for number, cluster in enumerate(clusters) for _ in cluster]
    for found in _CALLED.finditer("".join(clusters)):
        for number in range(at[found.start()], at[found.end() - 1] + 1):
            kinds[number] = "L"
    return kinds


def _set_from_right(clusters: Sequence[str], kinds: Sequence[str], page_rtl: bool) -> bool:
    """By the end at which the sign of a list or the full stop stands, else as the page is."""
    shown = [one for one in clusters if one.strip()]
    if not shown or not ("R" in kinds or page_rtl):
        return False
    if len(shown) > 1 and (shown[-1] in _SIGNS) != (shown[0] in _SIGNS):
        return shown[-1] in _SIGNS
    if (shown[-1] in _ENDS) != (shown[0] in _ENDS):
        return shown[0] in _ENDS
    if "R" not in kinds and shown[-1] in _CLOSE and shown[0] not in _OPEN + _CLOSE:
        return False
    return page_rtl or "L" not in kinds


def _turned(clusters: Sequence[str], kinds: Sequence[str]) -> str:
    """From the right; inside it, words and numbers that are written from the left keep their order."""
    turned, turned_kinds = list(reversed(clusters)), list(reversed(kinds))
    made: list[str] = []
    at = 0
    while at < len(turned):
        if turned_kinds[at] not in ("L", "D"):
            made.append(turned[at])
            at += 1
            continue
        end = _run(turned, turned_kinds, at)
        made.extend(reversed(turned[at : end + 1]))
        at = end + 1
    return "".join(made)


def _run(clusters: Sequence[str], kinds: Sequence[str], start: int) -> int:
    """The last cluster of a run from the left: what lies between Latin letters, or one number.

    "Word 2019" and "2019 Word" look alike there; the first is what people write more often.
    """
    end, latin = start, kinds[start] == "L"
    for number in range(start + 1, len(clusters)):
        if kinds[number] == "R":
            break
        if kinds[number] == "N":
            continue
        between = "".join(clusters[end + 1 : number])
        if any(f"  {sign}  " in between for sign in _BETWEEN):
            break
        if kinds[number] == "L" and not latin and between.strip():
            break
        if kinds[number] == "D" and not latin and between and between not in _IN_NUMBER:
            break
        latin, end = latin or kinds[number] == "L", number
    return end


def _paired(text: str) -> str:
    """Brackets are drawn as mirror images there, and files disagree on which of the two they name."""
    made: list[str] = []
    opened: list[int] = []
    for character in text:
        which = max(_OPEN.find(character), _CLOSE.find(character))
        if which < 0:
            made.append(character)
        elif opened and opened[-1] == which:
            opened.pop()
            made.append(_CLOSE[which])
        else:
            opened.append(which)
            made.append(_OPEN[which])
    return "".join(made)


def plain(text: str) -> str:
    """Without presentation forms, marks of direction and soft hyphens; blanks as one space, what stands apart kept apart."""
    text = unicodedata.normalize("NFKC", text.replace("\t", _TAB)).replace("\u00ad", "")
    text = "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))
    return "\t".join(" ".join(part.split()) for part in text.split(_TAB)).strip()
