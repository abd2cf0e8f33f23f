"""JSON Resume 1.x in and out, led by the fields of `matcher.cv.resume`. What cannot be read is named by its path."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from matcher.cv.resume import Resume
from matcher.errors import InvalidInput
from matcher.exchange.texts import Wrong, clean, line, prose, said, shown

#: Bytes; a CV with a photograph inside is a tenth of this.
LARGEST = 4_000_000
MOST_ITEMS = 500
_LONGEST_LINE, _LONGEST_PROSE = 1_000, 20_000
EXTENSION = "x-oficio"
#: What programs write where something has not ended.
_ONGOING = {
    "present",
    "current",
    "now",
    "ongoing",
    "today",
    "actual",
    "actualidad",
    "presente",
    "hoy",
    "présent",
    "aujourd'hui",
    "الآن",
    "حتى الآن",
}
_CONTROL = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read: the path into the document ("work[2].startDate"), and why."""

    path: str
    reason: str


class Unreadable(InvalidInput):
    """A CV with fields that cannot be read; facts `file`, `problems`, and `field` and `reason` of the first."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        super().__init__(file=file, field=problems[0].path, reason=problems[0].reason, problems=tuple(problems))


def loads(raw: bytes, file: str) -> Resume:
    """A JSON Resume out of bytes. Raises InvalidInput where it is no JSON, Unreadable where a field cannot be read."""
    if len(raw) > LARGEST:
        raise InvalidInput(file=file, field="file", reason=f"larger than {LARGEST:,} bytes")
    try:
        document = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise InvalidInput(file=file, line=raw.count(b"\n", 0, error.start) + 1, field="file", reason="not UTF-8") from error
    except json.JSONDecodeError as error:
        raise InvalidInput(file=file, line=error.lineno, field=f"column {error.colno}", reason=f"not JSON: {error.msg}") from error
    except _Twice as error:
        raise InvalidInput(file=file, field=clean(str(error), 60), reason="stands twice in one object") from error
    except (RecursionError, ValueError) as error:
        raise InvalidInput(file=file, field="file", reason=f"not JSON: {clean(str(error), 80)}") from error
    return read(document, file)


def read(document: Any, file: str) -> Resume:
    """A JSON Resume that was loaded already. Every field that cannot be read is told, by its path (Unreadable)."""
    problems: list[Problem] = []
    if not isinstance(document, Mapping):
        raise Unreadable(file, [Problem("$", f"not an object but {shown(document)}")])
    found: Resume = _Reader(problems).object(Resume, document, "")
    if problems:
        raise Unreadable(file, problems)
    return found


class _Reader:
    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems

    def object(self, kind: type, given: Mapping[str, Any], path: str) -> Any:
        left, values = dict(given), {}
        ours = left.pop(EXTENSION, None)
        mine = ours if isinstance(ours, Mapping) else {}
        for one in _fields(kind):
            if one.name == "others":
                continue
            if one.metadata.get("ours"):
                name, value = _camel(one.name), mine.get(_camel(one.name))
                where = f"{path}{EXTENSION}.{name}"
            else:
                name, value = _take(left, one)
                where = f"{path}{name}"
            if said(value):
                values[one.name] = self.value(_hints(kind)[one.name], one, value, where)
        values = {name: value for name, value in values.items() if value is not _NOTHING}
        if "ongoing" in _hints(kind) and ours is None and "start_date" in values and "end_date" not in values:
            values["ongoing"] = True  # the convention of JSON Resume: what has no end goes on
        if values.get("end_date") is _GOES_ON:
            del values["end_date"]
            if "ongoing" in _hints(kind):
                values["ongoing"] = True
        return kind(**values, others=_plain(left))

    def value(self, hint: Any, one: Field[Any], given: Any, path: str) -> Any:
        try:
            return self._value(hint, one, given, path)
        except Wrong as error:
            self._problems.append(Problem(path, error.reason))
            return _NOTHING

    def _value(self, hint: Any, one: Field[Any], given: Any, path: str) -> Any:
        if get_origin(hint) is tuple:
            return self._list(get_args(hint)[0], one, given, path)
        if isinstance(hint, UnionType):
            hint = next(kind for kind in get_args(hint) if kind is not NoneType)
        if is_dataclass(hint):
            if not isinstance(given, Mapping):
                raise Wrong(f"not an object but {shown(given)}")
            return self.object(hint, given, f"{path}.")  # type: ignore[arg-type]
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return _code(hint, given)
        if hint is bool:
            if not isinstance(given, bool):
                raise Wrong(f"{shown(given)} is not true or false")
            return given
        if hint in (int, float):
            return _number(hint, given)
        if hint is str:
            if one.metadata.get("day"):
                return _GOES_ON if one.name == "end_date" and _goes_on(given) else _day(given)
            return _text(one, given)
        if not isinstance(given, Mapping):
            raise Wrong(f"not an object but {shown(given)}")
        return _plain(given)

    def _list(self, hint: Any, one: Field[Any], given: Any, path: str) -> Any:
        if isinstance(given, str) and hint is str:
            given = given.split("\n")  # some programs write a list of one as a text
        if not isinstance(given, list):
            raise Wrong(f"not a list but {shown(given)}")
        if len(given) > MOST_ITEMS:
            raise Wrong(f"more than {MOST_ITEMS} entries")
        read = [self.value(hint, one, value, f"{path}[{number}]") for number, value in enumerate(given) if said(value)]
        return tuple(value for value in read if value is not _NOTHING and value != "")


_NOTHING, _GOES_ON = object(), object()


class _Twice(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return made


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _take(left: dict[str, Any], one: Field[Any]) -> tuple[str, Any]:
    """(the name it has, the value), and out of what is left. An older name counts only where the newer says nothing."""
    name = _camel(one.name)
    value = left.pop(name, None)
    for other in one.metadata.get("aliases", ()):
        if not said(value) and said(left.get(other)):
            name, value = other, left.pop(other)
    return name, value


def clean_prose(text: str) -> str:
    """A text as it may be stored and printed: without control characters and marks that turn it round."""
    return _printable(text).replace("\x00", "").strip()


def _printable(text: str) -> str:
    """Lines ended one way and no control characters; NUL stays, for the field to refuse it by name."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _text(one: Field[Any], given: Any) -> str:
    if isinstance(given, float) and given == given and abs(given) < 1e15:
        given = f"{given:g}"
    longest = one.metadata.get("longest") or (_LONGEST_PROSE if one.metadata.get("prose") else _LONGEST_LINE)
    if isinstance(given, str):
        given = _printable(given)
    return (prose if one.metadata.get("prose") or "\n" in str(given) else line)(longest)(given)


