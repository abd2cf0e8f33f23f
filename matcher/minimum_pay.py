"""Pay beside the legal minimum: what can be compared is compared by the year, what cannot is said to be unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matcher.profile import Money
from matcher.vocabulary import PayPeriod, Verdict

WEEKS = 52


@dataclass(frozen=True, slots=True)
class LegalMinimum:
    """A statutory minimum wage as a source states it. `region` None is the whole country; both days are inclusive.

    `payments`: monthly payments a year; `hours_week`: what the source calls full time. None where it does not say.
    `sector` None is the general minimum; any other is for one kind of work, worker or company only.
    """

    id: int
    country: str
    region: str | None
    pay: Money
    payments: int | None
    hours_week: float | None
    valid_from: date | None
    valid_until: date | None
    sector: str | None = None


def in_force(minima: Sequence[LegalMinimum], country: str | None, region: str | None, today: date) -> LegalMinimum | None:
    """The newest minimum known for the place: its region's where one is known, else the country's; None where none is known.

    One whose last day has passed still counts until a newer one is known: a legal floor is raised, not dropped.
    """
    known = [one for one in minima if one.country == country and one.sector is None and _begun(one, today)]
    for where in [region, None] if region else [None]:
        here = [one for one in known if (one.region or "").casefold() == (where or "").casefold()]
        if here:
            return max(here, key=lambda one: (one.valid_from or date.min, one.id))
    return None


def special(minima: Sequence[LegalMinimum], country: str | None, today: date) -> list[LegalMinimum]:
    """Minima of the country that are for some kinds of work only: the general one may not be the one that counts."""
    return [one for one in minima if one.country == country and one.sector is not None and _begun(one, today)]


def _begun(minimum: LegalMinimum, today: date) -> bool:
    return minimum.valid_from is None or minimum.valid_from <= today


@dataclass(frozen=True, slots=True)
class Judgement:
    """Pay against what is known of a place. `minimum` None: nothing is known. `share` 1.0 is exactly the minimum.

    `special`: below the general minimum, but at or above one that is for some kinds of work only, named by `minimum`.
    """

    verdict: Verdict
    minimum: LegalMinimum | None
    share: float | None = None
    special: bool = False


def judge(minima: Sequence[LegalMinimum], pay: Money, hours_week: float | None, place: Place, today: date) -> Judgement:
    """The legal floor for a piece of work."""
    general = in_force(minima, place.country, place.region, today)
    if general is None:
        return Judgement(Verdict.UNKNOWN, None)
    verdict, share = reaches(pay, hours_week, general)
    if verdict is Verdict.UNMET:
        for one in special(minima, place.country, today):
            if reaches(pay, hours_week, one)[0] is Verdict.MET:
                return Judgement(Verdict.UNKNOWN, one, share, special=True)
    return Judgement(verdict, general, share)


@dataclass(frozen=True, slots=True)
class Place:
    country: str | None
    region: str | None


#: Under so many hours a week work may be part time. ILO Convention 175 gives no figure, so a wide one is taken.
PART_TIME_BELOW = 35
#: Five days a week are worked at least by whoever works this many hours, in days of eight.
FULL_WEEK, DAYS_A_YEAR = 40, 5 * WEEKS


def reaches(pay: Money, hours_week: float | None, minimum: LegalMinimum) -> tuple[Verdict, float | None]:
    """Whether pay reaches the minimum, and by which share of it (1.0 is exactly the minimum).

    Monthly pay counts twelve times a year. Unknown in another currency, for part time where the source does not say what full time
    is, and where hours or days are missing that the comparison needs.
    """
    if pay.currency != minimum.pay.currency or minimum.pay.amount <= 0:
        return Verdict.UNKNOWN, None
    if pay.period is minimum.pay.period and pay.period in (PayPeriod.HOUR, PayPeriod.DAY):
        return _decided(pay.amount / minimum.pay.amount)
    offered = _a_year(pay, 12, hours_week)
    if offered is None:
        return Verdict.UNKNOWN, None
    if minimum.pay.period is PayPeriod.DAY and not minimum.payments:
        # The days that are paid are not known: below five days a week is too little in any case, above nobody can say.
        least = minimum.pay.amount * DAYS_A_YEAR
        below = hours_week is not None and hours_week >= FULL_WEEK and offered < least
        return (Verdict.UNMET, offered / least) if below else (Verdict.UNKNOWN, None)
    floor = _floor_a_year(minimum, hours_week)
    return (Verdict.UNKNOWN, None) if floor is None else _decided(offered / floor)


def _decided(share: float) -> tuple[Verdict, float]:
    # Rounding in the sources (an hourly amount printed with two decimals) is no breach.
    return (Verdict.MET if share >= 1 - 1e-9 else Verdict.UNMET), share


def _floor_a_year(minimum: LegalMinimum, hours_week: float | None) -> float | None:
    """The minimum for the hours worked, a year: less for part time where the source says what full time is."""
    whole = _a_year(minimum.pay, minimum.payments or 12, hours_week)
    if whole is None or minimum.pay.period is PayPeriod.HOUR or not hours_week:
        return whole
    if minimum.hours_week:
        return whole * min(1.0, hours_week / minimum.hours_week)
    return None if hours_week < PART_TIME_BELOW else whole


def _a_year(pay: Money, payments: int, hours_week: float | None) -> float | None:
    """An amount by the year; `payments` are those of a monthly or daily amount."""
    match pay.period:
        case PayPeriod.YEAR:
            return pay.amount
        case PayPeriod.MONTH:
            return pay.amount * payments
        case PayPeriod.WEEK:
            return pay.amount * WEEKS
        case PayPeriod.DAY:
            return pay.amount * payments if payments > 12 else None
        case PayPeriod.HOUR:
            return pay.amount * hours_week * WEEKS if hours_week else None
