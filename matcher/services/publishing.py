"""A vacancy's life: checked, published with its terms on record, closed, filled, extended, copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher import publication
from matcher.database import now
from matcher.discrimination import WordingList
from matcher.errors import InvalidInput, NotAllowed, NotFound, NotPublishable, WrongState
from matcher.exchange import terms_to_json
from matcher.models import AllowedWording, Employer, Publication, User, VacancyRow, VacancySkill
from matcher.publication import House, Problem
from matcher.services import legal_minimum, shipped, vacancies
from matcher.services.vetting import told_in_force
from matcher.terms import Terms
from matcher.vocabulary import CheckCode, Permission, UnsafeGround, VacancyState

#: Findings about words, which an officer can let pass where a law asks for them or they do not mean what the list takes them for.
WORDING = frozenset({CheckCode.DISCRIMINATORY, CheckCode.UNSAFE})


@cache
def wording_list() -> WordingList:
    """The list of wording that shuts people out, as it comes with the product."""
    return WordingList.of(shipped.read("discriminatory_wording.yaml"))


@cache
def unsafe_list() -> WordingList:
    """The list of what no advert may ask of a worker."""
    return WordingList.of(shipped.read("unsafe_wording.yaml"), UnsafeGround)


def house(session: Session, at: datetime | None = None) -> House:
    """What a check needs to know of this installation at this moment."""
    at = at or now()
    # What is told, not what is: a finding must not say of somebody what is held back. Being seen is decided elsewhere.
    good = told_in_force(session, at)
    vetted = session.scalars(select(Employer.slug).where(Employer.id.in_(good), Employer.recruiter.is_(True)))
    return House(at.date(), legal_minimum.minima(session), wording_list(), unsafe_list(), vetted=frozenset(vetted))


def check(session: Session, row: VacancyRow, at: datetime | None = None, known: House | None = None) -> list[Problem]:
    """Everything that stops the vacancy or deserves a second look. `known`: a house made once, for many vacancies."""
    known = known or house(session, at)
    # Its own standing is told elsewhere, and not always at once: a finding about itself would tell it.
    vetted = {*(known.vetted or ()), row.employer.slug}
    known = replace(known, vetted=vetted, allowed=frozenset(one.term for one in row.allowed_wording))
    return [_with_name(session, one) for one in publication.problems(vacancies.terms(row), known)]


def _with_name(session: Session, found: Problem) -> Problem:
    """An intermediary by its name instead of its slug."""
    if found.code is not CheckCode.INTERMEDIARY_NOT_VETTED:
        return found
    name = session.scalar(select(Employer.name).where(Employer.slug == found.facts["who"]))
    return replace(found, facts={"who": name or found.facts["who"]})


def publish(session: Session, row: VacancyRow, by: User | None = None, at: datetime | None = None) -> Publication:
    """Raises NotPublishable naming every stop. The terms are put on record: offers will be held against them.

    Being seen also needs the vettings in force: that is asked at every answer.
    """
    vacancies.hold(session, [row])
    stops = publication.stops(check(session, row, at))
    if stops:
        raise NotPublishable(vacancy=row.external_id, problems=[(one.field, str(one.code)) for one in stops])
    made = Publication(terms=terms_to_json(vacancies.terms(row)), by=by.id if by else None, at=at or now())
    row.publications.append(made)
    row.state = VacancyState.PUBLISHED
    vacancies.record_changes(session, [row])
    return made


def write(session: Session, row: VacancyRow, new: Terms, fields: Sequence[str]) -> None:
    """Changes a draft, or turns a published one back into a draft until it is published anew: what is read is what was checked."""
    _hold_open(session, row)
    before = vacancies.terms(row)
    if "minimum_age" in fields and new.minimum_age is not None and new.minimum_age < 18:
        row.state = VacancyState.DRAFT
    vacancies.write_terms(session, row, new, fields)
    if vacancies.terms(row) != before and row.state is VacancyState.PUBLISHED:
        row.state = VacancyState.DRAFT
    vacancies.record_changes(session, [row])


def set_skills(session: Session, row: VacancyRow, skills: Iterable[str]) -> None:
    """The skills asked for, in place of those before; a published vacancy whose skills change is a draft again. Raises WrongState."""
    _hold_open(session, row)
    wanted, held = dict.fromkeys(skills), {one.skill for one in row.skills}
    row.skills = [one for one in row.skills if one.skill in wanted] + [VacancySkill(skill=one) for one in wanted if one not in held]
    if wanted.keys() != held and row.state is VacancyState.PUBLISHED:
        row.state = VacancyState.DRAFT
    vacancies.record_changes(session, [row])


def _hold_open(session: Session, row: VacancyRow) -> None:
    vacancies.hold(session, [row])
    if row.state in (VacancyState.FILLED, VacancyState.CLOSED):
        raise WrongState(vacancy=row.external_id, state=str(row.state))


def finish(session: Session, row: VacancyRow, state: VacancyState) -> None:
    """Closed or filled: gone from the next answer on."""
    if state not in (VacancyState.CLOSED, VacancyState.FILLED):
        raise InvalidInput(field="state", reason="not an end")
    vacancies.hold(session, [row])
    if row.state is not VacancyState.PUBLISHED:
        raise WrongState(vacancy=row.external_id, state=str(row.state))
    row.state = state
    vacancies.record_changes(session, [row])


def extend(session: Session, row: VacancyRow, closes_on: date, by: User | None = None, at: datetime | None = None) -> None:
    """A later closing day, for a vacancy that is open or ended by its day or by hand; checked and published anew."""
    vacancies.hold(session, [row])
    if row.state is VacancyState.DRAFT:
        raise WrongState(vacancy=row.external_id, state=str(row.state))
    if row.closes_on is not None and closes_on <= row.closes_on and row.state is VacancyState.PUBLISHED:
        raise InvalidInput(field="closes_on", reason="not later than now")
    if closes_on < (at or now()).date():
        raise InvalidInput(field="closes_on", reason="past")
    before, row.closes_on = row.closes_on, closes_on
    try:
        publish(session, row, by, at)
    except NotPublishable:
        row.closes_on = before
        raise


def copy(session: Session, row: VacancyRow) -> VacancyRow:
    """A draft with the same terms but the dates, which belong to each vacancy by itself, and what an officer let pass."""
    made = draft(session, row.employer, f"{row.external_id[:100]}-copy")
    fields = set(Terms.__dataclass_fields__) - {"starts_on", "closes_on", "external_id"}
    vacancies.write_terms(session, made, vacancies.terms(row), fields)
    made.occupation, made.occupation_uri = row.occupation, row.occupation_uri
    made.skills = [VacancySkill(skill=one.skill) for one in row.skills]
    return made


def draft(session: Session, employer: Employer, wanted: str = "", lang: str = "en") -> VacancyRow:
    """An empty draft, under the employer's own number or the next free one."""
    taken = set(session.scalars(select(VacancyRow.external_id).where(VacancyRow.employer_id == employer.id)))
    count = session.scalar(select(func.count()).where(VacancyRow.employer_id == employer.id)) or 0
    base = wanted or f"V-{count + 1:03d}"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    row = VacancyRow(employer=employer, external_id=name, title="", lang=lang, state=VacancyState.DRAFT, answered=[], source={})
    row.country, row.place = employer.country, employer.place
    session.add(row)
    session.flush()
    return row


