"""A line of text as it stood on the paper, and how lines travel from the process that reads a file to the one that asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

#: Between the parts of one row that stand apart: a title, and its days at the far end.
APART = "\t"
#: Signs in front of a point of a list; the private ones are those of the Symbol and Wingdings fonts.
BULLETS = "•◦▪▫●○■□‣⁃∙◆◇➢➤►▸❖✓✔✦★–—*-·\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf0be"
_BULLET = re.compile(rf"^\s*(?:[{re.escape(BULLETS)}]\s+|[•◦▪●■‣➢➤►▸❖✓✔\uf0b7\uf0a7\uf0d8\uf0fc]|o\s{{2,}})")
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|[٠-٩]{4}|[۰-۹]{4})(?!\d)")
_LONGEST_DAYS = 44


@dataclass(frozen=True, slots=True)
class TextLine:
    """`size` in points, 0 where it is not known; `heading`: level of a heading by its style, 0 for none; `gap_before` in points."""

    text: str
    size: float = 0.0
    bold: bool = False
    heading: int = 0
    bullet: bool = False
    gap_before: float = 0.0


def bulleted(text: str) -> tuple[str, bool]:
    """The text without a sign of a list in front, and whether there was one."""
    found = _BULLET.match(text)
    return (text[found.end() :].strip(), True) if found else (text.strip(), False)


def looks_like_days(text: str) -> bool:
    """Whether a short text is little else than a year or two with months around them."""
    return len(text) <= _LONGEST_DAYS and bool(_YEAR.search(text)) and len(re.findall(r"[^\W\d_]{2,}", text)) <= 5


def dump(lines: Iterable[TextLine]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)


def load(text: str) -> list[TextLine]:
    return [TextLine(**json.loads(line)) for line in text.split("\n") if line]
