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
from matcher.profile import Profile
from matcher.requirements import Context
from matcher.vacancy import Vacancy
from matcher.vocabulary import RuleCode, Verdict

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]
#: Combinations of keys that one column may stand for: as many as 16 bits number.
MOST = 65_536


@dataclass(frozen=True)
class Folded:
    """One column of N numbers for several rules: `key[c, r]` is where combination c stands in `keys[r]`, `count[c]` its rows."""

    rules: tuple[Rule, ...]
    keys: tuple[list[Hashable], ...]
    column: NDArray[np.unsignedinteger]
    key: NDArray[np.int32]
    count: Rows

    def unmet(self, profile: Profile, context: Context) -> Mask:
        """For each combination and rule, shape (C, R)."""
        judged = [
            _judged(rule, keys, profile, context)[self.key[:, at]]
            for at, (rule, keys) in enumerate(zip(self.rules, self.keys, strict=True))
        ]
        return np.stack(judged, axis=1)


class Columns:
    """The keys of N vacancies. Hard rules are folded; a soft rule, which is only asked about few rows, has a column of its own."""

    def __init__(self, vacancies: Iterable[Vacancy]) -> None:
        """They are looked at one after the other; nothing of them is kept but their keys."""
        positions: dict[RuleCode, dict[Hashable, int]] = {rule.code: {} for rule in RULES}
        columns = {rule.code: array("i") for rule in RULES}
        for vacancy in vacancies:
            for rule in RULES:
                known = positions[rule.code]
                columns[rule.code].append(known.setdefault(rule.key(vacancy), len(known)))
        single = {rule.code: _single(rule, list(positions[rule.code]), np.asarray(columns[rule.code], np.int64)) for rule in RULES}
        self.size = len(columns[RULES[0].code])
        self.general = _fold([single[rule.code] for rule in HARD_RULES if not rule.personal])
        self.personal = _fold([single[rule.code] for rule in HARD_RULES if rule.personal])
        self._soft = {rule.code: single[rule.code] for rule in SOFT_RULES}
        self._moment: tuple[Context, list[Mask]] | None = None

    def unmet(self, rule: Rule, profile: Profile, context: Context, rows: Rows) -> Mask:
        """Where a soft rule says UNMET, shape (len(rows),)."""
        folded = self._soft[rule.code]
        distinct, back = np.unique(folded.column[rows], return_inverse=True)
        return _judged(rule, [folded.keys[0][one] for one in distinct], profile, context)[back]

    def of_moment(self, context: Context) -> list[Mask]:
        """What rules say that look at no person, for each of `general`; worked out once for as long as the moment is the same."""
        known = self._moment
        if known is None or known[0] != context:
            known = (context, [folded.unmet(Profile(), context) for folded in self.general])
            self._moment = known
        return known[1]


def _judged(rule: Rule, keys: Sequence[Hashable], profile: Profile, context: Context) -> Mask:
    """Where a rule says UNMET, shape (len(keys),)."""
    return np.fromiter((rule.judge(profile, key, context).verdict is Verdict.UNMET for key in keys), np.bool_, len(keys))


def _fold(singles: Sequence[Folded]) -> list[Folded]:
    """In order, as many rules to a column as `MOST` combinations allow."""
    made: list[Folded] = []
    for one in singles:
        both = _both(made[-1], one) if made else None
        made = [*made[:-1], both] if both else [*made, one]
    return made


def _single(rule: Rule, keys: list[Hashable], column: Rows) -> Folded:
    return _folded((rule,), (keys,), column, np.arange(len(keys), dtype=np.int32)[:, None])


def _both(first: Folded, second: Folded) -> Folded | None:
    """Two columns as one; None where they have too many combinations."""
    product = first.column.astype(np.int64) * max(len(second.count), 1) + second.column
    distinct, column = np.unique(product, return_inverse=True)
    if len(distinct) > MOST:
        return None
    of_first, of_second = np.divmod(distinct, max(len(second.count), 1))
    return _folded(
        (*first.rules, *second.rules), (*first.keys, *second.keys), column, np.hstack([first.key[of_first], second.key[of_second]])
    )


def _folded(rules: tuple[Rule, ...], keys: tuple[list[Hashable], ...], column: Rows, key: NDArray[np.int32]) -> Folded:
    narrow = column.astype(np.min_scalar_type(max(len(key) - 1, 0)))
    return Folded(rules, keys, narrow, key, np.bincount(column, minlength=len(key)))


@dataclass(frozen=True, slots=True)
class Eligible:
    """`mask`: rows that no hard rule leaves out, shape (N,). `left_out`: rows failing each hard rule, by its code.

    `left_out_near` counts the same among the rows the caller called near.
    """

    mask: Mask
    left_out: Mapping[RuleCode, int]
    left_out_near: Mapping[RuleCode, int]


_NONE = np.empty(0, np.int64)


def eligible(profile: Profile, columns: Columns, context: Context, near: Mask | None = None, hidden: Rows = _NONE) -> Eligible:
    """Which vacancies stay, and how many each hard rule leaves out; one that fails two rules is counted under both.

    Rows that are `hidden` neither stay nor count.
    """
    mask = np.ones(columns.size, np.bool_)
    mask[hidden] = False
    close = np.flatnonzero(near & mask) if near is not None else _NONE
    left_out: dict[RuleCode, int] = {}
    left_out_near: dict[RuleCode, int] = {}
    judged = [
        *zip(columns.general, columns.of_moment(context), strict=True),
        *((one, one.unmet(profile, context)) for one in columns.personal),
    ]
    for folded, unmet in judged:
        mask &= ~np.logical_or.reduce(unmet, axis=1)[folded.column]
        count_of = folded.count - np.bincount(folded.column[hidden], minlength=len(folded.count))
        close_count = np.bincount(folded.column[close], minlength=len(folded.count))
        for at, rule in enumerate(folded.rules):
            fails = unmet[:, at]
            if count := int(count_of[fails].sum()):
                left_out[rule.code] = count
                if nearby := int(close_count[fails].sum()):
                    left_out_near[rule.code] = nearby
    return Eligible(mask, left_out, left_out_near)
