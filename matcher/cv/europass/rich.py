"""Texts with paragraphs and lists: HTML in the text of an element, as the editors of Europass write it from V3.1 on."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_ELEMENTS = "p|br|ul|ol|li|div|span|strong|b|em|i|u|s|a|h[1-6]|sub|sup|blockquote|pre|font|table|tbody|tr|td|th|hr"
_TAG = re.compile(rf"<(/?)({_ELEMENTS})(?:[\s/][^<>]*)?>", re.I)
_INLINE = {"span", "strong", "b", "em", "i", "u", "s", "a", "sub", "sup", "font"}
#: What no text of a CV needs, and what could deceive the eye; also HTML can name them.
_CONTROL = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|[\u202a-\u202e\u2066-\u2069]")
#: Stands for <br> while the line ends of the source are still white space; no XML can hold it.
_BREAK = "\x00"
POINT = "• "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or, where `point`, an item of a list."""

    text: str
    point: bool = False


def write(text: str, points: tuple[str, ...] = (), end: str = "") -> str:
    """A text, the list below it, and a last line; one line without mark-up stays as it is."""
    points = tuple(filter(None, points))
    if not points:
        text, end = "\n".join(filter(None, (text, end))), ""
    if not points and "\n" not in text and not _TAG.search(text):
        return text
    items = "".join(f"<li>{_escaped(point).replace(chr(10), '<br>')}</li>" for point in points)
    return _paragraphs(text) + (f"<ul>{items}</ul>" if items else "") + _paragraphs(end)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{_escaped(line)}</p>" for line in text.split("\n")) if text else ""


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def fit(text: str) -> str:
    return _CONTROL.sub(" ", text)


def tagged(name: str, inside: str) -> str:
    """HTML in an element of this name, where HTML has such an element."""
    made = f"<{name}>{inside}</{name}>"
    return made if _TAG.match(made) else inside


def blocks(text: str) -> list[Block]:
    """The paragraphs and points of a text, which need not be HTML."""
    if not _TAG.search(text):
        return [Block(line) for line in text.strip().split("\n")] if text.strip() else []
    found: list[Block] = []
    pending, point = "", False
    parts = _TAG.split(text)
    for start in range(0, len(parts), 3):
        pending += fit(html.unescape(_flowing(parts[start])))
        if start + 2 >= len(parts):
            break
        closes, name = bool(parts[start + 1]), parts[start + 2].lower()
        if name == "br":
            pending += _BREAK
        elif name not in _INLINE:
            if pending.strip(" \n" + _BREAK) or (name == "p" and closes and not point):
                found.append(_block(pending, point))
            pending, point = "", (point or name == "li") if not closes else point and name not in {"li", "ul", "ol"}
    return [*found, _block(pending, point)] if pending.strip(" \n" + _BREAK) else found


def _flowing(text: str) -> str:
    """Line ends of the source, and the white space around them, are one space. Not a pattern: white space may be long."""
    first, *others = text.split("\n")
    if not others:
        return text
    *middle, last = others
    return "\n".join([first.rstrip(), *(line.strip() for line in middle), last.lstrip()])


def _block(pending: str, point: bool) -> Block:
    lines = [" ".join(filter(None, line.split("\n"))) if "\n" in line else line for line in pending.split(_BREAK)]
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    return Block("\n".join(lines), point)


def plain(text: str) -> str:
    """All of it as lines; points begin with a dot."""
    return joined(blocks(text))


def split(found: list[Block]) -> tuple[str, tuple[str, ...]]:
    """(the text, the list that ends it): what a work entry calls its summary and its highlights."""
    cut = len(found)
    while cut and found[cut - 1].point:
        cut -= 1
    return joined(found[:cut]), tuple(one.text.strip() for one in found[cut:] if one.text.strip())


def joined(found: list[Block]) -> str:
    return "\n".join(POINT + one.text if one.point else one.text for one in found).strip()


def lines(text: str) -> list[str]:
    """Paragraphs and points alike: for a list that some write as a text, with a sign before each line."""
    every = (one.text if one.point else re.sub(r"^\s*[•·*–-]\s+", "", line) for one in blocks(text) for line in _parts(one))
    return [said for line in every if (said := line.strip())]


def _parts(one: Block) -> list[str]:
    return [one.text] if one.point else one.text.split("\n")
