"""What stops a vacancy, each with the field to change, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.minimum_pay import LegalMinimum, Place, judge
from matcher.profile import Money
from matcher.publication import REQUIRED, House, problems, stops
from matcher.services.publishing import unsafe_list, wording_list
from matcher.terms import Cost, Deduction, Terms
from matcher.vocabulary import CheckCode, ContractType, CostLine, DeductionKind, Payer, PayPeriod, Severity, Verdict
from tests.factories import NOW

TODAY = NOW.date()


def minimum(amount: float = 1221, period: PayPeriod = PayPeriod.MONTH, payments: int | None = 14, **more: object) -> LegalMinimum:
    plain = {"region": None, "hours_week": None, "valid_from": date(2026, 1, 1), "valid_until": None, "sector": None, "country": "ES"}
    return LegalMinimum(id=1, pay=Money(amount, "EUR", period), payments=payments, **(plain | more))


HOUSE = House(TODAY, [minimum()], wording_list(), unsafe_list(), vetted=frozenset({"agency"}))
GOOD = Terms(
    title="Cocinera/o",
    description="Cocinar menús y limpiar la cocina. Personas mayores de 18 años.",
    lang="es",
    country="ES",
    place="Vigo",
    starts_on=TODAY + timedelta(days=20),
    closes_on=TODAY + timedelta(days=10),
    contract_type=ContractType.FIXED_TERM,
    contract_months=6,
    hours_week=40,
    pay=Money(1500, "EUR", PayPeriod.MONTH),
    deductions=(Deduction(DeductionKind.TAX), Deduction(DeductionKind.MEALS, 30)),
    costs={line: Cost(Payer.EMPLOYER, 0) for line in CostLine},
    deposit=False,
    intermediaries=("agency",),
    minimum_age=18,
)


def found(**changes: object) -> list[tuple[str, CheckCode, Severity]]:
    return [(one.field, one.code, one.severity) for one in problems(replace(GOOD, **changes), HOUSE)]


def test_a_whole_and_fair_vacancy_has_no_finding() -> None:
    assert found() == []


@pytest.mark.parametrize("name", REQUIRED)
def test_what_is_required_is_asked_for(name: str) -> None:
    empty = "" if name in ("title", "description") else None
    assert (name, CheckCode.MISSING, Severity.STOP) in found(**{name: empty})


@pytest.mark.parametrize("kind", [ContractType.FIXED_TERM, ContractType.SEASONAL, ContractType.APPRENTICESHIP])
def test_a_contract_that_ends_says_when(kind: ContractType) -> None:
    assert found(contract_type=kind, contract_months=None) == [("contract_months", CheckCode.MISSING, Severity.STOP)]


@pytest.mark.parametrize("line", CostLine)
def test_every_cost_line_is_answered_and_none_falls_to_the_worker(line: CostLine) -> None:
    without = {one: cost for one, cost in GOOD.costs.items() if one is not line}
    field = f"costs.{line}"
    assert found(costs=without) == [(field, CheckCode.COST_LINE_MISSING, Severity.STOP)]
    for amount in (None, 0, 5):
        assert found(costs=without | {line: Cost(Payer.WORKER, amount)}) == [(field, CheckCode.WORKER_PAYS, Severity.STOP)]
    assert found(costs=without | {line: Cost(Payer.STATE)}) == [(field, CheckCode.COST_AMOUNT_MISSING, Severity.STOP)]
    assert found(costs=without | {line: Cost(Payer.NOBODY)}) == []


@pytest.mark.parametrize("kind", [DeductionKind.ACCOMMODATION, DeductionKind.TRANSPORT, DeductionKind.EQUIPMENT])
def test_a_cost_cannot_come_back_as_a_deduction(kind: DeductionKind) -> None:
    assert found(deductions=(Deduction(kind, 80),)) == [("deductions", CheckCode.WORKER_PAYS, Severity.STOP)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"deposit": True}, ("deposit", CheckCode.DEPOSIT, Severity.STOP)),
        ({"minimum_age": 17}, ("minimum_age", CheckCode.UNDER_18, Severity.STOP)),
        ({"closes_on": TODAY - timedelta(days=1)}, ("closes_on", CheckCode.CLOSING_PAST, Severity.STOP)),
        ({"starts_on": TODAY - timedelta(days=1)}, ("starts_on", CheckCode.START_PAST, Severity.WARN)),
        ({"deductions": (Deduction(DeductionKind.ADVANCE, 50),)}, ("deductions", CheckCode.ADVANCE_DEDUCTED, Severity.WARN)),
        ({"deductions": (Deduction(DeductionKind.OTHER, 50),)}, ("deductions", CheckCode.MISSING, Severity.STOP)),
        ({"intermediaries": ("unknown",)}, ("intermediaries", CheckCode.INTERMEDIARY_NOT_VETTED, Severity.WARN)),
        ({"pay": Money(1424, "EUR", PayPeriod.MONTH)}, ("pay", CheckCode.BELOW_LEGAL_MINIMUM, Severity.STOP)),
        ({"pay": Money(1500, "USD", PayPeriod.MONTH)}, ("pay", CheckCode.PAY_NOT_COMPARABLE, Severity.WARN)),
        ({"country": "IT"}, ("pay", CheckCode.LEGAL_MINIMUM_UNKNOWN, Severity.WARN)),
        ({"title": "Señorita de buena presencia"}, ("title", CheckCode.DISCRIMINATORY, Severity.STOP)),
        ({"description": "Se pide depósito de 50 dólares."}, ("description", CheckCode.UNSAFE, Severity.STOP)),
        ({"description": "Passports are kept by the company."}, ("description", CheckCode.UNSAFE, Severity.STOP)),
        ({"description": "يدفع العامل تكاليف السفر"}, ("description", CheckCode.UNSAFE, Severity.STOP)),
        ({"description": "Frais de dossier à la charge du candidat."}, ("description", CheckCode.UNSAFE, Severity.STOP)),
        ({"description": "مطلوب شباب فقط"}, ("description", CheckCode.DISCRIMINATORY, Severity.STOP)),
        ({"description": "Ressortissants français uniquement."}, ("description", CheckCode.DISCRIMINATORY, Severity.STOP)),
        ({"description": "Males only. Under 35 years."}, ("description", CheckCode.DISCRIMINATORY, Severity.STOP)),
    ],
)
def test_each_finding_names_its_field(changes: dict, expected: tuple) -> None:
    assert set(found(**changes)) >= {expected}
    assert {one[1] for one in found(**changes)} == {expected[1]}


def test_an_officer_can_let_a_term_pass_and_only_that_one() -> None:
    terms = replace(GOOD, title="Señorita de buena presencia")
    hits = [one.facts["term"] for one in problems(terms, HOUSE)]
    assert len(hits) >= 2
    left = [one.facts["term"] for one in problems(terms, replace(HOUSE, allowed=hits[:1]))]
    assert left == hits[1:]


def test_the_words_found_are_shown_as_they_were_written() -> None:
    one = problems(replace(GOOD, description="Se requiere  MENOR de\n35 AÑOS."), HOUSE)[0]
    assert "35 AÑOS" in one.facts["words"]


LAWFUL = [
    "Trabajo con jóvenes en un centro de menores; mayores de 18 años.",
    "Camarera/o de piso. Operario/a (m/f). Nivel de francés B1. Experiencia con niños.",
    "French-speaking care assistant, over 18, men and women welcome. Young children at home.",
    "Aide-soignant(e) H/F pour personnes âgées, plus de 18 ans. Salle de sport femmes uniquement à côté.",
    "مطلوب طباخ أو طباخة، العمر فوق 18 سنة. لا يشترط جنسية. يفضل ذكر الراتب المتوقع.",
]


HARMLESS = [
    "Sin depósito ni fianza. La empresa paga el viaje y el visado. Se requiere pasaporte vigente.",
    "No fees, no deposit: the employer pays the visa and the travel. Bring your passport to the interview.",
    "Aucun frais pour le candidat. Passeport en cours de validité.",
    "لا رسوم على العامل. صاحب العمل يدفع تكاليف السفر.",
    "Reponer el depósito de agua y llevar la caja al banco. Comisión de ventas.",
]


@pytest.mark.parametrize("text", [*LAWFUL, *HARMLESS])
def test_ordinary_adverts_are_not_stopped(text: str) -> None:
    assert wording_list().hits(text) == []
    assert unsafe_list().hits(text) == []


def test_what_may_not_be_comes_before_what_is_missing_and_what_to_look_at() -> None:
    terms = replace(Terms(), title="Solo mujeres", deposit=True, starts_on=TODAY - timedelta(days=3))
    codes = [one.code for one in problems(terms, HOUSE)]
    first_missing = codes.index(CheckCode.MISSING)
    assert {CheckCode.DISCRIMINATORY, CheckCode.DEPOSIT} <= set(codes[:first_missing])
    assert codes[-1] is CheckCode.START_PAST


@pytest.mark.parametrize("ground", ["sex", "age", "nationality", "religion", "looks"])
@pytest.mark.parametrize("lang", ["en", "es", "fr", "ar"])
def test_the_list_knows_every_ground_in_every_language(ground: str, lang: str) -> None:
    entries = [one for one in wording_list()._entries if (one.ground, one.lang) == (ground, lang)]
    assert sum(len(one.phrases) + len(one.patterns) for one in entries) >= 5
    for entry in entries:
        assert {"en", "es", "fr", "ar"} <= entry.say_instead.keys()
        for phrase in entry.phrases:
            assert wording_list().hits(phrase.replace("*", ""))


money = st.floats(1, 1e6, allow_nan=False)


@given(money, st.floats(36, 60), st.sampled_from([PayPeriod.HOUR, PayPeriod.WEEK, PayPeriod.MONTH, PayPeriod.YEAR]))
def test_more_pay_never_turns_lawful_into_unlawful(amount: float, hours: float, period: PayPeriod) -> None:
    verdicts = [
        judge([minimum()], Money(amount * factor, "EUR", period), hours, Place("ES", None), TODAY).verdict for factor in (1, 1.5, 9)
    ]
    order = [verdict is Verdict.MET for verdict in verdicts]
    assert order == sorted(order)


@given(money, st.floats(36, 60))
def test_the_same_pay_by_the_month_and_by_the_year_is_judged_alike(amount: float, hours: float) -> None:
    both = [Money(amount, "EUR", PayPeriod.MONTH), Money(amount * 12, "EUR", PayPeriod.YEAR)]
    shares = [judge([minimum()], pay, hours, Place("ES", None), TODAY).share for pay in both]
    assert shares[0] == pytest.approx(shares[1])


@pytest.mark.parametrize(
    ("pay", "hours", "floor", "verdict"),
    [
        (Money(17094, "EUR", PayPeriod.YEAR), 40, minimum(), Verdict.MET),  # 1,221 fourteen times
        (Money(17093, "EUR", PayPeriod.YEAR), 40, minimum(), Verdict.UNMET),
        (Money(700, "EUR", PayPeriod.MONTH), 20, minimum(), Verdict.UNKNOWN),  # part time, and nobody says of what
        (Money(700, "EUR", PayPeriod.MONTH), 20, minimum(hours_week=40, payments=12), Verdict.MET),
        (Money(600, "EUR", PayPeriod.MONTH), 20, minimum(hours_week=40, payments=12), Verdict.UNMET),
        (Money(12.02, "EUR", PayPeriod.HOUR), None, minimum(12.02, PayPeriod.HOUR, None), Verdict.MET),
        (Money(12.01, "EUR", PayPeriod.HOUR), 10, minimum(12.02, PayPeriod.HOUR, None), Verdict.UNMET),
        (Money(1500, "EUR", PayPeriod.MONTH), None, minimum(12.02, PayPeriod.HOUR, None), Verdict.UNKNOWN),
        (Money(1500, "EUR", PayPeriod.MONTH), 48, minimum(12.02, PayPeriod.HOUR, None), Verdict.UNMET),
        (Money(60, "EUR", PayPeriod.DAY), 40, minimum(50, PayPeriod.DAY, None), Verdict.MET),
        (Money(1000, "EUR", PayPeriod.MONTH), 40, minimum(50, PayPeriod.DAY, None), Verdict.UNMET),  # not even five days a week
        (Money(1200, "EUR", PayPeriod.MONTH), 40, minimum(50, PayPeriod.DAY, None), Verdict.UNKNOWN),
        (Money(60, "EUR", PayPeriod.DAY), 40, minimum(), Verdict.UNKNOWN),
    ],
)
def test_pay_beside_the_floor(pay: Money, hours: float | None, floor: LegalMinimum, verdict: Verdict) -> None:
    assert judge([floor], pay, hours, Place("ES", None), TODAY).verdict is verdict


def test_the_floor_that_counts_is_the_newest_of_the_region_else_of_the_country() -> None:
    old, new = minimum(1000, valid_from=date(2025, 1, 1)), minimum(1221)
    ahead, here = minimum(9999, valid_from=date(2027, 1, 1)), minimum(1400, region="Galicia")
    pay = Money(1500, "EUR", PayPeriod.MONTH)
    for region, expected in ((None, 1221), ("Murcia", 1221), ("galicia", 1400)):
        assert judge([old, new, ahead, here], pay, 40, Place("ES", region), TODAY).minimum.pay.amount == expected


def test_a_lower_floor_for_some_kinds_of_work_makes_it_a_question_not_a_stop() -> None:
    farms = minimum(900, sector="agriculture", payments=12)
    between, below = Money(1000, "EUR", PayPeriod.MONTH), Money(800, "EUR", PayPeriod.MONTH)
    house = replace(HOUSE, minima=[minimum(), farms])
    assert [one.code for one in problems(replace(GOOD, pay=between), house)] == [CheckCode.BELOW_GENERAL_MINIMUM]
    assert [one.code for one in stops(problems(replace(GOOD, pay=below), house))] == [CheckCode.BELOW_LEGAL_MINIMUM]
