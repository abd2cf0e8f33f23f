"""The rules of who may and can take which vacancy. One object a rule; three-valued; `unknown` is never `met`.

A rule reads a vacancy only through its `key`. Many vacancies share a key, so over a whole index a rule is judged once for each
distinct key and spread over the rows: one definition serves the single vacancy and the column.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher import requirements as need
from matcher.profile import Profile
from matcher.requirements import Context, Finding
from matcher.vacancy import Vacancy
from matcher.vocabulary import RuleCode, Verdict

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rule:
    """`hard`: unmet leaves the vacancy out. Soft: unmet is a gap, shown with the match."""

    code: RuleCode
    hard: bool
    key: Callable[[Vacancy], Hashable]
    judge: Callable[[Profile, Any, Context], Finding]

    def of(self, profile: Profile, vacancy: Vacancy, context: Context) -> Finding:
        return self.judge(profile, self.key(vacancy), context)


RULES: tuple[Rule, ...] = (
    Rule(RuleCode.EMPLOYER_VETTING, True, lambda v: (v.employer_id, *v.chain), need.vetting),
    Rule(RuleCode.CLOSED, True, lambda v: (v.state, v.closes_on), need.still_open),
    Rule(RuleCode.COUNTRY, True, lambda v: v.country, need.country),
    Rule(RuleCode.PERMIT, True, lambda v: (v.country, v.sponsorship), need.permit),
    Rule(RuleCode.LANGUAGE, True, lambda v: _needs(v.languages, True), need.languages),
    Rule(RuleCode.LICENCE, True, lambda v: _needs(v.licences, True), need.licences),
    Rule(RuleCode.QUALIFICATION, True, lambda v: v.qualifications, need.qualifications),
    Rule(RuleCode.MINIMUM_AGE, True, lambda v: v.minimum_age, need.minimum_age),
    Rule(RuleCode.LANGUAGE_WISHED, False, lambda v: _needs(v.languages, False), need.languages),
    Rule(RuleCode.LICENCE_WISHED, False, lambda v: _needs(v.licences, False), need.licences),
    Rule(RuleCode.START, False, lambda v: v.starts_on, need.start),
    Rule(RuleCode.HOURS, False, lambda v: v.hours_week, need.hours),
    Rule(RuleCode.SHIFTS, False, lambda v: v.shifts, need.shifts),
    Rule(RuleCode.PAY, False, lambda v: (v.pay, v.hours_week), need.pay),
    Rule(RuleCode.ACCOMMODATION, False, lambda v: v.accommodation, need.accommodation),
    Rule(RuleCode.REFUSED_COUNTRY, False, lambda v: v.country, need.refused_country),
)
HARD_RULES = tuple(rule for rule in RULES if rule.hard)
SOFT_RULES = tuple(rule for rule in RULES if not rule.hard)


def may_take(profile: Profile, vacancy: Vacancy, context: Context) -> bool:
    """No hard rule leaves it out."""
    return all(rule.of(profile, vacancy, context).verdict is not Verdict.UNMET for rule in HARD_RULES)


def _needs(needs: Sequence[Any] | None, required: bool) -> tuple[Any, ...] | None:
    return None if needs is None else tuple(need for need in needs if need.required is required)


class Columns:
    """The keys of N vacancies, one column a rule: `row -> position in the rule's list of distinct keys`."""

    def __init__(self, vacancies: Sequence[Vacancy]) -> None:
        self.size = len(vacancies)
        self._keys: dict[RuleCode, list[Hashable]] = {}
        self._rows: dict[RuleCode, NDArray[np.int32]] = {}
        for rule in RULES:
            positions: dict[Hashable, int] = {}
            rows = (positions.setdefault(rule.key(vacancy), len(positions)) for vacancy in vacancies)
            self._rows[rule.code] = np.fromiter(rows, np.int32, self.size)
            self._keys[rule.code] = list(positions)

    def unmet(self, rule: Rule, profile: Profile, context: Context, rows: NDArray[np.int64] | None = None) -> Mask:
        """Where the rule says UNMET: shape (N,), or (len(rows),) for some rows only."""
        keys, column = self._keys[rule.code], self._rows[rule.code]
        if rows is None:
            judged = np.fromiter((rule.judge(profile, key, context).verdict is Verdict.UNMET for key in keys), np.bool_, len(keys))
            return judged[column]
        column = column[rows]
        distinct, back = np.unique(column, return_inverse=True)
        verdicts = (rule.judge(profile, keys[position], context).verdict is Verdict.UNMET for position in distinct)
        return np.fromiter(verdicts, np.bool_, len(distinct))[back]


@dataclass(frozen=True, slots=True)
class Eligible:
    """`mask`: rows that no hard rule leaves out, shape (N,). `left_out`: rows failing each hard rule, by its code.

    `left_out_near` counts the same among the rows the caller called near.
    """

    mask: Mask
    left_out: Mapping[RuleCode, int]
    left_out_near: Mapping[RuleCode, int]


def eligible(profile: Profile, columns: Columns, context: Context, near: Mask | None = None) -> Eligible:
    """Which vacancies stay, and how many each hard rule leaves out; one that fails two rules is counted under both."""
    mask = np.ones(columns.size, np.bool_)
    left_out: dict[RuleCode, int] = {}
    left_out_near: dict[RuleCode, int] = {}
    for rule in HARD_RULES:
        unmet = columns.unmet(rule, profile, context)
        count = int(np.count_nonzero(unmet))
        if count:
            left_out[rule.code] = count
            if near is not None and (close := int(np.count_nonzero(unmet & near))):
                left_out_near[rule.code] = close
        mask &= ~unmet
    return Eligible(mask, left_out, left_out_near)
