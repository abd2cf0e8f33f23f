"""Which texts are shown together: pairs that name the same concept, all concepts of a batch different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.training.corpus import GROUP, OCCUPATIONS, ONET, SKILLS, Row

Numbers = NDArray[np.int64]
_SOURCES = (OCCUPATIONS, SKILLS, ONET)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows `one[i]` and `other[i]` name the same; `apart[i, j]`: whether one[i] and other[j] are known to name different things."""

    one: Numbers
    other: Numbers
    apart: NDArray[np.bool_]


class Sampler:
    """Draws a concept, then a language for each side, then a text: so no language and no long list of synonyms rules.

    `same_language`: the share of pairs inside one language. `shares`: how many of the batches show which source.
    """

    def __init__(self, rows: Sequence[Row], same_language: float, shares: dict[str, float]) -> None:
        self._same = same_language
        self._text = _numbered([row.text.lower() for row in rows])
        self._unit = _numbered([row.unit for row in rows])
        self._has_unit = np.array([bool(row.unit) for row in rows])
        self._is_group = np.array([row.concept.startswith(GROUP) for row in rows])
        groups: dict[tuple[str, str], dict[str, list[int]]] = {}
        for number, row in enumerate(rows):
            groups.setdefault((row.source, row.concept), {}).setdefault(row.lang, []).append(number)
        self._pools = {
            source: [list(langs.values()) for (kind, _), langs in sorted(groups.items()) if kind == source and _plenty(langs)]
            for source in _SOURCES
        }
        self._sources = [source for source in _SOURCES if self._pools[source] and shares.get(source)]
        weights = np.array([shares[source] for source in self._sources], float)
        self._shares = weights / weights.sum()

    def draw(self, size: int, rng: np.random.Generator) -> Batch:
        pool = self._pools[self._sources[int(rng.choice(len(self._sources), p=self._shares))]]
        concepts = rng.choice(len(pool), min(size, len(pool)), replace=False)
        chance = rng.random((len(concepts), 5))
        one, other = np.empty(len(concepts), np.int64), np.empty(len(concepts), np.int64)
        for at, (concept, luck) in enumerate(zip(concepts, chance, strict=True)):
            langs = pool[concept]
            first = langs[int(luck[0] * len(langs))]
            second = first if luck[1] < self._same else langs[int(luck[2] * len(langs))]
            one[at], other[at] = first[int(luck[3] * len(first))], second[int(luck[4] * len(second))]
        return Batch(one, other, self._apart(one, other))

    def _apart(self, one: Numbers, other: Numbers) -> NDArray[np.bool_]:
        """Texts written alike are not apart, nor is a unit group from the occupations inside it."""
        alike = [self._text[a][:, None] == self._text[b][None, :] for a, b in ((one, other), (one, one), (other, other))]
        inside = (self._unit[one][:, None] == self._unit[one][None, :]) & self._has_unit[one][:, None]
        inside &= self._is_group[one][:, None] | self._is_group[one][None, :]
        apart = ~(alike[0] | alike[1] | alike[2] | inside)
        np.fill_diagonal(apart, True)
        return np.asarray(apart, bool)


def _numbered(names: Sequence[str]) -> Numbers:
    return np.asarray(np.unique(np.array(names, dtype=object).astype(str), return_inverse=True)[1], np.int64)


def _plenty(langs: dict[str, list[int]]) -> bool:
    return sum(len(numbers) for numbers in langs.values()) > 1
