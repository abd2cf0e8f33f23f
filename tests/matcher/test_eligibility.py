"""The rules: unknown is never met, columns agree with single vacancies, and what never enters cannot matter."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import columns as columns_of
from matcher.columns import Columns
from matcher.eligibility import HARD_RULES, RULES, SOFT_RULES
from matcher.eligible import eligible
from matcher.profile import Hours, LanguageHeld, Money, Profile, Region
from matcher.requirements import Context
from matcher.vacancy import LanguageNeed, LicenceNeed, Vacancy
from matcher.vocabulary import Level, Licence, PayPeriod, Qualification, RuleCode, Shift, VacancyState, Verdict
from tests.factories import vacancy

TODAY = date(2026, 11, 22)
CONTEXT = Context(TODAY, frozenset({1, 2}), {("ES", "2221"): "supervised"})
RULE = {rule.code: rule for rule in RULES}

countries = st.sampled_from(["ES", "MX", "JO"])
levels = st.sampled_from(list(Level))
maybe = st.none


def few(inner: st.SearchStrategy, unique_by: object = None) -> st.SearchStrategy:
    return st.lists(inner, max_size=3, unique_by=unique_by).map(tuple)


profiles = st.builds(
    Profile,
    languages=maybe() | few(st.builds(LanguageHeld, st.sampled_from(["es", "en", "ar"]), maybe() | levels), lambda one: one.code),
    countries=maybe() | few(countries),
    permits=maybe() | few(countries),
    refused_countries=maybe() | few(countries),
    regions=maybe() | few(st.builds(Region, countries, st.sampled_from(["Galicia", "galicia", "Sinaloa"]))),
    qualifications=maybe() | few(st.sampled_from(list(Qualification))),
    licences=maybe() | few(st.sampled_from(list(Licence))),
    shifts=maybe() | few(st.sampled_from(list(Shift))),
    birth_year=maybe() | st.integers(1950, 2012),
    available_from=maybe() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    hours=maybe() | st.builds(Hours, maybe() | st.integers(0, 30), maybe() | st.integers(31, 60)),
    pay_floor=maybe() | st.builds(Money, st.integers(0, 3000), st.sampled_from(["EUR", "MXN"]), st.sampled_from(list(PayPeriod))),
    accommodation_needed=maybe() | st.booleans(),
)
vacancies = st.builds(
    vacancy,
    employer_id=st.integers(1, 3),
    state=st.sampled_from(list(VacancyState)),
    closes_on=maybe() | st.dates(date(2026, 10, 1), date(2027, 1, 1)),
    country=maybe() | countries,
    region=maybe() | st.sampled_from(["Galicia", "SINALOA"]),
    occupation=maybe() | st.sampled_from(["2221", "7212"]),
    sponsorship=maybe() | st.booleans(),
    languages=maybe()
    | few(st.builds(LanguageNeed, st.sampled_from(["es", "en", "ar"]), maybe() | levels, st.booleans()), lambda one: one.code),
    licences=maybe() | few(st.builds(LicenceNeed, st.sampled_from(list(Licence)), st.booleans()), lambda one: one.code),
    qualifications=maybe() | few(st.sampled_from([one for one in Qualification if one is not Qualification.UNMAPPED])),
    shifts=maybe() | few(st.sampled_from(list(Shift))),
    minimum_age=maybe() | st.integers(18, 30),
    starts_on=maybe() | st.dates(date(2026, 11, 1), date(2027, 6, 1)),
    hours_week=maybe() | st.sampled_from([20, 40, 48]),
    pay=maybe() | st.builds(Money, st.integers(0, 3000), st.sampled_from(["EUR", "MXN"]), st.sampled_from(list(PayPeriod))),
    accommodation=maybe() | st.booleans(),
)


@pytest.mark.parametrize("most", [1, 4, columns_of.MOST])
@given(profile=profiles, many=st.lists(vacancies, max_size=12))
def test_columns_say_what_single_vacancies_say(most: int, profile: Profile, many: list[Vacancy]) -> None:
    """However many rules a column stands for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns_of, "MOST", most)
        columns = Columns.of(many)
    for rule in SOFT_RULES:
        expected = [rule.of(profile, one, CONTEXT).verdict is Verdict.UNMET for one in many]
        rows = np.arange(len(many), dtype=np.int64)[::-1]
        assert columns.unmet(rule, profile, CONTEXT, rows).tolist() == expected[::-1]
    near = np.arange(len(many)) % 2 == 0
    close = np.flatnonzero(near)
    result = eligible(profile, columns, CONTEXT)
    expected_mask = [all(rule.of(profile, one, CONTEXT).verdict is not Verdict.UNMET for rule in HARD_RULES) for one in many]
    assert result.mask.tolist() == expected_mask
    for rule in HARD_RULES:
        failing = np.array([rule.of(profile, one, CONTEXT).verdict is Verdict.UNMET for one in many], bool)
        assert result.left_out().get(rule.code, 0) == failing.sum()
        assert result.left_out_of(close).get(rule.code, 0) == (failing & near).sum()


