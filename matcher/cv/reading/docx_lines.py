"""The lines of a DOCX: paragraphs, tables cell by cell, text boxes and the header of its pages. Runs in a process of its own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from matcher.cv.reading import package
from matcher.cv.reading.direction import plain
from matcher.cv.reading.lines import APART, TextLine, bulleted, looks_like_days
from matcher.cv.reading.refusals import TOO_LONG, Refused

_MOST_PARAGRAPHS, _MOST_LETTERS = 5_000, 300_000
_SIZE = 11.0
_LONGEST_LABEL = 40
_HEADING = re.compile(r"^heading (\d)$", re.I)
#: What Word writes a second time for older programs, has struck out, or does not show.
_SKIPPED = {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SKIPPED |= {qn(f"w:{name}") for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "sectPr", "drawing", "pict")}
_BOXES_SKIPPED = {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", qn("w:txbxContent")}
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}


def lines(raw: bytes) -> list[TextLine]:
    """Every line, in the order of the document; what stands in the header of its pages comes first. Raises Refused."""
    package.check(raw)
    document = docx.Document(io.BytesIO(raw))
    reader = _Reader(document)
    found: list[TextLine] = []
    for section in list(document.sections)[:1]:
        for header in (section.first_page_header, section.header):
            if not header.is_linked_to_previous and not found:
                found.extend(reader.block(header._element))
    found.extend(reader.block(document.element.body))
    return found


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraphs = self._letters = 0

    def block(self, element: Any) -> list[TextLine]:
        """What stands in a body, a cell or a box, from the top."""
        made: list[TextLine] = []
        for child in element:
            if child.tag == qn("w:p"):
                made.extend(self._paragraph(child))
            elif child.tag == qn("w:tbl"):
                for row in child.iter(qn("w:tr")):
                    if next(row.iterancestors(qn("w:tbl"))) is child:
                        made.extend(_row([self.block(cell) for cell in _cells(row)]))
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
                made.extend(self.block(child))
        return made

    def _paragraph(self, element: Any) -> list[TextLine]:
        self._paragraphs += 1
        text = "".join(_text(element))
        self._letters += len(text)
        if self._paragraphs > _MOST_PARAGRAPHS or self._letters > _MOST_LETTERS:
            raise Refused(TOO_LONG)
        boxes = [box for box in element.iter(qn("w:txbxContent")) if not _inside(box, element, _BOXES_SKIPPED)]
        made = self._lines(Paragraph(element, self._document._body), text) if text.strip() else []
        return [*made, *(line for box in boxes for line in self.block(box))]

    def _lines(self, paragraph: Paragraph, text: str) -> Iterator[TextLine]:
        look = _Look(paragraph)
        for number, part in enumerate(text.split("\n")):
            body, bullet = bulleted(plain(part))
            if body:
                yield TextLine(
                    body, look.size, look.bold, look.heading, bullet or (look.listed and number == 0), look.gap if not number else 0
                )


class _Look:
    """How a paragraph looks, by its own settings, else by its styles."""

    def __init__(self, paragraph: Paragraph) -> None:
        styles = list(_chain(paragraph.style))
        names = [str(style.name or "") for style in styles]
        runs = [(len(run.text.strip()), run) for run in paragraph.runs if run.text.strip()]
        most = max(runs, key=lambda pair: pair[0], default=(0, None))[1]
        sizes = [most.font.size if most else None, *(getattr(getattr(style, "font", None), "size", None) for style in styles)]
        self.size = next((round(size.pt, 1) for size in sizes if size), _SIZE)
        styled = next((style.font.bold for style in styles if getattr(style, "font", None) and style.font.bold is not None), False)
        letters = sum(count for count, _ in runs)
        self.bold = sum(count for count, run in runs if (run.bold if run.bold is not None else styled)) * 2 > letters
        self.heading = next((int(found[1]) for name in names if (found := _HEADING.match(name))), 0)
        self.listed = _numbered(paragraph._p) or any(name.startswith("List") and name != "List Paragraph" for name in names[:1])
        spaces = [paragraph.paragraph_format.space_before, *(getattr(_format(style), "space_before", None) for style in styles)]
        self.gap = next((round(space.pt, 1) for space in spaces if space is not None), 0.0)


def _format(style: Any) -> Any:
    return getattr(style, "paragraph_format", None)


def _chain(style: Any) -> Iterator[Any]:
    for _ in range(10):
        if style is None:
            return
        yield style
        style = getattr(style, "base_style", None)


def _numbered(element: Any) -> bool:
    """Whether a paragraph is a point of a list by its own settings; list number 0 takes it out of any."""
    found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    return found is not None and found.get(qn("w:val")) != "0"


def _text(element: Any) -> Iterator[str]:
    """The text of a paragraph with its breaks; boxes that hang on it are read by themselves."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif isinstance(child.tag, str) and not child.tag.endswith("AlternateContent"):
            yield from _text(child)


def _inside(element: Any, outer: Any, tags: set[str]) -> bool:
    for above in element.iterancestors():
        if above is outer:
            return False
        if above.tag in tags:
            return True
    return False


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row; one that is merged with the one above holds nothing of its own."""
    for cell in row.iter(qn("w:tc")):
        if next(cell.iterancestors(qn("w:tr"))) is row:
            yield cell


def _row(cells: list[list[TextLine]]) -> list[TextLine]:
    """Days that have a cell to themselves stand with the title beside them, and a label with what it labels."""
    cells = [cell for cell in cells if cell]
    if len(cells) < 2:
        return [line for cell in cells for line in cell]
    days = [cell for cell in cells if len(cell) == 1 and looks_like_days(cell[0].text)]
    others = [cell for cell in cells if cell not in days]
    if len(days) == 1 and others:
        first = others[0][0]
        text = first.text if APART in first.text else f"{first.text}{APART}{days[0][0].text}"
        titled = TextLine(text, first.size, first.bold, first.heading, first.bullet, max(first.gap_before, 6.0))
        return [titled, *others[0][1:], *(line for cell in others[1:] for line in cell)]
    label, value = cells[0][0], cells[1][0]
    if len(cells) == 2 and len(cells[0]) == len(cells[1]) == 1 and len(label.text) <= _LONGEST_LABEL and not (label.bullet or value.bullet):
        between = " " if label.text.endswith(":") else ": "
        return [TextLine(f"{label.text}{between}{value.text}", value.size, value.bold, 0, False, label.gap_before)]
    return [line for cell in cells for line in cell]