_DAY = re.compile(r"^([12]\d{3})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ].*)?)?)?$")
_MONTH_FIRST = re.compile(r"^(\d{1,2})[-/.]([12]\d{3})$")


def _goes_on(given: Any) -> bool:
    return isinstance(given, str) and given.strip().casefold() in _ONGOING


def _day(given: Any) -> str:
    """ISO 8601, the month and the day optional; also with a time, with "/" or ".", and month before year."""
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str):
        raise Wrong(f"{shown(given)} is not a day")
    text = given.strip()
    if found := _MONTH_FIRST.match(text):
        text = f"{found[2]}-{found[1]}"
    found = _DAY.match(text)
    if not found:
        raise Wrong(f"{shown(given)} is not a day: write 2019, 2019-03 or 2019-03-31")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 1, month or 1, day or 1)
    except ValueError as error:
        raise Wrong(f"{shown(given)} is not a day of the calendar") from error
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])


def _number(kind: type, given: Any) -> Any:
    whole = isinstance(given, int) or (isinstance(given, float) and given.is_integer())
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 1e9 or (kind is int and not whole):
        raise Wrong(f"{shown(given)} is not a number that can be")
    return kind(given)


def _code(kind: type[StrEnum], given: Any) -> Any:
    try:
        return kind(given)
    except ValueError as error:
        raise Wrong(f"{shown(given)} is not one of {', '.join(kind)}") from error


def _plain(given: Mapping[str, Any]) -> dict[str, Any]:
    """What we do not know, as it came; `json.dumps` fails here, not later, for what could not be written again."""
    json.dumps(given)
    return dict(given)


@cache
def _fields(kind: type) -> tuple[Field[Any], ...]:
    return fields(kind)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def write(resume: Resume) -> dict[str, Any]:
    """The JSON Resume document of a CV; what says nothing is left out."""
    return _written(resume)


def dumps(resume: Resume) -> bytes:
    return json.dumps(write(resume), ensure_ascii=False, indent=2).encode() + b"\n"


def _written(value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    ours: dict[str, Any] = {}
    kind: Any = type(value)
    for one in _fields(kind):
        given = getattr(value, one.name)
        if one.name == "others" or given == _default(one):
            continue
        target = ours if one.metadata.get("ours") else plain
        target[_camel(one.name)] = _out(given)
    if getattr(value, "start_date", "") and not value.end_date and getattr(value, "ongoing", None) is False:
        ours["ongoing"] = False  # or the convention below would make it go on
    plain = {name: inside for name, inside in plain.items() if inside not in ({}, [])}
    return plain | ({EXTENSION: ours} if ours else {}) | {name: inside for name, inside in value.others.items() if name not in plain}


def _out(given: Any) -> Any:
    if isinstance(given, tuple):
        return [_out(one) for one in given]
    if is_dataclass(given):
        return _written(given)
    return str(given) if isinstance(given, StrEnum) else given


def _default(one: Field[Any]) -> Any:
    make: Callable[[], Any] | Any = one.default_factory
    return one.default if make is MISSING else make()
