"""Vettings of the demonstration: walked through the very verbs that officers use, on days in the past, with made-up documents."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.models import Employer, User, Vetting
from matcher.services import cases, criteria, evidence
from matcher.services.vault import Vault
from matcher.vetting import last_day, local_day
from matcher.vocabulary import Permission, ProposalKind, Shown, VettingState

NOTE = "Demonstration: fictional."


def vet(session: Session, vault: Vault, employer: Employer, told: dict[str, Any], users: list[User]) -> None:
    """Brings a new employer to the state that is told: {state, from_days, until_days, reason}; days count from today."""
    first, second = [user for user in users if user.may(Permission.VET)][:2]
    state = VettingState(told["state"])
    begun = _moment(told.get("from_days", -20))
    case = cases.open_case(session, employer, first.centre, None, begun - timedelta(days=30))
    cases.submit(session, case, None, begun - timedelta(days=20))
    if state is VettingState.EXAMINATION:
        return
    if state is VettingState.REFUSED:
        _decide(session, case, ProposalKind.REFUSE, told["reason"], first, second, begun)
        return
    _answer_all(session, vault, case, first, begun - timedelta(days=2))
    _decide(session, case, ProposalKind.GRANT, NOTE, first, second, begun, told["until_days"])
    if state is VettingState.SUSPENDED:
        cases.suspend(session, case, told["reason"], first, now() - timedelta(days=2))


def _answer_all(session: Session, vault: Vault, case: Vetting, officer: User, at: datetime) -> None:
    proof = evidence.add(session, vault, case, _document(), "demonstration.png", officer, at=at)
    for code, criterion in criteria.of(case.criteria_version).items():
        if not criterion.recruiters_only or case.employer.recruiter:
            cases.answer(session, case, code, Shown.MET, officer, evidence=[proof], note=NOTE, at=at)


def _decide(
    session: Session, case: Vetting, kind: ProposalKind, reason: str, first: User, second: User, at: datetime, until: int | None = None
) -> None:
    day = None
    if until is not None:
        day = min(_moment(until).date() - timedelta(days=1), last_day(local_day(at, cases.zone(case)), []))
    cases.propose(session, case, kind, reason, first, day, at - timedelta(hours=1))
    cases.decide(session, case, True, "", second, at)


@cache
def _document() -> bytes:
    """A picture that says what it is."""
    page = Image.new("L", (620, 160), 255)
    ImageDraw.Draw(page).text((20, 60), "Oficio demonstration. A fictional document: it proves nothing.", fill=0, font_size=20)
    kept = io.BytesIO()
    page.save(kept, "PNG")
    return kept.getvalue()


def _moment(days: int) -> datetime:
    """Midnight UTC that many days from today."""
    today = now().date()
    return datetime(today.year, today.month, today.day, tzinfo=UTC) + timedelta(days=days)
