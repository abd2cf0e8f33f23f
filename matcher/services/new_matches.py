"""What may be new for a person: what there was when it was last looked for, what changed since, and what of it is close to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher import ranking
from matcher.explanation import Match
from matcher.models import Alerted, MatchingRun, SavedSearch, VacancyIntermediary, VacancyRow
from matcher.profile import Profile
from matcher.services import changes
from matcher.services.matching import Matching
from matcher.services.vetting import in_force
from matcher.vocabulary import ChangedThing, FitCode

#: Vacancies asked about at once: databases take so many numbers in one question.
AT_ONCE = 2_000


def begin(session: Session, moment: datetime) -> MatchingRun:
    """What there is now. Read before anybody is matched: what comes after is looked at again the next time."""
    change, employers = changes.latest(session), sorted(in_force(session, moment))
    last = session.scalar(select(MatchingRun).order_by(MatchingRun.id.desc()).limit(1))
    if last is None or (last.change, last.employers) != (change, employers):
        last = MatchingRun(at=moment, change=change, employers=employers)
        session.add(last)
        session.flush()
    return last


def changed(session: Session, before: MatchingRun, run: MatchingRun) -> frozenset[int]:
    """Vacancies that may be told now and could not be judged alike then."""
    found = set(changes.since(session, ChangedThing.VACANCY, before.change, run.change))
    gained = set(run.employers) - set(before.employers)
    if gained:
        through = select(VacancyIntermediary.vacancy_id).where(VacancyIntermediary.employer_id.in_(gained))
        found.update(session.scalars(select(VacancyRow.id).where(or_(VacancyRow.employer_id.in_(gained), VacancyRow.id.in_(through)))))
    return frozenset(found)


def close(
    session: Session, matching: Matching, profile: Profile, ids: Sequence[int], run: MatchingRun, at: datetime | None
) -> tuple[list[Match], int]:
    """Of these vacancies those that are close to the person, and how many were withheld at the last question."""
    found: list[Match] = []
    withheld = 0
    for start in range(0, len(ids), AT_ONCE):
        result = matching.among(session, profile, ids[start : start + AT_ONCE], frozenset(run.employers), ranking.CLOSE, at)
        found.extend(result.matches)
        withheld += result.withheld
    return found, withheld


def known(session: Session, search: SavedSearch) -> set[int]:
    """Numbers of vacancies that were there at the beginning, or were told."""
    return set(session.scalars(select(Alerted.vacancy_id).where(Alerted.saved_search_id == search.id)))


def wanted(search: SavedSearch, match: Match) -> bool:
    """Whether it is among what the search was narrowed to."""
    if search.countries is not None and match.vacancy.country not in search.countries:
        return False
    near = {FitCode.SAME_OCCUPATION, FitCode.NEAR_OCCUPATION}
    return not search.near_only or any(one.code in near for one in match.reasons)


def basis(session: Session, matching: Matching, profile: Profile, search: SavedSearch, moment: datetime) -> str:
    """A digest of all that decides besides vacancies and employers."""
    chosen = (search.countries, search.near_only)
    weighed = (ranking.WEIGHTS, ranking.CLOSE, ranking.NEAR)
    begun = [one for one in matching.context(session, moment).minima if one.valid_from is None or one.valid_from <= moment.date()]
    parts = (profile, chosen, weighed, matching.matcher.taxonomy.checksum, matching.matcher.encoder.id, begun, moment.year)
    return sha256(repr(parts).encode()).hexdigest()
