"""Why a vacancy is shown, what speaks against it, and what to ask: codes with facts. The prose is written in web/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from matcher.profile import Profile
from matcher.ranking import NEAR, Worked
from matcher.requirements import Finding
from matcher.vacancy import Vacancy
from matcher.vocabulary import FitCode, LikenessCode, RuleCode, Verdict
from occupations import isco


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and its facts. Facts hold codes, numbers and ISO dates, never sentences."""

    code: RuleCode | FitCode
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """One vacancy for one person. `score` from 0 to 1; `questions` are what nobody has answered yet.

    `alike`: what the score is made of before gaps take theirs off: each likeness from 0 to 1, as it was when the vacancy was ranked.
    """

    vacancy: Vacancy
    score: float
    reasons: tuple[Reason, ...]
    gaps: tuple[Reason, ...]
    questions: tuple[Reason, ...]
    alike: Mapping[LikenessCode, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a vacancy compares with the work done: the likenesses that were ranked.

    `near`: which experiences somebody confirmed to be of the same kind (`NEAR`); `all_understood`: work was told, and what each
    of it is was confirmed.
    """

    alike: Mapping[LikenessCode, float]
    nearest: Worked | None
    near: tuple[int, ...]
    all_understood: bool
    skills_held: frozenset[str]
    skills_asked: frozenset[str]
    skills_known: bool


@dataclass(slots=True)
class _Lists:
    reasons: list[Reason] = field(default_factory=list)
    gaps: list[Reason] = field(default_factory=list)
    questions: list[Reason] = field(default_factory=list)


#: A cosine from which two texts are called similar in words to the person (observed on the evaluation data; only ever shown).
SIMILAR = 0.35


def explain(profile: Profile, vacancy: Vacancy, score: float, fit: Fit, findings: Mapping[RuleCode, Finding]) -> Match:
    """Every likeness and every rule of one vacancy, as reasons (met), gaps (unmet) and questions (unknown)."""
    lists = _Lists()
    _fit(lists, profile, vacancy, fit)
    by_verdict = {Verdict.MET: lists.reasons, Verdict.UNMET: lists.gaps, Verdict.UNKNOWN: lists.questions}
    for code, finding in findings.items():
        if finding.verdict is not Verdict.MET or finding.facts:
            by_verdict[finding.verdict].append(Reason(code, finding.facts))
    return Match(vacancy, round(score, 4), tuple(lists.reasons), tuple(lists.gaps), tuple(lists.questions), fit.alike)


def _fit(lists: _Lists, profile: Profile, vacancy: Vacancy, fit: Fit) -> None:
    if fit.nearest and vacancy.occupation:
        near = isco.closeness(fit.nearest.isco08, vacancy.occupation)
        facts = {"occupation": vacancy.occupation, "experience": fit.nearest.experience, "confirmed": fit.nearest.confirmed}
        if near == 1.0:
            # Two occupations of one unit group are the same no further than the group.
            shared = vacancy.occupation if vacancy.occupation == fit.nearest.isco08 else vacancy.isco08
            lists.reasons.append(Reason(FitCode.SAME_OCCUPATION, {**facts, "occupation": shared}))
        elif near >= NEAR:
            lists.reasons.append(Reason(FitCode.NEAR_OCCUPATION, {**facts, "worked": fit.nearest.isco08}))
    similarity = fit.alike[LikenessCode.MEANING]
    if similarity >= SIMILAR:
        lists.reasons.append(Reason(FitCode.SIMILAR_WORK, {"similarity": round(similarity, 3)}))
    if fit.skills_asked and fit.skills_known:
        held, missing = fit.skills_held & fit.skills_asked, fit.skills_asked - fit.skills_held
        if held:
            lists.reasons.append(Reason(FitCode.SKILLS, {"held": sorted(held), "asked": len(fit.skills_asked)}))
        if missing:
            lists.gaps.append(Reason(FitCode.SKILLS, {"missing": sorted(missing), "asked": len(fit.skills_asked)}))
    elif fit.skills_asked:
        lists.questions.append(Reason(FitCode.SKILLS, {"unknown": "profile", "skills": sorted(fit.skills_asked)}))
    _experience(lists, profile, vacancy, fit)


def _experience(lists: _Lists, profile: Profile, vacancy: Vacancy, fit: Fit) -> None:
    """Months asked against all months of near work together; what nobody told or confirmed is a question, never none.

    Work of another kind does not count: a cook's ten years are no experience as an electrician.
    """
    if not vacancy.experience_months:
        return
    told = [profile.experiences[position].months for position in fit.near]
    months = sum(one or 0 for one in told)
    facts = {"asked": vacancy.experience_months, "held": months}
    if months >= vacancy.experience_months:
        lists.reasons.append(Reason(FitCode.EXPERIENCE, facts))
    elif None in told or not fit.all_understood:
        lists.questions.append(Reason(FitCode.EXPERIENCE, {"unknown": "profile", **facts}))
    else:
        lists.gaps.append(Reason(FitCode.EXPERIENCE, facts))
