"""Likeness of letters: character n-gram TF-IDF and whole-word overlap of short texts against all labels at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from occupations.text import folded_words, normalise


class LexicalIndex:
    """TF-IDF of labels (L of them), once over characters, once over folded words; rows have length 1.

    Characters (2 to 4, inside word borders) forgive typing errors; folded words know that "soldadoras" is "soldador".
    """

    def __init__(self, labels: Sequence[str]) -> None:
        self._chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32, preprocessor=normalise)
        self._words = TfidfVectorizer(analyzer=folded_words, sublinear_tf=True, dtype=np.float32)
        self._char_rows: csr_matrix = self._chars.fit_transform(labels).T.tocsr()
        self._word_rows: csr_matrix = self._words.fit_transform(labels).T.tocsr()
        self._in_characters = self._chars.build_analyzer()

    def scores(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(character, word) cosine of each text with each label: two float32 arrays of shape (len(texts), L)."""
        chars = (_transformed(texts, self._in_characters, self._chars) @ self._char_rows).toarray()
        words = (_transformed(texts, folded_words, self._words) @ self._word_rows).toarray()
        return chars, words

    def weight(self, word: str) -> float:
        """How telling a folded word is: its inverse document frequency among the labels; the highest for an unknown one."""
        position = self._words.vocabulary_.get(word)
        return float(self._words.idf_[position]) if position is not None else float(self._words.idf_.max())


def _transformed(texts: Sequence[str], analyse: Callable[[str], Iterable[str]], fitted: TfidfVectorizer) -> csr_matrix:
    """What `fitted.transform` returns, without its checks, which cost more than the work on a single short text."""
    known, data, columns, starts = fitted.vocabulary_, [], [], [0]
    for text in texts:
        counts = Counter(column for piece in analyse(text) if (column := known.get(piece)) is not None)
        here = np.fromiter(counts.keys(), np.int32, len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * fitted.idf_[here]
        data.append(weights / (np.linalg.norm(weights) or 1.0))
        columns.append(here)
        starts.append(starts[-1] + len(here))
    values = np.concatenate(data) if data else np.empty(0)
    places = np.concatenate(columns) if columns else np.empty(0, np.int32)
    return csr_matrix((values.astype(np.float32), places, np.array(starts)), shape=(len(texts), len(known)))
