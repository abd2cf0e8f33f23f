"""The lines of a section cut into entries: one job, one school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from matcher.cv.reading import boundaries, days, words
from matcher.cv.reading.dating import dated, is_title
from matcher.cv.reading.days import Span
from matcher.cv.reading.lines import APART, TextLine

_LONGEST_DAYS = 30


@dataclass(slots=True)
class Entry:
    """`titles`: the texts of its head with the days taken out; `lead`: the first was in bold or a heading.
    `labelled`: what a form says by the meaning of its label, `whole`: the same lines as they stood; `extra`: lines for nobody."""

    titles: list[str] = field(default_factory=list)
    span: Span = field(default_factory=Span)
    prose: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    labelled: dict[str, str] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    lead: bool = False


def split(lines: Sequence[TextLine]) -> list[Entry]:
    """The entries of a section of work, school or the like."""
    lines = _mended(lines)
    if not lines:
        return []
    starts = boundaries.starts(lines)
    edges = sorted({0, *starts})
    return [_entry(lines[start:end]) for start, end in zip(edges, [*edges[1:], len(lines)], strict=True)]


def _mended(lines: Sequence[TextLine]) -> list[TextLine]:
    """Days that a narrow column broke over two lines stand together again: "Jan 2017 – Dec" and "2019"."""
    made: list[TextLine] = []
    for line in lines:
        head, _, rest = line.text.partition(APART)
        before, apart, beside = made[-1].text.partition(APART) if made else ("", "", "")
        if made and len(before) <= _LONGEST_DAYS and days.goes_on(before) and len(head) <= _LONGEST_DAYS and days.whole(f"{before} {head}"):
            made[-1] = replace(made[-1], text=f"{before} {head}{apart}{beside}")
            if rest:
                made.append(replace(line, text=rest))
        else:
            made.append(line)
    return made


def _entry(lines: Sequence[TextLine]) -> Entry:
    made = Entry(lead=bool(lines and (lines[0].bold or lines[0].heading)))
    for number, line in enumerate(lines):
        meaning, rest = words.label(line.text)
        if meaning and not line.bullet and _labelled(made, meaning, rest, line.text):
            continue
        if line.bullet and not (number == 0 and boundaries.has_days(line)):
            made.points.append(line.text)
            continue
        span, left = dated(line.text)
        if span.known and not made.span.known and (is_title(TextLine(left)) or number == 0):
            made.span = span
            line = TextLine(left, line.size, line.bold, line.heading, False, line.gap_before)
        if line.text:
            _place(made, line)
    return made


def _place(made: Entry, line: TextLine) -> None:
    if (made.points or made.prose) or not is_title(line) or len(made.titles) >= boundaries.MOST_ABOVE:
        made.prose.append(line.text)
    else:
        made.titles.append(line.text)


def _labelled(made: Entry, meaning: str, rest: str, whole: str) -> bool:
    """Takes a line of a form; false where the label means nothing here."""
    if meaning == "dates":
        span, left = dated(rest)
        made.span = span if span.known else made.span
        if left:
            made.extra.append(whole)
        return True
    if meaning == "duties":
        made.prose.extend([rest] if rest else [])
        return True
    if meaning in ("position", "employer", "qualification", "school", "score", "address") and rest and meaning not in made.labelled:
        made.labelled[meaning], made.whole[meaning] = rest, whole
        return True
    if meaning == "private":
        made.extra.append(whole)
        return True
    return False
