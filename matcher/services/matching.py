"""Matching one profile, stored or anonymous, against what may be shown at this moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matcher.database import now
from matcher.pipeline import JobMatcher, MatchResult
from matcher.profile import Profile
from matcher.requirements import Context
from matcher.services import vacancies
from matcher.services.search import VacancySearch
from matcher.services.vetting import in_force


class Matching:
    def __init__(self, matcher: JobMatcher, search: VacancySearch) -> None:
        self.matcher, self.search = matcher, search

    def match(self, session: Session, profile: Profile, top: int = 50, at: datetime | None = None) -> MatchResult:
        """Ranked vacancies for a profile. Stores nothing; the database is asked again about each vacancy it returns."""
        at = at or now()
        context = Context(at.date(), in_force(session, at))
        return self.matcher.match(profile, self.search.current(session), context, lambda ids: vacancies.visible(session, ids, at), top)
