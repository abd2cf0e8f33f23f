"""Everything about vacancies that is searched, in parts: a large one, and small ones for what has changed since it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Columns, Eligible
from matcher.index import Rows, VectorIndex
from matcher.ranking import Numbers
from matcher.vocabulary import RuleCode

#: Vacancies that are ranked: this many nearest by meaning for each experience, and this many nearest by occupation.
CANDIDATES = 400


@dataclass(frozen=True)
class Part:
    """N vacancies by ascending number, row by row alike: vectors, rule columns, unit groups, skills.

    `group`, shape (N,), says which of `groups` each is of: kinds of work are compared once for each, not for every occupation inside.
    `hidden`: rows, ascending, that a newer part has in their stead, or that are gone.
    """

    index: VectorIndex
    columns: Columns
    group: NDArray[np.unsignedinteger]
    groups: tuple[str | None, ...]
    skills: tuple[frozenset[str], ...]
    hidden: Rows

    @property
    def numbers(self) -> Rows:
        """Of its vacancies, without those that are hidden."""
        return np.delete(self.index.ids, self.hidden)

    def of_groups(self, values: Sequence[float | bool]) -> NDArray[np.generic]:
        """One value a unit group to one value a row."""
        return np.asarray(values)[self.group]


@dataclass(frozen=True)
class Searchable:
    """A vacancy stands in one part at most."""

    parts: tuple[Part, ...]

    def __len__(self) -> int:
        return sum(len(part.index) - len(part.hidden) for part in self.parts)

    def only(self, numbers: Sequence[int]) -> Searchable:
        """The same with every other vacancy hidden."""
        wanted = np.asarray(sorted(numbers), np.int64)
        return Searchable(tuple(replace(p, hidden=np.union1d(p.hidden, np.flatnonzero(~np.isin(p.index.ids, wanted)))) for p in self.parts))


@dataclass(frozen=True, slots=True)
class Found:
    """What one part has for a person: who may take which, and how near each row lies to work done, shape (N,)."""

    part: Part
    fit: Eligible
    near: Numbers


def left_out(found: Sequence[Found]) -> tuple[dict[RuleCode, int], dict[RuleCode, int]]:
    """Over all parts: vacancies by the hard rule they fail, and those among them in work near to the person's."""
    total: Counter[RuleCode] = Counter()
    close: Counter[RuleCode] = Counter()
    for one in found:
        total.update(one.fit.left_out)
        close.update(one.fit.left_out_near)
    return dict(total), dict(close)


def candidates(found: Sequence[Found], queries: Numbers) -> list[Rows]:
    """Rows worth ranking, ascending, for each part: over all parts together the nearest by meaning for each query, and the nearest by
    occupation, all inside the masks; ties by vacancy number. So it does not matter how vacancies are divided into parts.

    A person who has told of no work yet is shown what is open to them all the same: the first vacancies inside the masks.
    """
    if not len(queries):
        first = [np.flatnonzero(one.fit.mask)[:CANDIDATES] for one in found]
        return _best(found, [(rows, np.zeros(len(rows), np.float32)) for rows in first])
    kept = [_best(found, [one.part.index.search(query, one.fit.mask, CANDIDATES) for one in found]) for query in queries]
    near = [np.flatnonzero(one.fit.mask & (one.near > 0)) for one in found]
    kept.append(_best(found, [(rows, one.near[rows]) for one, rows in zip(found, near, strict=True)]))
    return [np.unique(np.concatenate([rows[at] for rows in kept])) for at in range(len(found))]


def _best(found: Sequence[Found], offered: Sequence[tuple[Rows, Numbers]]) -> list[Rows]:
    """Of the rows that each part offers with their scores, those of the `CANDIDATES` best over all parts."""
    part = np.repeat(np.arange(len(found)), [len(rows) for rows, _ in offered])
    rows, scores = (np.concatenate([one[at] for one in offered]) if offered else np.empty(0) for at in (0, 1))
    ids = np.concatenate([one.part.index.ids[rows] for one, (rows, _) in zip(found, offered, strict=True)]) if offered else rows
    order = np.lexsort((ids, -scores))[:CANDIDATES]
    return [rows[order][part[order] == at].astype(np.int64) for at in range(len(found))]
