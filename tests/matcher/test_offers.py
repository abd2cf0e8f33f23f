"""Offers beside the vacancy: nothing worse passes unnamed, and nothing that is kept is called worse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.offers import compare, substitution
from matcher.profile import Money
from matcher.terms import Cost, Deduction, Terms
from matcher.vacancy import LanguageNeed
from matcher.vocabulary import ContractType, CostLine, DeductionKind, Payer, PayPeriod, Shift, TermCode
from tests.matcher.test_publication import GOOD, TODAY, minimum

PROMISED = replace(GOOD, accommodation=True, sponsorship=True, shifts=(Shift.DAY,), experience_months=6)
MINIMA = [minimum()]


def differences(**changes: object) -> dict[str, tuple[bool, TermCode]]:
    return {one.term: (one.worse, one.code) for one in compare(PROMISED, replace(PROMISED, **changes), MINIMA, TODAY)}


def test_an_offer_that_keeps_what_was_promised_differs_in_nothing() -> None:
    assert differences() == {}


def test_adverts_noise_and_letter_case_are_no_difference() -> None:
    assert differences(title="COCINERA (m/f)", place="VIGO") == {}


WORSE = [
    ({"title": "Limpiador"}, "title"),
    ({"country": "FR", "pay": PROMISED.pay}, "country"),
    ({"place": "Lugo"}, "place"),
    ({"place": None}, "place"),
    ({"starts_on": date(2027, 9, 1)}, "starts_on"),
    ({"starts_on": None}, "starts_on"),
    ({"contract_type": ContractType.SEASONAL}, "contract_type"),
    ({"contract_type": None}, "contract_type"),
    ({"contract_months": 3}, "contract_months"),
    ({"contract_months": None}, "contract_months"),
    ({"hours_week": 48}, "hours_week"),
    ({"hours_week": None}, "hours_week"),
    ({"shifts": (Shift.NIGHT,)}, "shifts"),
    ({"pay": Money(1499, "EUR", PayPeriod.MONTH)}, "pay"),
    ({"pay": None}, "pay"),
    ({"pay": Money(1500, "USD", PayPeriod.MONTH)}, "pay"),
    ({"pay": Money(1000, "EUR", PayPeriod.MONTH)}, "legal_minimum"),
    ({"deductions": (Deduction(DeductionKind.TAX), Deduction(DeductionKind.MEALS, 60))}, "deductions.meals"),
    ({"deductions": (*(GOOD.deductions or ()), Deduction(DeductionKind.ADVANCE, 5))}, "deductions.advance"),
    ({"deductions": None}, "deductions"),
    ({"costs": {**GOOD.costs, CostLine.TRAVEL: Cost(Payer.WORKER, 10)}}, "costs.travel"),
    ({"costs": {line: cost for line, cost in GOOD.costs.items() if line is not CostLine.MEDICAL}}, "costs.medical"),
    ({"deposit": True}, "deposit"),
    ({"accommodation": False}, "accommodation"),
    ({"accommodation": None}, "accommodation"),
    ({"sponsorship": False}, "sponsorship"),
    ({"intermediaries": ("agency", "another")}, "intermediaries"),
    ({"experience_months": 24}, "experience_months"),
    ({"languages": (LanguageNeed("en", None),)}, "languages"),
]


@pytest.mark.parametrize(("changes", "term"), WORSE)
def test_every_worsening_is_named(changes: dict, term: str) -> None:
    assert differences(**changes)[term][0] is True


@pytest.mark.parametrize(
    ("changes", "term"),
    [
        ({"contract_type": ContractType.PERMANENT, "contract_months": None}, "contract_type"),
        ({"contract_months": 12}, "contract_months"),
        ({"pay": Money(1600, "EUR", PayPeriod.MONTH)}, "pay"),
        ({"hours_week": 38}, "hours_week"),  # for the same month's pay
        ({"deductions": (Deduction(DeductionKind.TAX),)}, "deductions.meals"),
    ],
)
def test_what_is_better_is_called_better(changes: dict, term: str) -> None:
    found = differences(**changes)
    assert found[term] == (False, TermCode.BETTER)
    assert not any(worse for worse, _ in found.values())


def test_fewer_hours_for_hourly_pay_are_less_pay() -> None:
    hourly = replace(PROMISED, pay=Money(12, "EUR", PayPeriod.HOUR))
    found = {one.term: one.worse for one in compare(hourly, replace(hourly, hours_week=30), [], TODAY)}
    assert found["hours_week"] is True


def test_the_same_pay_said_otherwise_is_no_difference() -> None:
    assert "pay" not in differences(pay=Money(18_000, "EUR", PayPeriod.YEAR))


def test_more_hours_for_the_same_pay_are_less_pay_by_the_hour() -> None:
    found = differences(hours_week=48)
    assert found["hours_week"][0] is True
    assert found["pay"] == (True, TermCode.WORSE)


def test_an_empty_offer_keeps_nothing() -> None:
    found = compare(PROMISED, Terms(), MINIMA, TODAY)
    assert substitution(found)
    assert all(one.code is TermCode.NOT_SAID and one.worse for one in found)


def test_a_vacancy_that_promised_nothing_cannot_be_broken_but_the_law_can() -> None:
    assert not substitution(compare(Terms(), GOOD, [], TODAY))
    below = replace(GOOD, pay=Money(900, "EUR", PayPeriod.MONTH))
    assert [one.code for one in compare(Terms(), below, MINIMA, TODAY) if one.worse] == [TermCode.BELOW_LEGAL_MINIMUM]


changes = st.lists(st.sampled_from(WORSE), min_size=1, max_size=4)


@given(changes)
def test_many_changes_at_once_hide_none(picked: list[tuple[dict, str]]) -> None:
    """Of changes to different fields, each is still named."""
    merged: dict = {}
    terms: list[str] = []
    for change, term in picked:
        if not merged.keys() & change.keys():
            merged |= change
            terms.append(term)
    found = differences(**merged)
    # The floor needs pay, hours and country as they were to be told; the pay by the hour needs the hours.
    loose = {"legal_minimum"} if merged.keys() & {"country", "hours_week"} else set()
    for term in set(terms) - loose:
        assert found[term][0] is True, (merged, found)
