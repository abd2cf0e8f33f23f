"""A sheet as PDF, and as the pictures of its pages that are its preview."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from matcher.cv import typesetting
from matcher.cv.sheet import Sheet
from matcher.vocabulary import Design, Paper


def pdf(sheet: Sheet, design: Design, paper: Paper, attachment: bytes | None = None) -> bytes:
    """The PDF of a sheet; `attachment`: the JSON Resume that travels inside."""
    return typesetting.pdf("cv.typ", _data(sheet, design, paper, attachment))


def pictures(sheet: Sheet, design: Design, paper: Paper, ppi: float = 72) -> list[bytes]:
    """The pages of that PDF as PNG. 72 points an inch make about 600 pixels of width on A4."""
    return typesetting.pictures("cv.typ", _data(sheet, design, paper, None), ppi)


def count_pages(sheet: Sheet, design: Design, paper: Paper) -> int:
    """How many pages the PDF has."""
    return typesetting.count_pages("cv.typ", _data(sheet, design, paper, None))


def _data(sheet: Sheet, design: Design, paper: Paper, attachment: bytes | None) -> dict[str, Any]:
    return asdict(sheet) | {
        "design": str(design),
        "paper": typesetting.PAPERS[paper],
        "author": sheet.author,
        "footer": sheet.name,
        "photo": None if sheet.photo is None else list(sheet.photo),
        "attachment": None if attachment is None else attachment.decode(),
    }
