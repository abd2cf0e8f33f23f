"""Records of one CSV file (RFC 4180, UTF-8 with or without a mark, LF or CRLF), each with the physical line where it begins."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from occupations.esco.problems import Problems, Unusable, shown
from occupations.esco.source import File, Source

Row = dict[str, str]


def rows(source: Source, file: File, columns: Sequence[str], problems: Problems, short: bool = False) -> Iterator[tuple[int, Row]]:
    """(line, {column: value}) of each record; others than `columns` may be there, in any order.

    What cannot be read goes into `problems`; a file that cannot be read on is `broken` there. `short`: the last fields of a
    record may be missing, which means that they are empty.
    """
    line, reader = 1, csv.reader(_decoded(source, file), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if lacking := [name for name in columns if name not in header]:
            raise Unusable(f"no column {', '.join(lacking)}", 1)
        if len(set(header)) < len(header):
            raise Unusable("a column stands twice", 1)
        while True:
            line = reader.line_num + 1
            values = next(reader, None)
            if values is None:
                return
            if short:
                values += [""] * (len(header) - len(values))
            if len(values) == len(header):
                yield line, dict(zip(header, values, strict=True))
            elif values:
                problems.add(file.place, line, f"{len(values)} fields, expected {len(header)}")
    except Unusable as error:
        problems.add(file.place, error.line, error.reason)
    except csv.Error as error:
        problems.add(file.place, line, f"not CSV: {shown(str(error))}")
    problems.broken.add(file.place)


def _decoded(source: Source, file: File) -> Iterator[str]:
    encoding = "utf-8-sig"
    for number, raw in enumerate(source.lines(file), 1):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            raise Unusable(f"not UTF-8 at byte {error.start + 1} of the line", number) from error
        if "\0" in text:
            raise Unusable("holds a NUL character", number)
        encoding = "utf-8"
        yield text
