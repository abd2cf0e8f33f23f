"""Before a workbook is opened: its zip archive is what it says, holds nothing that acts, and unfolds to a bearable size."""

from __future__ import annotations

import io
import re
import zipfile

from matcher.exchange.rows import Collector
from occupations.archives import BROKEN_ZIP

MOST_PARTS = 1_000
LARGEST_PART, LARGEST_TOTAL = 20_000_000, 50_000_000
#: Sheets of text unfold to some tens of times their size. Small parts may be more regular than that and harm nobody.
MOST_UNFOLDED, SMALL = 200, 1_000_000
#: Elements of a part, by the beginning of its name: what openpyxl builds of one element takes it many microseconds.
MOST_TAGS = {"xl/worksheets/": 5_000_000, "xl/sharedStrings": 2_500_000, "": 200_000}
#: Between the beginnings of two rows: a row is built whole before anybody sees how wide it is.
MOST_IN_ROW = 50_000
_ROW = re.compile(rb"<(?:\w{1,20}:)?row[\s/>]")
_ENCRYPTED = 0x1
_CHUNK = 1 << 16


def check(raw: bytes, rows: Collector) -> None:
    """Raises InvalidInput."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check(archive, rows)
    except (*BROKEN_ZIP, OSError) as error:
        raise rows.fail("a damaged or half-written XLSX file: save it again") from error


def _check(archive: zipfile.ZipFile, rows: Collector) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise rows.fail(f"an XLSX file of more than {MOST_PARTS:,} parts")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise rows.fail("an archive protected with a password: save it without one")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        kind = "an OpenDocument file" if "content.xml" in names else "a zip archive, but no Excel workbook"
        raise rows.fail(f"{kind}: save it as XLSX or as CSV")
    if len(set(names)) < len(names):
        raise rows.fail("an XLSX file that holds one part twice")
    if any("vbaproject" in name.casefold() or "macrosheet" in name.casefold() for name in names):
        raise rows.fail("holds macros: save it as an Excel workbook without macros (.xlsx)")
    total = 0
    for part in parts:
        unfolded = max(part.file_size, 0)
        total += unfolded
        if unfolded > SMALL and unfolded > MOST_UNFOLDED * max(part.compress_size, 1):
            raise rows.fail(f"a part of the XLSX file unfolds to more than {MOST_UNFOLDED} times its size")
        if unfolded > LARGEST_PART or total > LARGEST_TOTAL:
            raise rows.fail("too large once unfolded: split the workbook, or save it as CSV")
    for part in parts:
        _check_part(archive, part, rows)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, rows: Collector) -> None:
    """Unfolds a part once, by chunks: what the directory says of its size may be a lie, and its checksum is held to."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The others unfold without a bound before anybody can count.
        raise rows.fail("too large once unfolded: split the workbook, or save it as CSV")
    most = next(most for begin, most in MOST_TAGS.items() if part.filename.startswith(begin))
    is_xml = part.filename.casefold().endswith((".xml", ".rels"))
    size = tags = in_row = 0
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            for nth, piece in enumerate(_ROW.split(chunk) if is_xml else ()):
                in_row = piece.count(b"<") + (in_row if nth == 0 else 0)
                tags += piece.count(b"<") + 1
            if size > LARGEST_PART:
                raise rows.fail("too large once unfolded: split the workbook, or save it as CSV")
            if tags > most or (in_row > MOST_IN_ROW and most == MOST_TAGS["xl/worksheets/"]):
                raise rows.fail("too many cells or styles: split the workbook, or save it as CSV")
            if is_xml and (b"<!DOCTYPE" in before + chunk or b"<!ENTITY" in before + chunk):
                raise rows.fail("an XLSX file that defines XML entities of its own, which no workbook does")
            before = chunk[-16:]
