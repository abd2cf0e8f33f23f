"""Words that counsellors of one centre have already put to an occupation: kept apart from the taxonomy, counted beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from occupations.text import clean_title, folded_words, telling


@dataclass(frozen=True)
class Exemplars:
    """N confirmed links: the folded telling words of each, its vector, shape (N, d), and the code somebody confirmed."""

    words: Sequence[tuple[str, ...]]
    vectors: NDArray[np.float32]
    codes: Sequence[str]

    #: Likeness of meaning from which another wording begins to count, and how many confirmations the labels are worth (of 1, 1.5 and 2
    #: the best on Spanish titles: 46.7 % right at 1 beside 46.0 and 45.1).
    NEAR, LABELS_WORTH = 0.85, 1.0

    def __post_init__(self) -> None:
        if not len(self.words) == len(self.vectors) == len(self.codes):
            raise ValueError(f"{len(self.words)} texts, {len(self.vectors)} vectors, {len(self.codes)} codes")

    def counted(self, text: str, vector: NDArray[np.float32]) -> Mapping[str, float]:
        """How often each code was confirmed for these words; another wording counts the less the further its meaning."""
        asked, found = key(text), defaultdict[str, float](float)
        if not len(self.words) or not asked:
            return found
        near = np.clip((self.vectors @ vector - self.NEAR) / (1 - self.NEAR), 0, 1)
        for row in np.flatnonzero(near > 0).tolist():
            found[self.codes[row]] += 1.0 if self.words[row] == asked else float(near[row])
        return found

    def weighed(self, score: float, code: str, counted: Mapping[str, float]) -> float:
        """A score of the labels and the confirmations together: the more confirmations, the less the labels count."""
        return (counted.get(code, 0.0) + self.LABELS_WORTH * score) / (sum(counted.values()) + self.LABELS_WORTH)


def key(text: str) -> tuple[str, ...]:
    """What makes two texts the same: their telling words, in order."""
    return folded_words(telling(clean_title(text)))
