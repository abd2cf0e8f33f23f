"""The head of an entry told apart: what somebody did, for whom, where and in what kind of work."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matcher.cv.reading import places, words
from matcher.cv.reading.entries import Entry
from matcher.vocabulary import WorkKind

_STRONG = re.compile(r"\s*(?:\t|\s·\s|\s*\|\s*|\s•\s)\s*")
_DASH = re.compile(r"\s+[-–—]\s+|\s*—\s*")
_COMMA = re.compile(r"\s*[,،]\s+")
#: What leads from a position to who gives it; in the Latin script a name with a capital has to follow.
_AT = re.compile(r"\s+(?:at|for|@|chez|à la|à l[’']|en|em|na|no|bei|presso|pour|para)\s+(?=[A-ZÀ-Þ\"«“])|\s+(?:في|لدى|عند)\s+")
_SUFFIX = re.compile(r"^(?:ltd|inc|llc|s\.?a\.?|s\.?l\.?|sarl|gmbh|s\.?r\.?l|co)\b\.?", re.I)
_LONGEST_PLACE = 40


@dataclass(slots=True)
class Head:
    """`title`: a position or a qualification. `name`: an employer or a school. `rest`: titles that are neither."""

    title: str = ""
    name: str = ""
    place: str = ""
    country: str = ""
    kind: WorkKind | None = None
    rest: tuple[str, ...] = ()


def is_employer(text: str) -> bool:
    """Whether a text reads like the name of a firm, a house or an institution, and not like what somebody does there."""
    found = [word.strip('().,"«»“”&') for word in text.split()]
    if not found or words.has("jobs", text):
        return False
    ends = [found[0], *found[1:2], found[-1]] if words.key(found[0]) == found[0] else [found[0], found[-1]]
    return any(words.key(one) in words.keys("employers") and (one[:1].isupper() or not one.isascii()) for one in ends if one)


def is_school(text: str) -> bool:
    """Whether a text reads like the name of a school, and not like what is learnt there."""
    if not words.has("schools", text) or words.has("degrees", text):
        return False
    return len(text.split()) > 2 or words.key(text.split()[0]) in words.keys("schools")  # a "high school" is none by its name


def of_work(entry: Entry) -> Head:
    """Position, employer, place and kind of work."""
    head = _told(entry, "position", "employer")
    if head.title and head.name:
        return head
    first, others = _first(entry)
    parts = _parts(first)
    if len(parts) == 1:
        parts = _told_apart(first, is_employer, bool(others))
    elif len(parts) > 1 and is_employer(parts[0]) and not is_employer(parts[1]) and not places.split(parts[1])[1]:
        parts[0], parts[1] = parts[1], parts[0]
    if len(parts) == 1 and others:
        second = _parts(others[0])
        if _turned(parts[0], second):
            parts, second = second, parts
        parts, others = [*parts, *second], others[1:]
    head.title = head.title or (parts[0] if parts else "")
    _fill(head, parts[1:])
    _more(head, others)
    return head


def _turned(first: str, second: list[str]) -> bool:
    """Whether the employer stands above the position."""
    above, below = words.has("jobs", first), words.has("jobs", second[0])
    if is_employer(first):
        return below or (len(second) == 1 and not is_employer(second[0]) and not _is_place(second[0]))
    return below and not above and not is_employer(second[0])


def of_school(entry: Entry) -> Head:
    """What was learnt, and where."""
    head = _told(entry, "qualification", "school")
    if head.title and head.name:
        return head
    first, others = _first(entry)
    parts = _parts(first)
    if len(parts) == 1:
        parts = _told_apart(first, is_school, bool(others))
    elif is_school(parts[0]) and not is_school(parts[1]):
        parts[0], parts[1] = parts[1], parts[0]
    if len(parts) == 1 and others:
        second = _parts(others[0])
        learnt = words.has("degrees", second[0]) and not words.has("degrees", parts[0])
        if (is_school(parts[0]) and not is_school(second[0]) and not _is_place(second[0])) or learnt:
            parts, second = second, parts
        parts, others = [*parts, *second], others[1:]
    if len(parts) == 1 and is_school(parts[0]):
        parts = ["", *parts]
    head.title = head.title or (parts[0] if parts else "")
    _fill(head, parts[1:])
    _more(head, others)
    return head


def _told(entry: Entry, title: str, name: str) -> Head:
    """What a form says by its labels."""
    head = Head(entry.labelled.get(title, ""), "")
    if name in entry.labelled:
        _fill(head, _parts(entry.labelled[name]))
    if "address" in entry.labelled:
        head.place, head.country = places.split(entry.labelled["address"])
    if head.title and head.name:
        head.rest = tuple(entry.titles)
    return head


def _first(entry: Entry) -> tuple[str, list[str]]:
    return (entry.titles[0], entry.titles[1:]) if entry.titles else ("", [])


def _parts(text: str) -> list[str]:
    return [part.strip(" ·•|") for part in _STRONG.split(text) if part.strip(" ·•|")] or [text]


def _is_place(text: str) -> bool:
    return bool(places.split(text)[1])


def _told_apart(text: str, named: object, more: bool) -> list[str]:
    """[title, name, place...] out of one line; a comma parts it only where no other line says who it was for."""
    is_name = is_employer if named is is_employer else is_school
    if named is is_employer and (found := _AT.search(text)):
        before, after = text[: found.start()], text[found.end() :]
        if not re.search(r"[ء-ي]", found[0]) or is_employer(after):
            return [before, *_comma(after)]
    parts = [part.strip() for part in _DASH.split(text) if part.strip()] or [text]
    if len(parts) > 1:
        if _is_place(parts[1]) and len(parts) == 2:
            return [parts[0], parts[1]]
        named_first = is_name(_comma(parts[0])[0]) and not is_name(parts[1])
        if named_first or (named is is_employer and words.has("jobs", parts[1]) and not words.has("jobs", parts[0])):
            return [parts[1], *_comma(parts[0]), *parts[2:]]
        return [parts[0], *_comma(parts[1]), *parts[2:]]
    if more:
        return [text]
    parts = _COMMA.split(text)
    if len(parts) > 1 and is_name(parts[0]) and not is_name(parts[1]) and not _is_place(", ".join(parts[1:])):
        parts[0], parts[1] = parts[1], parts[0]
    return [parts[0], ", ".join(parts[1:])] if len(parts) > 2 and _is_place(", ".join(parts[1:])) and not is_name(parts[1]) else parts


def _comma(text: str) -> list[str]:
    """A name, and the place behind its comma."""
    parts = _COMMA.split(text, maxsplit=1)
    return parts if len(parts) == 2 and not _SUFFIX.match(parts[1]) and len(parts[1]) <= _LONGEST_PLACE else [text]


def _fill(head: Head, parts: list[str]) -> None:
    """Kind, place and name out of the parts behind the title."""
    left: list[str] = []
    for part in parts:
        kind = words.by_word("kinds").get(words.key(part))
        if kind and head.kind is None:
            head.kind = WorkKind(kind)
        elif part:
            left.append(part)
    if left and not (head.place or head.country) and _is_place(left[-1]):
        place, code = places.split(left[-1])
        pieces = _COMMA.split(place)
        if len(left) == 1 and not head.name and len(pieces) > 1:
            left[-1:], place = [", ".join(pieces[:-1])], pieces[-1]
        elif len(left) == 1 and not head.name and head.kind is None and place and is_employer(place):
            left, place = [place], ""
        else:
            left.pop()
        head.place, head.country = place, code
    if left and not head.name:
        if len(left) == 1 and not (head.place or head.country):
            left = _comma(left[0])
        head.name = left.pop(0)
    if left and not head.place:
        head.place = left.pop(0)
    head.rest += tuple(left)


def _more(head: Head, titles: list[str]) -> None:
    """A line below the others is a place, or the name that is still missing, or it is text."""
    for text in titles:
        if not head.name and len(text) <= 80:
            _fill(head, _parts(text))
        elif not (head.place or head.country) and (
            _is_place(text) or (len(text.split()) <= 3 and text[:1].isupper() and not re.search(r"\d", text))
        ):
            head.place, head.country = places.split(text)
        else:
            head.rest += (text,)
