"""The history of a vetting: steps that are added and never changed, each sealed together with the one before it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.models import User, Vetting, VettingStep
from matcher.vocabulary import StepKind


def record(session: Session, case: Vetting, kind: StepKind, by: User | None, at: datetime | None = None, **facts: Any) -> VettingStep:
    """Adds one step: who (None is the clock, or the demonstration), when, what."""
    session.flush()
    newest = select(VettingStep.digest).where(VettingStep.vetting_id == case.id).order_by(VettingStep.id.desc()).limit(1)
    step = VettingStep(vetting_id=case.id, kind=kind, by=by.id if by else None, at=at or now(), facts=facts)
    step.digest = _digest(session.scalar(newest) or "", step)
    session.add(step)
    session.flush()
    session.expire(case, ["steps"])
    return step


def intact(case: Vetting) -> bool:
    """Whether no step was changed, taken out or put between after it was written."""
    before = ""
    for step in case.steps:
        if step.digest != _digest(before, step):
            return False
        before = step.digest
    return True


def _digest(before: str, step: VettingStep) -> str:
    told = json.dumps([before, str(step.kind), step.by, step.at.isoformat(), step.facts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
