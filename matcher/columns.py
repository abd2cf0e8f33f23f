"""What the rules read of N vacancies, as columns of small numbers, and the eligible set over all of them at once.

Rules that few combinations of keys go with are folded into one column: a million rows are then read once for all of these rules, and how
many each leaves out is counted over the combinations, not over the rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.eligibility import HARD_RULES, RULES, SOFT_RULES, Rule
from matcher.keys import narrow
from matcher.likenesses import LIKENESSES, Likeness, Told
from matcher.profile import Profile
from matcher.requirements import Context
from matcher.vacancy import Vacancy
from matcher.vocabulary import LikenessCode, RuleCode, Verdict

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]
#: Combinations of keys that one column may stand for: as many as 16 bits number.
MOST = 65_536
#: Everything that reads a vacancy through a key.
Keyed = Rule | Likeness
KEYED: tuple[Keyed, ...] = (*RULES, *LIKENESSES)
SINGLE: tuple[Keyed, ...] = (*SOFT_RULES, *LIKENESSES)
Code = RuleCode | LikenessCode


@dataclass(frozen=True)
class Folded:
    """One column of N numbers for several rules: `key[c, r]` is where combination c stands in `keys[r]`, `count[c]` its rows."""

    rules: tuple[Rule, ...]
    keys: tuple[list[Hashable], ...]
    column: NDArray[np.unsignedinteger]
    key: NDArray[np.int32]
    count: Rows

    @classmethod
    def of(cls, rules: tuple[Rule, ...], keys: tuple[list[Hashable], ...], column: NDArray[np.integer], key: NDArray[np.int32]) -> Folded:
        return cls(rules, keys, narrow(column, len(key)), key, np.bincount(column, minlength=len(key)))

    def among(self, rows: Rows) -> Rows:
        """How many of these rows have each combination, shape (C,)."""
        return np.bincount(self.column[rows], minlength=len(self.count))

    def unmet(self, profile: Profile, context: Context) -> Mask:
        """For each combination and rule, shape (C, R)."""
        judged = [
            _judged(rule, keys, profile, context)[self.key[:, at]]
            for at, (rule, keys) in enumerate(zip(self.rules, self.keys, strict=True))
        ]
        return np.stack(judged, axis=1)


@dataclass(frozen=True)
class Single:
    """One column of N numbers for one rule or likeness, which is only asked about few rows: where each row's key stands in `keys`."""

    code: Code
    keys: list[Hashable]
    column: NDArray[np.unsignedinteger]

    def distinct(self, rows: Rows) -> tuple[list[Hashable], Rows]:
        """The keys of these rows, each once, and for each row the position of its own among them."""
        distinct, back = np.unique(self.column[rows], return_inverse=True)
        return [self.keys[one] for one in distinct], back


