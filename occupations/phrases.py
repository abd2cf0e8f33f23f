"""Finds labels that stand, word by word, inside a longer text: "soldador" in "fui soldador en un astillero"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

Words = tuple[str, ...]


class PhraseIndex:
    """Every label by its folded words, with the concept it names.

    Looking up a text of n words costs n times the longest label, whatever the number of labels.
    """

    #: Longest label looked for inside a text; longer ones are found only when they are the whole text.
    LONGEST = 8

    def __init__(self, labels: Iterable[tuple[Words, str]]) -> None:
        self._rows: dict[Words, list[int]] = defaultdict(list)
        concepts: dict[Words, set[str]] = defaultdict(set)
        for row, (words, concept) in enumerate(labels):
            if words:
                self._rows[words].append(row)
                concepts[words].add(concept)
        self._meanings = {words: len(found) for words, found in concepts.items()}

    def whole(self, words: Words) -> list[int]:
        """Rows of the labels that are exactly these words."""
        return self._rows.get(words, [])

    def inside(self, words: Words, weight: Callable[[str], float]) -> dict[int, float]:
        """{row: share of the text's telling weight that the label's words carry}, for labels inside the text.

        A label inside a longer one that is also found counts less than the longer one by itself: its share is smaller. So does
        a word said of several occupations ("peón"): its share is divided by the root of their number.
        """
        total = sum(weight(word) for word in words) or 1.0
        found: dict[int, float] = {}
        for span in spans(words, self.LONGEST):
            rows = self._rows.get(span)
            if rows:
                share = sum(weight(word) for word in span) / total / self._meanings[span] ** 0.5
                found.update((row, max(share, found.get(row, 0.0))) for row in rows)
        return found


def spans(words: Sequence[str], longest: int) -> Iterable[Words]:
    """All runs of 1 to `longest` neighbouring words."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            yield tuple(words[start:end])
