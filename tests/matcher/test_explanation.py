"""Reasons, gaps and questions of one vacancy: experience is added up, and nobody's silence counts as nothing."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.eligibility import judged
from matcher.explanation import Fit, explain
from matcher.profile import Experience, Profile
from matcher.ranking import Worked
from matcher.requirements import Context
from matcher.vocabulary import FitCode, LikenessCode
from tests.factories import vacancy

CONTEXT = Context(date(2026, 11, 22), frozenset({1}))


def stands(months: list[int | None], near: tuple[int, ...], all_understood: bool = True) -> str:
    """In which list EXPERIENCE stands when a year is asked."""
    profile = Profile(experiences=tuple(Experience("x", "es", one) for one in months))
    nearest = Worked("5120", 1.0, near[0]) if near else None
    fit = Fit({LikenessCode.MEANING: 0.1}, nearest, near, all_understood, frozenset(), frozenset(), False)
    asked = vacancy(occupation="5120", experience_months=12)
    match = explain(profile, asked, 0.5, fit, judged(profile, asked, CONTEXT) or {})
    lists = {"reasons": match.reasons, "gaps": match.gaps, "questions": match.questions}
    return next(name for name, one in lists.items() if "EXPERIENCE" in {str(reason.code) for reason in one})


@pytest.mark.parametrize(
    ("months", "near", "understood", "expected"),
    [
        ([2, 120], (0, 1), True, "reasons"),
        ([7, 7], (0, 1), True, "reasons"),
        ([7, 3], (0, 1), True, "gaps"),
        ([7, None], (0, 1), True, "questions"),
        ([12, None], (0, 1), True, "reasons"),
        ([120], (), True, "gaps"),
        ([60], (), False, "questions"),
        ([], (), False, "questions"),
    ],
)
def test_experience_is_added_up(months: list[int | None], near: tuple[int, ...], understood: bool, expected: str) -> None:
    assert stands(months, near, understood) == expected


@pytest.mark.parametrize(
    ("worked", "asked", "shared"),
    [("7212", "7212", "7212"), ("7212.1", "7212.1", "7212.1"), ("7212.1", "7212.3", "7212"), ("7212", "7212.3", "7212")],
)
def test_two_occupations_are_the_same_no_further_than_their_group(worked: str, asked: str, shared: str) -> None:
    fit = Fit({LikenessCode.MEANING: 0.1}, Worked(worked, 1.0, 0, confirmed=True), (0,), True, frozenset(), frozenset(), False)
    profile, one = Profile(experiences=(Experience("x", "es"),)), vacancy(occupation=asked)
    match = explain(profile, one, 0.5, fit, judged(profile, one, CONTEXT) or {})
    assert [one.facts["occupation"] for one in match.reasons if one.code is FitCode.SAME_OCCUPATION] == [shared]
