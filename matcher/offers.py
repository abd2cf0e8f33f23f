"""An offer beside the vacancy as published, term by term. What is worse than promised is contract substitution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from matcher.minimum_pay import LegalMinimum, Place, judge
from matcher.profile import Money
from matcher.publication import floor_facts
from matcher.terms import Terms
from matcher.vacancy import LanguageNeed
from matcher.vocabulary import ContractType, CostLine, Payer, TermCode, Verdict
from occupations.text import clean_title, normalise

#: From the safest for the worker to the least safe.
_SAFETY = (ContractType.PERMANENT, ContractType.FIXED_TERM, ContractType.SEASONAL, ContractType.APPRENTICESHIP)


@dataclass(frozen=True, slots=True)
class Difference:
    """One term that differs. `promised` and `offered` are plain values; `worse` is from where the worker stands.

    A term the vacancy promised and the offer does not mention is worse: what is not written cannot be claimed.
    """

    term: str
    promised: Any
    offered: Any
    worse: bool
    code: TermCode
    facts: dict[str, Any] = field(default_factory=dict)


def compare(promised: Terms, offered: Terms, minima: Sequence[LegalMinimum], today: date) -> list[Difference]:
    """Every differing term, in the order of a contract; empty where the offer keeps what was promised."""
    return [
        *_work(promised, offered),
        *_contract(promised, offered),
        *_pay(promised, offered),
        *_floor(promised, offered, minima, today),
        *_deductions(promised, offered),
        *_costs(promised, offered),
        *_flags(promised, offered),
        *_chain(promised, offered),
        *_demands(promised, offered),
    ]


def substitution(found: Sequence[Difference]) -> bool:
    """Whether anything is worse than promised."""
    return any(one.worse for one in found)


def _changed(term: str, promised: Any, offered: Any, worse: bool = False) -> Difference:
    return Difference(term, promised, offered, worse, TermCode.WORSE if worse else TermCode.CHANGED)


def _better_or_worse(term: str, promised: Any, offered: Any, worse: bool) -> Difference:
    return Difference(term, promised, offered, worse, TermCode.WORSE if worse else TermCode.BETTER)


def _not_said(term: str, promised: Any) -> Difference:
    return Difference(term, promised, None, True, TermCode.NOT_SAID)


def _work(promised: Terms, offered: Terms) -> Iterator[Difference]:
    """Other work, another place, another start: whoever agreed to the one has not agreed to the other."""
    for term in ("title", "description", "country", "region", "place"):
        was, now = getattr(promised, term), getattr(offered, term)
        if not was or _same_words(was, now):
            continue
        if not now:
            # The free text and the region need not be written again; title, country and place must.
            if term in ("title", "country", "place"):
                yield _not_said(term, was)
            continue
        yield _changed(term, was, now, worse=term in ("title", "country", "place"))
    if promised.starts_on and offered.starts_on != promised.starts_on:
        if offered.starts_on is None:
            yield _not_said("starts_on", promised.starts_on.isoformat())
        else:
            later = offered.starts_on > promised.starts_on
            yield _changed("starts_on", promised.starts_on.isoformat(), offered.starts_on.isoformat(), worse=later)


def _contract(promised: Terms, offered: Terms) -> Iterator[Difference]:
    was, now = promised.contract_type, offered.contract_type
    if was and now is None:
        yield _not_said("contract_type", str(was))
    elif was and now and was is not now:
        yield _better_or_worse("contract_type", str(was), str(now), _SAFETY.index(now) > _SAFETY.index(was))
    if promised.contract_months and now is not ContractType.PERMANENT and offered.contract_months != promised.contract_months:
        if offered.contract_months is None:
            yield _not_said("contract_months", promised.contract_months)
        else:
            shorter = offered.contract_months < promised.contract_months
            yield _better_or_worse("contract_months", promised.contract_months, offered.contract_months, shorter)
    if promised.hours_week and offered.hours_week is None:
        yield _not_said("hours_week", promised.hours_week)
    elif promised.hours_week and offered.hours_week and offered.hours_week != promised.hours_week:
        worse = offered.hours_week > promised.hours_week or _earns_less(promised, offered)
        yield _better_or_worse("hours_week", promised.hours_week, offered.hours_week, worse)
    if promised.shifts is not None and offered.shifts is not None and set(promised.shifts) != set(offered.shifts):
        added = bool(set(offered.shifts) - set(promised.shifts))
        yield _changed("shifts", sorted(map(str, promised.shifts)), sorted(map(str, offered.shifts)), worse=added)


def _earns_less(promised: Terms, offered: Terms) -> bool:
    """Whether the month's pay falls with the hours; where that cannot be told, fewer hours count as worse."""
    if promised.pay is None or offered.pay is None or promised.pay.currency != offered.pay.currency:
        return True
    before, after = promised.pay.a_month(promised.hours_week), offered.pay.a_month(offered.hours_week)
    return before is None or after is None or after < before


def _pay(promised: Terms, offered: Terms) -> Iterator[Difference]:
    was, now = promised.pay, offered.pay
    if was is None:
        return
    if now is None:
        yield _not_said("pay", _plain(was))
        return
    first, second = _comparable(was, promised.hours_week, now, offered.hours_week)
    if first is None or second is None:
        # Another currency, or amounts that cannot be brought together: nobody may take it for as good.
        yield Difference("pay", _plain(was), _plain(now), True, TermCode.NOT_COMPARABLE)
    elif abs(first - second) > 1e-9 * max(first, second):
        yield _better_or_worse("pay", _plain(was), _plain(now), second < first)


