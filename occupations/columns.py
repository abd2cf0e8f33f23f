"""The order of concepts in the linker's arrays, and what is known of each whatever a text says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from occupations.taxonomy import Label, LabelKind, Occupation, Taxonomy


class Columns:
    """K columns, by unit group: its occupations, itself, and, where it has occupations, its everyday titles apart.

    An everyday title of a unit group ("welder on ships") names something inside it: it speaks for all its occupations, and not for
    the group as an answer of its own. Where a taxonomy has nothing below unit groups, everyday titles are the group's own names.
    """

    def __init__(self, concepts: Sequence[Occupation], names: dict[str, int]) -> None:
        divided = {one.isco08 for one in concepts if not one.is_group}
        places: list[tuple[Occupation, bool]] = []
        for one in sorted(concepts, key=lambda one: (one.isco08, one.code)):
            places.append((one, True))
            if one.is_group and one.code in divided:
                places.append((one, False))
        self.concepts = [one for one, _ in places]
        self.shown: NDArray[np.bool_] = np.array([shown for _, shown in places], np.bool_)
        self._place = {(one.code, shown): at for at, (one, shown) in enumerate(places)}
        groups = {code: at for at, code in enumerate(sorted({one.isco08 for one in concepts}))}
        self.group: NDArray[np.int32] = np.array([groups[one.isco08] for one in self.concepts], np.int32)
        self._names = names

    @classmethod
    def of(cls, taxonomy: Taxonomy) -> Columns:
        names: dict[str, int] = {}
        for label in taxonomy.labels:
            names[label.concept] = names.get(label.concept, 0) + 1
        return cls(list(taxonomy.occupations.values()), names)

    def __len__(self) -> int:
        return len(self.concepts)

    @cached_property
    def apart(self) -> dict[int, int]:
        """The column of a group's everyday titles, by group, where they stand apart."""
        return {int(self.group[at]): int(at) for at in np.flatnonzero(~self.shown)}

    @property
    def count(self) -> int:
        """Columns that can be an answer."""
        return int(self.shown.sum())

    def of_label(self, label: Label) -> int:
        """Where a label speaks."""
        apart = (label.concept, False)
        everyday = label.kind in (LabelKind.ALTERNATIVE, LabelKind.ACTIVITY)
        return self._place[apart] if everyday and apart in self._place else self._place[label.concept, True]

    @cached_property
    def standing(self) -> NDArray[np.float32]:
        """(is a unit group, depth below it, fame), shape (3, K). Depth: levels of the ESCO code; fame: log of its names, 1 for 100."""
        depth = [one.code.count(".") / 4 for one in self.concepts]
        fame = [0.0 if one.is_group else min(np.log1p(self._names.get(one.code, 0)) / np.log(101), 1.5) for one in self.concepts]
        return np.array([[one.is_group for one in self.concepts], depth, fame], np.float32)
