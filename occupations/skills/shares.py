"""How much of what each part of a text says goes to each skill, and how much to things that are no skill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from occupations.skills.meaning import Meaning, Vectors
from occupations.skills.spans import Span

#: LETTERS, TEMPERATURE and BESIDE: of 36 settings among the best F1 on the texts `fitted` of tests/benchmarks/skills_told.yaml (0.81; on
#: those `kept` 0.80). How much likeness of letters counts beside likeness of meaning, that of the part and that of its sentence.
LETTERS = 1.0
#: The difference in likeness that makes one thing e times as likely as another to be what is meant.
TEMPERATURE = 0.08
#: What a thing said beside skills gains over a skill.
BESIDE = 0.35
#: A span counts as far as it is likely to speak of work, or alike in letters. Of 12 settings the one that finds most of those with which
#: nothing is found in texts `fitted` that name no skill.
SPEECH, ALIKE = 0.0, 6.0
#: Words of a sentence from which on the whole of the framing is taken off; of a shorter one, its share.
FRAMED_WORDS = 20
#: Spans that are compared with all skills at once, if their sentences allow: with 14,000 skills 7 MB an array.
BLOCK = 128

Block = Sequence[Sequence[Span]]


def blocks(sentences: Block) -> Iterator[Block]:
    """Runs of whole sentences with about BLOCK spans together, in order."""
    run: list[Sequence[Span]] = []
    for spans in sentences:
        run.append(spans)
        if sum(map(len, run)) >= BLOCK:
            yield run
            run = []
    if run:
        yield run


def shares(block: Block, rows: Vectors, letters: Vectors, speech: Vectors, about: Meaning) -> tuple[Vectors, Vectors]:
    """(shares, likeness of meaning) of every span of a block with every skill: two arrays of shape (n, S).

    `rows` are the encoder's for the n spans, sentence after sentence; `letters` their likeness of letters; `speech` the log odds
    that they speak of work, shape (n,), which say how far a span counts. Each span is read in its
    sentence, whose likeness is added. Its shares, with those of what is said beside skills, sum to 1: of many skills that it is
    near to, none gets much. (A correction for skills that are near to everything, by their mean likeness or that with their
    nearest texts, found no more on either evaluation set once this was done.) A sentence with smaller spans has no shares itself.
    """
    sizes = [len(spans) for spans in block]
    first = np.cumsum([0, *sizes[:-1]])
    sentence = np.repeat(first, sizes)
    framed = np.zeros(len(rows), np.float32)
    framed[first] = [min(1.0, spans[0].words / FRAMED_WORDS) for spans in block]
    meaning = about.unframed(rows, framed) @ about.skills.T
    beside = rows @ about.beside.T
    alike: Vectors = np.hstack([meaning + meaning[sentence] + LETTERS * letters, beside + beside[sentence] + BESIDE])
    found = _softmax(alike / TEMPERATURE)[:, : len(about.skills)]
    found[first[np.array(sizes) > 1]] = 0
    found /= 1 + np.exp(-(speech[:, None] + SPEECH + ALIKE * letters))
    return found, meaning


class Tally:
    """Over all blocks, for S skills: the sum of their shares, the span with the largest (-1: none), and its likenesses."""

    def __init__(self, skills: int) -> None:
        self.total, self._largest, self.meaning, self.letters = (np.zeros(skills, np.float32) for _ in range(4))
        self.span: NDArray[np.int64] = np.full(skills, -1)

    def add(self, first: int, found: Vectors, meaning: Vectors, letters: Vectors) -> None:
        """Counts in spans `first`, `first` + 1 ...; each of the arrays has a row a span and a column a skill."""
        row = found.argmax(axis=0)
        largest = found[row, np.arange(len(row))]
        better = np.flatnonzero(largest > self._largest)
        self.total += found.sum(axis=0)
        self._largest[better], self.span[better] = largest[better], first + row[better]
        self.meaning[better], self.letters[better] = meaning[row[better], better], letters[row[better], better]


def _softmax(rows: Vectors) -> Vectors:
    powers: Vectors = np.exp(rows - rows.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    return powers
