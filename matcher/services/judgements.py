"""What counsellors said of matches: kept for one person and vacancy each, until it is taken back or the person leaves."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import judgement_figures, ranking
from matcher.errors import InvalidInput, NotAllowed
from matcher.judgement_figures import Figures, Given
from matcher.judging import Judgement
from matcher.models import Jobseeker, MatchJudgement, User, VacancyRow
from matcher.services import consents
from matcher.vocabulary import ConsentPurpose, JudgementReason, JudgementVerdict, Permission

#: Which weights ranked: another identity after any change of them.
WEIGHTS = hashlib.sha256(repr(ranking.WEIGHTS).encode()).hexdigest()[:16]
LONGEST = 500


def of_person(session: Session, person: Jobseeker) -> dict[int, Judgement]:
    """By vacancy number."""
    found = session.scalars(select(MatchJudgement).where(MatchJudgement.jobseeker_id == person.id))
    return {one.vacancy_id: value(one) for one in found}


def of_vacancy(session: Session, vacancy: int, by: User) -> dict[int, Judgement]:
    """What was said of one vacancy for people of the user's own centre, by jobseeker number."""
    query = select(MatchJudgement).join(Jobseeker, Jobseeker.id == MatchJudgement.jobseeker_id)
    found = session.scalars(query.where(MatchJudgement.vacancy_id == vacancy, Jobseeker.centre_id == by.centre_id))
    return {one.jobseeker_id: value(one) for one in found}


def value(row: MatchJudgement) -> Judgement:
    return Judgement(row.verdict, row.reason, row.note, row.counsellor.name, row.at)


def check(person: Jobseeker, verdict: JudgementVerdict, reason: JudgementReason, note: str, by: User) -> None:
    """Raises NotAllowed for anybody but a counsellor of the person's centre, InvalidInput naming the field."""
    _counsellor_of(person, by)
    if not reason.fits(verdict):
        raise InvalidInput(field="reason", reason="speaks for the opposite")
    if reason is JudgementReason.OTHER and not note.strip():
        raise InvalidInput(field="note", reason="missing")
    if len(note) > LONGEST:
        raise InvalidInput(field="note", reason=f"longer than {LONGEST} characters")


def keep(session: Session, person: Jobseeker, said: MatchJudgement) -> MatchJudgement:
    """In place of what was said before, with the weights that rank now. Raises ConsentMissing."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    said.jobseeker_id, said.weights = person.id, WEIGHTS
    # Whoever else judges for this person waits, or both would find nothing and add one.
    session.execute(select(Jobseeker.id).where(Jobseeker.id == person.id).with_for_update())
    before = _row(session, person, said.vacancy_id)
    if before is not None:
        session.delete(before)
        session.flush()
    session.add(said)
    session.flush()
    return said


def take_back(session: Session, person: Jobseeker, vacancy: int, by: User) -> None:
    """The vacancy stands again where the ranking puts it; taking back what was never said changes nothing."""
    _counsellor_of(person, by)
    before = _row(session, person, vacancy)
    if before is not None:
        session.delete(before)
        session.flush()


def figures(session: Session) -> Figures:
    """Over all centres, of people whose consent is in force."""
    query = (
        select(MatchJudgement, VacancyRow.occupation)
        .join(VacancyRow, VacancyRow.id == MatchJudgement.vacancy_id)
        .where(MatchJudgement.jobseeker_id.in_(consents.agreed(ConsentPurpose.MATCHING)))
    )
    given = [
        Given(one.verdict, one.reason, occupation and occupation[:4], one.places, one.weights) for one, occupation in session.execute(query)
    ]
    return judgement_figures.figures(given)


def _row(session: Session, person: Jobseeker, vacancy: int) -> MatchJudgement | None:
    return session.scalar(
        select(MatchJudgement).where(MatchJudgement.jobseeker_id == person.id, MatchJudgement.vacancy_id == vacancy)
    )  # fmt: skip


def _counsellor_of(person: Jobseeker, by: User) -> None:
    if not by.may(Permission.MATCH) or by.centre_id != person.centre_id:
        raise NotAllowed(reason="not a counsellor of this centre")
