"""Saved searches in a history: who watches, nights that pass and nights that break off, and what may be told to whom."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher import ranking
from matcher.models import Alerted, Jobseeker, Notice, SavedSearch, User
from matcher.services import alerts, jobseekers
from matcher.vocabulary import NoticeCode
from tests.promise.people import PeopleEdits
from tests.promise.plain_rules import Rows

#: (saved search, vacancy): whether somebody has seen it.
Told = dict[tuple[int, int], bool]


class Broken(Exception):
    """The machine went out in the middle of the night."""


class WatchEdits(PeopleEdits):
    def watch(self, session: Session, which: int, own: bool) -> None:
        """By the counsellor, or by Ana for herself."""
        for _, found in self._people(session, which):
            user = self._counsellor(session)
            if own and found.public_id == self.ana:
                user = session.scalars(select(User).where(User.jobseeker_id == found.id)).one()
            search = alerts.watch(session, self.here.matching, user, found)
            self._holds(session, self.rows(session.connection()), [search])

    def stop_watching(self, session: Session, which: int) -> None:
        for _, found in self._people(session, which):
            alerts.stop_watching(session, self._counsellor(session), found)

    def look(self, session: Session, which: int) -> None:
        """Somebody has seen what is new for one person."""
        searches = session.scalars(select(SavedSearch).order_by(SavedSearch.id)).all()
        for search in searches[which % max(len(searches), 1) :][:1]:
            new = alerts.new_matches_of(session, self.here.matching, search, jobseekers.profile(session, search.jobseeker))
            alerts.mark_seen(session, search, [match.vacancy.id for match in new])

    def a_night(self, session: Session, everything: bool) -> None:
        """What is told may be shown at that moment, each once; and nothing that is close is missing."""
        before, rows = told(session), self.rows(session.connection())
        done = self._matched(session, everything)
        after = told(session)
        fresh = after.keys() - before.keys()
        assert len(fresh) == done.told
        assert {one: after[one] for one in before} == before, "what was known stays, seen or not"
        assert not any(after[one] for one in fresh)
        for search, vacancy in fresh:
            assert vacancy in rows.expected(self._of(session, search))
        self._holds(session, rows, session.scalars(select(SavedSearch)).all())
        assert self._matched(session, True).told == 0, "done again it tells nothing twice"
        self.tally.ways["told by night"] += len(fresh)

    def a_night_breaks_off(self, session: Session) -> None:
        self._matched(session, False)
        raise Broken

    def _matched(self, session: Session, everything: bool) -> alerts.Told:
        return alerts.tell_of_new_matches(session, self.here.matching, alerts.watched(session), everything=everything)

    def _of(self, session: Session, search: int) -> dict[str, object]:
        person = session.get_one(Jobseeker, session.get_one(SavedSearch, search).jobseeker_id)
        return self.told[person.public_id]

    def _holds(self, session: Session, rows: Rows, searches: Sequence[SavedSearch]) -> None:
        """What was just looked at knows all that is close to its person now, by the list of the core."""
        known = told(session)
        for search in searches:
            found = self.here.matching.match(session, jobseekers.profile(session, search.jobseeker), 500).matches
            close = {match.vacancy.id for match in found if match.score >= ranking.CLOSE}
            assert close <= rows.expected(self._of(session, search.id))
            if search.run_id is not None:
                assert {(search.id, one) for one in close} <= known.keys()


def told(session: Session) -> Told:
    rows = session.execute(select(Alerted.saved_search_id, Alerted.vacancy_id, Alerted.seen_at)).tuples()
    return {(search, vacancy): seen is not None for search, vacancy, seen in rows}


def what_is_new_may_be_shown(world: WatchEdits, rows: Rows) -> None:
    """After every step: nobody is watched who does not agree, what stands as new is exactly what was told, not seen, and may be shown to
    that person now; and no notice says anything of anybody."""
    with world.here.transaction(writes=False) as session:
        known = told(session)
        for search in session.scalars(select(SavedSearch)):
            person = search.jobseeker
            assert person.public_id in world.told, "no consent, no saved search"
            profile = jobseekers.profile(session, person)
            new = alerts.new_matches_of(session, world.here.matching, search, profile)
            found, allowed = [match.vacancy.id for match in new], rows.expected(world.told[person.public_id])
            assert len(found) == len(set(found))
            unseen = {vacancy for (of, vacancy), seen in known.items() if of == search.id and not seen}
            assert set(found) <= unseen & allowed
            every = {match.vacancy.id: match.score for match in world.here.matching.match(session, profile, 500).matches}
            assert set(found) == {one for one in unseen & every.keys() if every[one] >= ranking.CLOSE}
            world.tally.ways["new for somebody"] += len(found)
        notices = session.scalars(select(Notice).where(Notice.code == NoticeCode.NEW_MATCHES)).all()
        assert all(one.facts == {} for one in notices)
        waiting = session.execute(
            select(func.count())
            .where(Notice.code == NoticeCode.NEW_MATCHES, Notice.read_at.is_(None))
            .group_by(Notice.user_id, Notice.saved_search_id)
        ).scalars()
        assert all(count == 1 for count in waiting), "one that waits is not said twice"
