"""What an employer is told of its vetting. Nothing here reads the state of a suspension that is still held back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher import vetting as rules
from matcher.models import Employer, Evidence, Vetting
from matcher.services import cases, criteria, evidence, vetting
from matcher.services.vetting import Todo
from matcher.vetting import Criterion
from matcher.vocabulary import Standing

#: After these an employer may apply again.
_ENDED = (Standing.EXPIRED, Standing.REFUSED, Standing.WITHDRAWN, Standing.REPLACED)


@dataclass(frozen=True, slots=True)
class Stand:
    """`case` is the vetting that counts, `told` what its employer reads of it, `open` the one being worked on.

    `last_day` and `warning` only where it reads as in force.
    """

    case: Vetting | None
    told: Standing | None
    open: Vetting | None
    last_day: date | None
    warning: int | None
    actions: Sequence[Todo]
    may_begin: bool

    @property
    def in_force(self) -> bool:
        return self.told is Standing.IN_FORCE


def stand_of(employer: Employer, at: datetime) -> Stand:
    case, open_one = vetting.latest(employer), vetting.being_worked_on(employer)
    told = vetting.tell(case, at) if case else None
    in_force = told is not None and told.standing is Standing.IN_FORCE
    warning = rules.warning(case.valid_until, at) if in_force and case and case.valid_until else None
    return Stand(
        case, told.standing if told else None, open_one, told.last_day if told and in_force else None, warning,
        told.todo if told else (), open_one is None and (told is None or told.standing in _ENDED or warning is not None),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion with what the employer has given: its words, documents of this case, and earlier ones that still count."""

    criterion: Criterion
    statement: str
    documents: Sequence[Evidence]
    earlier: Sequence[Evidence]

    @property
    def done(self) -> bool:
        return bool(self.statement and (self.documents or self.earlier))


def asked_of(session: Session, case: Vetting, at: datetime) -> list[Asked]:
    """The criteria that concern this employer, in order. Documents that officers added are theirs alone."""
    said = cases.statements(case)
    given = [one for one in evidence.of_employer(session, case.employer) if one.of_employer]
    found = []
    for one in criteria.of(case.criteria_version).values():
        if one.recruiters_only and not case.employer.recruiter:
            continue
        mine = [document for document in given if document.criterion == one.code]
        here = [document for document in mine if document.vetting_id == case.id]
        valid = [document for document in mine if document.expires_on is None or document.expires_on >= at.date()]
        statement = said[one.code].text if one.code in said else ""
        found.append(Asked(one, statement, here, [document for document in valid if document.vetting_id != case.id]))
    return found
