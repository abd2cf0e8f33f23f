"""Which employers' vetting is in force, and how each one stands. The verbs that change a vetting are in `cases`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher import vetting as rules
from matcher.database import now
from matcher.errors import NotFound
from matcher.models import CorrectiveAction, Employer, Vetting
from matcher.services.installation import EVALUATION_EMPLOYER, is_evaluation
from matcher.vocabulary import Standing, VettingState

#: The states a vetting can come back from or end in force; an employer has one such at most.
STANDING = (VettingState.GRANTED, VettingState.SUSPENDED)
OPEN = (VettingState.APPLICATION, VettingState.EXAMINATION)
_GRANTED, _CONDITION = Vetting.state == VettingState.GRANTED, CorrectiveAction.closed_at.is_(None)


def in_force(session: Session, at: datetime | None = None, among: Collection[int] | None = None) -> frozenset[int]:
    """The employers, by id, whose vetting is in force at `at`: granted, inside [valid_from, valid_until), no condition lapsed.

    `among`: only these are asked about. The one place that says so: every filter, page, command and index asks it. In an evaluation
    installation it is the one evaluation employer, whom nobody vetted and who is shown as such.
    """
    query = _in_force(session, at or now())
    return frozenset(session.scalars(query if among is None else query.where(Employer.id.in_(among))))


def _in_force(session: Session, at: datetime) -> Select[int]:
    if is_evaluation(session):
        return select(Employer.id).where(Employer.slug == EVALUATION_EMPLOYER)
    lapsed = exists().where(_CONDITION, CorrectiveAction.vetting_id == Vetting.id, CorrectiveAction.lapses_at <= at)
    query = select(Employer.id).join(Vetting, Vetting.employer_id == Employer.id)
    return query.where(_GRANTED, Vetting.valid_from <= at, Vetting.valid_until > at, ~lapsed)


def holds_until(session: Session, at: datetime) -> datetime | None:
    """The first moment after `at` at which, with nobody doing anything, the employers in force become others; None for never."""
    moments = (
        select(func.min(Vetting.valid_from)).where(_GRANTED, Vetting.valid_from > at),
        select(func.min(Vetting.valid_until)).where(_GRANTED, Vetting.valid_until > at),
        select(func.min(CorrectiveAction.lapses_at)).where(_CONDITION, CorrectiveAction.lapses_at > at),
    )
    return min((one for one in map(session.scalar, moments) if one is not None), default=None)


def standing(vetting: Vetting, at: datetime) -> Standing:
    """What one vetting amounts to: the same rule, over its row."""
    lapses = [action.lapses_at for action in vetting.actions if action.closed_at is None]
    return rules.standing(vetting.state, vetting.valid_from, vetting.valid_until, lapses, at)


def hold(session: Session, employer_id: int) -> None:
    """Whoever else decides about this employer waits until our transaction ends. The first lock that any such verb takes."""
    session.flush()
    session.execute(select(Employer.id).where(Employer.id == employer_id).with_for_update())


@dataclass(frozen=True, slots=True)
class Todo:
    """Something agreed with the employer, to be mended by the end of a day."""

    what: str
    due_on: date
    lapses_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What an employer reads of its vetting."""

    standing: Standing
    last_day: date | None
    todo: tuple[Todo, ...]


def tell(vetting: Vetting, at: datetime) -> Told:
    """Every suspension reads alike. After a complaint all reads as before until it is safe to tell, whatever officers do meanwhile."""
    if _held_back(vetting, at):
        kept = vetting.told_as or {}
        todo = tuple(
            Todo(one["what"], date.fromisoformat(one["due_on"]), datetime.fromisoformat(one["lapses_at"])) for one in kept.get("todo", ())
        )
        until = datetime.fromisoformat(kept["valid_until"]) if kept.get("valid_until") else vetting.valid_until
        last_day = date.fromisoformat(kept["last_day"]) if kept.get("last_day") else vetting.last_day
        found = rules.standing(VettingState.GRANTED, vetting.valid_from, until, [one.lapses_at for one in todo], at)
    else:
        todo, last_day, found = _todo(vetting), vetting.last_day, standing(vetting, at)
    return Told(Standing.SUSPENDED if found is Standing.LAPSED else found, last_day, todo)


def told(vetting: Vetting, at: datetime) -> Standing:
    """The standing alone."""
    return tell(vetting, at).standing


