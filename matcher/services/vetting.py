"""Which employers' vetting is in force, and the verbs that change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from matcher.database import now
from matcher.errors import InvalidInput, NotFound
from matcher.models import Employer, Vetting
from matcher.services.installation import EVALUATION_EMPLOYER, is_evaluation
from matcher.vocabulary import VettingState


def standing(session: Session, at: datetime) -> Select[int]:
    """The employers, by id, whose vetting is in force at `at`: granted, and inside [valid_from, valid_until).

    The one place that says so: every filter, page, command and index asks it anew. In an evaluation installation it is the one
    evaluation employer, whom nobody vetted and who is shown as such.
    """
    if is_evaluation(session):
        return select(Employer.id).where(Employer.slug == EVALUATION_EMPLOYER)
    return select(Vetting.employer_id).where(Vetting.state == VettingState.GRANTED, Vetting.valid_from <= at, Vetting.valid_until > at)


def in_force(session: Session, at: datetime | None = None) -> frozenset[int]:
    return frozenset(session.scalars(standing(session, at or now())))


def is_in_force(state: VettingState, valid_from: datetime | None, valid_until: datetime | None, at: datetime) -> bool:
    """The same rule over one vetting, in plain words."""
    return state is VettingState.GRANTED and valid_from is not None and valid_until is not None and valid_from <= at < valid_until


def suspend(session: Session, slug: str, reason: str, by: int | None = None) -> Vetting:
    """Takes an employer out of every answer from the next one on. Raises NotFound, or InvalidInput where nothing is granted."""
    employer = session.scalar(select(Employer).where(Employer.slug == slug))
    if employer is None:
        raise NotFound(employer=slug)
    if not reason.strip():
        raise InvalidInput(field="reason", reason="missing")
    vetting = session.scalar(select(Vetting).where(Vetting.employer_id == employer.id, Vetting.state == VettingState.GRANTED))
    if vetting is None:
        raise InvalidInput(field="employer", reason="no vetting is granted", employer=slug)
    vetting.state, vetting.reason, vetting.decided_by, vetting.decided_at = VettingState.SUSPENDED, reason, by, now()
    session.flush()
    return vetting


@dataclass(frozen=True, slots=True)
class Standing:
    """One employer and how its latest vetting stands; `in_force` is the only thing that makes its vacancies visible."""

    slug: str
    name: str
    country: str
    place: str | None
    state: VettingState | None
    valid_until: datetime | None
    in_force: bool


def overview(session: Session, at: datetime | None = None) -> list[Standing]:
    """Every employer by name, with its latest vetting."""
    at = at or now()
    visible = in_force(session, at)
    found: list[Standing] = []
    for employer in session.scalars(select(Employer).options(selectinload(Employer.vettings)).order_by(Employer.name)):
        latest = max(employer.vettings, key=lambda vetting: vetting.id, default=None)
        state, until = (latest.state, latest.valid_until) if latest else (None, None)
        found.append(Standing(employer.slug, employer.name, employer.country, employer.place, state, until, employer.id in visible))
    return found


def standing_of(session: Session, slug: str) -> Standing:
    """One employer. Raises NotFound."""
    for one in overview(session):
        if one.slug == slug:
            return one
    raise NotFound(employer=slug)
