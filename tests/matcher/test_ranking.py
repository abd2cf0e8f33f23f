"""Scores stay between 0 and 1, grow with what speaks for a vacancy, and ties are stable."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher import ranking
from matcher.ranking import Worked
from matcher.vocabulary import LikenessCode
from occupations import isco

share = st.floats(0, 1, width=32)


def one(occupation: float, meaning: float, skills: float, gaps: int = 0, refused: bool = False) -> float:
    features = {LikenessCode.OCCUPATION: occupation, LikenessCode.MEANING: meaning, LikenessCode.SKILLS: skills}
    arrays = {name: np.array([value], np.float32) for name, value in features.items()}
    return float(ranking.scores(arrays, np.array([gaps], np.float32), np.array([refused]))[0])


@given(share, share, share, st.integers(0, 9), st.booleans())
def test_a_score_is_between_0_and_1(occupation: float, meaning: float, skills: float, gaps: int, refused: bool) -> None:
    assert 0 <= one(occupation, meaning, skills, gaps, refused) <= 1


@given(share, share, share, share)
def test_more_of_anything_good_never_lowers_it(occupation: float, meaning: float, skills: float, more: float) -> None:
    base = one(occupation, meaning, skills)
    assert one(max(occupation, more), meaning, skills) >= base
    assert one(occupation, max(meaning, more), skills) >= base
    assert one(occupation, meaning, max(skills, more)) >= base
    assert one(occupation, meaning, skills, gaps=1) <= base
    assert one(occupation, meaning, skills, refused=True) <= base


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.5, 0.9]), st.integers(1, 999)), unique_by=lambda pair: pair[1], max_size=30))
def test_ties_go_by_vacancy_id(pairs: list[tuple[float, int]]) -> None:
    scores = np.array([score for score, _ in pairs], np.float32)
    ids = np.array([vacancy_id for _, vacancy_id in pairs], np.int64)
    ordered = [pairs[position] for position in ranking.order(scores, ids)]
    assert ordered == sorted(pairs, key=lambda pair: (-pair[0], pair[1]))


codes = st.text("1278", min_size=4, max_size=4)


@given(
    st.lists(st.builds(Worked, codes, st.sampled_from([0.2, 0.5, 1.0]), st.just(0)), max_size=6), st.lists(st.none() | codes, max_size=8)
)
def test_all_groups_at_once_are_as_near_as_each_alone(worked: list[Worked], groups: list[str | None]) -> None:
    expected = [
        (ranking.closeness(worked, one)[0], any(isco.closeness(w.isco08, one or "") >= ranking.NEAR for w in worked)) for one in groups
    ]
    assert ranking.nearness(worked, groups) == expected


def test_closeness_takes_the_nearest_work_and_how_sure_it_is() -> None:
    worked = [Worked("7212", 0.5, 0), Worked("7213", 0.9, 1), Worked("2221", 1.0, 2)]
    near, nearest = ranking.closeness(worked, "7212")
    assert nearest == worked[1]
    assert np.isclose(near, 0.9 * 0.75)
    assert ranking.closeness(worked, None) == (0.0, None)
    assert ranking.closeness([], "7212") == (0.0, None)
