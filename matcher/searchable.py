"""Everything about vacancies that is searched, in parts: a large one, and small ones for what has changed since it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Code, Columns
from matcher.eligible import Eligible
from matcher.index import Rows, VectorIndex
from matcher.ranking import Numbers
from matcher.requirements import Context
from matcher.skill_sets import SkillSets
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
    skills: SkillSets
    hidden: Rows

    @property
    def numbers(self) -> Rows:
        """Of its vacancies, without those that are hidden."""
        return np.delete(self.index.ids, self.hidden)

    def open_keys(self, code: Code, context: Context) -> list[Any]:
        """What a rule or likeness reads of vacancies that nothing but a person's own answers leaves out, each once."""
        open_ = self.columns.of_moment(context)[1].copy()
        open_[self.hidden] = False
        keys, column = self.columns.of_key(code, np.flatnonzero(open_))
        return [keys[at] for at in np.unique(column)]

    @cached_property
    def _by_group(self) -> tuple[NDArray[np.uint32], Rows]:
        """Rows group by group, ascending inside each, and where each group begins."""
        starts = np.cumsum(np.r_[0, np.bincount(self.group, minlength=len(self.groups))])
        return np.argsort(self.group, kind="stable").astype(np.uint32), starts

    def rows_of(self, groups: Sequence[int] | Rows) -> Rows:
        """All rows of these groups, ascending inside each."""
        order, starts = self._by_group
        return np.concatenate([np.empty(0, np.int64), *(order[starts[one] : starts[one + 1]] for one in groups)]).astype(np.int64)


@dataclass(frozen=True)
class Searchable:
    """A vacancy stands in one part at most."""

    parts: tuple[Part, ...]

    def __len__(self) -> int:
        return sum(len(part.index) - len(part.hidden) for part in self.parts)

    def hiding_others(self, numbers: Sequence[int]) -> Searchable:
        """The same with every other vacancy hidden."""
        wanted = np.asarray(sorted(numbers), np.int64)
        return Searchable(tuple(replace(p, hidden=np.union1d(p.hidden, np.flatnonzero(~np.isin(p.index.ids, wanted)))) for p in self.parts))


@dataclass(frozen=True, slots=True)
class Found:
    """What one part has for a person: who may take which, how near each of its groups lies to work done, shape (G,), and the rows of
    work of the same kind (`close`), open or not."""

    part: Part
    fit: Eligible
    near: Numbers
    close: Rows

    def near_of(self, rows: Rows) -> Numbers:
        return self.near[self.part.group[rows]]


def left_out(found: Sequence[Found]) -> dict[RuleCode, int]:
    """Over all parts: vacancies by the hard rule they fail."""
    return dict(sum((Counter(one.fit.left_out()) for one in found), Counter()))


def left_out_near(found: Sequence[Found]) -> dict[RuleCode, int]:
    """The same among those in work near to the person's."""
    return dict(sum((Counter(one.fit.left_out_of(one.close)) for one in found), Counter()))


def candidates(found: Sequence[Found], queries: Numbers) -> list[Rows]:
    """Rows worth ranking, ascending, for each part: over all parts together the nearest by meaning for each query, and the nearest by
    occupation, all inside the masks; ties by vacancy number. So it does not matter how vacancies are divided into parts.

    A person who has told of no work yet is shown what is open to them all the same: the first vacancies inside the masks.
    """
    if not len(queries):
        first = [np.flatnonzero(one.fit.mask)[:CANDIDATES] for one in found]
        return _best(found, [(rows, np.zeros(len(rows), np.float32)) for rows in first])
    kept = [_best(found, [one.part.index.search(query, one.fit.mask, CANDIDATES, one.fit.classes) for one in found]) for query in queries]
    kept.append(_best(found, [_by_occupation(one) for one in found]))
    return [np.unique(np.concatenate([rows[at] for rows in kept])) for at in range(len(found))]


def _by_occupation(one: Found) -> tuple[Rows, Numbers]:
    """Rows inside the mask that lie nearest to work done, with how near: at least `CANDIDATES` where there are so many, and never
    one of two that are equally near without the other having the lower number."""
    kept: list[Rows] = []
    count = 0
    for value in np.unique(one.near[one.near > 0])[::-1]:
        rows = one.part.rows_of(np.flatnonzero(one.near == value))
        rows = np.sort(rows[one.fit.mask[rows]])[:CANDIDATES]
        kept.append(rows)
        count += len(rows)
        if count >= CANDIDATES:
            break
    rows = np.concatenate([np.empty(0, np.int64), *kept])
    return rows, one.near_of(rows)


def _best(found: Sequence[Found], offered: Sequence[tuple[Rows, Numbers]]) -> list[Rows]:
    """Of the rows that each part offers with their scores, those of the `CANDIDATES` best over all parts."""
    part = np.repeat(np.arange(len(found)), [len(rows) for rows, _ in offered])
    rows, scores = (np.concatenate([one[at] for one in offered]) if offered else np.empty(0) for at in (0, 1))
    ids = np.concatenate([one.part.index.ids[rows] for one, (rows, _) in zip(found, offered, strict=True)]) if offered else rows
    order = np.lexsort((ids, -scores))[:CANDIDATES]
    return [rows[order][part[order] == at].astype(np.int64) for at in range(len(found))]
