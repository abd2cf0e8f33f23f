"""What counsellors say of matches, put over the order of the ranking. It orders, and says so; it lets nothing in and hides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from matcher.explanation import Match
from matcher.vocabulary import JudgementReason, JudgementVerdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """What `by`, a counsellor by name, said of one vacancy for one person, and why; `note` in their words, "" for none."""

    verdict: JudgementVerdict
    reason: JudgementReason
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """Every match is in one of both: those that stand, and those judged not to fit."""

    matches: tuple[Match, ...]
    wrong: tuple[Match, ...]


_PLACE = {JudgementVerdict.UP: 0, None: 1, JudgementVerdict.DOWN: 2}


def judged(ranked: Sequence[Match], said: Mapping[int, JudgementVerdict]) -> Judged:
    """`said` by vacancy number. Moved up is before all that nobody judged, moved down after them; inside each, the ranking's order.

    So a judgement means the same whatever else changes in the list, and whoever looks at it. What is said of a vacancy that is not
    among the ranked has no effect.
    """
    verdicts = [said.get(match.vacancy.id) for match in ranked]
    standing = [at for at, verdict in enumerate(verdicts) if verdict is not JudgementVerdict.WRONG]
    standing.sort(key=lambda at: _PLACE[verdicts[at]])
    wrong = tuple(match for match, verdict in zip(ranked, verdicts, strict=True) if verdict is JudgementVerdict.WRONG)
    return Judged(tuple(ranked[at] for at in standing), wrong)


def position(ranked: Sequence[Match], vacancy: int) -> int | None:
    """From 1; None where it is not among them."""
    return next((at for at, match in enumerate(ranked, 1) if match.vacancy.id == vacancy), None)


def places(ranked: Sequence[Match], said: Mapping[int, JudgementVerdict], vacancy: int) -> int | None:
    """How many places what is said moves a vacancy, up counting as positive; None where it leaves the list, or was not in it."""
    before, after = position(ranked, vacancy), position(judged(ranked, said).matches, vacancy)
    return None if before is None or after is None else before - after
