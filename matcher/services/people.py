"""The other way round: for one vacancy, the people of a centre who may fit, for their counsellors only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import NotAllowed, NotFound
from matcher.explanation import Match
from matcher.judging import Judgement
from matcher.models import Jobseeker, Referral, User
from matcher.services import jobseekers, judgements, vacancies
from matcher.services.matching import Matching
from matcher.vocabulary import JudgementVerdict, Permission, ReferralState

#: People on one page.
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Fitting:
    """One person: the match as it stands in their own list, what was said of it, and whether they were put forward for it already."""

    person: Jobseeker
    match: Match
    said: Judgement | None
    put_forward: bool


def who_fit(session: Session, matching: Matching, vacancy_id: int, by: User, top: int = SHOWN, at: datetime | None = None) -> list[Fitting]:
    """At most `top` people of the user's own centre who agree to be matched and to be proposed, and whom no hard rule leaves out.

    Best first by the score of their own list; those for whom somebody judged it wrong come last, whatever they score. Ties by when
    they were taken in. Both consents and the vacancy are asked about again in a new transaction, after everything is worked out.
    Raises NotAllowed for anybody but counsellors, NotFound for a vacancy that may not be shown.
    """
    if not by.may(Permission.REFER):
        raise NotAllowed(reason="not a counsellor")
    vacancy = vacancies.shown(session, [vacancy_id], at).get(vacancy_id)
    if vacancy is None:
        raise NotFound(vacancy=vacancy_id)
    people = jobseekers.to_propose(session, by)
    matches = matching.match_each(session, vacancy, [jobseekers.as_told(person) for person in people], at)
    found = [(person, match) for person, match in zip(people, matches, strict=True) if match is not None]
    said = judgements.of_vacancy(session, vacancy_id, by)
    wrong = {number for number, one in said.items() if one.verdict is JudgementVerdict.WRONG}
    found.sort(key=lambda one: (one[0].id in wrong, -one[1].score, one[0].id))
    found = found[:top]
    before = _put_forward(session, vacancy_id, by)
    with matching.latest() as latest:
        vacancies.show(latest, vacancy_id, at)
        asked = select(Jobseeker.id).where(Jobseeker.id.in_([person.id for person, _ in found]), jobseekers.proposable())
        agreed = set(latest.scalars(asked))
    return [Fitting(person, match, said.get(person.id), person.id in before) for person, match in found if person.id in agreed]


def _put_forward(session: Session, vacancy_id: int, by: User) -> set[int]:
    query = select(Referral.jobseeker_id).join(Jobseeker, Jobseeker.id == Referral.jobseeker_id)
    query = query.where(Referral.vacancy_id == vacancy_id, Referral.state != ReferralState.WITHDRAWN, Jobseeker.centre_id == by.centre_id)
    return set(session.scalars(query))
