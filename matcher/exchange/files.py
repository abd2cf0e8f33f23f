"""A file of vacancies of whatever kind: the kind is told by what is inside, never by the name."""

from __future__ import annotations

import codecs

from matcher.exchange import documents, tables, workbooks
from matcher.exchange.rows import Collector, Reading

LARGEST = 50_000_000
_OLD_EXCEL = "an old Excel file (.xls), or a workbook protected with a password: save it as .xlsx without a password, or as CSV"
#: How files begin that are no vacancies, and what to tell whoever sent one.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", _OLD_EXCEL),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip): unpack it first"),
    (b"7z\xbc\xaf", "a compressed file (7z): unpack it first"),
    (b"Rar!", "a compressed file (RAR): unpack it first"),
    (b"BZh", "a compressed file (bzip2): unpack it first"),
    (b"\xfd7zXZ", "a compressed file (xz): unpack it first"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_KINDS = "send CSV, XLSX, JSON, JSON Lines or schema.org JobPosting"


def read_vacancies(raw: bytes, file: str, *, lang: str, country: str | None, limit: int = 20_000, largest: int = LARGEST) -> Reading:
    """All rows that can be read, and every problem of the others. `lang` and `country` serve rows that do not say. `limit`: rows,
    `largest`: bytes.

    Raises InvalidInput (facts `file`, `line`, `field`, `reason`) where the file as a whole cannot be taken.
    """
    rows = Collector(file, lang, country, limit)
    if len(raw) > largest:
        raise rows.fail(f"larger than {largest:,} bytes: split the file")
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        workbooks.read(raw, rows)
        return rows.reading()
    for begin, what in _REFUSED:
        if raw.startswith(begin) and not _is_header(raw):
            raise rows.fail(f"{what}, not a list of vacancies; {_KINDS}")
    raw = _utf8(raw, rows)
    first = raw.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if not first:
        raise rows.fail("the file is empty")
    if first == b"<":
        raise rows.fail(f"a web page or XML, not a list of vacancies; {_KINDS}")
    (documents if first in b"{[" else tables).read(raw, rows)
    return rows.reading()


def _is_header(raw: bytes) -> bool:
    """Letters that begin a program may begin a column, too."""
    start = raw[:2000]
    return start.startswith((b"MZ", b"BZh")) and start.isascii() and b"\x00" not in start


def _utf8(raw: bytes, rows: Collector) -> bytes:
    """UTF-16 with its mark becomes UTF-8; anything else stays."""
    if not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw
    try:
        return raw.decode("utf-16").encode()
    except UnicodeDecodeError as error:
        raise rows.fail(f"not UTF-16, although it begins so, at byte {error.start + 1}: save it as UTF-8", 1, "line") from error