@given(many=st.lists(vacancies, max_size=12), employers=st.lists(st.frozensets(st.integers(1, 3)), min_size=1, max_size=3))
def test_what_is_remembered_of_one_moment_never_serves_another(many: list[Vacancy], employers: list[frozenset[int]]) -> None:
    columns = Columns.of(many)
    for number, in_force in enumerate(employers):
        moment = Context(date(2026, 11, 20 + number), in_force)
        expected = [all(rule.of(Profile(), one, moment).verdict is not Verdict.UNMET for rule in HARD_RULES) for one in many]
        assert eligible(Profile(), columns, moment).mask.tolist() == expected


@given(one=vacancies)
def test_a_profile_that_says_nothing_meets_nothing_that_is_asked(one: Vacancy) -> None:
    """Unknown is never met: an empty profile may only meet what a vacancy asks nothing for."""
    nobody = Profile()
    for rule in RULES:
        finding = rule.of(nobody, one, CONTEXT)
        if finding.verdict is Verdict.MET:
            asked_nothing = not finding.facts or (rule.code is RuleCode.PERMIT and finding.facts["by"] == "sponsorship")
            assert asked_nothing, (rule.code, finding)


@given(profile=profiles, one=vacancies)
def test_telling_less_never_turns_into_met(profile: Profile, one: Vacancy) -> None:
    """Forgetting one answer may open a question; it never makes a rule met that was unmet."""
    before = {rule.code: rule.of(profile, one, CONTEXT).verdict for rule in RULES}
    for field in fields(Profile):
        if field.name in ("experiences", "skills") or getattr(profile, field.name) is None:
            continue
        values = {name: getattr(profile, name) for name in profile.__slots__} | {field.name: None}
        after = {rule.code: rule.of(Profile(**values), one, CONTEXT).verdict for rule in RULES}
        for code, verdict in before.items():
            if verdict is not Verdict.MET:
                # What a person refused is known only while it is said: then it becomes a question, or the country was wanted.
                assert after[code] is not Verdict.MET or (code is RuleCode.REFUSED_COUNTRY and one.country in (profile.countries or ()))


@given(profile=profiles, one=vacancies)
def test_every_unknown_says_on_which_side(profile: Profile, one: Vacancy) -> None:
    for rule in RULES:
        finding = rule.of(profile, one, CONTEXT)
        if finding.verdict is Verdict.UNKNOWN:
            assert finding.facts["unknown"] in ("profile", "vacancy"), rule.code


def test_nothing_that_may_discriminate_is_part_of_a_profile() -> None:
    allowed = {
        "experiences", "skills", "languages", "countries", "permits", "qualifications", "licences", "birth_year", "available_from",
        "hours", "shifts", "pay_floor", "accommodation_needed", "refused_countries", "lives", "regions",
    }  # fmt: skip
    assert {field.name for field in fields(Profile)} == allowed


