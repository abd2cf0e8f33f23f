"""Matches as JSON, the fixed contract of `oficio match`."""

from __future__ import annotations

from typing import Any

from matcher.explanation import Match, Reason
from matcher.pipeline import MatchResult


def dump(result: MatchResult) -> dict[str, Any]:
    """{"matches": [...], "left_out": {code: count}}: codes and facts only."""
    return {"matches": [_match(match) for match in result.matches], "left_out": {str(k): n for k, n in result.left_out.items()}}


def _match(match: Match) -> dict[str, Any]:
    vacancy = match.vacancy
    return {
        "vacancy_id": vacancy.id,
        "external_id": vacancy.external_id,
        "title": vacancy.title,
        "employer": vacancy.employer,
        "score": match.score,
        "reasons": [_reason(reason) for reason in match.reasons],
        "gaps": [_reason(reason) for reason in match.gaps],
        "questions": [_reason(reason) for reason in match.questions],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"code": str(reason.code), "facts": dict(reason.facts)}
