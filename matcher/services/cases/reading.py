"""What a case says: its newest answers, what stands in the way of granting it, and its zone."""

from __future__ import annotations

from datetime import date, datetime

from matcher import vetting as rules
from matcher.database import now
from matcher.models import CriterionAnswer, Statement, Vetting
from matcher.services import criteria
from matcher.vetting import Answer, Obstacle
from matcher.vocabulary import VettingState

#: Where officers answer criteria: what they find is decided about afterwards.
EXAMINED = (VettingState.EXAMINATION, VettingState.SUSPENDED)


def zone(case: Vetting) -> str:
    """The IANA name of the zone in which the days of a case end."""
    return case.centre.timezone if case.centre else "UTC"


def findings(case: Vetting) -> dict[str, Answer]:
    """The newest answer to each criterion, as the rules read it."""
    return {one.criterion: Answer(one.shown, one.applies, tuple(link.document.expires_on for link in one.evidence)) for one in case.answers}


def answers(case: Vetting) -> dict[str, CriterionAnswer]:
    """The newest answer to each criterion, by its code."""
    return {one.criterion: one for one in case.answers}


def statements(case: Vetting) -> dict[str, Statement]:
    """The newest statement of the employer about each criterion, by its code."""
    return {one.criterion: one for one in case.statements}


def obstacles(case: Vetting, at: datetime | None = None) -> list[Obstacle]:
    """What stands in the way of granting or reinstating it now."""
    today = rules.local_day(at or now(), zone(case))
    due: dict[str, date] = {}
    for action in case.actions:
        if action.closed_at is None and action.done_at is None:
            due[action.criterion] = min(action.due_on, due.get(action.criterion, action.due_on))
    found = criteria.of(case.criteria_version).values()
    return rules.obstacles(found, findings(case), case.employer.recruiter, due, today)


def last_day(case: Vetting, at: datetime | None = None) -> date:
    """The latest last day it may be granted to."""
    expiries = [expiry for one in findings(case).values() for expiry in one.expiries]
    return rules.last_day(rules.local_day(at or now(), zone(case)), expiries)
