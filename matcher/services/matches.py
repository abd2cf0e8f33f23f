"""Matches of a stored person: as ranked, spread over comparable vacancies, and then as counsellors judged them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from matcher import judging
from matcher.database import now
from matcher.errors import NotFound
from matcher.explanation import Match
from matcher.judging import Judgement
from matcher.models import Jobseeker, MatchJudgement, User
from matcher.pipeline import MatchResult
from matcher.services import jobseekers, judgements, referrals
from matcher.services.matching import Matching
from matcher.spreading import spread
from matcher.vocabulary import JudgementReason, JudgementVerdict

#: Vacancies on one page: as many as are read, and light enough for a slow line.
SHOWN = 20
#: So many times as many are looked at for spreading, so that comparable ones below the page take their turn on it.
DEEPER = 2


@dataclass(frozen=True, slots=True)
class PersonsMatches:
    """`result.matches` stand, in the order they are shown; `wrong` were judged not to fit. `said` and `waiting` by vacancy number:
    judgements, and how many other people were put forward. `ranked` are all that were looked at, before anything was judged.
    """

    result: MatchResult
    ranked: tuple[Match, ...]
    wrong: tuple[Match, ...]
    said: Mapping[int, Judgement]
    waiting: Mapping[int, int]

    @property
    def verdicts(self) -> dict[int, JudgementVerdict]:
        return {number: one.verdict for number, one in self.said.items()}


def of_person(
    session: Session, matching: Matching, person: Jobseeker, top: int = SHOWN, at: datetime | None = None, also: Collection[int] = ()
) -> PersonsMatches:
    """The `top` best; those judged, and those of `also`, besides, as far as each may be shown and no hard rule leaves it out.

    Raises ConsentMissing.
    """
    profile = jobseekers.profile(session, person)
    said = judgements.of_person(session, person)
    verdicts = {number: one.verdict for number, one in said.items()}
    found, more = matching.match_with(session, profile, [*said, *also], DEEPER * top + len(said), at)
    waiting = referrals.waiting(session, [match.vacancy.id for match in (*found.matches, *more)], person)
    ranked = spread(found.matches, waiting)
    ordered = judging.judged(_kept(ranked, {*said, *also}, top) + more, verdicts)
    return PersonsMatches(replace(found, matches=ordered.matches), ranked, ordered.wrong, said, waiting)


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
