"""What each rule decides: a profile and a vacancy's key to a verdict with its facts. Pure functions, no database.

Facts are plain values (codes, numbers, ISO dates). A rule that is met because nothing was asked has no facts and is not listed.
`unknown` among the facts says on which side the answer is missing: "profile" or "vacancy".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from matcher.minimum_pay import LegalMinimum
from matcher.profile import Hours, Money, Profile
from matcher.vacancy import LanguageNeed, LicenceNeed
from matcher.vocabulary import Licence, Qualification, Shift, VacancyState, Verdict

#: Nobody younger is recruited, whatever a vacancy says (IRIS standard, general principle A.3: nobody under 18 recruited abroad).
ADULT = 18


@dataclass(frozen=True, slots=True)
class Context:
    """What is true at this moment: the day, and the employers whose vetting is in force.

    `regulated`: work, by country and ISCO-08 unit group, that needs a recognised qualification, and whether one may work meanwhile
    ("yes", "supervised", "no"; None where that is not known here). `minima`: legal minimum pay as it is known here.
    """

    today: date
    in_force: frozenset[int]
    regulated: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    minima: tuple[LegalMinimum, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    verdict: Verdict
    facts: dict[str, Any] = field(default_factory=dict)


SILENTLY_MET = Finding(Verdict.MET)


def _unknown(side: str, **facts: Any) -> Finding:
    return Finding(Verdict.UNKNOWN, {"unknown": side, **facts})


def _decided(met: bool, **facts: Any) -> Finding:
    return Finding(Verdict.MET if met else Verdict.UNMET, facts)


def vetting(_: Profile, chain: tuple[int, ...], context: Context) -> Finding:
    """The employer's vetting and that of everybody between are in force."""
    return SILENTLY_MET if context.in_force.issuperset(chain) else Finding(Verdict.UNMET)


def still_open(_: Profile, key: tuple[VacancyState, date | None], context: Context) -> Finding:
    return SILENTLY_MET if open_at(*key, context.today) else Finding(Verdict.UNMET)


def open_at(state: VacancyState, closes_on: date | None, today: date) -> bool:
    """Published and not past its closing day, which is the last day it is open."""
    return state is VacancyState.PUBLISHED and (closes_on is None or closes_on >= today)


def country(profile: Profile, where: str | None, _: Context) -> Finding:
    if profile.countries is None:
        return _unknown("profile", country=where)
    if where is None:
        return _unknown("vacancy")
    return _decided(where in profile.countries, country=where)


def region(profile: Profile, key: tuple[str | None, str | None], _: Context) -> Finding:
    """Reachable, where the person named regions of that country; all of a country is reachable of which they named none."""
    where, name = key
    if where is None:
        return SILENTLY_MET  # the country is asked for first
    if profile.regions is None:
        return _unknown("profile", country=where)
    named = {one.name.casefold() for one in profile.regions if one.country == where}
    if not named:
        return SILENTLY_MET
    return _unknown("vacancy", country=where) if name is None else _decided(name.casefold() in named, country=where, region=name)


def recognition(_: Profile, key: tuple[str | None, str | None], context: Context) -> Finding:
    """Regulated work asks whether the qualification has been recognised; it leaves nothing out, for that takes an answer nobody has."""
    where, group = key
    if where is None or group is None or (where, group) not in context.regulated:
        return SILENTLY_MET
    return _unknown("profile", country=where, occupation=group, meanwhile=context.regulated[where, group])


def permit(profile: Profile, key: tuple[str | None, bool | None], _: Context) -> Finding:
    """A permit held, or an employer who arranges one. Neither is unmet; anything untold is unknown."""
    where, sponsored = key
    if where is not None and profile.permits is not None and where in profile.permits:
        return _decided(True, country=where, by="held")
    if sponsored:
        return _decided(True, country=where, by="sponsorship")
    if profile.permits is None:
        return _unknown("profile", country=where)
    if sponsored is None or (where is None and profile.permits):
        return _unknown("vacancy", country=where)
    return _decided(False, country=where)


def languages(profile: Profile, needs: tuple[LanguageNeed, ...] | None, _: Context) -> Finding:
    if needs is None:
        return _unknown("vacancy")
    if not needs:
        return SILENTLY_MET
    if profile.languages is None:
        return _unknown("profile", languages=[{"code": n.code, "asked": n.level} for n in needs])
    held = {language.code: language.level for language in profile.languages}
    judged: list[tuple[Verdict, str, dict[str, Any]]] = []
    for wanted in needs:
        facts = {"code": wanted.code, "asked": wanted.level, "held": held.get(wanted.code)}
        judged.append((*_language(wanted, held), facts))
    verdict = Verdict.all_of([one for one, _, _ in judged])
    of_interest = [facts for one, _, facts in judged if one is verdict]
    if verdict is Verdict.UNKNOWN:
        return _unknown(next(side for one, side, _ in judged if one is verdict), languages=of_interest)
    return Finding(verdict, {"languages": of_interest})


def _language(wanted: LanguageNeed, held: dict[str, Any]) -> tuple[Verdict, str]:
    if wanted.code not in held:
        return Verdict.UNMET, ""
    level = held[wanted.code]
    if level is None or wanted.level is None:
        return Verdict.UNKNOWN, "profile" if level is None else "vacancy"
    return (Verdict.MET if level.reaches(wanted.level) else Verdict.UNMET), ""


