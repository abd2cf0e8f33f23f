"""Cuts what somebody wrote into sentences, clauses and short windows, each known by its place in the original text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from occupations.stopwords import STOP_WORDS
from occupations.text import normalise

Place = tuple[int, int]

#: Characters of a text that are read: about three pages, so that whatever is pasted costs no more than that.
LONGEST = 6_000
#: Words of a sentence before it is cut, for those who write without full stops.
SENTENCE = 60
#: Words of a window, and how far apart windows begin.
WINDOW, STEP = 5, 3

# Combining marks (Arabic vowels, accents written apart) belong to the word they stand on, though \w leaves them out.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u0655\u0670]|['’](?=[^\W_]))*[+#]{0,2}")
_SENTENCE_END = re.compile(
    r"[.!?؟;؛…]+(?=\s|$)"
    r"|(?<=[a-záéíóúñàâçèêîôû)])\.(?=[A-ZÁÉÍÓÚÑÀÂÇÈÊÎÔÛ])"  # adverts lose the blank: "seguros.Planificación"
    r"|\.{2,}|[\n\r\u2028\u2029•·●▪■◦*|]+"
    r"|(?:^|(?<=\s))[-–—]+(?=\s|[^\W\d_])"
)
_CLAUSE_END = re.compile(
    r"[,،:()\[\]\"«»“”/]+"
    r"|(?<!\S)(?:y|e|o|u|ni|además|también|luego|después|and|or|nor|then|also|et|ou|puis|ensuite|aussi|ثم|أو|او|كما)(?!\S)"
    r"|(?<!\S)(?=و[^\W\d_]{2})",  # the Arabic "and" is written onto the next word
    re.I,
)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a text, which hold so many words."""

    start: int
    end: int
    words: int


def words(text: str, start: int, end: int) -> list[Place]:
    """(start, end) of every word in text[start:end], as places in the whole text."""
    return [match.span() for match in _WORD.finditer(text, start, end)]


def spans(text: str, left_out: Iterable[Place] = ()) -> list[list[Span]]:
    """For each sentence itself and, after it, its clauses and windows; what says nothing and the places in `left_out` are none of them.

    A sentence of one short clause stands alone.
    """
    found = []
    for sentence in sentences(text, left_out):
        clauses_of = (core(text, *clause) for clause in clauses(text, *sentence))
        parts = [part for clause in clauses_of for part in (clause, *_windows(words(text, *clause)))]
        smaller = [part for part in parts if part != sentence and _says_something(text[slice(*part)])]
        if smaller or _says_something(text[slice(*sentence)]):
            found.append([Span(*place, len(words(text, *place))) for place in (sentence, *smaller)])
    return found


def sentences(text: str, left_out: Iterable[Place] = ()) -> Iterator[Place]:
    """(start, end) of every sentence or list item that has a word, in order; none longer than SENTENCE words."""
    end = min(len(text), LONGEST)
    cuts = sorted([*(match.span() for match in _SENTENCE_END.finditer(text, 0, end)), *left_out])
    for left, right in _between(cuts, 0, end):
        inside = words(text, left, right)
        for first in range(0, len(inside), SENTENCE):
            part = inside[first : first + SENTENCE]
            yield part[0][0], part[-1][1]


def clauses(text: str, start: int, end: int) -> Iterator[Place]:
    """(start, end) of the parts of text[start:end] between commas, brackets and words like "and"."""
    for left, right in _between((match.span() for match in _CLAUSE_END.finditer(text, start, end)), start, end):
        inside = words(text, left, right)
        if inside:
            yield inside[0][0], inside[-1][1]


def _windows(inside: list[Place]) -> Iterator[Place]:
    """(start, end) of every run of WINDOW words, beginning STEP words apart; none where there are no more words than that."""
    if len(inside) > WINDOW:
        for first in range(0, len(inside) - STEP, STEP):
            part = inside[first : first + WINDOW]
            yield part[0][0], part[-1][1]


def core(text: str, start: int, end: int) -> Place:
    """text[start:end] without the words at its ends that say nothing; all of it where nothing else is left."""
    telling = [place for place in words(text, start, end) if _says_something(text[slice(*place)])]
    return (telling[0][0], telling[-1][1]) if telling else (start, end)


def _says_something(part: str) -> bool:
    return any(len(word) > 2 and word not in STOP_WORDS and any(map(str.isalpha, word)) for word in normalise(part).split())


def _between(cuts: Iterable[Place], start: int, end: int) -> Iterator[Place]:
    """What lies between ordered cuts, which may overlap."""
    for left, right in cuts:
        if left > start:
            yield start, min(left, end)
        start = max(start, right)
    if end > start:
        yield start, end
