"""How often counsellors find the ranking wrong: figures over judgements, without a person in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matcher.vocabulary import JudgementReason, JudgementVerdict

#: A figure over fewer judgements than this could point at somebody, and is not given.
LEAST = 5


@dataclass(frozen=True, slots=True)
class Given:
    """One judgement as it is measured: what was said, and how many `places` it moved the vacancy (None where it left the list)."""

    verdict: JudgementVerdict
    reason: JudgementReason
    unit_group: str | None
    places: int | None
    weights: str


@dataclass(frozen=True, slots=True)
class Counted:
    """`wrong`: the share found wrong; None where that would tell of fewer than `LEAST` judgements of either kind."""

    judged: int
    wrong: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """`all` is None under `LEAST` judgements. `moved`: mean places a verdict moved vacancies, up counting as positive.

    In the others, groups under `LEAST` are left out, and the smallest of those that remain with them where the whole would give away
    how many that were.
    """

    all: Counted | None
    moved: Mapping[str, float]
    by_reason: Mapping[str, Counted]
    by_unit_group: Mapping[str, Counted]
    by_weights: Mapping[str, Counted]


def figures(given: Sequence[Given]) -> Figures:
    places: dict[str, list[int]] = defaultdict(list)
    for one in given:
        if one.places is not None and one.verdict is not JudgementVerdict.WRONG:
            places[str(one.verdict)].append(one.places)
    return Figures(
        _counted(given) if len(given) >= LEAST else None,
        {verdict: round(sum(some) / len(some), 2) for verdict, some in sorted(places.items()) if len(some) >= LEAST},
        _grouped(given, lambda one: str(one.reason)),
        _grouped(given, lambda one: one.unit_group or "unknown"),
        _grouped(given, lambda one: one.weights),
    )


def shown(counts: Mapping[str, int]) -> list[str]:
    """The groups whose counts may be shown, by name, beside the sum of all: what is left out is nothing, or `LEAST` and more."""
    kept, hidden = sorted(counts, key=lambda name: (-counts[name], name)), 0
    while kept and (counts[kept[-1]] < LEAST or 0 < hidden < LEAST):
        hidden += counts[kept.pop()]
    return sorted(kept)


def _grouped(given: Sequence[Given], of: Callable[[Given], str]) -> dict[str, Counted]:
    names = shown(Counter(map(of, given)))
    return {name: _counted([one for one in given if of(one) == name]) for name in names}


def _counted(given: Sequence[Given]) -> Counted:
    wrong = sum(one.verdict is JudgementVerdict.WRONG for one in given)
    few = any(0 < some < LEAST for some in (wrong, len(given) - wrong))
    return Counted(len(given), None if few else round(wrong / len(given), 2))
