"""Broken and hostile files: each ends in one clear error or in problems that name the row, and costs little time and memory."""

from __future__ import annotations

import gzip
import io
import json
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from datetime import time as clock
from typing import Any

import pytest
from openpyxl import DEFUSEDXML, Workbook

from matcher.errors import InvalidInput
from matcher.exchange import Reading, read_terms, read_vacancies, template_csv, template_xlsx
from matcher.exchange.markup import to_text

NAMES = ["id", "title", "pay_amount"]
HEAD = b"id,title\n"


def take(raw: bytes, **more: Any) -> Reading:
    return read_vacancies(raw, "in.file", **{"lang": "es", "country": "ES"} | more)


def book(*lines: list[Any], change: Callable[[Workbook], None] = lambda _: None) -> bytes:
    made = Workbook()
    for line in lines:
        made.worksheets[0].append(line)
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rezip(raw: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """The same archive, every part changed by its name; None leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return out.getvalue()


GOOD_BOOK = book(NAMES, ["a1", "Cook", None])


def sheet_of(xml: bytes) -> bytes:
    """A workbook whose sheet is these elements, as they are."""
    whole = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + xml + b"</sheetData></worksheet>"
    return rezip(GOOD_BOOK, lambda name, part: whole if name == "xl/worksheets/sheet1.xml" else part)


def part_of(of: str, find: bytes, put: bytes) -> bytes:
    return rezip(GOOD_BOOK, lambda name, part: part.replace(find, put) if name == of else part)


def shared_strings(strings: bytes) -> bytes:
    """A workbook as Excel writes it, with its texts in a part of their own: id, title, a1, Cook."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    row = '<row r="{0}"><c r="A{0}" t="s"><v>{1}</v></c><c r="B{0}" t="s"><v>{2}</v></c></row>'
    return rezip(
        sheet_of((row.format(1, 0, 1) + row.format(2, 2, 3)).encode()),
        lambda _, part: part.replace(b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'),
        {"xl/sharedStrings.xml": strings},
    )


SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = f"<sst {SPACE}><si><t>id</t></si><si><t>title</t></si><si><t>a1</t></si><si><r><t>Co</t></r><r><t>ok</t></r></si></sst>".encode()


def bomb(encoding: str = "utf-8") -> bytes:
    """A billion laughs in the shared strings."""
    entities = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE sst [{entities}]><sst {SPACE}><si><t>&l9;</t></si></sst>'
    return shared_strings(xml.encode(encoding))


def lying_size() -> bytes:
    """Zeros whose directory says they are ten bytes long."""
    raw = bytearray(rezip(GOOD_BOOK, lambda name, part: part, {"xl/media/zeros.bin": bytes(30_000_000)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.rfind(mark, 0, raw.rfind(b"zeros.bin") if mark == b"PK\x01\x02" else raw.find(b"zeros.bin"))
        raw[at + offset : at + offset + 4] = struct.pack("<I", 10)
    return bytes(raw)


def encrypted() -> bytes:
    raw = bytearray(GOOD_BOOK)
    at = -1
    while (at := raw.find(b"PK\x01\x02", at + 1)) >= 0:
        raw[at + 8] |= 1
    return bytes(raw)


def cells(*texts: str, number: int = 1) -> bytes:
    inside = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{inside}</row>'.encode()


@dataclass(frozen=True)
class Refused:
    """The whole file: what the reason says, and where."""

    reason: str
    line: int = 1
    field: str = "file"


TOP = cells("id", "title", "pay_amount")
GZIP = gzip.compress(b"id,title\n1,x")
LINES = b'{"id": "1", "title": "a"}\n'

FILES: dict[str, tuple[Callable[[], bytes], Refused]] = {
    "empty": (lambda: b"", Refused("the file is empty")),
    "blank": (lambda: b"\xef\xbb\xbf \r\n\n", Refused("the file is empty")),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3", Refused("a PDF, not a list")),
    "old excel or password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refused("protected with a password")),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), Refused("an image")),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0", Refused("an image")),
    "program": (lambda: b"MZ\x90\x00\x03" + bytes(90), Refused("a program")),
    "gzip": (lambda: GZIP, Refused("gzip")),
    "rtf": (lambda: b"{\\rtf1 hello}", Refused("RTF")),
    "web page": (lambda: b"\n<!doctype html><html><script>{}</script>", Refused("a web page")),
    "xml": (lambda: b'<?xml version="1.0"?><jobs/>', Refused("a web page or XML")),
    "utf-16 without its mark": (lambda: "id,title\n1,x".encode("utf-16-le"), Refused("NUL byte", 1, "line")),
    "utf-16 cut short": (lambda: "id,título\n1,x".encode("utf-16")[:-1], Refused("not UTF-16", 1, "line")),
    "cp1252": (lambda: HEAD + b"1,a\n2,Se\xf1or\n", Refused("not UTF-8 at byte 5 (0xF1): save the file as UTF-8", 3, "line")),
    "nul byte": (lambda: HEAD + b"1,a\x00b\n", Refused("NUL byte", 2, "line")),
    "far too large": (lambda: b"id,title\n" + bytes(50_000_000), Refused("larger than 50,000,000 bytes")),
    # CSV
    "no header": (lambda: b"1,Cook\n2,Waiter\n", Refused("no such column", 1, "title")),
    "no id": (lambda: b"title,place\nx,y\n", Refused("no such column", 1, "id")),
    "prose": (lambda: b"Dear all,\nplease find\n", Refused("no such column", 1, "title")),
    "same column twice": (lambda: b"id,title,Title\n1,x,y\n", Refused("stands twice", 1, "title")),
    "many columns": (
        lambda: b"id,title," + b",".join(b"c%d" % n for n in range(300)) + b"\n",
        Refused("more than 200 columns", 1, "header"),
    ),
    "open quote": (lambda: HEAD + b'1,"a\n2,b\n', Refused("not closed", 2, "line")),
    "text after a quote": (lambda: HEAD + b'1,"a"b\n', Refused("not CSV", 2, "line")),
    "huge cell": (lambda: HEAD + b"1,a\n2," + b"a" * 140_000 + b"\n", Refused("longer than 131,072", 3, "line")),
    "too many rows": (lambda: HEAD + b"".join(b"%d,x\n" % n for n in range(101)), Refused("more than 100 rows", 102, "rows")),
    "one endless line": (lambda: b"id,title\n" + b"," * 20_000_000, Refused("longer than 1,000,000 characters", 2, "line")),
    "endless empty lines": (lambda: b"id,title\n" + b"\n" * 20_000_000, Refused("more than 200,000 empty lines", 200_002, "line")),
    # JSON
    "half a document": (lambda: b'[\n{"id": "1",\n"title": ', Refused("not JSON: Expecting value", 3, "line")),
    "deep nesting": (lambda: b"[" * 200_000, Refused("not JSON that can be read")),
    "deep objects": (lambda: b'{"a":' * 200_000, Refused("not JSON that can be read")),
    "not utf-8 in a document": (lambda: b'[{"id": "1",\n "title": "\xf1"}]', Refused("not UTF-8 at byte 12", 2, "line")),
    "long number in a document": (
        lambda: b'[{"id": "1", "title": "x", "positions": ' + b"9" * 5000 + b"}]",
        Refused("not JSON that can be read"),
    ),
    "no vacancies": (lambda: b'{"@context": "https://schema.org", "@type": "Organization"}', Refused("holds no vacancy")),
    "empty list": (lambda: b"[]", Refused("holds no vacancy")),
    "two graphs": (lambda: b'{"@graph": [], "@graph": [{"id": "1", "title": "x"}]}', Refused("stands twice", 1, "@graph")),
    "too many values": (lambda: b"[" + b"[]," * 2_000_000 + b"[]]", Refused("more than 3,000,000 values")),
    "too many lines": (lambda: LINES * 101, Refused("more than 100 rows", 101, "rows")),
    "too many postings": (lambda: json.dumps([{"id": "1", "title": "a"}] * 101).encode(), Refused("more than 100 rows", 101, "rows")),
    # XLSX
    "a zip of something": (lambda: rezip(GOOD_BOOK, lambda name, part: None, {"a.txt": b"x"}), Refused("no Excel workbook")),
    "an empty zip": (lambda: b"PK\x05\x06" + bytes(18), Refused("no Excel workbook")),
    "opendocument": (lambda: rezip(GOOD_BOOK, lambda name, part: None, {"content.xml": b"<a/>"}), Refused("an OpenDocument file")),
    "half a workbook": (lambda: GOOD_BOOK[: len(GOOD_BOOK) // 2], Refused("half-written")),
    "damaged part": (lambda: GOOD_BOOK.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet1.xmk", 1), Refused("half-written")),
    "password on the archive": (encrypted, Refused("protected with a password")),
    "macros": (lambda: rezip(GOOD_BOOK, lambda name, part: part, {"xl/vbaProject.bin": b"x"}), Refused("holds macros")),
    "zip bomb": (lambda: rezip(GOOD_BOOK, lambda name, part: part, {"xl/media/a.bin": bytes(15_000_000)}), Refused("200 times its size")),
    "large part": (lambda: sheet_of(b" " * 21_000_000), Refused("times its size")),
    "directory that lies": (lying_size, Refused("half-written")),
    "many parts": (
        lambda: rezip(GOOD_BOOK, lambda name, part: part, {f"xl/p{n}": b"" for n in range(1001)}),
        Refused("more than 1,000 parts"),
    ),
    "billion laughs": (bomb, Refused("XML entities")),
    "billion laughs in utf-16": (lambda: bomb("utf-16"), Refused("damaged XLSX")),
    "billion laughs in the sheet": (
        lambda: part_of("xl/worksheets/sheet1.xml", b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
        Refused("XML entities"),
    ),
    "no sheets": (
        lambda: part_of("xl/workbook.xml", b"<sheets>", b"<sheets/><other>").replace(b"</sheets>", b"</other>"),
        Refused("damaged XLSX"),
    ),
    "no workbook part": (lambda: rezip(GOOD_BOOK, lambda name, part: None if name == "xl/workbook.xml" else part), Refused("damaged XLSX")),
    "all sheets hidden": (lambda: part_of("xl/workbook.xml", b'state="visible"', b'state="hidden"'), Refused("without a visible sheet")),
    "empty sheet": (lambda: book(), Refused("the first visible sheet is empty")),
    "not xml": (lambda: part_of("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData"), Refused("damaged XLSX")),
    "strings that are not there": (
        lambda: shared_strings(STRINGS.replace(b"<si><t>a1</t></si>", b"")),
        Refused("damaged XLSX file, near row 2", 2),
    ),
    "number of 5,000 digits": (lambda: sheet_of(TOP + b'<row r="2"><c><v>' + b"9" * 5000 + b"</v></c></row>"), Refused("near row 2", 2)),
    "row of a billion": (lambda: sheet_of(TOP + cells("a1", "x", number=10**9)), Refused("rows are out of order", 2)),
    "rows backwards": (
        lambda: sheet_of(TOP + cells("a1", "x", number=5) + cells("a2", "x", number=3)),
        Refused("rows are out of order", 6),
    ),
    "many empty rows": (
        lambda: sheet_of(TOP + b"".join(b'<row r="%d"/>' % n for n in range(2, 300_000))),
        Refused("200,000 rows, most of them empty", 200_001, "rows"),
    ),
    "a row of many cells": (
        lambda: sheet_of(TOP + b'<row r="2">' + b"".join(b'<c x="%d"/>' % (n * 7919) for n in range(200_000)) + b"</row>"),
        Refused("too many cells"),
    ),
    "very many cells": (lambda: sheet_of(b"<row/>" * 120_000 * 2), Refused("times its size")),
    "very many styles": (
        lambda: part_of("xl/styles.xml", b"</cellXfs>", b"".join(b'<xf numFmtId="%d"/>' % n for n in range(250_000)) + b"</cellXfs>"),
        Refused("too many cells or styles"),
    ),
    "sheet of many columns": (lambda: book(["id", "title", *(f"c{n}" for n in range(300))]), Refused("more than 200 columns", 1, "header")),
    "sheet with a column twice": (lambda: book(["id", "title", "Pay amount", "pay_amount"]), Refused("stands twice", 1, "pay_amount")),
    "sheet without header": (lambda: book([], ["vacancies of 2026"], NAMES), Refused("no such column", 2, "title")),
    "formula in the header": (lambda: book(["id", "title", "=A1"]), Refused("a formula", 1, "column C")),
    "sheet of many rows": (lambda: book(NAMES, *([n, "x"] for n in range(101))), Refused("more than 100 rows", 102, "rows")),
    "merged cells": (
        lambda: book(NAMES, ["a1", "x"], ["a2", ""], change=lambda made: made.worksheets[0].merge_cells("B2:B3")),
        Refused("merged cells (B2:B3)", 2, "merged cells"),
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_taken_says_why(name: str) -> None:
    make, refused = FILES[name]
    raw = make()
    begin = time.perf_counter()
    with pytest.raises(InvalidInput) as caught:
        take(raw, limit=100)
    facts = caught.value.facts
    assert refused.reason in facts["reason"]
    assert (facts["file"], facts["line"], facts["field"]) == ("in.file", refused.line, refused.field)
    assert len(facts["reason"]) < 200
    assert time.perf_counter() - begin < 10


Found = list[tuple[int, str, str]]


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "1", "title": "x"} | fields).encode()


def raw_line(text: bytes) -> bytes:
    return LINES + text + b"\n" + LINES.replace(b"1", b"3")


ROWS: dict[str, tuple[Callable[[], bytes], Found]] = {
    "too few cells": (lambda: HEAD + b"1\n2,b\n", [(2, "line", "1 cells, but the header has 2")]),
    "too many cells": (lambda: HEAD + b"1,a,b\n", [(2, "line", "3 cells, but the header has 2")]),
    "cell without a column": (lambda: b"id,title,\n1,a,b\n", [(2, "column 3", "no name")]),
    "same id twice": (lambda: HEAD + b"1,a\n2,b\n1,c\n", [(4, "id", "'1' stands in row 2 already")]),
    "same id in a sheet": (lambda: book(NAMES, ["a", "x"], ["a", "y"]), [(3, "id", "'a' stands in row 2 already")]),
    "direction override": (lambda: HEAD + "1,Cook\u202egnp\n".encode(), [(2, "title", "changes the direction of text")]),
    "isolate in an id": (lambda: HEAD + "1\u2066,Cook\n".encode(), [(2, "id", "changes the direction of text")]),
    "override in a name": (lambda: line(intermediaries=["a\u202db"]), [(1, "intermediaries", "changes the direction of text")]),
    "control character": (lambda: HEAD + b"1,a\x1b[31mb\n", [(2, "title", "control character")]),
    "nothing said": (lambda: HEAD + b"1,\n,b\n", [(2, "title", "missing"), (3, "id", "missing")]),
    "broken line": (lambda: raw_line(b"{"), [(2, "line", "not JSON")]),
    "line that is a list": (lambda: raw_line(b"[]"), [(2, "line", "not a JSON object")]),
    "line not utf-8": (lambda: raw_line(b"\xff\xfe"), [(2, "line", "not UTF-8 at byte 1")]),
    "line with a nul byte": (lambda: raw_line(b'{"id": "2", "title": "a\x00"}'), [(2, "line", "not JSON")]),
    "deep line": (lambda: raw_line(b"[" * 100_000), [(2, "line", "not JSON")]),
    "long line": (lambda: raw_line(b'{"id": "2", "title": "' + b"a" * 1_000_000 + b'"}'), [(2, "line", "longer than 1,000,000 bytes")]),
    "long number": (lambda: raw_line(b'{"id": "2", "title": "x", "pay": ' + b"9" * 5000 + b"}"), [(2, "line", "not JSON")]),
    "key twice": (lambda: raw_line(b'{"id": "2", "title": "x", "title": "y"}'), [(2, "title", "stands twice")]),
    "inner key twice": (
        lambda: raw_line(b'{"id": "2", "title": "x", "pay": {"amount": 1, "amount": 2}}'),
        [(2, "amount", ""), (2, "pay", "")],
    ),
    "key twice in a document": (lambda: b'[\n{"id": "1", "title": "x", "place": "a", "place": "b"}]', [(1, "place", "stands twice")]),
    "lone surrogate": (lambda: line(title="a\ud800b"), [(1, "title", "not text")]),
    "escaped nul": (lambda: line(description="a\0b"), [(1, "description", "not text")]),
    "long title": (lambda: line(title="a" * 501), [(1, "title", "longer than 500")]),
    "long description": (lambda: line(description="a" * 50_001), [(1, "description", "longer than 50000")]),
    "not a number": (
        lambda: line(pay_amount=float("inf"), hours_week="NaN", positions="1e3"),
        [
            (1, "hours_week", "not a number"),
            (1, "positions", "not a number"),
            (1, "pay_currency", "missing"),
            (1, "pay_period", "missing"),
            (1, "pay_amount", "finite"),
        ],
    ),
    "thousands": (
        lambda: line(hours_week="1,850", positions="1 850"),
        [(1, "hours_week", "two ways"), (1, "positions", "thousands separator")],
    ),
    "too much": (lambda: line(positions=10**40, minimum_age=-1), [(1, "minimum_age", "at least 0"), (1, "positions", "at most")]),
    "fractions of a person": (
        lambda: line(positions=1.5, hours_week=0),
        [(1, "hours_week", "more than 0"), (1, "positions", "whole number")],
    ),
    "booleans that are none": (
        lambda: line(deposit="maybe", positions=True),
        [(1, "deposit", "neither"), (1, "positions", "not a number")],
    ),
    "dates": (
        lambda: line(starts_on="03/04/2026", closes_on="2026-02-30"),
        [(1, "starts_on", "two different days"), (1, "closes_on", "not exist")],
    ),
    "far dates": (
        lambda: line(starts_on="0226-01-01", closes_on=20260101),
        [(1, "starts_on", "outside the years"), (1, "closes_on", "not a date")],
    ),
    "words": (
        lambda: line(contract_type="forever", shifts=["day", "dusk"]),
        [(1, "contract_type", "none of"), (1, "shifts", "'dusk' is none of")],
    ),
    "codes": (lambda: line(lang="zzz", country="Spain"), [(1, "lang", "ISO 639"), (1, "country", "ISO 3166-1")]),
    "pay of no kind": (lambda: line(pay=5), [(1, "pay", "not an object of amount")]),
    "pay by halves": (lambda: line(pay={"amount": 5, "currency": "EUR"}), [(1, "pay", "period missing")]),
    "pay with a slip": (lambda: line(pay={"amuont": 5}), [(1, "pay", "knows no 'amuont'")]),
    "unknown cost": (lambda: line(costs={"food": "worker"}), [(1, "costs", "'food' is none of")]),
    "cost twice": (lambda: line(costs={"travel": "worker"}, cost_travel="employer"), [(1, "cost_travel", "stands twice")]),
    "cost of nobody known": (lambda: line(costs=[{"line": "travel", "payer": "king"}]), [(1, "costs", "travel: 'king' is none of")]),
    "language twice": (lambda: line(languages="es:B1;es:A2"), [(1, "languages", "stands twice")]),
    "language asked for and wished": (lambda: line(languages="es:B1;es:A2?"), [(1, "languages", "stands twice")]),
    "licence asked for and wished": (lambda: line(licences="forklift;forklift?"), [(1, "licences", "stands twice")]),
    "level of no kind": (lambda: line(languages="es:D1"), [(1, "languages", "'D1' is none of")]),
    "no list": (lambda: line(shifts={"day": 1}, licences=";"), [(1, "shifts", "an object is not a list"), (1, "licences", "write none")]),
    "long list": (lambda: line(intermediaries=["a"] * 101), [(1, "intermediaries", "more than 100")]),
    "two ids": (lambda: line(external_id="2"), [(1, "external_id", "not the same as id")]),
    "organisation on a line": (lambda: raw_line(b'{"@type": "Organization", "name": "x"}'), [(2, "@type", "is not JobPosting")]),
    "number for a list row": (lambda: b'[{"id": "1", "title": "x"}, 5]', [(2, "line", "not a JSON object")]),
    "formula": (lambda: book([*NAMES, "place"], ["a1", "x", None, "=1+1"]), [(2, "place", "a formula; write its value")]),
    "error of the sheet": (lambda: book(NAMES, ["#REF!", "x"]), [(2, "id", "an error of the sheet")]),
    "time of day": (lambda: book(NAMES, ["a1", clock(8, 30)]), [(2, "title", "a time of day")]),
    "date for a number": (lambda: book([*NAMES, "positions"], ["a1", "x", None, date(2026, 1, 1)]), [(2, "positions", "not a number")]),
    "number for a date": (lambda: book([*NAMES, "starts_on"], ["a1", "x", None, 46000]), [(2, "starts_on", "46000 is not a date")]),
    "cell far to the right": (lambda: book(NAMES, ["a1", "x", *[None] * 300, "far"]), [(2, "column 303", "no name")]),
    "a million in a shared formula": (lambda: sheet_of(TOP + shared_formula()), [(n, "id", "a formula") for n in range(2, 52)]),
}


def shared_formula() -> bytes:
    """Its translation to every cell would take minutes."""
    title = b'<c t="inlineStr"><is><t>x</t></is></c></row>'
    master = (
        b'<row r="2"><c r="A2"><f t="shared" si="0" ref="A2:A51">' + b"".join(b"A%d+" % n for n in range(100_000)) + b"1</f></c>" + title
    )
    return master + b"".join(b'<row r="%d"><c r="A%d"><f t="shared" si="0"/></c>' % (n, n) + title for n in range(3, 52))


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_cannot_be_taken_is_named_field_by_field(name: str) -> None:
    make, found = ROWS[name]
    raw = make()
    begin = time.perf_counter()
    reading = take(raw)
    told = reading.problems
    for row, field, reason in found:
        assert any((one.row, one.field) == (row, field) and reason in one.reason for one in told), (row, field, list(map(str, told)))
    assert {(one.row, one.field) for one in told} == {(row, field) for row, field, _ in found}
    assert all(str(one).startswith(f"in.file:{one.row}: {one.field}: ") and len(str(one)) < 300 for one in told)
    assert len(reading.rows) + len({one.row for one in told}) == reading.read
    assert time.perf_counter() - begin < 5


def test_what_is_harmless_comes_in() -> None:
    """Formula starts are dangerous on writing only; scripts are text; a second sheet and links to other books are not followed."""
    reading = take(b'id,title,place\n1,=cmd|x,@a\n2,<script>x</script>,-b\n3,"+49 a",b\n')
    assert [row.terms.title for row in reading.rows] == ["=cmd|x", "<script>x</script>", "+49 a"]
    assert take(shared_strings(STRINGS)).rows[0].terms.title == "Cook"
    linked = rezip(GOOD_BOOK, lambda name, part: part, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    assert len(take(linked).rows) == 1
    assert [row.number for row in take(b"MZ,id,title\n1,2,x\n").rows] == [2]


def test_openpyxl_parses_with_defusedxml() -> None:
    assert DEFUSEDXML


@pytest.mark.parametrize("raw", [template_xlsx(), template_csv(), LINES * 2, json.dumps([{"id": "1", "title": "x"}]).encode()])
def test_any_damage_to_a_good_file_is_told_or_harmless(raw: bytes) -> None:
    """Cut anywhere, and one byte changed at many places: nothing but a Reading or InvalidInput."""
    step = max(1, len(raw) // 150)
    damaged = [raw[:end] for end in range(0, len(raw), step)]
    damaged += [raw[:at] + bytes([raw[at] ^ 0x55]) + raw[at + 1 :] for at in range(0, len(raw), step)]
    for one in damaged:
        try:
            assert isinstance(take(one), Reading)
        except InvalidInput as error:
            assert error.facts.keys() == {"file", "line", "field", "reason"}  # noqa: PT017


def test_hostile_values_of_one_object_are_told() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    for hostile in (deep, 10**6000, float("inf"), {"a": deep}, b"bytes", object(), "\ud800", "x" * 10**6):
        for key in ("title", "shifts", "costs", "pay", "starts_on", "deposit", "baseSalary", "jobLocation", "unknown"):
            for given in ({key: hostile}, {"@type": "JobPosting", key: hostile}):
                try:
                    read_terms(given, "f")
                except InvalidInput as error:
                    assert len(str(error)) < 400  # noqa: PT017


def test_hostile_markup_and_numbers_cost_no_time_to_speak_of() -> None:
    begin = time.perf_counter()
    doubled = b'{"id": "%d", "title": "x", "title": "y"}'
    assert take(b"[" + b",".join(doubled % n for n in range(5_000)) + b"]").read == 5_000
    assert take(b"{" + b"".join(b'"%d": 1,' % n for n in range(100_000)) + b'"a": 1, "a": 2}').problems
    for piece in ("<a ", "<!--", "<![", "<a x='", "&#", "<p>", "<script>", "</", "<a b=c ", "\n <br>"):
        to_text(piece * (200_000 // len(piece)))
    take(line(hours_week="1" * 500_000, pay_amount="1 " * 200_000, languages=";" * 500_000, starts_on="1" * 400_000))
    assert time.perf_counter() - begin < 5


def test_a_workbook_of_many_tags_takes_bounded_memory() -> None:
    wide = sheet_of(
        TOP + b"".join(b'<row r="%d">' % n + b"".join(b'<c x="%d"/>' % (c * n) for c in range(2_000)) + b"</row>" for n in range(2, 40))
    )
    tracemalloc.start()
    take(wide)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000
