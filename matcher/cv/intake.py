"""A CV as somebody brings it, of whatever kind: told by its content, never by its name."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.cv import draft, europass, json_resume, reading
from matcher.cv.resume import Resume
from matcher.documents import clean_name
from matcher.errors import InvalidInput

LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file says. `guessed`: read out of free text, so that each line needs a look; else the file names its fields itself.

    `unread`: lines that were not understood, kept so that somebody can say what they are.
    """

    resume: Resume
    guessed: bool
    unread: tuple[str, ...] = ()


def read(raw: bytes, name: str) -> Brought:
    """Raises InvalidInput (facts `file`, `field`, `reason`, perhaps `line`) for what cannot be read or says nothing."""
    file = clean_name(name)
    if len(raw) > LARGEST:
        raise InvalidInput(file=file, field="file", reason=f"larger than {LARGEST // 1_000_000} MB")
    brought = _read(raw, file)
    if draft.says_nothing(brought.resume):
        raise InvalidInput(file=file, field="file", reason="says nothing that belongs on a CV")
    return brought


def _read(raw: bytes, file: str) -> Brought:
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if raw.startswith(b"%PDF"):
        inside = reading.attached(raw, file)
        return Brought(json_resume.loads(inside, file), guessed=False) if inside else Brought(*reading.pdf(raw, file))
    if raw.startswith(b"PK\x03\x04"):
        return Brought(*reading.docx(raw, file))
    if start == b"{":
        return Brought(json_resume.loads(raw, file), guessed=False)
    if start == b"<":
        return Brought(europass.loads(raw, file), guessed=False)
    reason = "empty" if not raw.strip() else "not a PDF, DOCX, JSON Resume or Europass XML file"
    raise InvalidInput(file=file, field="file", reason=reason)
