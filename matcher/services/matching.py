"""Matching one profile, stored or anonymous, against what may be shown at this moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy.orm import Session

from matcher.database import now
from matcher.pipeline import Gate, JobMatcher, MatchResult
from matcher.profile import Profile
from matcher.requirements import Context
from matcher.services import vacancies
from matcher.services.search import VacancySearch
from matcher.services.vetting import in_force
from matcher.vacancy import Vacancy

Fresh = Callable[[], AbstractContextManager[Session]]


class Matching:
    """`fresh` opens a new transaction, for the last question to the database.

    One that began before the answer was worked out would still show what somebody has suspended in between.
    """

    def __init__(self, matcher: JobMatcher, search: VacancySearch, fresh: Fresh) -> None:
        self.matcher, self.search, self._fresh = matcher, search, fresh

    def match(self, session: Session, profile: Profile, top: int = 50, at: datetime | None = None) -> MatchResult:
        """Ranked vacancies for a profile. Stores nothing; the database is asked again about each vacancy it returns.

        `at` stands for the present moment, for tests that move the clock.
        """
        moment = at or now()
        context = Context(moment.date(), in_force(session, moment))
        return self.matcher.match(profile, self.search.current(session), context, self._gate(at), top)

    def among(
        self, session: Session, profile: Profile, ids: Sequence[int], standing: frozenset[int], floor: float, at: datetime | None = None
    ) -> MatchResult:
        """Of these vacancies all that fit with at least this score, each judged by itself, on the same path and by the same gate.

        `standing`: the employers in force as the caller has read and keeps them; the gate reads them anew.
        """
        store = self.search.current(session).only(ids)
        context = Context((at or now()).date(), standing)
        return self.matcher.match(profile, store, context, self._gate(at), max(len(ids), 1), floor)

    def _gate(self, at: datetime | None) -> Gate:
        def gate(ids: Sequence[int]) -> dict[int, Vacancy]:
            with self._fresh() as latest:
                return vacancies.shown(latest, ids, at or now())

        return gate
