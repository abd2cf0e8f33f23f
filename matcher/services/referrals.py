"""Referrals, interviews, offers, placements and follow-ups: from putting somebody forward to how the work turned out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from matcher import offers
from matcher.database import now
from matcher.errors import InvalidInput, NotAllowed, NotFound, WrongState
from matcher.exchange import read_terms, terms_to_json
from matcher.models import Consent, Employer, FollowUp, Interview, Jobseeker, Offer, Placement, Publication, Referral, User, VacancyRow
from matcher.services import consents, legal_minimum, notices, vacancies, vetting
from matcher.terms import Terms
from matcher.vocabulary import ConsentPurpose, NoticeCode, OfferDecision, Permission, ReferralState, Shared, Standing

#: States in which something can still come of it.
LIVE = (ReferralState.SENT, ReferralState.INTERVIEW)


def refer(
    session: Session, person: Jobseeker, row: VacancyRow, shared: Sequence[Shared], contact: str, by: User, at: datetime | None = None
) -> Referral:
    """Puts a person forward, with what they agreed the employer may see.

    Raises ConsentMissing without the consent to be proposed, NotFound for a vacancy that may not be shown now, WrongState for a
    person who was put forward for it already.
    """
    _counsellor_of(person, by)
    consents.require(session, person, ConsentPurpose.PROPOSING)
    vacancies.show(session, row.id, at)
    if not shared:
        raise InvalidInput(field="shared", reason="missing")
    if Shared.CONTACT in shared and not contact.strip():
        raise InvalidInput(field="contact", reason="missing")
    made = session.scalar(select(Referral).where(Referral.jobseeker_id == person.id, Referral.vacancy_id == row.id))
    if made is not None and made.state is not ReferralState.WITHDRAWN and _agreed_since(session, made):
        raise WrongState(state="referred already")
    moment = at or now()
    made = made or Referral(jobseeker=person, vacancy=row)
    made.counsellor_id, made.state, made.created_at, made.changed_at = by.id, ReferralState.SENT, moment, moment
    made.shared, made.contact = sorted(map(str, dict.fromkeys(shared))), contact.strip() if Shared.CONTACT in shared else ""
    made.shown = _content(person, shared)
    session.add(made)
    session.flush()
    notices.tell(session, notices.clerks(session, row.employer_id), NoticeCode.REFERRAL_RECEIVED, at, vacancy=row.public_id)
    return made


@dataclass(frozen=True, slots=True)
class Received:
    """A referral as the employer sees it: what was agreed to, and nothing else. A field that was not shared is None."""

    public_id: str
    vacancy: str
    state: ReferralState
    day: date
    name: str | None
    contact: str | None
    work: tuple[str, ...] | None
    skills: tuple[str, ...] | None
    languages: tuple[tuple[str, str | None], ...] | None
    available_from: date | None
    interviews: tuple[Interview, ...]


def received(session: Session, employer: Employer, at: datetime | None = None) -> list[Received]:
    """Referrals to this employer whose person agreed to it and still does, newest first.

    A consent withdrawn takes them away at once, and one given anew later does not bring them back. Who was not hired, and everybody
    while the employer reads that it is not in force, is shown without what was shared.
    """
    query = select(Referral).join(VacancyRow).where(VacancyRow.employer_id == employer.id, Referral.state != ReferralState.WITHDRAWN)
    case = vetting.latest(employer)
    good = case is not None and vetting.told(case, at or now()) is Standing.IN_FORCE
    found = [one for one in session.scalars(query.order_by(Referral.id.desc())) if _agreed_since(session, one)]
    return [_as_received(one, good and one.state is not ReferralState.NOT_HIRED) for one in found]


def received_one(session: Session, employer: Employer, public: str) -> Referral:
    """Raises NotFound for one that is not, or no longer, this employer's to see."""
    if public not in {one.public_id for one in received(session, employer)}:
        raise NotFound(referral=public)
    return session.scalars(select(Referral).where(Referral.public_id == public)).one()


def of_person(session: Session, person: Jobseeker) -> Sequence[Referral]:
    return session.scalars(select(Referral).where(Referral.jobseeker_id == person.id).order_by(Referral.id.desc())).all()


def waiting(session: Session, ids: Sequence[int], apart_from: Jobseeker | None = None) -> dict[int, int]:
    """How many people were put forward for each of these vacancies, still agree to it, and may still be taken; by vacancy number.

    Numbers alone, over all centres. `apart_from` is not counted: what was done for a person does not stand in their own way.
    """
    of_them = and_(Consent.jobseeker_id == Referral.jobseeker_id, Consent.purpose == ConsentPurpose.PROPOSING)
    agreed = and_(of_them, Consent.withdrawn_at.is_(None), Consent.given_at <= Referral.created_at)
    query = select(Referral.vacancy_id, func.count()).join(Consent, agreed).group_by(Referral.vacancy_id)
    query = query.where(Referral.vacancy_id.in_(ids), Referral.state.in_(LIVE))
    if apart_from is not None:
        query = query.where(Referral.jobseeker_id != apart_from.id)
    return dict(session.execute(query).tuples().all())


