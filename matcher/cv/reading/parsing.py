"""The lines of a CV to its fields. What cannot be placed is handed back as it stood: nothing is invented, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from matcher.cv.reading import bounds, contacts, dating, entries, fields, lists, sections, words
from matcher.cv.reading.entries import Entry
from matcher.cv.reading.lines import TextLine
from matcher.cv.reading.sections import CONTACT, OTHER, TOP, Section
from matcher.cv.resume import Resume

_BY_ENTRY: dict[str, Callable[[Entry], Any]] = {"work": fields.work, "education": fields.education, "volunteer": fields.volunteer}
_BY_POINT: dict[str, Callable[[Entry], Any]] = {
    "certificates": fields.certificate,
    "awards": fields.award,
    "publications": fields.publication,
    "projects": fields.project,
    "references": fields.reference,
}
#: What a form says by its labels, and a part of a CV has fields for.
_LABELS = {
    "work": frozenset(("position", "employer", "address")),
    "volunteer": frozenset(("position", "employer", "address")),
    "education": frozenset(("qualification", "school", "address", "score")),
}
_LIST_OF_PROSE = frozenset(("projects",))


@dataclass(slots=True)
class Draft:
    """What was read so far, by part of the CV, and what was not understood."""

    parts: dict[str, list[Any]] = field(default_factory=dict)
    summary: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def add(self, part: str, *found: Any) -> None:
        self.parts.setdefault(part, []).extend(found)


def parse(lines: Sequence[TextLine]) -> tuple[Resume, bool, tuple[str, ...]]:
    """(the CV, True for it was guessed, lines that were not understood)."""
    draft = Draft()
    found = sections.split(lines)
    top = [line for one in found if one.code == TOP for line in one.lines]
    top, body = _parted(top) if not any(one.code in ("work", "education") for one in found) else (top, [])
    basics, unread = contacts.read(top, [line for one in found if one.code == CONTACT for line in one.lines])
    draft.unread.extend(unread)
    if body:
        _without_headings(draft, body)
    for section in found:
        if section.code not in (TOP, CONTACT):
            _section(draft, section)
    summary = "\n".join(filter(None, (basics.summary, *draft.summary)))
    made: dict[str, Any] = {part: tuple(values) for part, values in draft.parts.items()}
    read = bounds.within(Resume(basics=replace(basics, summary=summary), **made), draft.unread)
    return read, True, tuple(text.replace("\t", " ") for text in draft.unread if text)


def _parted(top: list[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """(who it is, the rest) of a CV without headings: the rest begins at the first entry with days."""
    for number, line in enumerate(top):
        span, rest = dating.dated(line.text)
        private = words.label(line.text)[0] == "private"
        if number and span.known and span.double and not private:
            start = number - 1 if number > 1 and not rest and dating.is_title(top[number - 1]) else number
            return top[:start], top[start:]
    return top, []


def _without_headings(draft: Draft, lines: list[TextLine]) -> None:
    for one in entries.split(lines):
        said = " ".join(one.titles)
        school, degree, job = (words.has(group, said) for group in ("schools", "degrees", "jobs"))
        school = (school and degree) or ((school or degree) and not job)
        _entry(draft, "education" if school else "work", one)


def _section(draft: Draft, section: Section) -> None:
    if section.code == OTHER:
        draft.unread.extend(line.text for line in section.lines)
    elif section.code == "summary":
        draft.summary.extend(line.text.replace("\t", " ") for line in section.lines)
    elif section.code in _BY_ENTRY:
        for one in entries.split(section.lines):
            _entry(draft, section.code, one)
    elif section.code in _BY_POINT:
        _points(draft, section)
    elif section.code == "languages":
        found, unread = lists.languages(section.lines)
        draft.add("languages", *found)
        draft.unread.extend(unread)
    elif section.code == "skills":
        draft.add("skills", *lists.skills(section.lines))
    else:
        draft.add("interests", *lists.interests(section.lines))


def _entry(draft: Draft, part: str, entry: Entry) -> None:
    """Days without anything beside them, or a point without a title, say nothing that could be placed."""
    _unlabelled(draft, part, entry)
    if part == "work" and entry.prose and not entry.titles:
        pass  # work that is told in sentences, without a title or a day, is work all the same
    elif not (entry.titles or entry.labelled) and (not entry.span.known or not (entry.points or entry.prose)):
        draft.unread.extend([*entry.prose, *entry.points])
        return
    draft.add(part, _BY_ENTRY[part](entry))


def _unlabelled(draft: Draft, part: str, entry: Entry) -> None:
    draft.unread.extend([*entry.extra, *(text for meaning, text in entry.whole.items() if meaning not in _LABELS.get(part, ()))])


def _points(draft: Draft, section: Section) -> None:
    lines = list(section.lines)
    if section.code == "references":
        draft.unread.extend(line.text for line in lines if words.key(line.text) in words.keys("on_request"))
        lines = [line for line in lines if words.key(line.text) not in words.keys("on_request")]
    if not lines:
        return
    if section.code == "references":
        found = _referees(lines)
    else:
        found = entries.split(lines) if section.code in _LIST_OF_PROSE else fields.each_point(lines)
    for one in found:
        _unlabelled(draft, section.code, one)
        if one.titles or one.prose or one.points:
            draft.add(section.code, _BY_POINT[section.code](_titled(one)))


def _referees(lines: Sequence[TextLine]) -> list[Entry]:
    """Where plain lines say how to reach somebody, each of these is the last about that person."""
    reached = [contacts.can_reach(line.text) for line in lines]
    if not any(reached) or all(reached) or any(line.bold or line.heading or line.bullet for line in lines):
        return entries.split(lines)
    found: list[Entry] = [Entry()]
    for number, line in enumerate(lines):
        found[-1].titles.append(line.text)
        if reached[number] and not all(reached[number : number + 2]) and number + 1 < len(lines):
            found.append(Entry())
    return found


def _titled(entry: Entry) -> Entry:
    """Something has to be its title."""
    if not entry.titles:
        first, *rest = [*entry.prose, *entry.points]
        return Entry(
            [first], entry.span, [text for text in rest if text in entry.prose], [text for text in rest if text not in entry.prose]
        )
    return entry
