"""Where columns stand side by side on a page. Everything is from the left here: pages that are read from the right come mirrored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from matcher.cv.reading.lines import looks_like_days

#: In sizes of a letter: the narrowest gutter between columns.
_GUTTER = 1.0
#: Pieces that each side of a sheet of two columns has, and rows in which its gutter is looked for.
_SHEET, _FAR = 6, 60


@dataclass(slots=True)
class Read:
    """A piece whose text is known. `first`: how wide its first word is, by which a broken line is told from one that ends.
    `sign`: how far behind its left edge the text begins, after the sign of a list."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    first: float
    sign: float = 0.0


Row = list[Read]


def find(rows: list[Row], start: int) -> tuple[int, float]:
    """(the row behind the last, where the second column begins) of the columns that begin here; (start, 0) where none do."""
    best, gutter = start, 0.0
    edges = Counter(round(one.left) for row in rows[start : start + _FAR] for one in row)
    for edge in sorted(edges)[1:]:
        whole = _reach(rows, start, edge)
        if _whole(rows[start:whole], edge) and whole > best:
            best, gutter = whole, edge
    if best > start:
        return best, gutter
    for edge in sorted({round(one.left) for one in rows[start][1:]}):
        end = _reach_of_short(rows, start, edge)
        if end > best and _are_columns(rows[start:end], edge):
            best, gutter = end, edge
    return best, gutter


def _crossed(row: Row, edge: float) -> bool:
    return any(one.left < edge - 0.5 and one.right > edge - _GUTTER * one.size for one in row)


def _reach(rows: list[Row], start: int, edge: float) -> int:
    """The row before which something crosses the gutter."""
    return next((number for number in range(start, len(rows)) if _crossed(rows[number], edge)), len(rows))


def _reach_of_short(rows: list[Row], start: int, edge: float) -> int:
    """The row behind the last that has both sides, before anything crosses, a heading comes or days stand alone on a side."""
    last = start
    for number in range(start, _reach(rows, start, edge)):
        near, far = _sides([rows[number]], edge)
        if near and far:
            if any(len(side) == 1 and looks_like_days(side[0].text) for side in (near, far)):
                break
            last = number + 1
        elif rows[number][0].bold != rows[start][0].bold or abs(rows[number][0].size - rows[start][0].size) > 0.6:
            break
    return last


def _whole(rows: list[Row], edge: float) -> bool:
    """Whether this is a sheet of two columns, of which one may be longer, and not a row or two that stand in columns."""
    near, far = _sides(rows, edge)
    if min(len(near), len(far)) < _SHEET or not _begins_evenly(far, edge) or _answering(rows, edge):
        return False
    return not any(sum(looks_like_days(one.text) for one in side) * 2 > len(side) for side in (near, far))


def _sides(rows: list[Row], edge: float) -> tuple[list[Read], list[Read]]:
    every = [one for row in rows for one in row]
    return [one for one in every if one.left < edge - 0.5], [one for one in every if one.left >= edge - 0.5]


def _begins_evenly(far: list[Read], edge: float) -> bool:
    """Whether the second column has an edge of its own to begin at; lists in it are set in a little."""
    return sum(abs(one.left - edge) < 1.5 for one in far) * 3 >= len(far)


def _answering(rows: list[Row], edge: float) -> bool:
    """Whether one side has a line only where the other has: days beside titles, or headings beside what they head."""
    for near, far in ((0, 1), (1, 0)):
        beside = [(any(one.left < edge for one in row), any(one.left >= edge for one in row)) for row in rows]
        count = sum(pair[near] for pair in beside)
        if count and sum(pair[near] and pair[far] for pair in beside) >= 0.85 * count and 2 * count <= sum(pair[far] for pair in beside):
            return True
    return False


def _are_columns(rows: list[Row], edge: float) -> bool:
    near, far = _sides(rows, edge)
    if min(len(near), len(far)) < 2 or not _begins_evenly(far, edge):
        return False
    return not any(sum(looks_like_days(one.text) for one in side) * 2 > len(side) for side in (near, far))
