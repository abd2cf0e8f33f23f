"""XLSX: the first visible sheet. Formulas, errors and merged cells are named, never guessed at."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet._reader import WorkSheetParser

from matcher.errors import InvalidInput
from matcher.exchange import archives
from matcher.exchange.columns import header
from matcher.exchange.rows import Collector
from matcher.exchange.tables import read_cells
from matcher.exchange.texts import Wrong, said, shown

#: Rows of a sheet that are looked at, empty ones too, and the number of the last row that Excel has.
MOST_ROWS, LAST_ROW = 200_000, 1_048_576

Cells = dict[int, dict[str, Any]]


class _Sheet(WorkSheetParser):
    """Cells only. A formula is not worked on: translating a shared one can take for ever, and none is taken."""

    def parse_formula(self, element: Any) -> str:
        return "="

    def parse_formatting(self, cf: Any) -> None:
        pass

    def parse_extensions(self, element: Any) -> None:
        pass


def read(raw: bytes, rows: Collector) -> None:
    """Raises InvalidInput where the whole file cannot be read."""
    archives.check(raw, rows)
    number = 0
    names: list[str] = []
    try:
        sheet, stream = _open(raw, rows)
        with stream:
            for number, cells in _cells(sheet, rows):
                if names:
                    _read_row(number, cells, names, rows)
                else:
                    names, top = _header(cells), number
    except InvalidInput:
        raise
    except Wrong as wrong:
        raise rows.fail(wrong.reason, number, wrong.field or "header") from wrong
    except Exception as error:  # openpyxl checks little: a damaged part ends in any error at all
        raise rows.fail(f"a damaged XLSX file, near row {number + 1}: save it again", number + 1) from error
    if not names:
        raise rows.fail("the first visible sheet is empty")
    _refuse_merged(sheet, top, rows)


def _open(raw: bytes, rows: Collector) -> tuple[_Sheet, Any]:
    """The parser of the first visible sheet, and the stream it reads. Links to other files are not followed."""
    reader = ExcelReader(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    for sheet, relation in reader.parser.find_sheets():
        if sheet.state == "visible" and relation.Type.endswith("/worksheet") and relation.target in reader.valid_files:
            stream, book = reader.archive.open(relation.target), reader.wb
            formats = {name: getattr(book, f"_{name}") for name in ("date_formats", "timedelta_formats")}
            return _Sheet(stream, reader.shared_strings, data_only=False, epoch=book.epoch, **formats), stream
    raise rows.fail("an XLSX file without a visible sheet")


def _cells(sheet: _Sheet, rows: Collector) -> Iterator[tuple[int, Cells]]:
    """(number of the row, its cells by place from 0) of every row that holds something."""
    last = 0
    for seen, (number, cells) in enumerate(sheet.parse(), 1):
        sheet.row_dimensions.clear()
        if seen > MOST_ROWS:
            raise rows.fail(f"more than {MOST_ROWS:,} rows, most of them empty: delete the empty ones", number, "rows")
        if not last < number <= LAST_ROW:
            raise rows.fail("a damaged XLSX file: its rows are out of order", last + 1)
        last = number
        filled: Cells = {cell["column"] - 1: cell for cell in cells if said(cell["value"])}
        if filled:
            yield number, filled


def _header(cells: Cells) -> list[str]:
    texts: list[Any] = [None] * (max(cells) + 1)
    for at, cell in cells.items():
        try:
            texts[at] = _value(cell)
        except Wrong as wrong:
            raise Wrong(wrong.reason, f"column {get_column_letter(at + 1)}") from wrong
    return header(texts)


def _read_row(number: int, cells: Cells, names: list[str], rows: Collector) -> None:
    rows.count(number)
    values: dict[int, Any] = {}
    problems: list[tuple[str, str]] = []
    for at, cell in cells.items():
        try:
            values[at] = _value(cell)
        except Wrong as wrong:
            problems.append(((at < len(names) and names[at]) or f"column {at + 1}", wrong.reason))
    read_cells(number, values, names, rows, problems)


def _value(cell: dict[str, Any]) -> Any:
    value = cell["value"]
    if cell["data_type"] == "f":
        raise Wrong("a formula; write its value")
    if cell["data_type"] == "e":
        raise Wrong(f"an error of the sheet: {shown(value)}")
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return int(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if not isinstance(value, str | int | float | date):
        raise Wrong("a time of day or a length of time: write it as text")
    return value


def _refuse_merged(sheet: _Sheet, top: int, rows: Collector) -> None:
    """Of merged cells a file keeps one value, and nobody can tell for which of the rows it was meant."""
    for merged in sheet.merged_cells.mergeCell if sheet.merged_cells else ():
        first, last = range_boundaries(merged.ref)[1::2]
        if last is None or last >= top:
            raise rows.fail(f"merged cells ({merged.ref}): undo the merge and fill every cell", first or 1, "merged cells")
