"""CVs that say nothing about themselves: the text of a PDF or DOCX of any make, read into the fields of a CV as far as it is understood.

Everything is imported when it is needed: the process that opens foreign files starts from this package, and must start fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.cv.resume import Resume


def attached(raw: bytes, file: str) -> bytes | None:
    """The JSON Resume that a PDF carries inside; None where there is none. Raises InvalidInput where the PDF cannot be opened."""
    from matcher.cv.reading.foreign import ask

    return ask("attached", raw, file) or None


def pdf(raw: bytes, file: str) -> tuple[Resume, bool, tuple[str, ...]]:
    """(what the text says, True for it was guessed, lines that were not understood). Raises InvalidInput."""
    from matcher.cv.reading.foreign import lines
    from matcher.cv.reading.parsing import parse

    return parse(lines("pdf", raw, file))


def docx(raw: bytes, file: str) -> tuple[Resume, bool, tuple[str, ...]]:
    """(what the text says, True for it was guessed, lines that were not understood). Raises InvalidInput."""
    from matcher.cv.reading.foreign import lines
    from matcher.cv.reading.parsing import parse

    return parse(lines("docx", raw, file))
