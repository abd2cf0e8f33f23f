"""CSV: with commas, semicolons or tabs, whichever the header uses."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from matcher.exchange.columns import header
from matcher.exchange.plain import read_plain
from matcher.exchange.rows import Collector
from matcher.exchange.texts import Wrong, said

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = ",;\t"
LONGEST_LINE, MOST_EMPTY = 1_000_000, 200_000


def read(raw: bytes, rows: Collector) -> None:
    """Raises InvalidInput where the whole file cannot be read."""
    _check_text(raw, rows)
    skipped, delimiter = _delimiter(raw)
    lines = _lines(raw, rows)
    for _ in range(skipped):
        next(lines)
    _read_records(csv.reader(lines, delimiter=delimiter, strict=True), skipped, rows)


def _check_text(raw: bytes, rows: Collector) -> None:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        start = raw.rfind(b"\n", 0, error.start) + 1
        reason = f"not UTF-8 at byte {error.start - start + 1} (0x{raw[error.start]:02X}): save the file as UTF-8 (in Excel: CSV UTF-8)"
        raise rows.fail(reason, raw.count(b"\n", 0, error.start) + 1, "line") from error
    if b"\x00" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\x00")) + 1
        raise rows.fail("holds a NUL byte: not a text file, or UTF-16 without its mark; save it as UTF-8", line, "line")


def _lines(raw: bytes, rows: Collector) -> Iterator[str]:
    """Line by line, so that the whole is never in memory twice; a line without an end would be one row of millions of cells."""
    for number, line in enumerate(io.TextIOWrapper(io.BytesIO(raw), "utf-8-sig", newline=""), 1):
        if len(line) > LONGEST_LINE:
            raise rows.fail(f"longer than {LONGEST_LINE:,} characters", number, "line")
        yield line


def _delimiter(raw: bytes) -> tuple[int, str]:
    """(lines to skip, delimiter): what Excel says in a first line of its own, else what stands most often in the header outside quotes."""
    start = raw[:LONGEST_LINE].decode("utf-8-sig", "ignore")
    if start[:4].lower() == "sep=" and start[4:5] and start[4] in _DELIMITERS:
        return 1, start[4]
    outside = "".join(re.split('"[^"]*"', start.lstrip().splitlines()[0])) if start.strip() else ""
    return 0, max(_DELIMITERS, key=outside.count)


def _read_records(records: Reader, skipped: int, rows: Collector) -> None:
    names: list[str] = []
    number = empty = 0
    try:
        while True:
            number = records.line_num + skipped + 1
            cells = next(records, None)
            if cells is None:
                break
            if not any(cell.strip() for cell in cells):
                empty += 1
                if empty > MOST_EMPTY:
                    raise rows.fail(f"more than {MOST_EMPTY:,} empty lines: delete them", number, "line")
            elif names:
                _read_row(number, cells, names, rows)
            else:
                names = header(cells)
    except Wrong as wrong:
        raise rows.fail(wrong.reason, number, wrong.field or "header") from wrong
    except csv.Error as error:
        reason = f"not CSV: {error}"
        if "unexpected end" in str(error) or "limit" in str(error):
            reason = "a quotation mark that is opened here is not closed, or a cell is longer than 131,072 characters"
        raise rows.fail(reason, number, "line") from error
    if not names:
        raise rows.fail("the file is empty")


def _read_row(number: int, cells: list[str], names: list[str], rows: Collector) -> None:
    rows.count(number)
    if len(cells) != len(names):
        rows.bad(number, ("line", f"{len(cells)} cells, but the header has {len(names)}"))
        return
    read_cells(number, dict(enumerate(cells)), names, rows, [])


def read_cells(number: int, cells: Mapping[int, Any], names: Sequence[str], rows: Collector, problems: list[tuple[str, str]]) -> None:
    """One row of a table, CSV or XLSX: cells by their place, from 0. `problems` are known already."""
    named: dict[str, Any] = {}
    for at, cell in cells.items():
        if at < len(names) and names[at]:
            named[names[at]] = cell
        elif said(cell):
            problems.append((f"column {at + 1}", "holds something, but the column has no name"))
    rows.take(number, read_plain(named), {}, problems)
