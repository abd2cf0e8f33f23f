"""Words that no label uses, brought to the word that a slip of the hand made them from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from occupations.text import fold

#: A word this short has too many neighbours; a longer one may carry two slips.
_SHORTEST, _LONG = 5, 8


class Speller:
    """Knows the words of labels, normalised, and how often each stands there."""

    def __init__(self, texts: Iterable[str], right: Collection[str] = ()) -> None:
        """`texts`: what words are brought to. `right`: other words, normalised, that are right as they are: "noche" is not "coche"."""
        self._counts = Counter(word for text in texts for word in text.split())
        self._folded, self._right = {fold(word) for word in self._counts}, right
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(self._counts):
            self._by_length[len(word)].append(word)
        self._mended = lru_cache(4_096)(self._nearest)

    def mend(self, text: str) -> str:
        """A normalised text with each unknown word replaced by the nearest known one, where one is near: one slip, two in a long word."""
        words = text.split()
        mended = [self._mended(word) for word in words]
        return text if mended == words else " ".join(mended)

    def _nearest(self, word: str) -> str:
        if len(word) < _SHORTEST or not word.isalpha() or word in self._right or fold(word) in self._folded:
            return word
        most = 2 if len(word) >= _LONG else 1
        near = [
            (slips, -self._counts[known], known)
            for length in range(len(word) - most, len(word) + most + 1)
            for known in self._by_length.get(length, ())
            if (slips := OSA.distance(word, known, score_cutoff=most)) <= most
        ]
        return min(near)[2] if near else word
