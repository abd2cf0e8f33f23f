"""Text of foreign CVs (PDF, DOCX) to a draft."""

from __future__ import annotations

from matcher.cv.resume import Resume
from matcher.errors import InvalidInput


def attached(raw: bytes, file: str) -> bytes | None:
    return None


def pdf(raw: bytes, file: str) -> tuple[Resume, bool, tuple[str, ...]]:
    raise InvalidInput(file=file, field="file", reason="damaged or incomplete")


docx = pdf
