"""What speaks for each concept being what a text means: likenesses of letters, words and meaning, of its own and of its group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from occupations.block import Block, Numbers
from occupations.text import folded_words

T = TypeVar("T")


class Evidence(NamedTuple, Generic[T]):
    """One number a concept and kind of evidence, each from 0 to 1 (meaning from -1); arrays of shape (k,) for k concepts.

    `own_...`: labels in the text's own language, where the concept has one; `any_...`: the best of all languages looked at;
    `group_...`: the best of any concept in the same unit group, everyday titles of the group included. `depth` and `fame` say
    nothing of the text: how far below its unit group ESCO puts an occupation, and how many names it has (`Columns.standing`).
    `misspelt` grows from 0 to 1 with a ratio from 0.75 to 1, steeply: so near are only typing errors.
    """

    own_letters: T
    own_words: T
    own_meaning: T
    any_letters: T
    any_words: T
    any_meaning: T
    group_letters: T
    group_words: T
    group_meaning: T
    is_group: T
    depth: T
    fame: T
    ratio: T
    misspelt: T
    exact_title: T
    exact_other: T
    inside: T
    group_misspelt: T
    group_inside: T


#: Evidence that is there for every concept before the candidates are chosen.
DENSE = Evidence._fields[: Evidence._fields.index("ratio")]


@dataclass(frozen=True, slots=True)
class Named:
    """A label that stands in the text: its block and row, and the share of the text that it explains (1: all of it)."""

    block: int
    row: int
    share: float


@dataclass(frozen=True)
class Compared:
    """One text held against all labels: likeness of letters, and all likenesses together, of the labels of each block, shape (L,)."""

    text: str
    dense: Numbers  # (len(DENSE), K)
    letters: tuple[Numbers, ...]
    together: tuple[Numbers, ...]
    named: tuple[Named, ...]
    closest: float  # the best likeness of meaning with any label


class Comparison:
    """Holds texts against blocks of labels. `group`: the column of each concept's unit group, ascending, shape (K,).

    `standing`: the evidence that no text changes (`is_group`, `depth`, `fame`), shape (3, K).
    """

    def __init__(self, group: NDArray[np.int32], standing: Numbers) -> None:
        self._starts = np.flatnonzero(np.r_[True, np.diff(group) > 0])
        self._sizes = np.diff(np.r_[self._starts, len(group)])
        self._standing = standing

    def of_group(self, scores: Numbers) -> Numbers:
        """The best of each concept's unit group, (..., K) to (..., K)."""
        return np.repeat(np.maximum.reduceat(scores, self._starts, axis=-1), self._sizes, axis=-1)

    def compare(self, texts: Sequence[str], vectors: Numbers, blocks: Sequence[Block], own: int | None) -> list[Compared]:
        """n told texts (see `telling`) and their vectors against the same blocks; `own` is the block of their language."""
        likeness = [_likeness(block, texts, vectors) for block in blocks]
        best = [tuple(block.best(one) for one in three) for block, three in zip(blocks, likeness, strict=True)]
        together = [np.maximum.reduce([block[kind] for block in best]) for kind in range(3)]
        mine = together
        if own is not None:
            mine = [np.where(blocks[own].speaks, one, other) for one, other in zip(best[own], together, strict=True)]
        group = [self.of_group(one) for one in together]
        totals = [letters + words + meaning for letters, words, meaning in likeness]
        standing = np.broadcast_to(self._standing[:, None], (3, *together[0].shape))
        dense = np.stack([*mine, *together, *group, *standing], axis=1)
        closest = together[2].max(axis=1, initial=0.0).tolist()
        made = []
        for i, text in enumerate(texts):
            letters, every = (tuple(one[i] for one in of) for of in ((three[0] for three in likeness), totals))
            made.append(Compared(text, dense[i], letters, every, _named(text, blocks), closest[i]))
        return made


def _likeness(block: Block, texts: Sequence[str], vectors: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    letters, words = block.lexical.scores(texts)
    return letters, words, vectors @ block.vectors.T


def _named(text: str, blocks: Sequence[Block]) -> tuple[Named, ...]:
    """Labels that are the whole text, and labels inside it."""
    words = folded_words(text)
    found = []
    for at, block in enumerate(blocks):
        whole = block.phrases.whole(words)
        found += [Named(at, row, 1.0) for row in whole]
        inside = block.phrases.inside(words, block.lexical.weight)
        found += [Named(at, row, min(share, 0.99)) for row, share in inside.items() if row not in whole]
    return tuple(found)
