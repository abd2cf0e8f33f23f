"""What would open more vacancies in work near to the person's: one language, licence or qualification more, counted and not guessed.

A vacancy counts where it would be open to the person with that one thing and is not without it: all other hard rules must let it through,
and this one be met, not merely unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matcher.columns import Folded, Mask
from matcher.index import Rows
from matcher.profile import LanguageHeld, Profile
from matcher.requirements import Context
from matcher.searchable import Found
from matcher.vacancy import LanguageNeed, LicenceNeed
from matcher.vocabulary import Level, Licence, Qualification, RuleCode, Verdict

#: So many are told, those that open most first.
TOLD = 5


@dataclass(frozen=True, slots=True)
class Unlock:
    """One thing more, by the rule that asks for it; `facts` name it. `count`: vacancies that it opens."""

    code: RuleCode
    facts: Mapping[str, Any]
    count: int


_Facts = tuple[tuple[str, str], ...]
#: One thing more that a person may come to have, and the profile with it.
_Step = tuple[_Facts, Profile]


def unlocks(profile: Profile, found: Sequence[Found], context: Context) -> tuple[Unlock, ...]:
    """Over all parts, most vacancies first, then by code and facts; among them none that opens nothing."""
    counted: Counter[tuple[RuleCode, _Facts]] = Counter()
    for one in found:
        for at, folded in enumerate(one.part.columns.personal):
            asked = [column for column, rule in enumerate(folded.rules) if rule.code in _STEPS]
            rows = _otherwise_open(one, at, context) if asked and one.fit.unmet[at].any() else None
            if rows is not None:
                counts = folded.among(rows)
                for column in asked:
                    counted.update(_counted(profile, folded, one.fit.unmet[at], counts, column, context))
    best = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Unlock(code, dict(facts), count) for (code, facts), count in best[:TOLD])


def _counted(profile: Profile, folded: Folded, unmet: Mask, rows: Rows, column: int, context: Context) -> Counter[tuple[RuleCode, _Facts]]:
    """`rows`: how many of each combination nothing leaves out but, perhaps, these rules."""
    rule = folded.rules[column]
    combinations = np.flatnonzero(unmet[:, column] & (np.sum(unmet, axis=1) == 1) & (rows > 0))
    of_key = np.bincount(folded.key[combinations, column], weights=rows[combinations], minlength=len(folded.keys[column])).astype(np.int64)
    asked = {int(position): folded.keys[column][position] for position in np.flatnonzero(of_key)}
    counted: Counter[tuple[RuleCode, _Facts]] = Counter()
    for facts, more in dict(step for key in asked.values() for step in _STEPS[rule.code](profile, key)).items():
        opened = (position for position, key in asked.items() if rule.judge(more, key, context).verdict is Verdict.MET)
        if count := sum(int(of_key[position]) for position in opened):
            counted[rule.code, facts] = count
    return counted


def _otherwise_open(found: Found, at: int, context: Context) -> Rows:
    """Rows of near work that nothing leaves out but, perhaps, a rule in this column."""
    columns = found.part.columns
    rows = found.close[columns.of_moment(context)[1][found.close]]
    if len(found.part.hidden):
        rows = rows[~np.isin(rows, found.part.hidden)]
    for other, (folded, unmet) in enumerate(zip(columns.personal, found.fit.unmet, strict=True)):
        if other != at:
            rows = rows[~np.logical_or.reduce(unmet, axis=1)[folded.column[rows]]]
    return rows


def _languages(profile: Profile, needs: tuple[LanguageNeed, ...]) -> Iterator[_Step]:
    held = {one.code: one for one in profile.languages or ()}
    for need in needs:
        if need.level is not None:
            others = tuple(one for code, one in held.items() if code != need.code)
            level = _higher(need.level, held.get(need.code))
            yield (("language", need.code), ("level", str(level))), replace(profile, languages=(*others, LanguageHeld(need.code, level)))


def _higher(asked: Level, held: LanguageHeld | None) -> Level:
    return held.level if held is not None and held.level is not None and held.level.reaches(asked) else asked


def _licences(profile: Profile, needs: tuple[LicenceNeed, ...]) -> Iterator[_Step]:
    for need in needs:
        more = (*(profile.licences or ()), Licence(need.code))
        yield (("licence", str(need.code)),), replace(profile, licences=more)


def _qualifications(profile: Profile, needs: tuple[Qualification, ...]) -> Iterator[_Step]:
    for need in needs:
        more = (*(profile.qualifications or ()), Qualification(need))
        yield (("qualification", str(need)),), replace(profile, qualifications=more)


_STEPS: Mapping[RuleCode, Callable[[Profile, Any], Iterator[_Step]]] = {
    RuleCode.LANGUAGE: _languages,
    RuleCode.LICENCE: _licences,
    RuleCode.QUALIFICATION: _qualifications,
}  # fmt: skip