#: A driving class that includes others (EU Directive 2006/126/EC, Article 6).
_INCLUDED = {
    Licence.DRIVING_A: {Licence.DRIVING_AM},
    Licence.DRIVING_B: {Licence.DRIVING_AM},
    Licence.DRIVING_C: {Licence.DRIVING_B, Licence.DRIVING_AM},
    Licence.DRIVING_CE: {Licence.DRIVING_C, Licence.DRIVING_B, Licence.DRIVING_AM},
    Licence.DRIVING_D: {Licence.DRIVING_B, Licence.DRIVING_AM},
}


def licences(profile: Profile, needs: tuple[LicenceNeed, ...] | None, _: Context) -> Finding:
    if needs is None:
        return _unknown("vacancy")
    if not needs:
        return SILENTLY_MET
    asked = [str(wanted.code) for wanted in needs]
    if profile.licences is None:
        return _unknown("profile", licences=asked)
    held = set(profile.licences).union(*(_INCLUDED.get(licence, set()) for licence in profile.licences))
    missing = [code for code in asked if Licence(code) not in held]
    return _decided(not missing, licences=missing or asked)


def qualifications(profile: Profile, needs: tuple[Qualification, ...] | None, _: Context) -> Finding:
    """Any higher ISCED level serves for a lower one; a credential named by its trade must itself be held.

    A credential that nobody has mapped yet may be the one asked for, and one named by its trade has a level nobody has told:
    then the answer is unknown, not unmet.
    """
    if needs is None:
        return _unknown("vacancy")
    if not needs:
        return SILENTLY_MET
    if profile.qualifications is None:
        return _unknown("profile", qualifications=[str(wanted) for wanted in needs])
    highest = max((held.isced or 0 for held in profile.qualifications), default=0)
    missing = [
        str(wanted)
        for wanted in needs
        if wanted not in profile.qualifications and not (wanted.isced is not None and wanted.isced <= highest)
    ]
    level_untold = any(held.isced is None for held in profile.qualifications)
    open_still = [one for one in missing if Qualification.UNMAPPED in profile.qualifications or (Qualification(one).isced and level_untold)]
    if missing and open_still == missing:
        return _unknown("profile", qualifications=missing)
    return _decided(not missing, qualifications=missing or [str(wanted) for wanted in needs])


def minimum_age(profile: Profile, asked: int | None, context: Context) -> Finding:
    """By year of birth alone, so in the year of the birthday the answer is not known."""
    age = max(ADULT, asked or ADULT)
    if profile.birth_year is None:
        return _unknown("profile", age=age)
    reached = context.today.year - profile.birth_year
    if reached == age:
        return _unknown("profile", age=age)
    return SILENTLY_MET if reached > age else Finding(Verdict.UNMET, {"age": age})


def start(profile: Profile, starts_on: date | None, _: Context) -> Finding:
    if starts_on is None:
        return _unknown("vacancy")
    if profile.available_from is None:
        return _unknown("profile", starts_on=starts_on.isoformat())
    facts = {"starts_on": starts_on.isoformat(), "available_from": profile.available_from.isoformat()}
    return _decided(profile.available_from <= starts_on, **facts)


def hours(profile: Profile, hours_week: float | None, _: Context) -> Finding:
    if profile.hours is None or profile.hours == Hours():
        return _unknown("profile", hours=hours_week)
    if hours_week is None:
        return _unknown("vacancy")
    low, high = profile.hours.low, profile.hours.high
    inside = (low is None or hours_week >= low) and (high is None or hours_week <= high)
    return _decided(inside, hours=hours_week, low=low, high=high)


def shifts(profile: Profile, asked: tuple[Shift, ...] | None, _: Context) -> Finding:
    if asked is None:
        return _unknown("vacancy")
    if not asked:
        return SILENTLY_MET
    if profile.shifts is None:
        return _unknown("profile", shifts=[str(shift) for shift in asked])
    missing = [str(shift) for shift in asked if shift not in profile.shifts]
    return _decided(not missing, shifts=missing or [str(shift) for shift in asked])


def pay(profile: Profile, key: tuple[Money | None, float | None], _: Context) -> Finding:
    """Compared in one currency only, and by the month unless both name the same period."""
    offered, hours_week = key
    floor = profile.pay_floor
    if floor is None:
        return _unknown("profile")
    if offered is None or offered.currency != floor.currency:
        return _unknown("vacancy", currency=floor.currency)
    facts = {"offered": offered.amount, "period": str(offered.period), "currency": offered.currency}
    facts |= {"floor": floor.amount, "floor_period": str(floor.period)}
    if offered.period is floor.period:
        return _decided(offered.amount >= floor.amount, **facts)
    offered_month, floor_month = offered.a_month(hours_week), floor.a_month(hours_week)
    if offered_month is None or floor_month is None:
        return _unknown("vacancy", **facts)
    return _decided(offered_month >= floor_month, **facts)


def accommodation(profile: Profile, offered: bool | None, _: Context) -> Finding:
    if profile.accommodation_needed is None:
        return _unknown("profile")
    if not profile.accommodation_needed:
        return SILENTLY_MET
    return _unknown("vacancy") if offered is None else _decided(offered, accommodation=offered)


def refused_country(profile: Profile, where: str | None, _: Context) -> Finding:
    """A destination the person has refused stays in the list, with its gap: a visible warning, never a quiet one."""
    if profile.refused_countries is None:
        return SILENTLY_MET if profile.countries and where in profile.countries else _unknown("profile", country=where)
    if where is None:
        return _unknown("vacancy") if profile.refused_countries else SILENTLY_MET
    return _decided(False, country=where) if where in profile.refused_countries else SILENTLY_MET