def _comparable(was: Money, was_hours: float | None, now: Money, now_hours: float | None) -> tuple[float | None, float | None]:
    """The two amounts for one hour where the hours are known, else by the same period; None where they cannot be compared.

    By the hour, because the same month's pay for more hours is less pay.
    """
    if was.currency != now.currency:
        return None, None
    first, second = _an_hour(was, was_hours), _an_hour(now, now_hours or was_hours)
    if first is not None and second is not None:
        return first, second
    if was.period is now.period:
        return was.amount, now.amount
    return was.a_month(was_hours), now.a_month(now_hours or was_hours)


def _an_hour(pay: Money, hours: float | None) -> float | None:
    month = pay.a_month(hours)
    return month * 12 / 52 / hours if month is not None and hours else None


def _plain(pay: Money) -> dict[str, Any]:
    return {"amount": pay.amount, "currency": pay.currency, "period": str(pay.period)}


def _floor(promised: Terms, offered: Terms, minima: Sequence[LegalMinimum], today: date) -> Iterator[Difference]:
    """The legal floor, even where the vacancy itself was below it."""
    pay, country = offered.pay, offered.country or promised.country
    if pay is None or country is None:
        return
    hours, place = offered.hours_week or promised.hours_week, Place(country, offered.region or promised.region)
    found = judge(minima, pay, hours, place, today)
    if found.minimum is None:
        yield Difference("legal_minimum", None, _plain(pay), False, TermCode.LEGAL_MINIMUM_UNKNOWN, {"country": country})
        return
    facts, floor = floor_facts(found.minimum) | {"share": found.share}, _plain(found.minimum.pay)
    if found.verdict is Verdict.UNMET:
        yield Difference("legal_minimum", floor, _plain(pay), True, TermCode.BELOW_LEGAL_MINIMUM, facts)
    elif found.verdict is Verdict.UNKNOWN:
        code = TermCode.BELOW_GENERAL_MINIMUM if found.special else TermCode.NOT_COMPARABLE
        yield Difference("legal_minimum", floor, _plain(pay), found.special, code, facts)


def _deductions(promised: Terms, offered: Terms) -> Iterator[Difference]:
    if offered.deductions is None:
        if promised.deductions is not None:
            yield _not_said("deductions", [str(one.kind) for one in promised.deductions])
        return
    before = {(one.kind, one.text.casefold()): one.amount for one in promised.deductions or ()}
    for one in offered.deductions:
        key = (one.kind, one.text.casefold())
        term = f"deductions.{one.kind}"
        if key not in before:
            # Where the vacancy never said what is taken off, there is nothing that this one breaks.
            yield _changed(term, None, one.amount if one.amount is not None else True, worse=promised.deductions is not None)
        elif before[key] is not None and one.amount is not None and before[key] != one.amount:
            yield _better_or_worse(term, before[key], one.amount, one.amount > (before[key] or 0))
    after = {(one.kind, one.text.casefold()) for one in offered.deductions}
    for kind, text in before.keys() - after:
        yield _better_or_worse(f"deductions.{kind}", before[kind, text] if before[kind, text] is not None else True, None, False)


def _costs(promised: Terms, offered: Terms) -> Iterator[Difference]:
    """Whoever else was to pay, a cost that falls to the worker is worse; so is one that the offer no longer settles."""
    for line in CostLine:
        was, now = promised.costs.get(line), offered.costs.get(line)
        term = f"costs.{line}"
        if now is None:
            if was is not None and was.payer not in (Payer.NOBODY, Payer.WORKER):
                yield _not_said(term, str(was.payer))
        elif was is None or was.payer is not now.payer:
            worse = now.payer is Payer.WORKER
            if was is not None or worse:
                yield _changed(term, str(was.payer) if was else None, str(now.payer), worse)
        elif now.payer is Payer.WORKER and was.amount != now.amount:
            yield _better_or_worse(term, was.amount, now.amount, (now.amount or 0) > (was.amount or 0))


def _flags(promised: Terms, offered: Terms) -> Iterator[Difference]:
    if offered.deposit and not promised.deposit:
        yield _changed("deposit", promised.deposit, True, worse=True)
    for term in ("accommodation", "sponsorship"):
        was, now = getattr(promised, term), getattr(offered, term)
        if was and now is None:
            yield _not_said(term, was)
        elif was is not None and now is not None and was is not now:
            yield _better_or_worse(term, was, now, was)


def _chain(promised: Terms, offered: Terms) -> Iterator[Difference]:
    """A new name between employer and worker is somebody nobody has checked."""
    was, now = promised.intermediaries, offered.intermediaries
    if now is not None and set(now) != set(was or ()):
        yield _changed("intermediaries", list(was or ()), list(now), worse=was is not None and bool(set(now) - set(was)))


def _demands(promised: Terms, offered: Terms) -> Iterator[Difference]:
    """What is asked of the worker: more than the vacancy asked is worse."""
    was, now = promised.experience_months, offered.experience_months
    if now is not None and now > (was or 0):
        yield _changed("experience_months", was, now, worse=True)
    before, after = _codes(promised.languages), _codes(offered.languages)
    if after - before:
        yield _changed("languages", sorted(before), sorted(after), worse=True)


def _codes(languages: Sequence[LanguageNeed] | None) -> set[str]:
    return {one.code for one in languages or () if one.required}


def _same_words(was: str, now: str | None) -> bool:
    """The same but for case, accents, punctuation and the noise of adverts ("/a", "(m/f)")."""
    return now is not None and normalise(clean_title(was)) == normalise(clean_title(now))