FLOOR = Money(1000, "EUR", PayPeriod.MONTH)
CASES = [
    (RuleCode.PERMIT, {"permits": ("ES",)}, {"country": "ES"}, Verdict.MET),
    (RuleCode.PERMIT, {"permits": ()}, {"country": "ES", "sponsorship": True}, Verdict.MET),
    (RuleCode.PERMIT, {"permits": ()}, {"country": "ES", "sponsorship": False}, Verdict.UNMET),
    (RuleCode.PERMIT, {"permits": ()}, {"country": "ES", "sponsorship": None}, Verdict.UNKNOWN),
    (RuleCode.PERMIT, {}, {"country": "ES", "sponsorship": False}, Verdict.UNKNOWN),
    (RuleCode.REGION, {"regions": (Region("ES", "Galicia"),)}, {"country": "ES", "region": "GALICIA"}, Verdict.MET),
    (RuleCode.REGION, {"regions": (Region("ES", "Galicia"),)}, {"country": "ES", "region": "Murcia"}, Verdict.UNMET),
    (RuleCode.REGION, {"regions": (Region("ES", "Galicia"),)}, {"country": "ES"}, Verdict.UNKNOWN),
    (RuleCode.REGION, {"regions": (Region("ES", "Galicia"),)}, {"country": "MX", "region": "Sinaloa"}, Verdict.MET),
    (RuleCode.REGION, {"regions": ()}, {"country": "ES", "region": "Murcia"}, Verdict.MET),
    (RuleCode.REGION, {}, {"country": "ES", "region": "Murcia"}, Verdict.UNKNOWN),
    (RuleCode.REGION, {}, {"country": "ES"}, Verdict.UNKNOWN),
    (RuleCode.REGION, {}, {"region": "Murcia"}, Verdict.MET),
    (RuleCode.RECOGNITION, {}, {"country": "ES", "occupation": "2221"}, Verdict.UNKNOWN),
    (RuleCode.RECOGNITION, {}, {"country": "MX", "occupation": "2221"}, Verdict.MET),
    (RuleCode.LANGUAGE, {"languages": (LanguageHeld("es", Level.B1),)}, {"languages": (LanguageNeed("es", Level.B1),)}, Verdict.MET),
    (RuleCode.LANGUAGE, {"languages": (LanguageHeld("es", Level.A2),)}, {"languages": (LanguageNeed("es", Level.B1),)}, Verdict.UNMET),
    (RuleCode.LANGUAGE, {"languages": (LanguageHeld("es"),)}, {"languages": (LanguageNeed("es", Level.B1),)}, Verdict.UNKNOWN),
    (RuleCode.LANGUAGE, {"languages": ()}, {"languages": (LanguageNeed("es", None),)}, Verdict.UNMET),
    (RuleCode.LANGUAGE, {}, {"languages": ()}, Verdict.MET),
    (RuleCode.LANGUAGE, {"languages": ()}, {"languages": None}, Verdict.UNKNOWN),
    (RuleCode.LANGUAGE, {"languages": ()}, {"languages": (LanguageNeed("es", Level.B1, False),)}, Verdict.MET),
    (RuleCode.LICENCE, {"licences": (Licence.DRIVING_CE,)}, {"licences": (LicenceNeed(Licence.DRIVING_B),)}, Verdict.MET),
    (RuleCode.LICENCE, {"licences": (Licence.DRIVING_B,)}, {"licences": (LicenceNeed(Licence.DRIVING_C),)}, Verdict.UNMET),
    (RuleCode.QUALIFICATION, {"qualifications": (Qualification.BACHELOR,)}, {"qualifications": (Qualification.PRIMARY,)}, Verdict.MET),
    (RuleCode.QUALIFICATION, {"qualifications": (Qualification.BACHELOR,)}, {"qualifications": (Qualification.NURSE,)}, Verdict.UNMET),
    (RuleCode.QUALIFICATION, {"qualifications": (Qualification.UNMAPPED,)}, {"qualifications": (Qualification.NURSE,)}, Verdict.UNKNOWN),
    (RuleCode.MINIMUM_AGE, {"birth_year": 2009}, {}, Verdict.UNMET),
    (RuleCode.MINIMUM_AGE, {"birth_year": 2008}, {}, Verdict.UNKNOWN),
    (RuleCode.MINIMUM_AGE, {"birth_year": 2007}, {"minimum_age": None}, Verdict.MET),
    (RuleCode.CLOSED, {}, {"closes_on": TODAY}, Verdict.MET),
    (RuleCode.CLOSED, {}, {"closes_on": date(2026, 11, 21)}, Verdict.UNMET),
    (RuleCode.CLOSED, {}, {"state": VacancyState.FILLED}, Verdict.UNMET),
    (RuleCode.PAY, {"pay_floor": FLOOR}, {"pay": Money(10, "EUR", PayPeriod.HOUR), "hours_week": 40.0}, Verdict.MET),
    (RuleCode.PAY, {"pay_floor": FLOOR}, {"pay": Money(10, "EUR", PayPeriod.HOUR)}, Verdict.UNKNOWN),
    (RuleCode.PAY, {"pay_floor": FLOOR}, {"pay": Money(9000, "MXN", PayPeriod.MONTH)}, Verdict.UNKNOWN),
    (RuleCode.REFUSED_COUNTRY, {"refused_countries": ("ES",), "countries": ("ES",)}, {"country": "ES"}, Verdict.UNMET),
    (RuleCode.REFUSED_COUNTRY, {"countries": ("ES",)}, {"country": "ES"}, Verdict.MET),
    (RuleCode.COUNTRY, {"countries": ("MX",)}, {"country": "ES"}, Verdict.UNMET),
    (RuleCode.EMPLOYER_VETTING, {}, {"employer_id": 3}, Verdict.UNMET),
]  # fmt: skip


@pytest.mark.parametrize(("code", "person", "asked", "expected"), CASES)
def test_cases_counsellors_know(code: RuleCode, person: dict, asked: dict, expected: Verdict) -> None:
    assert RULE[code].of(Profile(**person), vacancy(**asked), CONTEXT).verdict is expected


def test_refusing_a_destination_is_a_warning_and_leaves_nothing_out() -> None:
    assert not RULE[RuleCode.REFUSED_COUNTRY].hard
