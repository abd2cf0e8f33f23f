"""What stands in the way of publishing a vacancy: every check in one place, for page, import and command line alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.discrimination import WordingList
from matcher.minimum_pay import LegalMinimum, Place, judge
from matcher.requirements import ADULT
from matcher.terms import Terms
from matcher.vocabulary import CheckCode, ContractType, CostLine, DeductionKind, Payer, Severity, Verdict

#: What a person must know to decide; a vacancy that does not say it stays a draft. The name is the field's.
REQUIRED = ("title", "description", "country", "place", "starts_on", "contract_type", "hours_week", "pay", "deductions", "deposit",
            "intermediaries")  # fmt: skip
#: Contracts that end say when.
_ENDING = frozenset({ContractType.FIXED_TERM, ContractType.SEASONAL, ContractType.APPRENTICESHIP})
#: Taken off the pay, these are cost lines that the worker pays after all.
_PAID_BY_DEDUCTION = {
    DeductionKind.ACCOMMODATION: CostLine.ACCOMMODATION,
    DeductionKind.TRANSPORT: CostLine.TRAVEL,
    DeductionKind.EQUIPMENT: CostLine.EQUIPMENT,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is the one to change; `facts` are plain values for the sentence."""

    field: str
    code: CheckCode
    severity: Severity
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class House:
    """What a check needs to know beside the vacancy. `allowed` are terms of the wording list an officer has let pass for it.

    `vetted`: slugs of intermediaries whose vetting is in force; None where nobody can say, as on the command line.
    """

    today: date
    minima: Sequence[LegalMinimum]
    wording: WordingList
    unsafe: WordingList
    allowed: Collection[str] = ()
    vetted: Collection[str] | None = None


def problems(terms: Terms, house: House) -> list[Problem]:
    """Everything that stops publication or deserves a second look: what may not be, what is missing, what to look at again."""
    found = [*_missing(terms), *_people(terms), *_dates(terms, house), *_costs(terms), *_pay(terms, house), *_wording(terms, house),
            *_chain(terms, house)]  # fmt: skip
    return sorted(found, key=lambda one: (one.severity is Severity.WARN, one.code in _MISSING))


#: Not wrong, only not there yet.
_MISSING = frozenset({CheckCode.MISSING, CheckCode.COST_LINE_MISSING, CheckCode.COST_AMOUNT_MISSING})


def stops(found: Sequence[Problem]) -> list[Problem]:
    return [one for one in found if one.severity is Severity.STOP]


def _stop(name: str, code: CheckCode, **facts: Any) -> Problem:
    return Problem(name, code, Severity.STOP, facts)


def _warn(name: str, code: CheckCode, **facts: Any) -> Problem:
    return Problem(name, code, Severity.WARN, facts)


def _missing(terms: Terms) -> Iterator[Problem]:
    for name in REQUIRED:
        given = getattr(terms, name)
        if given is None or (isinstance(given, str) and not given.strip()):
            yield _stop(name, CheckCode.MISSING)
    if terms.contract_type in _ENDING and not terms.contract_months:
        yield _stop("contract_months", CheckCode.MISSING)


def _people(terms: Terms) -> Iterator[Problem]:
    if terms.minimum_age is not None and terms.minimum_age < ADULT:
        yield _stop("minimum_age", CheckCode.UNDER_18, age=terms.minimum_age)


def _dates(terms: Terms, house: House) -> Iterator[Problem]:
    if terms.closes_on is not None and terms.closes_on < house.today:
        yield _stop("closes_on", CheckCode.CLOSING_PAST, day=terms.closes_on.isoformat())
    if terms.starts_on is not None and terms.starts_on < house.today:
        yield _warn("starts_on", CheckCode.START_PAST, day=terms.starts_on.isoformat())


def _costs(terms: Terms) -> Iterator[Problem]:
    """Every line answered, none of them by the worker, whatever the sum: also not by way of the pay."""
    for line in CostLine:
        cost = terms.costs.get(line)
        if cost is None:
            yield _stop(f"costs.{line}", CheckCode.COST_LINE_MISSING, line=str(line))
        elif cost.payer is Payer.WORKER:
            yield _stop(f"costs.{line}", CheckCode.WORKER_PAYS, line=str(line), amount=cost.amount)
        elif cost.amount is None and cost.payer is not Payer.NOBODY:
            yield _stop(f"costs.{line}", CheckCode.COST_AMOUNT_MISSING, line=str(line))
    for deduction in terms.deductions or ():
        if deduction.kind in _PAID_BY_DEDUCTION:
            paid = _PAID_BY_DEDUCTION[deduction.kind]
            yield _stop("deductions", CheckCode.WORKER_PAYS, line=str(paid), amount=deduction.amount)
        elif deduction.kind is DeductionKind.ADVANCE:
            yield _warn("deductions", CheckCode.ADVANCE_DEDUCTED)
        elif deduction.kind is DeductionKind.OTHER and not deduction.text.strip():
            yield _stop("deductions", CheckCode.MISSING)
    if terms.deposit:
        yield _stop("deposit", CheckCode.DEPOSIT)


def _pay(terms: Terms, house: House) -> Iterator[Problem]:
    if terms.pay is None or terms.country is None:
        return
    found = judge(house.minima, terms.pay, terms.hours_week, Place(terms.country, terms.region), house.today)
    if found.minimum is None:
        yield _warn("pay", CheckCode.LEGAL_MINIMUM_UNKNOWN, country=terms.country)
        return
    facts = floor_facts(found.minimum) | {"share": found.share}
    if found.verdict is Verdict.UNMET:
        yield _stop("pay", CheckCode.BELOW_LEGAL_MINIMUM, **facts)
    elif found.verdict is Verdict.UNKNOWN:
        yield _warn("pay", CheckCode.BELOW_GENERAL_MINIMUM if found.special else CheckCode.PAY_NOT_COMPARABLE, **facts)


def floor_facts(minimum: LegalMinimum) -> dict[str, Any]:
    """A legal minimum as plain facts: amount, currency, period, country, and since when."""
    return {
        "country": minimum.country,
        "region": minimum.region,
        "sector": minimum.sector,
        "amount": minimum.pay.amount,
        "currency": minimum.pay.currency,
        "period": str(minimum.pay.period),
        "payments": minimum.payments,
        "since": minimum.valid_from.isoformat() if minimum.valid_from else None,
    }


def _wording(terms: Terms, house: House) -> Iterator[Problem]:
    """What the text asks of a worker, or says of who may apply, whatever the other fields say."""
    for name in ("title", "description"):
        for code, listed in ((CheckCode.UNSAFE, house.unsafe), (CheckCode.DISCRIMINATORY, house.wording)):
            for hit in listed.hits(getattr(terms, name)):
                if hit.term not in house.allowed:
                    facts = {"words": hit.words, "term": hit.term, "ground": str(hit.ground), "say_instead": dict(hit.say_instead)}
                    yield _stop(name, code, **facts)


def _chain(terms: Terms, house: House) -> Iterator[Problem]:
    if house.vetted is None:
        return
    for name in terms.intermediaries or ():
        if name not in house.vetted:
            yield _warn("intermediaries", CheckCode.INTERMEDIARY_NOT_VETTED, who=name)
