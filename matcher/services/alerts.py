"""Saved searches: who is told of new vacancies for whom, and the nightly matching of everyone against what changed.

Here every vacancy is judged by itself: whether it is told hangs on the person, on the vacancy, on the employers in force, on the year
(age) and on legal minima, on no other vacancy. So after a run that looked at everything, only these can be new: vacancies in the change
log since, those of whom an employer or intermediary was not in force then and is now, and, where the person, what was chosen or a legal
minimum has changed, all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher import ranking
from matcher.database import now
from matcher.errors import NotFound
from matcher.explanation import Match
from matcher.models import Alerted, Jobseeker, MatchingRun, Notice, SavedSearch, User
from matcher.profile import Profile
from matcher.services import consents, jobseekers, new_matches, notices, vacancies
from matcher.services.matching import Matching
from matcher.services.vetting import in_force
from matcher.vocabulary import ConsentPurpose, NoticeCode, Permission


@dataclass(frozen=True, slots=True)
class Told:
    """People looked at, those of whom nothing could be new, and vacancies told, each once for each saved search."""

    matched: int = 0
    skipped: int = 0
    told: int = 0

    def __add__(self, other: Told) -> Told:
        return Told(self.matched + other.matched, self.skipped + other.skipped, self.told + other.told)


def of(session: Session, user: User, person: Jobseeker) -> SavedSearch | None:
    """What this user has asked to be told about this person."""
    return session.scalar(select(SavedSearch).where(SavedSearch.jobseeker_id == person.id, SavedSearch.user_id == user.id))


def watch(
    session: Session, matching: Matching, user: User, person: Jobseeker, countries: Sequence[str] | None = None, near_only: bool = False,
    at: datetime | None = None,
) -> SavedSearch:  # fmt: skip
    """From here on this user is told of new vacancies for this person; again, with other choices. Raises ConsentMissing.

    What fits at this moment can be seen already: it is known, and is not told.
    """
    session.execute(select(Jobseeker.id).where(Jobseeker.id == person.id).with_for_update(key_share=True))
    profile = jobseekers.profile(session, person)
    search = of(session, user, person) or SavedSearch(jobseeker_id=person.id, user_id=user.id)
    search.countries, search.near_only = (list(countries) if countries else None), near_only
    session.add(search)
    session.flush()
    moment = at or now()
    run = new_matches.begin(session, moment)
    close, withheld = new_matches.close(session, matching, profile, vacancies.published(session, moment.date(), None), run, at)
    known = new_matches.known(session, search)
    session.add_all(
        Alerted(saved_search_id=search.id, vacancy_id=one.vacancy.id, at=moment, seen_at=moment)
        for one in close
        if one.vacancy.id not in known
    )
    if not withheld:
        search.run_id, search.basis = run.id, new_matches.basis(session, matching, profile, search, moment)
    session.flush()
    return search


def stop_watching(session: Session, user: User, person: Jobseeker) -> None:
    """Nothing of it stays. Stopping what was never begun changes nothing."""
    session.execute(delete(SavedSearch).where(SavedSearch.jobseeker_id == person.id, SavedSearch.user_id == user.id))
    session.flush()


def new_matches_of(
    session: Session, matching: Matching, search: SavedSearch, profile: Profile, at: datetime | None = None
) -> tuple[Match, ...]:
    """What was told and not yet seen, of that what may be shown and still fits at this moment."""
    unseen = session.scalars(select(Alerted.vacancy_id).where(Alerted.saved_search_id == search.id, Alerted.seen_at.is_(None))).all()
    if not unseen:
        return ()
    return matching.among(session, profile, unseen, in_force(session, at), ranking.CLOSE, at).matches


def mark_seen(session: Session, search: SavedSearch, vacancy_ids: Iterable[int], at: datetime | None = None) -> None:
    """These were looked at; numbers that were not told are passed over."""
    shown = set(vacancy_ids)
    for one in session.scalars(select(Alerted).where(Alerted.saved_search_id == search.id, Alerted.seen_at.is_(None))):
        if one.vacancy_id in shown:
            one.seen_at = at or now()
    session.flush()


def follow(session: Session, user: User, notice_id: int) -> Jobseeker:
    """Of whom a notice speaks, which has been read with this. Raises NotFound for somebody else's notice, where the search has ended,
    and for a person whose consent is no longer in force or who is of another centre."""
    notice = session.get(Notice, notice_id)
    search = session.get(SavedSearch, notice.saved_search_id) if notice and notice.saved_search_id else None
    if search is None or search.user_id != user.id:
        raise NotFound(notice=notice_id)
    person = jobseekers.get(session, user, search.jobseeker.public_id)
    notices.mark_read(session, user, notice_id)
    return person


def watched(session: Session) -> Sequence[int]:
    """People, by id, of whom somebody wants to be told and whose consent is in force."""
    agreed = consents.agreed(ConsentPurpose.MATCHING)
    query = select(SavedSearch.jobseeker_id).where(SavedSearch.jobseeker_id.in_(agreed))
    return session.scalars(query.distinct().order_by(SavedSearch.jobseeker_id)).all()


def tell_of_new_matches(
    session: Session, matching: Matching, people: Sequence[int], at: datetime | None = None, everything: bool = False
) -> Told:
    """One batch of the nightly matching. Done again, after an interruption too, it tells nothing twice.

    `everything`: without the short way, for comparison. A saved search moves on only where nothing was withheld at the last question:
    what an employer lost and got back in between would be missed.
    """
    moment = at or now()
    searches = _held(session, people)
    run = new_matches.begin(session, moment)
    since: dict[int, frozenset[int]] = {}
    done = Told()
    for _, group in groupby(searches, key=lambda one: one.jobseeker_id):
        done += _one_person(session, matching, list(group), run, since, at, everything)
    session.flush()
    kept = select(SavedSearch.run_id).where(SavedSearch.run_id.is_not(None))
    session.execute(delete(MatchingRun).where(MatchingRun.id < run.id, MatchingRun.id.not_in(kept)))
    return done


def _one_person(
    session: Session, matching: Matching, group: list[SavedSearch], run: MatchingRun, since: dict[int, frozenset[int]], at: datetime | None,
    everything: bool,
) -> Told:  # fmt: skip
    moment = at or now()
    profile = jobseekers.profile(session, group[0].jobseeker)
    bases = [new_matches.basis(session, matching, profile, search, moment) for search in group]
    ids: set[int] = set()
    for search, basis in zip(group, bases, strict=True):
        if everything or search.run is None or search.basis != basis:
            ids.update(vacancies.published(session, moment.date(), None))
        else:
            if search.run.id not in since:
                since[search.run.id] = new_matches.changed(session, search.run, run)
            ids.update(since[search.run.id])
    close, withheld = new_matches.close(session, matching, profile, sorted(ids), run, at) if ids else ([], 0)
    told = 0
    for search, basis in zip(group, bases, strict=True):
        known = new_matches.known(session, search)
        news = [one for one in close if one.vacancy.id not in known and new_matches.wanted(search, one)]
        session.add_all(Alerted(saved_search_id=search.id, vacancy_id=one.vacancy.id, at=moment) for one in news)
        if news:
            notices.tell(session, [search.user_id], NoticeCode.NEW_MATCHES, moment, search.id)
        if not withheld:
            search.run_id, search.basis = run.id, basis
        told += len(news)
    return Told(int(bool(ids)), int(not ids), told)


def _held(session: Session, people: Sequence[int]) -> list[SavedSearch]:
    """Their saved searches, of users who still may; whoever withdraws or erases waits until this batch ends."""
    query = select(SavedSearch).join(SavedSearch.jobseeker).join(SavedSearch.user)
    agreed = consents.agreed(ConsentPurpose.MATCHING)
    query = query.where(SavedSearch.jobseeker_id.in_(people), SavedSearch.jobseeker_id.in_(agreed))
    query = query.where(User.active.is_(True), User.centre_id == Jobseeker.centre_id)
    query = query.order_by(SavedSearch.jobseeker_id, SavedSearch.id).with_for_update(key_share=True)
    held = session.scalars(query.execution_options(populate_existing=True)).all()
    return [one for one in held if one.user.jobseeker_id == one.jobseeker_id or one.user.may(Permission.SEE_OWN_JOBSEEKERS)]
