"""Which skills each of N vacancies asks for: a number a vacancy, and behind it a set that many of them share."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.keys import narrow

Numbers = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class SkillSets:
    """`of`, shape (N,): the set of each row. Set s is `members[start[s]:start[s + 1]]`, positions in `names`, and its weights alike."""

    of: NDArray[np.unsignedinteger]
    start: Rows
    members: NDArray[np.int32]
    weights: Numbers
    names: tuple[str, ...]

    @classmethod
    def made(cls, asked: Iterable[Mapping[str, float]]) -> SkillSets:
        """`asked`, for each row: skills by identifier, with how much each counts (above 0). Rows that share one mapping cost little."""
        sets: dict[tuple[tuple[str, float], ...], int] = {}
        known: dict[int, tuple[Mapping[str, float], int]] = {}  # by identity; keeping the mapping keeps its identity its own
        of = array("i")
        for one in asked:
            if id(one) not in known:
                known[id(one)] = one, sets.setdefault(tuple(sorted(one.items())), len(sets))
            of.append(known[id(one)][1])
        names: dict[str, int] = {}
        members = [names.setdefault(skill, len(names)) for one in sets for skill, _ in one]
        start = np.cumsum([0, *map(len, sets)], dtype=np.int64)
        weights = np.array([weight for one in sets for _, weight in one], np.float32)
        return cls(narrow(of, len(sets)), start, np.array(members, np.int32), weights, tuple(names))

    def asked(self) -> list[dict[str, float]]:
        """Each set as a mapping, as `made` takes it."""
        inside = (slice(*one) for one in zip(self.start[:-1], self.start[1:], strict=True))
        return [dict(zip((self.names[at] for at in self.members[one]), self.weights[one].tolist(), strict=True)) for one in inside]

    @cached_property
    def _position(self) -> Mapping[str, int]:
        return {name: at for at, name in enumerate(self.names)}

    def coverage(self, held: Mapping[str, float], rows: Sequence[int] | Rows) -> Numbers:
        """For each row the weighted share of the skills it asks for that are held, each as surely as `held` says (0 to 1).

        Half where it asks for none, so that silence neither helps nor harms. Shape (len(rows),).
        """
        sure = np.zeros(len(self.names) + 1, np.float32)
        for skill, certainty in held.items():
            sure[self._position.get(skill, len(self.names))] = certainty
        distinct, back = np.unique(self.of[rows], return_inverse=True)
        share = np.full(len(distinct), 0.5, np.float32)
        for at, number in enumerate(distinct.tolist()):
            inside = slice(self.start[number], self.start[number + 1])
            if inside.start < inside.stop:
                weights = self.weights[inside]
                share[at] = float(weights @ sure[self.members[inside]]) / float(weights.sum())
        return share[back]
