"""Text out of a file. What cannot be taken raises Wrong with the reason that the user reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x1f\x7f-\x9f]")
#: Overrides, embeddings and isolates. The marks U+200E, U+200F and U+061C are ordinary in Arabic and stay.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Wrong(Exception):
    """A value that cannot be taken. `field` is told where it is not the one that was asked for."""

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


def shown(given: Any) -> str:
    """A value as an error may quote it: short, and with nothing in it that a terminal or a page would obey."""
    if isinstance(given, str):
        return repr(given if len(given) <= 40 else given[:39] + "…").encode("utf-8", "backslashreplace").decode()
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, int | float):
        return str(given) if abs(given) < 10**30 or isinstance(given, float) else "a number of many digits"
    if isinstance(given, date):
        return given.isoformat()
    return "an object" if isinstance(given, dict) else "a list" if isinstance(given, list | tuple) else "this"


def said(given: Any) -> bool:
    """Whether a value is there: null, NaN and blank text are not."""
    if isinstance(given, str):
        return bool(given.strip())
    return given is not None and not (isinstance(given, float) and given != given)


def prose(longest: int) -> Callable[[Any], str]:
    """Text of any number of lines, at most so long, without white space around it."""

    def read(given: Any) -> str:
        if isinstance(given, int) and not isinstance(given, bool) and abs(given) < 10**30:
            given = str(given)
        if not isinstance(given, str):
            raise Wrong("not a text")
        if _NOT_TEXT.search(given):
            raise Wrong("holds a character that is not text")
        if len(given) > longest:
            raise Wrong(f"longer than {longest} characters")
        return given.strip()

    return read


def line(longest: int) -> Callable[[Any], str]:
    """Text of one line: line ends and tabs inside become spaces; what could deceive the eye is refused."""
    any_lines = prose(longest)

    def read(given: Any) -> str:
        text = re.sub(r"[\t\r\n]+", " ", any_lines(given))
        if _CONTROL.search(text):
            raise Wrong("holds a control character")
        if _DIRECTION.search(text):
            raise Wrong("holds a character that changes the direction of text")
        return text

    return read


def clean(text: str, longest: int) -> str:
    """Text that is kept although nobody reads its meaning: cut, and without what cannot be stored or could deceive."""
    return _DIRECTION.sub("", _CONTROL.sub(" ", _NOT_TEXT.sub("", text[: longest * 2]))).strip()[:longest]
