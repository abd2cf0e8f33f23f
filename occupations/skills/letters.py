"""Likeness of letters between parts of a text and the labels of skills, in the text's own language."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from occupations.taxonomy import Skill
from occupations.text import normalise


class Letters:
    """TF-IDF over runs of 2 to 4 letters inside words: it forgives typing errors and most endings of verbs."""

    def __init__(self, skills: Sequence[Skill], langs: Sequence[str]) -> None:
        self._tfidf = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32, preprocessor=normalise)
        labels = {lang: [skill.label(lang) for skill in skills] for lang in langs}
        self._tfidf.fit([*(label for lang in langs for label in labels[lang]), "a"])  # one letter, where there are no labels
        self._rows: dict[str, csr_matrix] = {lang: self._tfidf.transform(labels[lang]).T.tocsr() for lang in langs if skills}

    def alike(self, parts: Sequence[str], lang: str) -> NDArray[np.float32]:
        """Cosine of each part with each skill's label in a language (in English or another where it has none): (len(parts), S)."""
        cosines: NDArray[np.float32] = (self._tfidf.transform(parts) @ self._rows[lang]).toarray()
        return cosines
