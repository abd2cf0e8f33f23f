"""Pieces of a page to lines in the order of reading: columns one after the other, rows of a table side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from matcher.cv.reading import columns, direction
from matcher.cv.reading.columns import Read, Row
from matcher.cv.reading.glyphs import Piece
from matcher.cv.reading.lines import APART, BULLETS, TextLine, bulleted

#: In sizes of a letter: the widest step from one line of a paragraph to the next.
_STEP = 1.9


def lines(found: Sequence[Piece]) -> list[TextLine]:
    """The lines of one page."""
    rtl = _from_right(found)
    read = [_read(one, rtl) for one in found]
    return list(_lines_of(_rows([one for one in read if one.text])))


def _from_right(found: Sequence[Piece]) -> bool:
    """Whether a page is read from the right: its rows begin at a common right edge, or most letters are of that kind."""
    kinds = [direction.kind(glyph.text) for one in found for glyph in one.glyphs]
    share = kinds.count("R") / max(kinds.count("R") + kinds.count("L"), 1)
    if not 0.05 < share < 0.95:
        return share > 0.5
    rights, lefts = Counter(round(one.right / 2) for one in found), Counter(round(one.left / 2) for one in found)
    # Edges of letters differ by a hair: neighbours count together.
    right, left = (max((edges[at] + edges[at + 1] for at in list(edges)), default=0) for edges in (rights, lefts))
    return right > left if right != left else share > 0.5


def _read(one: Piece, rtl: bool) -> Read:
    """On a page that is read from the right everything is mirrored, so that one set of rules serves both."""
    text = direction.plain(direction.logical(one.clusters(), rtl))
    first = len(text.split(" ", 1)[0]) / max(len(text), 1) * (one.right - one.left)
    left, right = (-one.right, -one.left) if rtl else (one.left, one.right)
    return Read(text, left, right, one.base, one.size, one.bold, first)


def _rows(read: Iterable[Read]) -> list[Row]:
    rows: list[Row] = []
    for one in read:
        if rows and abs(rows[-1][0].base - one.base) <= 0.25 * max(min(one.size, rows[-1][0].size), 4):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [_with_signs(sorted(row, key=lambda one: one.left)) for row in rows]


def _with_signs(row: Row) -> Row:
    """A sign of a list belongs to what stands behind it, however far."""
    made: Row = []
    for one in row:
        if made and len(made[-1].text) == 1 and made[-1].text in BULLETS and one.left - made[-1].right < 4 * one.size:
            sign = made.pop()
            one.text, one.left, one.sign = f"{sign.text} {one.text}", sign.left, one.left - sign.left
        made.append(one)
    return made


def _lines_of(rows: list[Row]) -> Iterator[TextLine]:
    """Cut across where columns begin and end, and read each block by itself."""
    at = 0
    single: list[Row] = []
    while at < len(rows):
        end, gutter = columns.find(rows, at)
        if end == at:
            single.append(rows[at])
            at += 1
            continue
        yield from _column(single)
        single = []
        for beyond in (False, True):
            column = [[one for one in row if (one.left >= gutter - 0.5) is beyond] for row in rows[at:end]]
            yield from _lines_of([row for row in column if row])
        at = end
    yield from _column(single)


def _column(rows: list[Row]) -> Iterator[TextLine]:
    """The lines of one column, those of one paragraph put together."""
    if not rows:
        return
    edge = max(one.right for row in rows for one in row)
    text, before, opened = "", list[Read](), TextLine("")
    for row in rows:
        joined = APART.join(one.text for one in row)
        if before and _goes_on(before, row, edge, opened):
            text = f"{text[:-1] if _broken(text, joined) else text + ' '}{joined}"
            before = row
            continue
        if before:
            yield _made(text, opened)
        head = row[0]
        gap = max(before[0].base - head.base - 1.2 * head.size, 0) if before else 4 * head.size
        text, before = joined, row
        opened = TextLine(joined, round(head.size, 1), head.bold, 0, bulleted(joined)[1], round(gap, 1))
    yield _made(text, opened)


def _made(text: str, opened: TextLine) -> TextLine:
    body = bulleted(text)[0] if opened.bullet else text
    return TextLine(body, opened.size, opened.bold, 0, opened.bullet, opened.gap_before)


def _broken(text: str, following: str) -> bool:
    """Whether a word was parted at the end of the line."""
    return len(text) > 2 and text[-1] == "-" and text[-2].isalpha() and following[:1].islower()


def _goes_on(before: Row, row: Row, edge: float, opened: TextLine) -> bool:
    """Whether a row continues the paragraph of the one before: same letters, and its first word had no room up there."""
    if len(before) > 1 or len(row) > 1 or bulleted(row[0].text)[1]:
        return False
    one, other = before[0], row[0]
    if one.bold != other.bold or abs(one.size - other.size) > 0.6 or not 0 < one.base - other.base < _STEP * one.size:
        return False
    room = edge - one.right
    if abs(other.left - one.left - one.sign) > 2 and not (opened.bullet and 0 <= other.left - one.left < 4 * one.size):
        if abs((one.left + one.right) / 2 - (other.left + other.right) / 2) > 2:
            return False
        room /= 2  # centred lines have room on both sides, and need all of it
    return room < other.first + 0.35 * one.size
