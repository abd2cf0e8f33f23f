"""What a vacancy is ranked by beside work, wording and skills: one object a likeness, over a key of the vacancy, as rules are.

Each is a number from 0 to 1; where the vacancy is silent it is a half, which neither helps nor harms, and where the person is silent it
is left out for all vacancies alike. None of them looks at sex, nationality, religion, family, health or vulnerability: a profile holds
nothing of that. Together they weigh so little (`ranking.Weights`) that they only decide between vacancies alike in work.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from matcher.minimum_pay import LegalMinimum, in_force, reaches
from matcher.profile import Experience, Money, Profile
from matcher.ranking import NEAR, Worked
from matcher.vacancy import LanguageNeed, Vacancy
from matcher.vocabulary import Level, LikenessCode
from occupations import isco

#: Our own rules, for want of a source. Months of near work that count in full where a vacancy asks for none; years since its end from
#: which work counts for less, and from which on it counts for half.
FULL_MONTHS, RECENT, LONG_AGO = 36, 2, 10
NEUTRAL = 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """What likenesses look at of a person, and of the moment."""

    profile: Profile
    worked: Sequence[Worked]
    today: date
    minima: Sequence[LegalMinimum] = ()
    _found: dict[tuple[str | None, str | None], LegalMinimum | None] = field(default_factory=dict)

    def minimum(self, country: str | None, region: str | None) -> LegalMinimum | None:
        """The general legal minimum of a place, looked for once."""
        if (country, region) not in self._found:
            self._found[country, region] = in_force(self.minima, country, region, self.today)
        return self._found[country, region]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`said`: whether the person has told what it takes. `value`: None where the vacancy says nothing that can be compared."""

    code: LikenessCode
    key: Callable[[Vacancy], Hashable]
    said: Callable[[Told], bool]
    value: Callable[[Told, Any], float | None]

    def of(self, told: Told, key: Hashable) -> float:
        value = self.value(told, key)
        return NEUTRAL if value is None else value


def experience(told: Told, key: tuple[str | None, int | None]) -> float | None:
    """Months of work of the same kind, recent work in full, against the months asked for."""
    group, asked = key
    if group is None:
        return None
    near = {one.experience: one.certainty for one in told.worked if isco.closeness(one.isco08, group) >= NEAR}
    works = [(told.profile.experiences[at], sure) for at, sure in near.items()]
    if not works:
        return 0.0
    if all(work.months is None for work, _ in works):
        return None
    months = sum((work.months or 0) * sure * recency(work, told.today.year) for work, sure in works)
    return min(1.0, months / max(asked or FULL_MONTHS, 1))


def recency(work: Experience, year: int) -> float:
    """1 for work that ended at most two years ago or whose end nobody has told, falling to a half for ten years and more."""
    if work.ended is None:
        return 1.0
    past = min(max(year - work.ended, RECENT), LONG_AGO)
    return 1.0 - 0.5 * (past - RECENT) / (LONG_AGO - RECENT)


def language(told: Told, needs: tuple[LanguageNeed, ...] | None) -> float | None:
    """How far above the level asked for: a half just reached, 1 two levels above; the mean where several are asked for."""
    levels, held = list(Level), {one.code: one.level for one in told.profile.languages or ()}
    margins = [levels.index(mine) - levels.index(need.level) for need in needs or () if need.level and (mine := held.get(need.code))]
    return sum(min(max(NEUTRAL + margin / 4, 0.0), 1.0) for margin in margins) / len(margins) if margins else None


def pay(told: Told, key: tuple[Money | None, float | None]) -> float | None:
    """Against the least the person can accept, by the month: a half for just that, 1 for half as much again."""
    offered, hours_week = key
    floor = told.profile.pay_floor
    if offered is None or floor is None or offered.currency != floor.currency:
        return None
    alike = offered.period is floor.period
    one, other = (offered.amount, floor.amount) if alike else (offered.a_month(hours_week), floor.a_month(hours_week))
    return None if one is None or not other else min(max(one / other - NEUTRAL, 0.0), 1.0)


def legal_pay(told: Told, key: tuple[Money | None, float | None, str | None, str | None]) -> float | None:
    """Against the legal minimum of the place, as far as one is known and can be compared: a half for just that, 1 for half as much
    again."""
    offered, hours_week, country, region = key
    minimum = told.minimum(country, region)
    share = reaches(offered, hours_week, minimum)[1] if offered and minimum else None
    return None if share is None else min(max(share - NEUTRAL, 0.0), 1.0)


def place(told: Told, key: tuple[str | None, str | None]) -> float | None:
    """In the country where the person lives, 1 for their own region and a quarter for another; elsewhere it says nothing: who leaves has
    chosen the country."""
    country, region = key
    home = told.profile.lives
    if home is None or country != home.country or not region or not home.region:
        return None
    return 1.0 if region.casefold() == home.region.casefold() else 0.25


LIKENESSES: tuple[Likeness, ...] = (
    Likeness(LikenessCode.EXPERIENCE, lambda v: (v.isco08, v.experience_months), lambda told: _months_told(told), experience),
    Likeness(LikenessCode.LANGUAGE, lambda v: v.languages, lambda told: told.profile.languages is not None, language),
    Likeness(LikenessCode.PAY, lambda v: (v.pay, v.hours_week), lambda told: told.profile.pay_floor is not None, pay),
    Likeness(LikenessCode.LEGAL_PAY, lambda v: (v.pay, v.hours_week, v.country, v.region), lambda told: bool(told.minima), legal_pay),
    Likeness(LikenessCode.PLACE, lambda v: (v.country, v.region), lambda told: told.profile.lives is not None, place),
)


def _months_told(told: Told) -> bool:
    return any(one.months is not None for one in told.profile.experiences)