def as_told(vetting: Vetting) -> dict[str, object]:
    """How things stand with the employer now, to be kept while a suspension is held back."""
    todo = [{"what": one.what, "due_on": one.due_on.isoformat(), "lapses_at": one.lapses_at.isoformat()} for one in _todo(vetting)]
    return {
        "todo": todo,
        "last_day": vetting.last_day.isoformat() if vetting.last_day else None,
        "valid_until": vetting.valid_until.isoformat() if vetting.valid_until else None,
    }


def _held_back(vetting: Vetting, at: datetime) -> bool:
    ended = vetting.state in (VettingState.SUSPENDED, VettingState.WITHDRAWN)
    return vetting.silent and ended and (vetting.told_from is None or at < vetting.told_from)


def _todo(vetting: Vetting) -> tuple[Todo, ...]:
    return tuple(Todo(one.what, one.due_on, one.lapses_at) for one in vetting.actions if one.closed_at is None and one.done_at is None)


def told_in_force(session: Session, at: datetime) -> set[int]:
    """Employers who read, or would read, that they are in force: those who are, and those of whom it is held back."""
    silent = session.scalars(select(Vetting).where(Vetting.silent.is_(True)))
    return set(in_force(session, at)) | {one.employer_id for one in silent if told(one, at) is Standing.IN_FORCE}


def latest(employer: Employer) -> Vetting | None:
    """The vetting that counts: the one that stands, else the one being worked on, else the last that ended."""
    for states in (STANDING, OPEN):
        for vetting in employer.vettings:
            if vetting.state in states:
                return vetting
    return employer.vettings[-1] if employer.vettings else None


def being_worked_on(employer: Employer) -> Vetting | None:
    """The open application or examination, if there is one: a renewal stands beside the vetting it will replace."""
    return next((vetting for vetting in employer.vettings if vetting.state in OPEN), None)


@dataclass(frozen=True, slots=True)
class Overview:
    """One employer and how its vetting stands; `open` is an application or examination under way, `waits` a proposal for a second."""

    slug: str
    name: str
    country: str
    place: str | None
    recruiter: bool
    standing: Standing | None
    last_day: date | None
    warning: int | None
    open: VettingState | None
    waits: bool
    in_force: bool


def overview(session: Session, at: datetime | None = None) -> list[Overview]:
    """Every employer by name, with how its vetting stands."""
    at = at or now()
    visible = in_force(session, at)
    query = select(Employer).options(selectinload(Employer.vettings).selectinload(Vetting.actions)).order_by(Employer.name)
    return [_overview(employer, employer.id in visible, at) for employer in session.scalars(query)]


def employer_of(session: Session, slug: str) -> Employer:
    """Raises NotFound."""
    employer = session.scalar(select(Employer).where(Employer.slug == slug))
    if employer is None:
        raise NotFound(employer=slug)
    return employer


def _overview(employer: Employer, visible: bool, at: datetime) -> Overview:
    counts, open_one = latest(employer), being_worked_on(employer)
    until = counts.valid_until if counts else None
    waiting = any(vetting.proposal is not None for vetting in (counts, open_one) if vetting is not None)
    return Overview(
        employer.slug, employer.name, employer.country, employer.place, employer.recruiter,
        standing(counts, at) if counts else None, counts.last_day if counts else None,
        rules.warning(until, at) if until and visible else None, open_one.state if open_one else None, waiting, visible,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Registered:
    """A line of the public register: no more than this is public."""

    name: str
    country: str
    place: str | None
    since: date
    last_day: date
    criteria_version: str


def register(session: Session, at: datetime | None = None) -> list[Registered]:
    """Employers whose vetting is in force, by name."""
    at = at or now()
    if is_evaluation(session):
        return []  # nobody vetted anybody there
    query = select(Vetting).join(Employer).where(Vetting.state == VettingState.GRANTED, Vetting.employer_id.in_(in_force(session, at)))
    rows = session.scalars(query.options(joinedload(Vetting.employer), joinedload(Vetting.centre)).order_by(Employer.name))
    return [
        Registered(
            row.employer.name, row.employer.country, row.employer.place,
            rules.local_day(row.valid_from, row.centre.timezone if row.centre else "UTC"), row.last_day, row.criteria_version,
        )
        for row in rows
        if row.valid_from and row.last_day
    ]  # fmt: skip
