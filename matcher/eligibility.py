"""The rules of who may and can take which vacancy. One object a rule; three-valued; `unknown` is never `met`.

A rule reads a vacancy only through its `key`. Many vacancies share a key, so over a whole index (`matcher/columns.py`) a rule is judged
once for each distinct key and spread over the rows: one definition serves the single vacancy and the column.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from matcher import requirements as need
from matcher.profile import Profile
from matcher.requirements import Context, Finding
from matcher.vacancy import Vacancy
from matcher.vocabulary import RuleCode, Verdict


@dataclass(frozen=True, slots=True)
class Rule:
    """`hard`: unmet leaves the vacancy out. Soft: unmet is a gap, shown with the match.

    `personal`: what it decides depends on the person too, not on the moment alone.
    """

    code: RuleCode
    hard: bool
    key: Callable[[Vacancy], Hashable]
    judge: Callable[[Profile, Any, Context], Finding]
    personal: bool = True

    def of(self, profile: Profile, vacancy: Vacancy, context: Context) -> Finding:
        return self.judge(profile, self.key(vacancy), context)


RULES: tuple[Rule, ...] = (
    Rule(RuleCode.EMPLOYER_VETTING, True, lambda v: (v.employer_id, *v.chain), need.vetting, False),
    Rule(RuleCode.CLOSED, True, lambda v: (v.state, v.closes_on), need.still_open, False),
    Rule(RuleCode.COUNTRY, True, lambda v: v.country, need.country),
    Rule(RuleCode.REGION, True, lambda v: (v.country, v.region), need.region),
    Rule(RuleCode.PERMIT, True, lambda v: (v.country, v.sponsorship), need.permit),
    Rule(RuleCode.LANGUAGE, True, lambda v: _needs(v.languages, True), need.languages),
    Rule(RuleCode.LICENCE, True, lambda v: _needs(v.licences, True), need.licences),
    Rule(RuleCode.QUALIFICATION, True, lambda v: v.qualifications, need.qualifications),
    Rule(RuleCode.MINIMUM_AGE, True, lambda v: v.minimum_age, need.minimum_age),
    Rule(RuleCode.RECOGNITION, False, lambda v: (v.country, v.isco08), need.recognition),
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


def judged(profile: Profile, vacancy: Vacancy, context: Context) -> dict[RuleCode, Finding] | None:
    """What every rule finds, in their order; None where a hard rule leaves the vacancy out."""
    found: dict[RuleCode, Finding] = {}
    for rule in RULES:
        found[rule.code] = finding = rule.of(profile, vacancy, context)
        if rule.hard and finding.verdict is Verdict.UNMET:
            return None
    return found


def may_take(profile: Profile, vacancy: Vacancy, context: Context) -> bool:
    """No hard rule leaves it out."""
    return all(rule.of(profile, vacancy, context).verdict is not Verdict.UNMET for rule in HARD_RULES)


def _needs(needs: Sequence[Any] | None, required: bool) -> tuple[Any, ...] | None:
    return None if needs is None else tuple(need for need in needs if need.required is required)
