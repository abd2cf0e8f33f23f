"""JSON: one vacancy a line, or one document of plain objects or of JobPostings."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from matcher.exchange.postings import kind, read_object
from matcher.exchange.rows import Collector
from matcher.exchange.texts import shown

LONGEST_LINE = 1_000_000
#: Values of one document: ten times the largest file that is read otherwise, and still not much memory.
MOST_VALUES = 3_000_000


class _Loader:
    """Loads JSON and remembers the objects that give a key twice, of which Python would keep the last without a word."""

    def __init__(self) -> None:
        self._doubled: dict[int, tuple[dict[str, Any], str]] = {}

    def load(self, raw: bytes) -> Any:
        """Raises ValueError (UnicodeDecodeError, JSONDecodeError, a number of too many digits) and RecursionError."""
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=self._object)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            times = Counter(key for key, _ in pairs)
            self._doubled[id(made)] = made, next(key for key in times if times[key] > 1)
        return made

    def twice(self, row: Any) -> list[tuple[str, str]]:
        """The keys that an object, or one inside it, gives twice: as problems. Each is told once."""
        if not self._doubled:
            return []
        found = [self._doubled.pop(id(one), None) for one in _objects(row)]
        return [(one[1], "stands twice in one object") for one in found if one]

    def rest(self) -> list[str]:
        """Keys given twice that no row has told."""
        return [key for _, key in self._doubled.values()]


def _objects(value: Any) -> Iterator[Any]:
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, Mapping):
            yield one
            todo.extend(one.values())
        elif isinstance(one, list):
            todo.extend(one)


def read(raw: bytes, rows: Collector) -> None:
    """Raises InvalidInput where the whole file cannot be read."""
    if _is_lines(raw):
        _read_lines(raw, rows)
    else:
        _read_document(raw, rows)


def _is_lines(raw: bytes) -> bool:
    """Whether more lines than not are objects by themselves; a single line is a document, and so is anything in brackets."""
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"[":
        return False
    lines = [line for line in io.BytesIO(raw[: 4 * LONGEST_LINE]) if line.strip()][:50]
    if len(lines) < 2:
        return False
    alone = sum(map(_is_object, lines))
    return _is_object(lines[0]) or alone * 2 >= len(lines)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_Loader().load(line), dict)
    except (ValueError, RecursionError):
        return False


def _read_lines(raw: bytes, rows: Collector) -> None:
    for number, line in enumerate(io.BytesIO(raw), 1):
        if not line.strip():
            continue
        rows.count(number)
        loader = _Loader()
        try:
            row = loader.load(line) if len(line) <= LONGEST_LINE else None
        except UnicodeDecodeError as error:
            rows.bad(number, ("line", f"not UTF-8 at byte {error.start + 1}"))
        except (ValueError, RecursionError) as error:
            rows.bad(number, ("line", f"not JSON: {str(error)[:80]}"))
        else:
            if len(line) > LONGEST_LINE:
                rows.bad(number, ("line", f"longer than {LONGEST_LINE:,} bytes"))
            else:
                _read_row(number, row, loader, rows)


def _read_row(number: int, row: Any, loader: _Loader, rows: Collector) -> None:
    if not isinstance(row, dict):
        rows.bad(number, ("line", "not a JSON object"))
    elif kind(row) not in ("", "JobPosting"):
        rows.bad(number, ("@type", f"{shown(kind(row))} is not JobPosting"))
    else:
        rows.take(number, *read_object(row), loader.twice(row))


def _read_document(raw: bytes, rows: Collector) -> None:
    loader = _Loader()
    if raw.count(b",") + raw.count(b"[") + raw.count(b"{") > MOST_VALUES:
        raise rows.fail(f"more than {MOST_VALUES:,} values in one JSON document: write one object a line instead")
    try:
        document = loader.load(raw)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise rows.fail(
            f"not UTF-8 at byte {error.start - raw.rfind(bytes([10]), 0, error.start)}: save it as UTF-8", line, "line"
        ) from error
    except json.JSONDecodeError as error:
        raise rows.fail(f"not JSON: {error.msg} (column {error.colno})", error.lineno, "line") from error
    except (ValueError, RecursionError) as error:
        raise rows.fail(f"not JSON that can be read: {str(error)[:80]}") from error
    found = _postings(document)
    if not found:
        raise rows.fail("holds no vacancy: neither plain objects nor JobPostings")
    for number, row in found:
        rows.count(number)
        _read_row(number, row, loader, rows)
    for key in loader.rest():
        raise rows.fail("stands twice in one object", field=key)


def _postings(document: Any) -> list[tuple[int, Any]]:
    """(place in the list, object) of every vacancy. Things of other types among postings (organisations, pages) are left out."""
    if isinstance(document, dict):
        if isinstance(document.get("@graph"), list):
            document = document["@graph"]
        elif kind(document) == "ItemList":
            inside = document.get("itemListElement")
            document = inside if isinstance(inside, list) else [inside]
        else:
            return [(1, document)] if kind(document) in ("", "JobPosting") else []
    if not isinstance(document, list):
        return []
    items = [_item(one) for one in document]
    return [(number, one) for number, one in enumerate(items, 1) if kind(one) in ("", "JobPosting")]


def _item(one: Any) -> Any:
    return one["item"] if kind(one) == "ListItem" and "item" in one else one