def remove_draft(session: Session, row: VacancyRow) -> None:
    """Away with a draft that was never published."""
    if row.state is not VacancyState.DRAFT or row.publications:
        raise WrongState(vacancy=row.external_id, state=str(row.state))
    session.delete(row)
    session.flush()


def allow_wording(session: Session, row: VacancyRow, term: str, law: str, by: User, at: datetime | None = None) -> None:
    """An officer lets a term pass for this vacancy, because a law asks for it; shown with the vacancy. Raises InvalidInput, NotFound."""
    if not by.may(Permission.VET) or by.employer_id is not None:
        raise NotAllowed(reason="not a vetting officer")
    if not law.strip():
        raise InvalidInput(field="law", reason="missing")
    found = [one for one in check(session, row, at) if one.code in WORDING and one.facts["term"] == term]
    if not found:
        raise NotFound(term=term)
    row.allowed_wording.append(AllowedWording(term=term, law=law.strip(), by=by.id, at=at or now()))
    session.flush()


def of_employer(session: Session, employer: Employer, public: str) -> VacancyRow:
    """One vacancy of this employer; any other does not exist (NotFound)."""
    row = session.scalar(select(VacancyRow).where(VacancyRow.public_id == public, VacancyRow.employer_id == employer.id))
    if row is None:
        raise NotFound(vacancy=public)
    return row


def all_of(session: Session, employer: Employer) -> Sequence[VacancyRow]:
    return session.scalars(
        select(VacancyRow).where(VacancyRow.employer_id == employer.id).order_by(VacancyRow.updated_at.desc(), VacancyRow.id)
    ).all()
