"""Where entries begin in the lines of a section: by headings, by forms, by bold titles, by days, else by gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matcher.cv.reading import words
from matcher.cv.reading.dating import LONGEST_TITLE, dated, is_title
from matcher.cv.reading.days import Span
from matcher.cv.reading.lines import TextLine

#: Lines that may stand above the days of an entry.
MOST_ABOVE = 3


def starts(lines: Sequence[TextLine]) -> list[int]:
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
    marked = [number for number, line in enumerate(lines) if has_days(line)]
    if not marked:
        return []
    above = _titles_above(lines, marked[0], -1)
    found = []
    for before, number in zip([-1, *marked], marked, strict=False):
        free = _titles_above(lines, number, before)
        found.append(number - min(free, above))
    return found


def has_days(line: TextLine) -> bool:
    span, rest = dated(line.text)
    if not span.known:
        return False
    if line.bullet:
        return span.double and (len(rest) <= LONGEST_TITLE)
    return is_title(TextLine(rest)) or not rest


def _titles_above(lines: Sequence[TextLine], number: int, before: int) -> int:
    count = 0
    while count < MOST_ABOVE and number - count - 1 > before and is_title(lines[number - count - 1]):
        count += 1
        if lines[number - count].gap_before > lines[number - count + 1].gap_before + 4:
            break
    return count


def _by_gap(lines: Sequence[TextLine]) -> list[int]:
    gaps = sorted(line.gap_before for line in lines[1:])
    if not gaps or gaps[-1] <= gaps[0] + 3:
        return [number for number, line in enumerate(lines) if is_title(line)]
    return [number for number, line in enumerate(lines) if line.gap_before > gaps[0] + 3 and not line.bullet]
