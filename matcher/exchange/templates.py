"""Files to fill in: every column with an example, and the help that belongs to it."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from defusedcsv import csv
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from matcher.exchange.columns import TABLE


def template_csv() -> bytes:
    """UTF-8 with its mark, without which Excel takes it for something else."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in TABLE])
    writer.writerow([_text(column.example) for column in TABLE])
    return out.getvalue().encode("utf-8-sig")


def template_xlsx() -> bytes:
    """A first sheet to fill in, and a second one, Help, that the reader leaves out."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Vacancies"
    _fill(sheet, 1, [column.name for column in TABLE])
    _fill(sheet, 2, [column.example for column in TABLE])
    sheet.freeze_panes = "A2"
    help_sheet = book.create_sheet("Help")
    _fill(help_sheet, 1, ["Column", "What may stand in it", "Example"])
    for row, column in enumerate(TABLE, 2):
        _fill(help_sheet, row, [column.name, column.allowed, _text(column.example)])
    for one, width in zip("ABC", (20, 100, 40), strict=True):
        help_sheet.column_dimensions[one].width = width
    for cell in (*sheet[1], *help_sheet[1]):
        cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, row: int, values: list[Any]) -> None:
    """A text that begins like a formula stays a text."""
    for place, value in enumerate(values, 1):
        cell = sheet.cell(row, place, value)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        elif isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"


def _text(example: str | float | date | None) -> str:
    return "" if example is None else str(example)
