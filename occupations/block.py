"""The labels of one language, ready to be compared with texts: by letters, by words, by meaning, and as runs of words inside a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from occupations.columns import Columns
from occupations.lexical import LexicalIndex
from occupations.phrases import PhraseIndex
from occupations.taxonomy import Label, LabelKind
from occupations.text import folded_words, telling

Numbers = NDArray[np.float32]


class Block:
    """L labels of one language; rows stand in the order of their concepts. Letters and words are counted at first use.

    `vectors`: the encoder's rows of the labels, shape (L, d), in the same order. `columns`: in which column each speaks.
    """

    def __init__(self, lang: str, labels: Sequence[Label], vectors: Numbers, columns: Columns) -> None:
        of = np.array([columns.of_label(label) for label in labels], np.int32)
        order = np.argsort(of, kind="stable")
        self.lang, self.labels = lang, [labels[row] for row in order]
        self.vectors = np.ascontiguousarray(vectors[order]) if len(order) else vectors
        self._column = of[order]
        self._present, self._starts = np.unique(self._column, return_index=True)
        self._ends = np.append(self._starts[1:], len(labels))
        self._width = len(columns)
        #: Whether a column has a label here, shape (K,).
        self.speaks = np.isin(np.arange(self._width), self._present)

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def told(self) -> list[str]:
        """The telling words of each label, normalised."""
        return [telling(label.text) for label in self.labels]

    @cached_property
    def lexical(self) -> LexicalIndex:
        return LexicalIndex(self.told)

    @cached_property
    def phrases(self) -> PhraseIndex:
        return PhraseIndex((folded_words(told), label.concept) for told, label in zip(self.told, self.labels, strict=True))

    @cached_property
    def preferred(self) -> NDArray[np.bool_]:
        return np.array([label.kind is LabelKind.PREFERRED for label in self.labels], np.bool_)

    def best(self, scores: Numbers) -> Numbers:
        """Label scores (n, L) to the best of each concept (n, K); a concept without a label here has 0."""
        found = np.zeros((len(scores), self._width), np.float32)
        if len(self):
            found[:, self._present] = np.maximum.reduceat(scores, self._starts, axis=1)
        return found

    @cached_property
    def rows(self) -> dict[int, tuple[int, int]]:
        """The rows of each column that has labels here: (first, one past the last)."""
        bounds = zip(self._starts.tolist(), self._ends.tolist(), strict=True)
        return dict(zip(self._present.tolist(), bounds, strict=True))

    def column_of(self, row: int) -> int:
        return int(self._column[row])
