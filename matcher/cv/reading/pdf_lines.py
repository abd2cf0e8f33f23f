"""The lines of a PDF. Runs in a process of its own: the parser is native code, and files come from anywhere."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from matcher.cv.reading import glyphs, layout
from matcher.cv.reading.lines import TextLine
from matcher.cv.reading.refusals import DAMAGED, LOCKED, PICTURES, TOO_LONG, Refused

MOST_PAGES = 20
_MOST_GLYPHS = 150_000
_TAIL = 2_048
_LARGEST_ATTACHMENT = 4_000_000
_MOST_ATTACHMENTS = 50
_PAGE_NUMBER = re.compile(r"^\W*(?:p[aá]g(?:e|ina)?\.?|seite|صفحة)?\W*\d{1,3}\W*(?:(?:/|\||of|de|von|di|sur|من)\W*\d{1,3})?\W*$", re.I)


def opened(raw: bytes) -> Any:
    """Raises Refused."""
    if b"%%EOF" not in raw[-_TAIL:]:
        raise Refused(DAMAGED)  # the parser would make something up of what is there
    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise Refused(LOCKED if locked else DAMAGED) from error


def lines(raw: bytes) -> list[TextLine]:
    """Every line of the document, in the order of reading. Raises Refused."""
    document = opened(raw)
    if not len(document):
        raise Refused(DAMAGED)
    if len(document) > MOST_PAGES:
        raise Refused(TOO_LONG)
    left, pages = _MOST_GLYPHS, list[list[TextLine]]()
    for number in range(len(document)):
        try:
            found = glyphs.read(document[number], left + 1)
        except pypdfium2.PdfiumError as error:
            raise Refused(DAMAGED) from error
        left -= len(found)
        if left < 0:
            raise Refused(TOO_LONG)
        pages.append(layout.lines(glyphs.pieces(found)))
    if not any(one.text for page in pages for one in page):
        raise Refused(PICTURES)
    return _without_edges(pages)


def _without_edges(pages: list[list[TextLine]]) -> list[TextLine]:
    """Without the numbers of pages, and without what stands at the head or foot of every page again."""
    edges = Counter(
        _same(one.text) for page in pages if len(pages) > 1 for one in {id(one): one for one in (*page[:2], *page[-2:])}.values()
    )
    kept: list[TextLine] = []
    for number, page in enumerate(pages):
        for at, one in enumerate(page):
            edge = at < 2 or at >= len(page) - 2
            again = edges[_same(one.text)] > 1 and (number > 0 or at > 2 or re.search(r"\d", one.text))
            if not (edge and (_PAGE_NUMBER.match(one.text) or again)):
                kept.append(one)
    return kept


def _same(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def attached(raw: bytes) -> bytes:
    """The first JSON object that travels inside, or b"". Raises Refused."""
    document = opened(raw)
    for number in range(min(document.count_attachments(), _MOST_ATTACHMENTS)):
        one = document.get_attachment(number)
        if not one.get_name().lower().endswith(".json"):
            continue
        try:
            inside = bytes(one.get_data())
            known = json.loads(inside.decode("utf-8-sig")) if len(inside) <= _LARGEST_ATTACHMENT else None
        except (pypdfium2.PdfiumError, ValueError, RecursionError):
            continue
        if isinstance(known, dict) and known.keys() & SECTIONS:
            return inside
    return b""


#: What a JSON Resume says something in.
SECTIONS = frozenset(
    ("basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages", "interests",
     "references", "projects")
)  # fmt: skip
