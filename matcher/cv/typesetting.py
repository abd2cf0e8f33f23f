"""Typst: our templates and data to PDF pages or pictures of them. Data is handed over as JSON and is never read as markup."""

from __future__ import annotations

import io
import json
import re
import threading
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from matcher.errors import MatcherError
from matcher.vocabulary import Paper

#: Archival and accessible at once: tagged, with a title and a language, and with the data attached.
STANDARDS: list[Any] = ["a-3a", "ua-1"]
#: Said of every document, so that its metadata tells nothing of when or where somebody made it.
_TIMESTAMP = datetime(2000, 1, 1, tzinfo=UTC)
#: Names of papers as the typesetter has them.
PAPERS = {Paper.A4: "a4", Paper.LETTER: "us-letter"}
#: Filled at build time from the npm registry (`python -m web.build`).
FOLDER = Path(str(files("matcher.cv") / "fonts"))
_LOCAL = threading.local()
#: What is handed over and not shown as text.
_DATA = ("attachment", "href", "photo")
BOX = "□"
_ARABIC = re.compile("[\u0600-\u06ff]")
#: Marks of vowels and doubling, which Arabic writes where it likes. In a PDF they come out before or after the wrong letter.
_VOWELS = re.compile("[\u064b-\u0652\u0670]")
_UNBROKEN = re.compile(r"[^\s\u200b/-]{32,}")


class FontsMissing(MatcherError):
    """The fonts of documents are not built; the fact `reason` names the command."""

    code = "fonts_missing"


@cache
def _fonts() -> typst.Fonts:
    if not any(FOLDER.glob("*.ttf")):
        raise FontsMissing(reason="the fonts of documents are not built: run python -m web.build")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def _compiler() -> typst.Compiler:
    """One a thread: a compiler keeps what it has set, and is not to be shared while it works."""
    found = getattr(_LOCAL, "compiler", None)
    if found is None:
        found = _LOCAL.compiler = typst.Compiler(font_paths=_fonts())
    return found


@cache
def _template(name: str) -> bytes:
    return (files("matcher.cv") / "designs" / name).read_bytes()


def pdf(template: str, sheet: dict[str, Any]) -> bytes:
    """A tagged PDF/A-3a that is PDF/UA-1 as well. A letter that no font of ours has is shown as an empty box."""

    def made(inputs: dict[str, str]) -> Any:
        return _compiler().compile(
            input=_template(template), sys_inputs=inputs, format="pdf", pdf_standards=STANDARDS, timestamp=_TIMESTAMP
        )

    try:
        found = made(_inputs(sheet))
    except typst.TypstError as error:
        # The standards refuse a text that cannot be displayed. A box tells the reader that something is missing; no CV tells nothing.
        if "could not be displayed" not in str(error):
            raise
        found = made(_inputs(_printable(sheet)))
    return bytes(found)


def unprintable(text: str) -> str:
    """The letters of a text that no font of ours has, each once."""
    return "".join(dict.fromkeys(one for one in text if ord(one) not in _coverage()))


@cache
def _coverage() -> frozenset[int]:
    """Every letter that some font has; and those that are never drawn: spaces, marks of direction, joiners."""
    known: set[int] = set()
    for path in FOLDER.glob("*.ttf"):
        with TTFont(path, lazy=True) as font:
            known.update(font.getBestCmap())
    unseen = (*range(0x20), *range(0x2000, 0x2010), 0x2028, 0x2029, *range(0x202A, 0x2030), *range(0x2060, 0x2070), 0xAD, 0x61C, 0xFEFF)
    return frozenset(known | set(unseen) | set(range(0xFE00, 0xFE10)))


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(one if ord(one) in _coverage() else BOX for one in value)
    if isinstance(value, dict):
        return {name: one if name in _DATA else _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value


def pictures(template: str, sheet: dict[str, Any], ppi: float) -> list[bytes]:
    """The pages as PNG, from the very source that makes the PDF."""
    made = _compiler().compile(input=_template(template), sys_inputs=_inputs(sheet), format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made or [])


def count_pages(template: str, sheet: dict[str, Any]) -> int:
    """How many pages it takes, without drawing them."""
    return len(PdfReader(io.BytesIO(pdf(template, sheet))).pages)


def _inputs(sheet: dict[str, Any]) -> dict[str, str]:
    shown = {name: one for name, one in sheet.items() if name not in _DATA}
    arabic = bool(_ARABIC.search(json.dumps(shown, ensure_ascii=False)))
    return {"sheet": json.dumps(_breakable(sheet) | {"arabic": arabic}, ensure_ascii=False)}


def _breakable(value: Any) -> Any:
    """The same without Arabic vowel marks, and with places to break inside words longer than a line; data and addresses stay."""
    if isinstance(value, str):
        value = _VOWELS.sub("", value)
        return _UNBROKEN.sub(lambda found: "\u200b".join(found[0][at : at + 24] for at in range(0, len(found[0]), 24)), value)
    if isinstance(value, dict):
        return {name: one if name in _DATA else _breakable(one) for name, one in value.items()}
    return [_breakable(one) for one in value] if isinstance(value, list | tuple) else value
