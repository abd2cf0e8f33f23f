"""Reading what a user hands over: texts line by line, or one JSON document; never a traceback for what is in it."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Line:
    """One text to work on. `id` as given, else the line's number."""

    id: Any
    text: str
    lang: str | None


#: Characters that JSON leaves as they are, and that some readers take for the end of a line.
_BREAKS = str.maketrans({char: f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"})


def one_line(value: Any) -> str:
    """JSON on exactly one line, whatever a reader calls a line; other scripts stay readable."""
    return json.dumps(value, ensure_ascii=False, default=str).translate(_BREAKS)


def read_bytes(source: str) -> tuple[str, bytes]:
    """(name for messages, bytes) of a file, or of standard input for "-". Raises InvalidInput."""
    if source == "-":
        return "standard input", sys.stdin.buffer.read()
    try:
        return source, Path(source).read_bytes()
    except OSError as error:
        raise InvalidInput(file=source, reason=error.strerror or "cannot be read") from error


def read_json(source: str) -> Any:
    """One JSON document. Raises InvalidInput naming the line."""
    name, raw = read_bytes(source)
    try:
        document = json.loads(_decoded(name, raw), parse_constant=_no_constant)
        json.dumps(document, ensure_ascii=False).encode()  # half a character ("\\ud800") is found here, not later
        return document
    except json.JSONDecodeError as error:
        raise InvalidInput(file=name, line=error.lineno, field=f"column {error.colno}", reason=error.msg) from error
    except (RecursionError, ValueError) as error:
        raise InvalidInput(file=name, field="document", reason=str(error)[:120]) from error


def read_lines(source: str, lang: str | None = None) -> list[Line]:
    """One Line for each line, blank ones included. JSON Lines if the first line that is not blank is a JSON object.

    Raises InvalidInput naming file, line and field, before anything is worked on.
    """
    name, raw = read_bytes(source)
    texts = [line.rstrip("\r") for line in _decoded(name, raw).split("\n")]
    if texts and not texts[-1]:
        texts.pop()
    first = next((text for text in texts if text.strip()), "")
    if not _is_object(first):
        return [Line(number, text, lang) for number, text in enumerate(texts, 1)]
    return [_json_line(name, number, text, lang) for number, text in enumerate(texts, 1)]


def _json_line(name: str, number: int, text: str, lang: str | None) -> Line:
    if not text.strip():
        return Line(number, "", lang)
    try:
        row = json.loads(text, parse_constant=_no_constant)
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InvalidInput(file=name, line=number, field="line", reason="holds half a character") from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput(file=name, line=number, field="line", reason=f"not JSON: {str(error)[:80]}") from error
    if not isinstance(row, dict):
        raise InvalidInput(file=name, line=number, field="line", reason="not a JSON object")
    if unknown := sorted(row.keys() - {"id", "text", "lang"}):
        raise InvalidInput(file=name, line=number, field=unknown[0], reason="unknown field")
    if not isinstance(row.get("text"), str):
        raise InvalidInput(file=name, line=number, field="text", reason="missing, or not a text")
    given = row.get("lang")
    if given is not None and not isinstance(given, str):
        raise InvalidInput(file=name, line=number, field="lang", reason="not a text")
    return Line(row.get("id", number), row["text"], given or lang)


def _is_object(text: str) -> bool:
    if not text.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _decoded(name: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InvalidInput(file=name, line=line, field="line", reason=f"not UTF-8 at byte {error.start + 1}") from error


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
