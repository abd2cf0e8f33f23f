"""Matches of a stored person: as ranked, spread over comparable vacancies, and then as counsellors judged them.

Of somebody who comes back those near home stand first (`matcher.homecoming`); what else they are ranked by does not change.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from matcher import homecoming, judging
from matcher.database import now
from matcher.errors import NotFound
from matcher.explanation import Match
from matcher.homecoming import Home
from matcher.judging import Judgement
from matcher.models import Jobseeker, MatchJudgement, User
from matcher.pipeline import MatchResult
from matcher.profile import Profile
from matcher.services import jobseekers, judgements, referrals
from matcher.services.matching import Matching
from matcher.spreading import spread
from matcher.vocabulary import JudgementReason, JudgementVerdict, Ring

#: Vacancies on one page: as many as are read, and light enough for a slow line.
SHOWN = 20
#: So many times as many are looked at for spreading, so that comparable ones below the page take their turn on it.
DEEPER = 2


@dataclass(frozen=True, slots=True)
class PersonsMatches:
    """`result.matches` stand, in the order they are shown; `wrong` were judged not to fit. `said` and `waiting` by vacancy number:
    judgements, and how many other people were put forward. `ranked` are all that were looked at, before anything was judged.
    `home`: of somebody who comes back.
    """

    result: MatchResult
    ranked: tuple[Match, ...]
    wrong: tuple[Match, ...]
    said: Mapping[int, Judgement]
    waiting: Mapping[int, int]
    home: Home | None = None

    def rings(self, matches: Sequence[Match]) -> dict[Ring, tuple[Match, ...]]:
        """These matches by how far from home they are; none where nobody comes back."""
        return homecoming.rings(matches, self.home) if self.home else {}

    @property
    def verdicts(self) -> dict[int, JudgementVerdict]:
        return {number: one.verdict for number, one in self.said.items()}


def of_person(
    session: Session, matching: Matching, person: Jobseeker, top: int = SHOWN, at: datetime | None = None, also: Collection[int] = ()
) -> PersonsMatches:
    """The `top` best; those judged, and those of `also`, besides, as far as each may be shown and no hard rule leaves it out.

    Of somebody who comes back, the `top` best of each ring around home. Raises ConsentMissing.
    """
    profile = jobseekers.profile(session, person)
    home = homecoming.home_of(profile, person.returns_to) if person.returns_to else None
    said = judgements.of_person(session, person)
    verdicts = {number: one.verdict for number, one in said.items()}
    found, more = matching.match_with(session, profile, [*said, *also], DEEPER * top + len(said), at)
    if home:
        found = _from_home(session, matching, profile, home, found, DEEPER * top + len(said), at)
        more = tuple(match for match in more if match.vacancy.id not in {one.vacancy.id for one in found.matches})
    waiting = referrals.waiting(session, [match.vacancy.id for match in (*found.matches, *more)], person)
    around = list(homecoming.rings(found.matches, home).values()) if home else [found.matches]
    spread_out = [spread(inside, waiting) for inside in around]
    kept = [match for ranked in spread_out for match in _kept(ranked, {*said, *also}, top)]
    ordered = judging.judged((*kept, *more), verdicts)
    ranked = tuple(match for inside in spread_out for match in inside)
    return PersonsMatches(replace(found, matches=ordered.matches), ranked, ordered.wrong, said, waiting, home)


def _from_home(
    session: Session, matching: Matching, profile: Profile, home: Home, everywhere: MatchResult, top: int, at: datetime | None
) -> MatchResult:
    """With as many vacancies near home and at home as there would be, did the person look nowhere else; best first, each once.

    What one thing more would open is counted at home.
    """
    local = [matching.match(session, one, top, at) for one in homecoming.narrowed(profile, home)]
    matches = {match.vacancy.id: match for result in (everywhere, *local) for match in result.matches}
    best = sorted(matches.values(), key=lambda match: (-match.score, match.vacancy.id))
    return replace(everywhere, matches=tuple(best), unlocks=local[-1].unlocks)


def _kept(ranked: Sequence[Match], named: Collection[int], top: int) -> tuple[Match, ...]:
    """The first `top` and those named: what was judged never falls off the page, and takes nobody's place there."""
    others = [match.vacancy.id for match in ranked if match.vacancy.id not in named][:top]
    return tuple(match for match in ranked if match.vacancy.id in {*named, *others})


def judge(
    session: Session,
    matching: Matching,
    person: Jobseeker,
    vacancy: int,
    verdict: JudgementVerdict,
    reason: JudgementReason,
    note: str,
    by: User,
    at: datetime | None = None,
) -> MatchJudgement:
    """Keeps what a counsellor says of one match, and where the vacancy stood at this moment.

    Raises NotFound for a vacancy that may not be shown to this person now, NotAllowed, InvalidInput, ConsentMissing.
    """
    judgements.check(person, verdict, reason, note, by)
    stood = of_person(session, matching, person, at=at, also=[vacancy])
    shown = {match.vacancy.id: match for match in (*stood.result.matches, *stood.wrong)}
    if vacancy not in shown:
        raise NotFound(vacancy=vacancy)
    listed = [match for match in stood.ranked if match.vacancy.id in shown]
    made = MatchJudgement(
        vacancy_id=vacancy, verdict=verdict, reason=reason, note=note.strip(), by=by.id, at=at or now(),
        score=shown[vacancy].score, position=judging.position(stood.ranked, vacancy),
        places=judging.places(listed, stood.verdicts | {vacancy: verdict}, vacancy),
    )  # fmt: skip
    return judgements.keep(session, person, made)
