"""The glyphs of a page of a PDF, with the place of each: what the layout is read from."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

#: Of the size of the letters: a wider gap is a space, and a much wider one sets two pieces of a row apart.
_SPACE, _WIDE, _APART, _THIN = 0.17, 0.45, 1.6, 0.1
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_BOLD = 600


@dataclass(slots=True)
class Glyph:
    """One glyph and what it stands for, from `left` to `right` on the line `base`; all in points. `spaced`: a space of its own follows."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    spaced: bool = False


@dataclass(slots=True)
class Piece:
    """What stands together in a row: glyphs from left to right, without a wide gap."""

    glyphs: list[Glyph]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return max(one.right for one in self.glyphs)

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        sizes = sorted(one.size for one in self.glyphs)
        return sizes[len(sizes) // 2]

    @property
    def bold(self) -> bool:
        letters = [one.bold for one in self.glyphs if one.text.strip()]
        return sum(letters) * 2 > len(letters)

    def clusters(self) -> list[str]:
        """What the glyphs stand for, with a space wherever the eye sees one, and two for a wide one."""
        made: list[str] = []
        before: Glyph | None = None
        for one in self.glyphs:
            if before and ((gap := one.left - before.right) > _SPACE * one.size or before.spaced):
                made.extend("  " if gap > _WIDE * one.size else " ")
            made.append(one.text)
            before = one
        return made


def read(page: Any, most: int) -> list[Glyph]:
    """The glyphs of a page, at most so many."""
    text = page.get_textpage()
    raw = text.raw
    found: list[Glyph] = []
    count = min(pdfium.FPDFText_CountChars(raw), most)
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    for number in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, number)
        if pdfium.FPDFText_IsGenerated(raw, number) or code in (0, 10, 13, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            continue
        pdfium.FPDFText_GetCharOrigin(raw, number, x, y)
        pdfium.FPDFText_GetLooseCharBox(raw, number, box)
        pdfium.FPDFText_GetMatrix(raw, number, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        size = pdfium.FPDFText_GetFontSize(raw, number) * scale
        pdfium.FPDFText_GetFontInfo(raw, number, name, 128, flags)
        bold = pdfium.FPDFText_GetFontWeight(raw, number) >= _BOLD or any(
            one in name.value.decode("latin-1").lower() for one in _BOLD_NAMES
        )
        character = chr(code)
        if found and character.isspace() and size <= 1.01:
            size = found[-1].size  # a space that belongs to no font of its own
        # Letters of one glyph come one by one, in the order they are read, and share its place.
        if found and abs(found[-1].left - x.value) < 0.01 and abs(found[-1].base - y.value) < 0.01 and not character.isspace():
            found[-1].text += character
            found[-1].right = max(found[-1].right, box.right)
            continue
        found.append(Glyph(character, x.value, max(box.right, x.value), y.value, size, bold))
    return _marked(_shared(found))


def _shared(glyphs: list[Glyph]) -> list[Glyph]:
    """Letters of one glyph that did not come one after the other are put together again, and text drawn twice stands once."""
    by_place: dict[tuple[float, float], Glyph] = {}
    for one in glyphs:
        place = (round(one.left, 1), round(one.base, 1))
        before = by_place.get(place)
        if before is None or not one.text.strip() or not before.text.strip():
            by_place[place if before is None else (*place, len(by_place))] = one  # type: ignore[index]
        elif one.text not in before.text:
            before.text += one.text
            before.right = max(before.right, one.right)
    return list(by_place.values())


def _marked(glyphs: list[Glyph]) -> list[Glyph]:
    """Marks above and below letters, such as the shadda, to the letter they stand at."""
    marks = [one for one in glyphs if all(unicodedata.category(c) == "Mn" for c in one.text)]
    if not marks:
        return glyphs
    letters = [one for one in glyphs if not all(unicodedata.category(c) == "Mn" for c in one.text)]
    rows: dict[int, list[Glyph]] = defaultdict(list)
    for one in letters:
        rows[round(one.base)].append(one)
    for mark in marks:
        near = [one for base in range(round(mark.base) - 8, round(mark.base) + 9) for one in rows.get(base, ()) if one.text.strip()]
        if near:
            min(near, key=lambda one: abs((one.left + one.right) / 2 - mark.left) + abs(one.base - mark.base)).text += mark.text
    return letters


def pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The pieces of all rows, from the top; those of one row from the left."""
    rows: list[list[Glyph]] = []
    for one in sorted(glyphs, key=lambda one: -one.base):
        if rows and abs(rows[-1][0].base - one.base) <= 0.25 * max(min(one.size, rows[-1][0].size), 4):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [Piece(part) for row in rows for part in _parted(sorted(row, key=lambda one: one.left))]


def _parted(row: list[Glyph]) -> Iterator[list[Glyph]]:
    part: list[Glyph] = []
    for one in row:
        if not one.text.strip():
            if part and one.right - one.left > _THIN * part[-1].size:
                part[-1].spaced = True
            continue
        if part and one.left - max(before.right for before in part[-3:]) > _APART * max(one.size, 4):
            yield part
            part = []
        part.append(one)
    if part:
        yield part
