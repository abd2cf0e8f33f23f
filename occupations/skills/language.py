"""Tells which of a taxonomy's own languages a text is in, by the letters of its labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

from occupations.skills.wording import BESIDE, FRAMINGS
from occupations.taxonomy import Skill

#: Labels a language that are learnt from, and characters of a text that are looked at: more of either changes nothing.
LABELS, LOOKED_AT = 1_000, 1_000


class Languages:
    """Naive Bayes over runs of 1 to 3 letters of labels, and of what is said around them where that is known."""

    def __init__(self, skills: Sequence[Skill]) -> None:
        labels: dict[str, list[str]] = {}
        for skill in skills:
            for lang, label in skill.labels.items():
                labels.setdefault(lang, []).append(label)
        self.known = tuple(labels) or ("en",)
        samples = {lang: (*_spread(labels.get(lang, ())), *BESIDE.get(lang, ()), *FRAMINGS.get(lang, ())) for lang in self.known}
        self._letters = CountVectorizer(analyzer="char_wb", ngram_range=(1, 3))
        counts = self._letters.fit_transform([text for texts in samples.values() for text in texts])
        self._bayes = MultinomialNB(fit_prior=False).fit(counts, np.repeat(self.known, [len(texts) for texts in samples.values()]))

    def of(self, text: str) -> str:
        """The likeliest language; the first one for a text without letters of any."""
        counts = self._letters.transform([text[:LOOKED_AT]])
        return str(self._bayes.predict(counts)[0]) if counts.nnz else self.known[0]


def _spread(labels: Sequence[str]) -> Sequence[str]:
    return labels[:: max(1, len(labels) // LABELS)]
