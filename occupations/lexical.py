"""Likeness of letters: character n-gram TF-IDF and whole-word overlap of short texts against all labels at once."""

from __future__ import annotations

from collections.abc import Sequence

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

    def scores(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(character, word) cosine of each text with each label: two float32 arrays of shape (len(texts), L)."""
        chars = (self._chars.transform(texts) @ self._char_rows).toarray()
        words = (self._words.transform(texts) @ self._word_rows).toarray()
        return chars, words

    def weight(self, word: str) -> float:
        """How telling a folded word is: its inverse document frequency among the labels; the highest for an unknown one."""
        position = self._words.vocabulary_.get(word)
        return float(self._words.idf_[position]) if position is not None else float(self._words.idf_.max())

    def knows(self, word: str) -> bool:
        return word in self._words.vocabulary_
