"""Likeness of letters: character n-gram TF-IDF and whole-word overlap of short texts against all labels at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from occupations.text import folded_words, normalise

Numbers = NDArray[np.float32]
Analyse = Callable[[str], Iterable[str]]


class LexicalIndex:
    """TF-IDF of labels (L of them), once over characters, once over folded words; rows have length 1.

    Characters (2 to 4, inside word borders) forgive typing errors; folded words know that "soldadoras" is "soldador".
    """

    def __init__(self, labels: Sequence[str]) -> None:
        chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32, preprocessor=normalise)
        words = TfidfVectorizer(analyzer=folded_words, sublinear_tf=True, dtype=np.float32)
        self._chars, self._words = _Postings(chars, chars.build_analyzer(), labels), _Postings(words, folded_words, labels)

    def scores(self, texts: Sequence[str]) -> tuple[Numbers, Numbers]:
        """(character, word) cosine of each text with each label: two float32 arrays of shape (len(texts), L)."""
        return self._chars.scores(texts), self._words.scores(texts)

    def weight(self, word: str) -> float:
        """How telling a folded word is: its inverse document frequency among the labels; the highest for an unknown one."""
        return self._words.weight(word)


class _Postings:
    """For each piece of text the labels that it stands in, and its weight there."""

    def __init__(self, pieces: TfidfVectorizer, analyse: Analyse, labels: Sequence[str]) -> None:
        rows = pieces.fit_transform(labels).T.tocsr()
        self._count, self._analyse, self._known, self._idf = len(labels), analyse, pieces.vocabulary_, pieces.idf_
        self._starts, self._labels, self._weights = rows.indptr.tolist(), rows.indices, rows.data

    def scores(self, texts: Sequence[str]) -> Numbers:
        """Shape (len(texts), L). A short text has few pieces: to add up where they stand takes a third of a product of sparse matrices."""
        found = np.zeros((len(texts), self._count), np.float32)
        for row, text in enumerate(texts):
            counts = Counter(column for piece in self._analyse(text) if (column := self._known.get(piece)) is not None)
            if counts:
                found[row] = self._sum(list(counts), np.fromiter(counts.values(), np.float32, len(counts)))
        return found

    def _sum(self, columns: list[int], counts: Numbers) -> Numbers:
        weights = (1 + np.log(counts)) * self._idf[columns]
        weights /= np.linalg.norm(weights)
        spans = [slice(self._starts[column], self._starts[column + 1]) for column in columns]
        stands = np.concatenate([self._weights[span] for span in spans])
        each = np.repeat(weights, [span.stop - span.start for span in spans])
        return np.bincount(np.concatenate([self._labels[span] for span in spans]), stands * each, self._count).astype(np.float32)

    def weight(self, piece: str) -> float:
        position = self._known.get(piece)
        return float(self._idf[position]) if position is not None else float(self._idf.max())
