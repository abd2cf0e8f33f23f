"""What ranks beside work, wording and skills: between 0 and 1, silent where nothing was told, and blind to what may discriminate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect

from matcher import likenesses, ranking
from matcher.bootstrap import Services
from matcher.columns import Columns
from matcher.likenesses import LIKENESSES, Told
from matcher.minimum_pay import LegalMinimum
from matcher.models import Centre, Jobseeker, JobseekerLanguage, WorkExperience
from matcher.profile import Experience, LanguageHeld, Lives, Money, Profile
from matcher.ranking import Worked
from matcher.services import jobseekers
from matcher.vacancy import LanguageNeed, Vacancy
from matcher.vocabulary import Level, LikenessCode, PayPeriod
from tests.factories import vacancy
from tests.matcher.test_eligibility import few, profiles, vacancies

EXPERIENCE, LANGUAGE, PAY, LEGAL_PAY, PLACE = LIKENESSES
MINIMA = (
    LegalMinimum(1, "ES", None, Money(1000, "EUR", PayPeriod.MONTH), 14, 40, None, None),
    LegalMinimum(2, "ES", "Galicia", Money(1200, "EUR", PayPeriod.MONTH), 12, 40, None, None),
    LegalMinimum(3, "MX", None, Money(300, "MXN", PayPeriod.DAY), None, None, None, None),
    LegalMinimum(4, "FR", None, Money(12, "EUR", PayPeriod.HOUR), None, None, None, None, "for one sector"),
)
works = few(st.builds(Experience, st.just("x"), st.just("es"), st.none() | st.integers(0, 400), ended=st.none() | st.integers(1980, 2026)))
lives = st.none() | st.builds(Lives, st.sampled_from(["ES", "MX"]), st.none() | st.sampled_from(["Galicia", "galicia", "Sinaloa"]))


def told(profile: Profile, *groups: str) -> Told:
    return Told(profile, [Worked(group, 1.0, at) for at, group in enumerate(groups)], date(2026, 11, 23), MINIMA)


@given(
    profile=profiles,
    work=works,
    home=lives,
    many=st.lists(st.tuples(vacancies, st.sampled_from([None, "7212", "7213", "5120"]), st.none() | st.integers(0, 60)), max_size=8),
)
def test_columns_say_what_single_vacancies_say(
    profile: Profile, work: tuple, home: Lives | None, many: list[tuple[Vacancy, Any, Any]]
) -> None:
    person = told(replace(profile, experiences=work, lives=home), *["7212"] * len(work))
    rows = [replace(one, occupation=group, experience_months=months, region="Galicia") for one, group, months in many]
    columns = Columns.of(rows)
    for likeness in LIKENESSES:
        expected = [likeness.of(person, likeness.key(one)) for one in rows]
        assert np.allclose(columns.values(likeness, person, np.arange(len(rows))), expected)
        assert all(0 <= value <= 1 for value in expected), likeness.code


@pytest.mark.parametrize(
    ("work", "group", "asked", "expected"),
    [
        (Experience("x", months=36), "7212", None, 1.0),
        (Experience("x", months=18), "7212", None, 0.5),
        (Experience("x", months=18), "7212", 12, 1.0),
        (Experience("x", months=6), "7213", 24, 0.25),
        (Experience("x", months=36), "5120", None, 0.0),
        (Experience("x"), "7212", 24, 0.5),
        (Experience("x", months=36, ended=2016), "7212", None, 0.5),
        (Experience("x", months=36, ended=2020), "7212", None, 0.75),
        (Experience("x", months=36, ended=2025), "7212", None, 1.0),
        (Experience("x", months=36), None, None, 0.5),
    ],
)
def test_experience_of_the_same_kind_counts_by_length_and_recency(
    work: Experience, group: str | None, asked: int | None, expected: float
) -> None:
    person = told(Profile(experiences=(work,)), "7212")
    assert EXPERIENCE.of(person, EXPERIENCE.key(vacancy(occupation=group, experience_months=asked))) == pytest.approx(expected)


def test_the_others_say_what_a_counsellor_expects() -> None:
    person = told(
        Profile(languages=(LanguageHeld("es", Level.C1),), pay_floor=Money(1000, "EUR", PayPeriod.MONTH), lives=Lives("ES", "Galicia"))
    )

    def of(likeness, **asked: Any) -> float:
        return likeness.of(person, likeness.key(vacancy(**asked)))

    assert of(LANGUAGE, languages=(LanguageNeed("es", Level.C1),)) == 0.5
    assert of(LANGUAGE, languages=(LanguageNeed("es", Level.A2),)) == 1.0
    assert of(LANGUAGE, languages=()) == of(LANGUAGE, languages=None) == 0.5
    assert [of(PAY, pay=Money(amount, "EUR", PayPeriod.MONTH)) for amount in (500, 1000, 1250, 1500, 9000)] == [0, 0.5, 0.75, 1, 1]
    assert of(PAY, pay=Money(9000, "MXN", PayPeriod.MONTH)) == of(PAY) == 0.5
    monthly = [Money(amount, "EUR", PayPeriod.MONTH) for amount in (1000, 1400 / 1.2, 1750)]
    assert [round(of(LEGAL_PAY, country="ES", hours_week=40, pay=one), 3) for one in monthly] == [0.357, 0.5, 1.0]
    assert of(LEGAL_PAY, country="ES", region="galicia", hours_week=40, pay=Money(1200, "EUR", PayPeriod.MONTH)) == 0.5
    assert (
        of(LEGAL_PAY, country="ES", hours_week=40, pay=Money(1, "USD", PayPeriod.MONTH))
        == of(LEGAL_PAY, country="FR", pay=monthly[0])
        == 0.5
    )
    assert of(PLACE, country="ES", region="galicia") == 1.0
    assert of(PLACE, country="ES", region="Murcia") == 0.25
    assert of(PLACE, country="MX", region="Galicia") == of(PLACE, country="ES") == 0.5


def test_they_only_decide_between_vacancies_alike_in_work() -> None:
    """All of them together weigh less than one level of ISCO-08 nearer."""
    together = sum(ranking.shares(LikenessCode)[one.code] for one in LIKENESSES)
    assert together < 0.25 * ranking.shares(LikenessCode)[LikenessCode.OCCUPATION] + 0.05
    assert {one.code for one in LIKENESSES} | {LikenessCode.OCCUPATION, LikenessCode.MEANING, LikenessCode.SKILLS} == set(LikenessCode)
    assert sum(ranking.shares(LikenessCode).values()) == pytest.approx(1)


def test_who_has_told_nothing_is_ranked_by_nothing_of_it() -> None:
    nobody = replace(told(Profile(experiences=(Experience("x"),))), minima=())
    assert not any(one.said(nobody) for one in LIKENESSES)
    assert likenesses.recency(Experience("x"), 2026) == 1.0


#: What a profile may be made of. Everything else that a card holds, now or later, must change nothing.
READ = {
    "id", "public_id", "centre_id", "birth_year", "available_from", "hours_low", "hours_high", "pay_amount", "pay_currency", "pay_period",
    "accommodation_needed", "countries", "refused_countries", "licences", "shifts", "answered", "lives_in", "region", "regions",
    "returns_to",
}  # fmt: skip


def test_changing_anything_else_on_a_card_changes_no_match(store: Services) -> None:
    """Sex, nationality, religion, family, health, vulnerability: whatever columns of a card there are or come to be, but for those that
    a counsellor fills for matching, the person is the same to rules and ranking."""
    with store.transaction() as session:
        centre = Centre(slug="c", name="C", country="GT", city="G", timezone="America/Guatemala")
        session.add(centre)
        session.flush()
        person = Jobseeker(public_id="p", centre_id=centre.id, name="Ana", lang="es", answered=["languages"], birth_year=1990)
        person.experiences = [WorkExperience(text="fui soldadora", lang="es", months=24)]
        person.languages = [JobseekerLanguage(code="es", level=Level.C2)]
        session.add(person)
        session.flush()
        before = jobseekers.as_told(person)
        changed = []
        for column in inspect(Jobseeker).columns:
            if column.key not in READ and "at" not in column.key.split("_"):
                kind = column.type.python_type
                setattr(person, column.key, {str: "another", int: 1, float: 1.0, bool: True}.get(kind, ["another"]))
                changed.append(column.key)
        assert len(changed) >= 8
        assert jobseekers.as_told(person) == before
