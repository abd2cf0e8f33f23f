"""Typst: our templates and data to PDF pages or pictures of them. Data is handed over as JSON and is never read as markup."""

from __future__ import annotations

import json
import re
import threading
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from matcher.vocabulary import Paper

#: Archival and accessible at once: tagged, with a title and a language, and with the data attached.
STANDARDS: list[Any] = ["a-3a", "ua-1"]
#: Said of every document, so that its metadata tells nothing of when or where somebody made it.
_TIMESTAMP = datetime(2000, 1, 1, tzinfo=UTC)
#: Names of papers as the typesetter has them.
PAPERS = {Paper.A4: "a4", Paper.LETTER: "us-letter"}
_LOCAL = threading.local()
_UNBROKEN = re.compile(r"[^\s\u200b/-]{32,}")


class FontsMissing(RuntimeError):
    """The fonts of documents are not built."""


@cache
def _fonts() -> typst.Fonts:
    folder = Path(str(files("matcher.cv") / "fonts"))
    if not any(folder.glob("*.ttf")):
        raise FontsMissing("the fonts of documents are not built: run python -m web.build")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


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
    """A tagged PDF/A-3a that is PDF/UA-1 as well."""
    made = _compiler().compile(
        input=_template(template), sys_inputs=_inputs(sheet), format="pdf", pdf_standards=STANDARDS, timestamp=_TIMESTAMP
    )
    assert isinstance(made, bytes)  # noqa: S101 - one document, in memory: that is what comes back
    return made


def pictures(template: str, sheet: dict[str, Any], ppi: float) -> list[bytes]:
    """The pages as PNG, from the very source that makes the PDF."""
    made = _compiler().compile(input=_template(template), sys_inputs=_inputs(sheet), format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made or [])


def _inputs(sheet: dict[str, Any]) -> dict[str, str]:
    return {"sheet": json.dumps(_breakable(sheet), ensure_ascii=False)}


def _breakable(value: Any) -> Any:
    """The same, with places to break inside words that are longer than a line; data and addresses stay as they are."""
    if isinstance(value, str):
        return _UNBROKEN.sub(lambda found: "\u200b".join(found[0][at : at + 24] for at in range(0, len(found[0]), 24)), value)
    if isinstance(value, dict):
        return {name: one if name in ("attachment", "href", "photo") else _breakable(one) for name, one in value.items()}
    return [_breakable(one) for one in value] if isinstance(value, list | tuple) else value