def get(session: Session, person: Jobseeker, public: str) -> Referral:
    """Raises NotFound for another person's."""
    found = session.scalar(select(Referral).where(Referral.public_id == public, Referral.jobseeker_id == person.id))
    if found is None:
        raise NotFound(referral=public)
    return found


def withdraw(session: Session, referral: Referral, by: User, at: datetime | None = None) -> None:
    """The employer no longer sees it."""
    _counsellor_of(referral.jobseeker, by)
    _move(referral, ReferralState.WITHDRAWN, at, *LIVE)


def not_hired(session: Session, referral: Referral, by: User, at: datetime | None = None) -> None:
    _employer_or_counsellor(referral, by)
    _move(referral, ReferralState.NOT_HIRED, at, *LIVE)


def hired(session: Session, referral: Referral, by: User, at: datetime | None = None) -> None:
    """What the employer says. A placement is recorded by the counsellor, when the work has begun."""
    _employer_or_counsellor(referral, by)
    _move(referral, ReferralState.HIRED, at, *LIVE)


def set_interview(
    session: Session, referral: Referral, starts_at: datetime, timezone: str, minutes: int, where: str, by: User, at: datetime | None = None
) -> Interview:
    """A time to meet, in place of the one before. Raises InvalidInput for a time that is past, or a zone that is none."""
    _employer_or_counsellor(referral, by)
    if timezone not in available_timezones():
        raise InvalidInput(field="timezone", reason="no time zone")
    if starts_at <= (at or now()):
        raise InvalidInput(field="starts_at", reason="past")
    if not 5 <= minutes <= 480:
        raise InvalidInput(field="minutes", reason="not between 5 and 480")
    if not where.strip():
        raise InvalidInput(field="where", reason="missing")
    _move(referral, ReferralState.INTERVIEW, at, *LIVE)
    current = next((one for one in referral.interviews if not one.cancelled), None)
    if current is None:
        current = Interview(starts_at=starts_at, timezone=timezone, minutes=minutes, where=where.strip())
        referral.interviews.append(current)
    else:
        current.starts_at, current.timezone, current.minutes, current.where = starts_at, timezone, minutes, where.strip()
        current.sequence += 1
    session.flush()
    return current


def record_offer(
    session: Session, referral: Referral, given: Mapping[str, Any], by: User, file: str = "offer", at: datetime | None = None
) -> Offer:
    """An offer beside the vacancy as it was published when the person was put forward. Raises InvalidInput naming the field."""
    _counsellor_of(referral.jobseeker, by)
    if referral.state not in (*LIVE, ReferralState.HIRED):
        raise WrongState(state=str(referral.state))
    offered = read_terms(given, file)
    published = _publication(session, referral)
    found = offers.compare(read_terms(published.terms, "publication"), offered, legal_minimum.minima(session), (at or now()).date())
    made = Offer(
        publication_id=published.id, terms=terms_to_json(offered), recorded_by=by.id, at=at or now(),
        differences=[asdict(one) | {"code": str(one.code)} for one in found],
    )  # fmt: skip
    referral.offers.append(made)
    session.flush()
    return made


def decide_offer(session: Session, offer: Offer, decision: OfferDecision, reason: str, by: User, at: datetime | None = None) -> None:
    """What the person decided, as their counsellor wrote down. An offer worse than promised is not accepted without a word why."""
    _counsellor_of(session.get_one(Referral, offer.referral_id).jobseeker, by)
    if offer.decision in (OfferDecision.ACCEPTED, OfferDecision.DECLINED):
        raise WrongState(state=str(offer.decision))
    if decision is OfferDecision.ACCEPTED and any(one["worse"] for one in offer.differences) and not reason.strip():
        raise InvalidInput(field="reason", reason="missing")
    offer.decision, offer.reason, offer.decided_at, offer.decided_by = decision, reason.strip(), at or now(), by.id
    session.flush()


def promised(session: Session, referral: Referral) -> Terms:
    """The terms of the vacancy as the person knew them."""
    return read_terms(_publication(session, referral).terms, "publication")


def place(session: Session, referral: Referral, starts_on: date, by: User, at: datetime | None = None) -> Placement:
    """Confirms that the work has begun."""
    _counsellor_of(referral.jobseeker, by)
    if referral.placement is not None:
        raise WrongState(state="placed")
    if any(one.decision is not OfferDecision.ACCEPTED and any(term["worse"] for term in one.differences) for one in referral.offers[-1:]):
        raise WrongState(state="the last offer is worse than promised, and nobody has accepted it")
    if starts_on > (at or now()).date():
        raise InvalidInput(field="starts_on", reason="not yet")
    if referral.state in LIVE:
        _move(referral, ReferralState.HIRED, at, *LIVE)
    if referral.state is not ReferralState.HIRED:
        raise WrongState(state=str(referral.state))
    referral.placement = Placement(starts_on=starts_on, recorded_by=by.id, at=at or now())
    session.flush()
    return referral.placement


