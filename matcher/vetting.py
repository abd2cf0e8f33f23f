"""What makes an ethical-recruitment vetting grantable, and until when it holds. Pure rules over frozen values.

Criteria and their wording are data (`seeds/vetting_criteria*.yaml`); what follows from an answer is decided here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from matcher.vocabulary import Disqualifies, ObstacleCode, Shown, Standing, VettingState

#: Our own rule, for want of a source that fixes a period: twelve months, and never beyond the earliest evidence's expiry.
MONTHS_AT_MOST = 12
#: Days before the end on which employer and officers are warned.
WARNINGS = (60, 30)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing an employer must show. `grave`: a credible complaint about it hides the employer at once.

    `words` holds name, means, evidence, employer_asks and, where it has one, applies_if, each by language.
    """

    code: str
    disqualifies: Disqualifies
    recruiters_only: bool
    grave: bool
    sources: tuple[tuple[str, str | None], ...]
    statement_of: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an officer found. `applies` is the condition of an IF_APPLIES criterion: None is not said, and then it applies.

    `expiries`: one entry for each document the answer rests on; None for a document that does not expire.
    """

    shown: Shown
    applies: bool | None = None
    expiries: tuple[date | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    criterion: str
    code: ObstacleCode


def disqualifying(criterion: Criterion, answer: Answer | None, recruiter: bool) -> bool:
    """Whether failing this criterion rules this employer out. What is not known to be harmless counts as if it applied."""
    if criterion.recruiters_only and not recruiter:
        return False
    if criterion.disqualifies is Disqualifies.IF_APPLIES:
        return answer is None or answer.applies is not False
    return criterion.disqualifies is not Disqualifies.NEVER


def obstacles(
    criteria: Iterable[Criterion], answers: Mapping[str, Answer], recruiter: bool, conditions: Mapping[str, date], today: date
) -> list[Obstacle]:
    """What stands in the way of granting. `conditions`: criteria with an open corrective action, by the earliest of its last days.

    Disqualifying criteria must be met with evidence that has not expired; no condition covers them, and what was to be mended about
    them must be done. The others must be answered, and where they are not met, be covered by a condition that is not past.
    """
    found: list[Obstacle] = []
    for criterion in criteria:
        if criterion.recruiters_only and not recruiter:
            continue
        answer = answers.get(criterion.code)
        strict = disqualifying(criterion, answer, recruiter)
        due = conditions.get(criterion.code)
        code = _obstacle(answer, strict, due is not None, today)
        if code is None and due is not None and (strict or due < today):
            code = ObstacleCode.OPEN_ACTION
        if code:
            found.append(Obstacle(criterion.code, code))
    return found


def _obstacle(answer: Answer | None, strict: bool, covered: bool, today: date) -> ObstacleCode | None:
    if answer is None:
        return ObstacleCode.NOT_ANSWERED
    if answer.shown is not Shown.MET:
        if strict:
            return ObstacleCode.NOT_MET if answer.shown is Shown.NOT_MET else ObstacleCode.NOT_SHOWN
        # Its condition was ruled out by an officer ("no housing is provided"): nothing is left to correct.
        return None if covered or answer.applies is False else ObstacleCode.NO_CONDITION
    if strict and not answer.expiries:
        return ObstacleCode.NO_EVIDENCE
    if strict and any(expiry is not None and expiry < today for expiry in answer.expiries):
        return ObstacleCode.EVIDENCE_EXPIRED
    return None


def last_day(today: date, expiries: Iterable[date | None]) -> date:
    """The latest last day a vetting granted today may have: twelve months less a day, or the earliest evidence's last day."""
    return min([a_year_on(today) - timedelta(days=1), *(expiry for expiry in expiries if expiry is not None)])


def a_year_on(day: date) -> date:
    """The same date next year; 28 February for the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def ends_at(day: date, timezone: str) -> datetime:
    """The moment a day ends: midnight in the zone, in UTC. Where the clocks skip midnight it is the moment they do."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(timezone)).astimezone(UTC)


def local_day(moment: datetime, timezone: str) -> date:
    """The day it is in the zone at that moment."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def is_in_force(
    state: VettingState, valid_from: datetime | None, valid_until: datetime | None, lapses: Sequence[datetime], at: datetime
) -> bool:
    """The rule in plain words; `lapses` are the ends of conditions that nobody has closed."""
    return standing(state, valid_from, valid_until, lapses, at) is Standing.IN_FORCE


def standing(
    state: VettingState, valid_from: datetime | None, valid_until: datetime | None, lapses: Sequence[datetime], at: datetime
) -> Standing:
    """What a vetting amounts to at `at`: validity is [from, until); a condition not closed by its end lapses into suspension."""
    if state is not VettingState.GRANTED:
        return Standing(state.value)
    if valid_from is None or valid_until is None or at < valid_from:
        return Standing.NOT_YET
    if at >= valid_until:
        return Standing.EXPIRED
    return Standing.LAPSED if any(lapse <= at for lapse in lapses) else Standing.IN_FORCE


def warning(valid_until: datetime, at: datetime) -> int | None:
    """The narrowest of WARNINGS that has been reached, in days; None before the first and once it is over."""
    left = valid_until - at
    if left <= timedelta(0):
        return None
    return min((days for days in WARNINGS if left <= timedelta(days=days)), default=None)
