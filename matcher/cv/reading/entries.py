"""The lines of a section cut into entries: one job, one school. By headings, by bold titles, by days, else by gaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from matcher.cv.reading import days, words
from matcher.cv.reading.days import Span
from matcher.cv.reading.lines import APART, TextLine

#: Letters: a longer line, or one that ends like a sentence, is prose and no title.
_LONGEST_TITLE = 110
_LONGEST_DAYS = 30
_MOST_ABOVE = 3
_EDGES = " \t·|,;:–—-~•()[]،؛/"
_BEFORE_DAYS = re.compile(r"(?:^|[\t·|,;:(\[،؛]|\s[–—-])\s*$")


@dataclass(slots=True)
class Entry:
    """`titles`: the texts of its head with the days taken out; `lead`: the first was in bold or a heading."""

    titles: list[str] = field(default_factory=list)
    span: Span = field(default_factory=Span)
    prose: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    labelled: dict[str, str] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    lead: bool = False


@lru_cache(4096)
def dated(text: str) -> tuple[Span, str]:
    """(the span that a line of a head says, the text without it). A year inside a sentence is no span."""
    for part in re.split(r"(\s*[\t|]\s*|\s·\s)", text):
        if months := days.length(part):
            return Span(months=months), _bare(text.replace(part, "\t", 1))
    best: tuple[int, Span, int, int] | None = None
    for span, start, end in days.find(text):
        begins, ends = not text[:start].strip(_EDGES), not text[end:].strip(_EDGES + ".")
        apart = begins or bool(_BEFORE_DAYS.search(text[:start])) or (ends and (span.double or len(text) <= 60))
        if apart and (begins or ends or span.double):
            rank = span.double * 2 + (begins or ends)
            if best is None or rank > best[0]:
                best = rank, span, start, end
    if best is None:
        return Span(), text
    _, span, start, end = best
    return span, _bare(f"{text[:start]}\t{text[end:]}")


def _bare(text: str) -> str:
    """Without the signs that stood around the days."""
    parts = [part.strip(_EDGES.replace("(", "").replace(")", "")) for part in text.split(APART)]
    joined = APART.join(part for part in parts if part.strip(_EDGES))
    joined = re.sub(r"\(\s*\)", "", joined)
    if joined.count("(") != joined.count(")"):
        joined = joined.strip("()")
    return joined.strip()


def is_title(line: TextLine) -> bool:
    """Whether a line may stand in the head of an entry."""
    return not line.bullet and len(line.text) <= _LONGEST_TITLE and not re.search(r"[^\W\d]{3}[.!?؟]$", line.text)


def split(lines: Sequence[TextLine]) -> list[Entry]:
    """The entries of a section of work, school or the like."""
    lines = _mended(lines)
    if not lines:
        return []
    starts = _starts(lines)
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


def _starts(lines: Sequence[TextLine]) -> list[int]:
    ways: tuple[Callable[[Sequence[TextLine]], list[int]], ...] = (_by_heading, _by_label, _by_bold, _by_days, _by_gap)
    return next((found for way in ways if (found := way(lines))), [])


def _by_heading(lines: Sequence[TextLine]) -> list[int]:
    levels = [line.heading for line in lines if line.heading]
    return [number for number, line in enumerate(lines) if line.heading and line.heading == min(levels)]


def _by_label(lines: Sequence[TextLine]) -> list[int]:
    """Forms: the label that comes first begins each entry."""
    meanings = [words.label(line.text)[0] for line in lines]
    first = next((one for one in meanings[:2] if one in ("dates", "employer", "position", "qualification", "school")), "")
    found = [number for number, one in enumerate(meanings) if one == first]
    return found if first and len({*meanings} - {""}) > 1 else []


def _by_bold(lines: Sequence[TextLine]) -> list[int]:
    """Bold titles, where the section begins with one; a bold line under a bold line belongs to the same head."""
    bold = [_is_bold_title(line) for line in lines]
    first = next((number for number in range(min(2, len(lines))) if bold[number]), None)
    if first is None or all(bold):
        return []
    if first and not dated(lines[0].text)[0].known:
        return []
    found = [0]
    seen_days = False
    for number in range(1, len(lines)):
        known = dated(lines[number].text)[0] if not lines[number].bullet else Span()
        if bold[number] and not bold[number - 1] and number != first:
            above = number - 1 if first and number > 1 and _only_days(lines[number - 1]) else number
            found.append(above)
            seen_days = False
        elif bold[number] and (
            (bold[number - 1] and number - 1 != found[-1]) or (known.known and (seen_days or dated(lines[number - 1].text)[0].known))
        ):
            found.append(number)
        seen_days = seen_days or known.known
    return found


def _is_bold_title(line: TextLine) -> bool:
    return line.bold and is_title(line) and not line.text.rstrip().endswith(":") and not _only_days(line)


def _only_days(line: TextLine) -> bool:
    span, rest = dated(line.text)
    return span.known and not rest and not line.bullet


def _by_days(lines: Sequence[TextLine]) -> list[int]:
    """Each line with days belongs to one entry; how many titles stand above the first tells how many do above each."""
    marked = [number for number, line in enumerate(lines) if _has_days(line)]
    if not marked:
        return []
    above = _titles_above(lines, marked[0], -1)
    found = []
    for before, number in zip([-1, *marked], marked, strict=False):
        free = _titles_above(lines, number, before)
        found.append(number - min(free, above))
    return found


def _has_days(line: TextLine) -> bool:
    span, rest = dated(line.text)
    if not span.known:
        return False
    if line.bullet:
        return span.double and (len(rest) <= _LONGEST_TITLE)
    return is_title(TextLine(rest)) or not rest


def _titles_above(lines: Sequence[TextLine], number: int, before: int) -> int:
    count = 0
    while count < _MOST_ABOVE and number - count - 1 > before and is_title(lines[number - count - 1]):
        count += 1
        if lines[number - count].gap_before > lines[number - count + 1].gap_before + 4:
            break
    return count


def _by_gap(lines: Sequence[TextLine]) -> list[int]:
    gaps = sorted(line.gap_before for line in lines[1:])
    if not gaps or gaps[-1] <= gaps[0] + 3:
        return [number for number, line in enumerate(lines) if is_title(line)]
    return [number for number, line in enumerate(lines) if line.gap_before > gaps[0] + 3 and not line.bullet]


def _entry(lines: Sequence[TextLine]) -> Entry:
    made = Entry(lead=bool(lines and (lines[0].bold or lines[0].heading)))
    for number, line in enumerate(lines):
        meaning, rest = words.label(line.text)
        if meaning and not line.bullet and _labelled(made, meaning, rest, line.text):
            continue
        if line.bullet and not (number == 0 and _has_days(line)):
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
    if (made.points or made.prose) or not is_title(line) or len(made.titles) >= _MOST_ABOVE:
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
        made.labelled[meaning] = rest
        return True
    if meaning == "private":
        made.extra.append(whole)
        return True
    return False


def texts(entries: Sequence[Entry]) -> Iterator[str]:
    """What was in the entries and has no place of its own."""
    for one in entries:
        yield from one.extra
