"""How good a vacancy is for a person, as a number from 0 to 1, from likenesses that are each shown in the explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.vocabulary import LikenessCode
from occupations import isco

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """The one place where likenesses are weighed. A gap takes its share off; a refused destination takes most.

    Occupation before wording: an employer's and a person's words for one trade differ more than trades do.
    """

    occupation: float = 0.50
    meaning: float = 0.30
    skills: float = 0.20
    experience: float = 0.05
    language: float = 0.03
    pay: float = 0.04
    legal_pay: float = 0.02
    place: float = 0.03
    gap: float = 0.04
    refused: float = 0.15


WEIGHTS = Weights()
#: From the same sub-major group on, work counts as near (ISCO-08: similar skill level and specialisation).
NEAR = 0.5
#: From this score on a vacancy is close to the work done; below it is another kind of work.
CLOSE = 0.25


@dataclass(frozen=True, slots=True)
class Worked:
    """An occupation the person has worked in: unit group, how sure the link is (0 to 1), and which experience told it."""

    isco08: str
    certainty: float
    experience: int
    confirmed: bool = False


def closeness(worked: Sequence[Worked], occupation: str | None) -> tuple[float, Worked | None]:
    """How near a vacancy's unit group lies to work the person has done, and to which; 0 and None where nothing is near."""
    best: tuple[float, Worked | None] = (0.0, None)
    if occupation is None:
        return best
    for one in worked:
        near = isco.closeness(one.isco08, occupation) * one.certainty
        if near > best[0]:
            best = (near, one)
    return best


def nearness(worked: Sequence[Worked], groups: Sequence[str | None]) -> list[tuple[float, bool]]:
    """How near each unit group lies to work the person has done, as sure as that is; and whether it is of a kind with any of it (NEAR).

    By the groups above those of the work: each of hundreds of unit groups is looked up, not compared with all the work.
    """
    best: dict[str, tuple[float, bool]] = {}
    for one in worked:
        for digits in range(1, 5):
            above = one.isco08[:digits]
            near = isco.closeness(one.isco08, above)
            value, alike = best.get(above, (0.0, False))
            best[above] = (max(value, near * one.certainty), alike or near >= NEAR)
    # The lower the group they share, the nearer: but a likelier link further off may count for more.
    found = [[best[group[:digits]] for digits in range(1, 5) if group[:digits] in best] if group else [] for group in groups]
    return [(max((value for value, _ in of), default=0.0), any(alike for _, alike in of)) for of in found]


def scores(features: Mapping[LikenessCode, Numbers], gaps: Numbers, refused: NDArray[np.bool_], weights: Weights = WEIGHTS) -> Numbers:
    """Weighted mean of the features given (each 0 to 1, shape (C,)), less the gaps: shape (C,).

    A feature the profile says nothing about is left out of `features` for every vacancy alike, and its weight with it.
    """
    total = np.zeros(len(gaps), np.float32)
    for code, share in shares(features, weights).items():
        total += np.float32(share) * np.clip(features[code], 0.0, 1.0)
    return np.clip(total - weights.gap * gaps - weights.refused * refused, 0.0, 1.0)


def shares(codes: Iterable[LikenessCode], weights: Weights = WEIGHTS) -> dict[LikenessCode, float]:
    """What part of the score each of these makes; together 1."""
    of = {code: float(getattr(weights, code.value)) for code in codes}
    whole = sum(of.values())
    return {code: weight / whole for code, weight in of.items()}


def order(score: Numbers, vacancy_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions best first; equal scores by vacancy_id, so that the same question always has the same answer."""
    return np.lexsort((vacancy_ids, -np.round(score, 4)))
