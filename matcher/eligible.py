"""The eligible set over all vacancies of a part at once, and how many each hard rule leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.columns import Columns, Folded, Mask, Rows
from matcher.profile import Profile
from matcher.requirements import Context
from matcher.vocabulary import RuleCode


@dataclass(frozen=True, slots=True)
class Eligible:
    """`mask`: rows that no hard rule leaves out, shape (N,); all of them are of these `classes` (see Columns).

    `unmet`: for each of the columns that look at the person what its rules say of each combination, shape (C, R); `unmet_by_all` of
    those that look at no person.
    """

    mask: Mask
    classes: Rows
    unmet: Sequence[Mask]
    unmet_by_all: Sequence[Mask]
    columns: Columns
    hidden: Rows

    def left_out(self) -> dict[RuleCode, int]:
        """Rows failing each hard rule, by its code; one that fails two rules is counted under both, and hidden ones under none."""
        return self._counted(lambda folded: folded.count - folded.among(self.hidden))

    def left_out_of(self, rows: Rows) -> dict[RuleCode, int]:
        """The same among these rows, each given once."""
        kept = rows[~np.isin(rows, self.hidden)] if len(self.hidden) else rows
        return self._counted(lambda folded: folded.among(kept))

    def _counted(self, rows: Callable[[Folded], Rows]) -> dict[RuleCode, int]:
        """`rows`: how many of each combination there are."""
        every = zip((*self.columns.general, *self.columns.personal), (*self.unmet_by_all, *self.unmet), strict=True)
        failing = ((folded, rows(folded) @ unmet) for folded, unmet in every if unmet.any())
        return {rule.code: int(count) for folded, counts in failing for rule, count in zip(folded.rules, counts, strict=True) if count}


_NONE = np.empty(0, np.int64)


def eligible(profile: Profile, columns: Columns, context: Context, hidden: Rows = _NONE) -> Eligible:
    """Which vacancies stay, and which hard rules leave the others out. Rows that are `hidden` do not stay."""
    unmet_by_all, left = columns.of_moment(context)
    unmet_by_person = [folded.unmet(profile, context) for folded in columns.personal]
    stays = [~np.logical_or.reduce(unmet, axis=1) for unmet in unmet_by_person]
    mask = left.copy()
    for folded, open_ in zip(columns.personal, stays, strict=True):
        if not open_.all():
            mask &= open_.take(folded.column)
    mask[hidden] = False
    return Eligible(mask, np.flatnonzero(stays[0]), unmet_by_person, unmet_by_all, columns, hidden)
