"""Spreading referrals over comparable vacancies, so that not everybody is put forward for the one that happens to stand first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matcher.explanation import Match

#: Scores that lie no further apart are as good as equal: half of what one gap takes off (`ranking.Weights.gap`).
BAND = 0.02


def spread(ranked: Sequence[Match], waiting: Mapping[int, int], band: float = BAND) -> tuple[Match, ...]:
    """The rule: among vacancies as good as equal, those with fewer people waiting for each position come first.

    `ranked` comes best first; `waiting` is how many people were put forward and may still be taken, by vacancy number. From the best
    on, all that score at most `band` below the first of a band are of it; the next one begins the next band. Nothing leaves its band,
    so whatever is put before a vacancy scores at most `band` less. Equal ones, and everything where nobody waits, stay as ranked.
    """
    made: list[Match] = []
    start = 0
    for at in range(len(ranked) + 1):
        # Scores have four decimals; what is exactly one band below must not depend on how floats are rounded.
        if at == len(ranked) or round(ranked[start].score - ranked[at].score, 4) > band:
            made += sorted(ranked[start:at], key=lambda match: load(match, waiting))
            start = at
    return tuple(made)


def load(match: Match, waiting: Mapping[int, int]) -> float:
    """People waiting for each position; a vacancy that does not say how many it has, has one."""
    return waiting.get(match.vacancy.id, 0) / (match.vacancy.positions or 1)
