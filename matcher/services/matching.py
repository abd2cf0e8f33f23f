"""Matching one profile, stored or anonymous, against what may be shown at this moment."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from functools import cache

import numpy as np
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.eligibility import may_take
from matcher.eligible import eligible
from matcher.explanation import Match
from matcher.pipeline import Gate, JobMatcher, MatchResult
from matcher.profile import Profile, Region
from matcher.requirements import Context
from matcher.searchable import Searchable
from matcher.services import changes, legal_minimum, reading, vacancies
from matcher.services.in_force import InForce
from matcher.services.parts import PartMaker
from matcher.services.search import VacancySearch
from matcher.vacancy import Vacancy
from matcher.vocabulary import LikenessCode

Fresh = Callable[[], AbstractContextManager[Session]]
Regulated = Callable[[], Mapping[tuple[str, str], str | None]]


class Matching:
    """`fresh` opens a new transaction, for the last question to the database.

    One that began before the answer was worked out would still show what somebody has suspended in between. `regulated`: as in `Context`.
    """

    def __init__(self, matcher: JobMatcher, search: VacancySearch, fresh: Fresh, regulated: Regulated = dict) -> None:
        self.matcher, self.search, self._fresh = matcher, search, fresh
        self.in_force = InForce().at
        self._regulated = cache(regulated)
        self._minima = legal_minimum.Known()
        self._maker = PartMaker(matcher.encoder, matcher.taxonomy)
        #: What was last read out of the database in place of the index, and what for.
        self._meanwhile: tuple[object, Searchable] | None = None
        self._one_reads = threading.Lock()

    def match(self, session: Session, profile: Profile, top: int = 50, at: datetime | None = None) -> MatchResult:
        """Ranked vacancies for a profile. Stores nothing; the database is asked again about each vacancy it returns.

        `at` stands for the present moment, for tests that move the clock.
        """
        return self.match_with(session, profile, (), top, at)[0]

    def match_with(
        self, session: Session, profile: Profile, also: Collection[int], top: int = 50, at: datetime | None = None
    ) -> tuple[MatchResult, tuple[Match, ...]]:
        """`match`, and those of the vacancies `also` (by number) that are not in it, may be shown, and no hard rule leaves out."""
        moment = at or now()
        context = self.context(session, moment)
        told = self.matcher.understand([profile])[0]
        found = self.matcher.match(profile, self._store(session, profile, context), context, self._gate(at), top, told)
        missing = set(also) - {match.vacancy.id for match in found.matches}
        if not missing:
            return found, ()
        return found, self.matcher.match(profile, self.only(session, missing, moment), context, self._gate(at), len(missing), told).matches

    def among(
        self, session: Session, profile: Profile, ids: Sequence[int], standing: frozenset[int], floor: float, at: datetime | None = None
    ) -> MatchResult:
        """Of these vacancies all that fit with at least this score, each judged by itself, on the same path and by the same gate.

        `standing`: the employers in force as the caller has read and keeps them; the gate reads them anew.
        """
        moment = at or now()
        ready = self.search.ready(session)
        store = ready.hiding_others(ids) if ready is not None else self.only(session, ids, moment)
        context = replace(self.context(session, moment), in_force=standing)
        return self.matcher.match(profile, store, context, self._gate(at), max(len(ids), 1), every=floor)

    def match_each(self, session: Session, vacancy: Vacancy, profiles: Sequence[Profile], at: datetime | None = None) -> list[Match | None]:
        """One vacancy for many people, who come in order; None where a hard rule leaves it out or it may not be shown.

        It is the one path for each of them: the score and the reasons are those that stand in their own list.
        """
        moment = at or now()
        context = self.context(session, moment)
        alone = self.only(session, [vacancy.id], moment)
        able = [may_take(profile, vacancy, context) for profile in profiles]
        understood = iter(self.matcher.understand([profile for profile, can in zip(profiles, able, strict=True) if can]))

        def one(profile: Profile) -> Match | None:
            found = self.matcher.match(profile, alone, context, lambda _: {vacancy.id: vacancy}, 1, next(understood))
            return found.matches[0] if found.matches else None

        return [one(profile) if can else None for profile, can in zip(profiles, able, strict=True)]

    def regions(self, session: Session, countries: Collection[str], at: datetime | None = None) -> list[Region]:
        """Of these countries, the regions of vacancies that are open at this moment, each once."""
        context = self.context(session, at or now())
        found: dict[tuple[str, str], Region] = {}
        for part in self._store(session, Profile(countries=tuple(countries)), context).parts:
            for country, name in part.open_keys(LikenessCode.PLACE, context):
                if name and country in countries:
                    found.setdefault((country, name.casefold()), Region(country, name))
        return list(found.values())

    def open_by_group(self, session: Session, profile: Profile, at: datetime | None = None) -> Counter[str]:
        """How many vacancies are open to a person, by unit group; those of which nobody knows what work it is do not count."""
        context = self.context(session, at or now())
        found: Counter[str] = Counter()
        for part in self._store(session, profile, context).parts:
            fit = eligible(profile, part.columns, context, part.hidden)
            counts = np.bincount(part.group[fit.mask], minlength=len(part.groups)).tolist()
            found.update({group: count for group, count in zip(part.groups, counts, strict=True) if group and count})
        return found

    def latest(self) -> AbstractContextManager[Session]:
        """A new transaction, which sees what was changed since the answer began."""
        return self._fresh()

    def only(self, session: Session, ids: Collection[int], at: datetime) -> Searchable:
        """Of these vacancies, those that may be shown, by themselves: each has the score there that it has among all."""
        shown = vacancies.shown(session, list(ids), at)
        ready = self.search.ready(session)
        known = [part.index for part in ready.parts] if ready is not None else []
        return Searchable((self._maker.make([shown[number] for number in sorted(shown)], known),))

    def _store(self, session: Session, profile: Profile, context: Context) -> Searchable:
        """All that is searched; while the index is being made, the open vacancies of the person's countries out of the database.

        Nothing else could be in an answer, so it is the same; only what was left out is counted among these alone.
        """
        ready = self.search.ready(session)
        if ready is not None:
            self._meanwhile = None
            return ready
        asked = (changes.latest(session), context, profile.countries)
        with self._one_reads:
            if self._meanwhile is None or self._meanwhile[0] != asked:
                ids = vacancies.published(session, context.today, profile.countries)
                rows = (one for one in reading.values(session, ids) if context.in_force.issuperset((one.employer_id, *one.chain)))
                self._meanwhile = (asked, Searchable((self._maker.make(rows),)))
            return self._meanwhile[1]

    def context(self, session: Session, moment: datetime) -> Context:
        """What is true at that moment; equal as long as nothing has changed."""
        return Context(moment.date(), self.in_force(session, moment), self._regulated(), self._minima.of(session))

    def _gate(self, at: datetime | None) -> Gate:
        def gate(ids: Sequence[int]) -> dict[int, Vacancy]:
            with self._fresh() as latest:
                return vacancies.shown(latest, ids, at or now())

        return gate