class Columns:
    """The keys of N vacancies. Hard rules are folded: those that look at no person apart from those that do. Soft rules and
    likenesses, which are only asked about few rows, have a column each.

    The first of `personal` divides the vacancies into classes: those of one class are open to the same people.
    """

    def __init__(self, general: Sequence[Folded], personal: Sequence[Folded], single: Sequence[Single]) -> None:
        self.general, self.personal, self.single = tuple(general), tuple(personal), tuple(single)
        self.size = len(self.personal[0].column)
        self._single = {one.code: one for one in self.single}
        self._moment: tuple[Context, list[Mask], Mask] | None = None

    @classmethod
    def of(cls, vacancies: Iterable[Vacancy]) -> Columns:
        """They are looked at one after the other; nothing of them is kept but their keys."""
        positions: dict[Code, dict[Hashable, int]] = {rule.code: {} for rule in KEYED}
        columns = {rule.code: array("i") for rule in KEYED}
        for vacancy in vacancies:
            for rule in KEYED:
                known = positions[rule.code]
                columns[rule.code].append(known.setdefault(rule.key(vacancy), len(known)))
        return cls._folding({rule.code: (list(positions[rule.code]), np.asarray(columns[rule.code], np.int64)) for rule in KEYED})

    @classmethod
    def joined(cls, pieces: Sequence[tuple[Columns, Rows]]) -> Columns:
        """These rows of one after those of the other."""
        return cls._folding({rule.code: _joined(rule.code, pieces) for rule in KEYED})

    @classmethod
    def _folding(cls, told: Mapping[Code, tuple[list[Hashable], Rows]]) -> Columns:
        """`told`: for each its keys, and for each row the position of its own among them."""
        hard: dict[bool, list[Folded]] = {False: [], True: []}
        for rule in HARD_RULES:
            keys, column = told[rule.code]
            hard[rule.personal].append(Folded.of((rule,), (keys,), column, np.arange(len(keys), dtype=np.int32)[:, None]))
        single = (Single(one.code, keys, narrow(column, len(keys))) for one in SINGLE for keys, column in [told[one.code]])
        return cls(_fold(hard[False]), _fold(hard[True]), list(single))

    def of_key(self, code: Code, rows: Rows) -> tuple[list[Hashable], Rows]:
        """The keys of one rule or likeness, and where that of each of these rows stands among them."""
        if code in self._single:
            return self._single[code].keys, self._single[code].column[rows].astype(np.int64)
        folded, at = next((one, at) for one in (*self.general, *self.personal) for at, rule in enumerate(one.rules) if rule.code is code)
        return folded.keys[at], folded.key[folded.column[rows], at].astype(np.int64)

    def unmet(self, rule: Rule, profile: Profile, context: Context, rows: Rows) -> Mask:
        """Where a soft rule says UNMET, shape (len(rows),)."""
        keys, back = self._single[rule.code].distinct(rows)
        return _judged(rule, keys, profile, context)[back]

    def values(self, likeness: Likeness, told: Told, rows: Rows) -> NDArray[np.float32]:
        """Shape (len(rows),)."""
        keys, back = self._single[likeness.code].distinct(rows)
        return np.array([likeness.of(told, key) for key in keys], np.float32)[back]

    def of_moment(self, context: Context) -> tuple[list[Mask], Mask]:
        """What rules say that look at no person: for each of `general`, and the rows that none of them leaves out, shape (N,).

        Worked out once for as long as the moment is the same.
        """
        known = self._moment
        if known is None or known[0] != context:
            unmet = [folded.unmet(Profile(), context) for folded in self.general]
            left = np.ones(self.size, np.bool_)
            for folded, one in zip(self.general, unmet, strict=True):
                left &= ~np.logical_or.reduce(one, axis=1)[folded.column]
            self._moment = known = (context, unmet, left)
        return known[1], known[2]


def _judged(rule: Rule, keys: Sequence[Hashable], profile: Profile, context: Context) -> Mask:
    """Where a rule says UNMET, shape (len(keys),)."""
    return np.fromiter((rule.judge(profile, key, context).verdict is Verdict.UNMET for key in keys), np.bool_, len(keys))


def _joined(code: Code, pieces: Sequence[tuple[Columns, Rows]]) -> tuple[list[Hashable], Rows]:
    """As `Columns.of` would have it: keys that no row has any more are gone."""
    known: dict[Hashable, int] = {}
    columns = [np.empty(0, np.int64)]
    for columns_of, rows in pieces:
        keys, column = columns_of.of_key(code, rows)
        distinct, back = np.unique(column, return_inverse=True)
        columns.append(np.array([known.setdefault(keys[one], len(known)) for one in distinct], np.int64)[back])
    return list(known), np.concatenate(columns)


def _fold(singles: Sequence[Folded]) -> list[Folded]:
    """In order, as many rules to a column as `MOST` combinations allow."""
    made: list[Folded] = []
    for one in singles:
        both = _both(made[-1], one) if made else None
        made = [*made[:-1], both] if both else [*made, one]
    return made


def _both(first: Folded, second: Folded) -> Folded | None:
    """Two columns as one; None where they have too many combinations."""
    product = first.column.astype(np.int64) * max(len(second.count), 1) + second.column
    distinct, column = np.unique(product, return_inverse=True)
    if len(distinct) > MOST:
        return None
    of_first, of_second = np.divmod(distinct, max(len(second.count), 1))
    key = np.hstack([first.key[of_first], second.key[of_second]])
    return Folded.of((*first.rules, *second.rules), (*first.keys, *second.keys), column, key)