def follow_up(session: Session, placement: Placement, answers: Mapping[str, bool | None], by: User, at: datetime | None = None) -> FollowUp:
    """What the worker says of the four things a vetting asks; a field not in `answers` was not asked."""
    _counsellor_of(placement.referral.jobseeker, by)
    asked = {name: answers.get(name) for name in ASKED}
    if all(value is None for value in asked.values()):
        raise InvalidInput(field="answers", reason="missing")
    month = (at or now()).date().replace(day=1)
    made = FollowUp(employer_id=placement.referral.vacancy.employer_id, placement_id=placement.id, month=month, by=by.id, **asked)
    session.add(made)
    session.flush()
    return made


#: What is asked, and whether yes is the good answer.
ASKED = {"fees_paid": False, "documents_held": False, "pay_as_promised": True, "contract_as_promised": True}


@dataclass(frozen=True, slots=True)
class WorkersSay:
    """How many placed workers answered each question well and badly; no day and no name, for the next vetting."""

    good: Mapping[str, int]
    bad: Mapping[str, int]


def workers_say(session: Session, employer: Employer) -> WorkersSay:
    """Each worker counts once a question, with the newest answer."""
    newest: dict[tuple[str, object], bool] = {}
    for one in session.scalars(select(FollowUp).where(FollowUp.employer_id == employer.id).order_by(FollowUp.id)):
        for name in ASKED:
            if getattr(one, name) is not None:
                newest[name, one.placement_id or f"erased {one.id}"] = getattr(one, name)
    good = {name: sum(told is fine for (asked, _), told in newest.items() if asked == name) for name, fine in ASKED.items()}
    bad = {name: sum(told is not fine for (asked, _), told in newest.items() if asked == name) for name, fine in ASKED.items()}
    return WorkersSay(good, bad)


def follow_ups(session: Session, placement: Placement) -> Sequence[FollowUp]:
    return session.scalars(select(FollowUp).where(FollowUp.placement_id == placement.id).order_by(FollowUp.id)).all()


def placed_at(session: Session, employer_id: int) -> int:
    """How many people were ever placed there by this service."""
    query = select(Placement.id).join(Referral).join(VacancyRow).where(VacancyRow.employer_id == employer_id)
    return len(session.scalars(query).all())


def _publication(session: Session, referral: Referral) -> Publication:
    """The last one before the referral; the first where the clock says none was."""
    known = referral.vacancy.publications
    if not known:
        raise WrongState(state="never published")
    return next((one for one in reversed(known) if one.at <= referral.created_at), known[0])


def _agreed_since(session: Session, referral: Referral) -> bool:
    """Whether the consent in force is the one under which the person was put forward."""
    current = consents.in_force(session, referral.jobseeker, ConsentPurpose.PROPOSING)
    return current is not None and current.given_at <= referral.created_at


def _content(person: Jobseeker, shared: Sequence[Shared]) -> dict[str, Any]:
    """What the employer will see, as it is today."""
    found: dict[Shared, Any] = {
        Shared.NAME: person.name,
        Shared.WORK: [experience.text for experience in person.experiences],
        Shared.SKILLS: [held.skill for held in person.skills],
        Shared.LANGUAGES: [[held.code, str(held.level) if held.level else None] for held in person.languages],
        Shared.AVAILABILITY: person.available_from.isoformat() if person.available_from else None,
    }
    return {str(topic): value for topic, value in found.items() if topic in shared}


def _as_received(one: Referral, open_: bool) -> Received:
    shown = one.shown if open_ else {}
    free = shown.get(Shared.AVAILABILITY)
    return Received(
        one.public_id, one.vacancy.title, one.state, one.created_at.date(),
        shown.get(Shared.NAME),
        one.contact if open_ and Shared.CONTACT in one.shared else None,
        tuple(shown[Shared.WORK]) if Shared.WORK in shown else None,
        tuple(shown[Shared.SKILLS]) if Shared.SKILLS in shown else None,
        tuple((code, level) for code, level in shown[Shared.LANGUAGES]) if Shared.LANGUAGES in shown else None,
        date.fromisoformat(free) if free else None,
        tuple(one.interviews),
    )  # fmt: skip


def _move(referral: Referral, state: ReferralState, at: datetime | None, *allowed: ReferralState) -> None:
    if referral.state not in allowed:
        raise WrongState(state=str(referral.state))
    referral.state, referral.changed_at = state, at or now()


def _counsellor_of(person: Jobseeker, by: User) -> None:
    if not by.may(Permission.REFER) or by.centre_id != person.centre_id:
        raise NotAllowed(reason="not a counsellor of this centre")


def _employer_or_counsellor(referral: Referral, by: User) -> None:
    if by.employer_id is not None and by.employer_id == referral.vacancy.employer_id:
        return
    _counsellor_of(referral.jobseeker, by)
