"""One CV as one document. Every format is made from the same CV, anonymous or not, so that none says more than another."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image

from matcher.cv import anonymous, europass, json_resume, paper, plain_text, word
from matcher.cv.resume import Resume
from matcher.cv.sheet import Sheet, Words, lay_out
from matcher.vocabulary import CvFormat, Design, Paper
from occupations.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Look:
    """How a CV is to come out."""

    format: CvFormat = CvFormat.PDF
    design: Design = Design.PLAIN
    paper: Paper = Paper.A4
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A document: its bytes, media type, and the ending of its name."""

    content: bytes
    media_type: str
    ending: str


def make(resume: Resume, look: Look, words: Words, taxonomy: Taxonomy, photo: bytes | None = None) -> Made:
    """The document. `photo` (JPEG or PNG) is shown in PDF and DOCX only, and never in an anonymous one."""
    shown = prepare(resume, look.anonymous, words.lang, taxonomy)
    sheet = lay_out(shown, words, None if look.anonymous else photo)
    content, media_type, ending = _MAKERS[look.format](shown, sheet, look, words)
    return Made(content, media_type, ending)


def prepare(resume: Resume, hidden: bool, lang: str, taxonomy: Taxonomy) -> Resume:
    """The CV as it will be shown, in a language."""
    resume = replace(resume, meta=replace(resume.meta, lang=lang))
    if not hidden:
        return resume

    def named(title: str) -> str:
        found = taxonomy.find_occupation(title)
        return found.code if found else ""

    return anonymous.anonymous(resume, named)


def pictures(sheet: Sheet, look: Look, ppi: float) -> list[bytes]:
    """The pages as PNG: the preview is the result."""
    return paper.pictures(sheet, look.design, look.paper, ppi)


def count_pages(sheet: Sheet, look: Look) -> int:
    """How many pages the PDF has."""
    return paper.count_pages(sheet, look.design, look.paper)


def small(picture: bytes) -> bytes:
    """The same PNG in 16 colours: a page of text looks alike, and comes over a slow line in a third of the time."""
    with Image.open(io.BytesIO(picture)) as drawn:
        reduced = drawn.convert("RGB").quantize(16, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    reduced.save(stream, "PNG", optimize=True)
    return stream.getvalue()


_Made = tuple[bytes, str, str]
_MAKERS: dict[CvFormat, Callable[[Resume, Sheet, Look, Words], _Made]] = {
    CvFormat.PDF: lambda cv, sheet, look, words: (
        paper.pdf(sheet, look.design, look.paper, json_resume.dumps(cv)),
        "application/pdf",
        ".pdf",
    ),
    CvFormat.DOCX: lambda cv, sheet, look, words: (
        word.docx_of(sheet, look.design, look.paper),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
    ),
    CvFormat.JSON: lambda cv, sheet, look, words: (json_resume.dumps(cv), "application/json", ".json"),
    CvFormat.EUROPASS: lambda cv, sheet, look, words: (europass.dumps(cv, words), "application/xml", ".xml"),
    CvFormat.TEXT: lambda cv, sheet, look, words: (plain_text.text(sheet).encode(), "text/plain", ".txt"),
}
