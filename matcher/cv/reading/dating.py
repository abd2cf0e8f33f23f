"""The days in a line that heads an entry, and the line without them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from matcher.cv.reading import days
from matcher.cv.reading.days import Span
from matcher.cv.reading.lines import APART, TextLine

#: Letters: a longer line, or one that ends like a sentence, is prose and no title.
LONGEST_TITLE = 110
_EDGES = " \t·|,;:–—-~•()[]،؛/"
_BEFORE_DAYS = re.compile(r"(?:^|[\t·|,;:(\[،؛]|\s[–—-])\s*$")


@lru_cache(4096)
def dated(text: str) -> tuple[Span, str]:
    """(the span that a line of a head says, the text without it). A year inside a sentence is no span."""
    for part in re.split(r"(\s*[\t|]\s*|\s·\s)", text):
        if months := days.length(part):
            return Span(months=months, said=part.strip()), _bare(text.replace(part, "\t", 1))
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
    return replace(span, said=text[start:end].strip()), _bare(f"{text[:start]}\t{text[end:]}")


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
    return not line.bullet and len(line.text) <= LONGEST_TITLE and not re.search(r"[^\W\d]{3}[.!?؟]$", line.text)
