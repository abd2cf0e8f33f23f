"""The employers in force, remembered for as long as nothing can have changed them: the list is long and asked for with every answer."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from matcher.services import changes, vetting
from matcher.services.installation import is_evaluation
from matcher.vocabulary import ChangedThing


@dataclass(frozen=True, slots=True)
class _Known:
    """`employers` are those in force from `since` until, but not at, `until`, as the change log stood at `change`."""

    change: int
    since: datetime
    until: datetime | None
    employers: frozenset[int]

    def covers(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


class InForce:
    """What `vetting.in_force` says, without asking it again before a vetting changes or a date of one is reached."""

    def __init__(self) -> None:
        self._known: _Known | None = None
        self._lock = threading.Lock()

    def at(self, session: Session, moment: datetime) -> frozenset[int]:
        if changes.unfinished(session) or is_evaluation(session):
            return vetting.in_force(session, moment)
        with self._lock:
            latest, known = changes.latest(session), self._known
            if known is None or not known.covers(moment) or changes.since(session, ChangedThing.VETTING, known.change, latest):
                known = _Known(latest, moment, vetting.holds_until(session, moment), vetting.in_force(session, moment))
            self._known = replace(known, change=latest)
            return known.employers
