"""A sheet as plain text for messages: short lines, no marks that a telephone would show wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.cv.sheet import Entry, Sheet


def text(sheet: Sheet) -> str:
    """UTF-8 text with a line for each thing, and an empty line between parts. Ends with a line end."""
    return "\n".join(_lines(sheet)).strip() + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield sheet.name
    if sheet.label:
        yield sheet.label
    for contact in sheet.contacts:
        # Marks that are not seen keep a "+" at the front of its number in a text that runs from the right.
        mark = "\u200e" if sheet.rtl and contact.one_way else ""
        yield f"{contact.label}: {mark}{contact.text}{mark}"
    for section in sheet.sections:
        yield ""
        # Not capitals: Arabic has none, and a screen reader may spell them.
        yield f"— {section.title} —"
        for number, entry in enumerate(section.entries):
            if number and entry.title.text:
                yield ""
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    if entry.title.text:
        yield entry.title.text
    if below := entry.below:
        yield below
    yield from (line.text for line in entry.text)
    yield from (f"- {point.text}" for point in entry.points)
    if entry.href:
        yield entry.href
