"""Vacancies: rows to terms and back, who may see which, and who is told of changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.errors import NotFound
from matcher.models import (
    Employer,
    VacancyCost,
    VacancyDeduction,
    VacancyIntermediary,
    VacancyLanguage,
    VacancyLicence,
    VacancyQualification,
    VacancyRow,
)
from matcher.profile import Money
from matcher.requirements import open_at
from matcher.services import changes, reading
from matcher.services.vetting import in_force
from matcher.terms import Cost, Deduction, Terms
from matcher.vacancy import LanguageNeed, LicenceNeed, Vacancy
from matcher.vocabulary import ChangedThing, Shift, VacancyState

Row = TypeVar("Row")

#: Fields of `Terms` that a row holds under the same name and in the same form.
PLAIN = ("title", "description", "lang", "country", "region", "place", "starts_on", "closes_on", "contract_type", "contract_months",
         "hours_week", "deposit", "accommodation", "sponsorship", "minimum_age", "experience_months", "positions")  # fmt: skip
#: Lists whose emptiness says something only where they are in `answered`.
LISTS = ("languages", "licences", "qualifications", "deductions", "intermediaries")


def terms(row: VacancyRow) -> Terms:
    """Everything the vacancy promises."""
    stated = set(row.answered)
    return Terms(
        **{name: getattr(row, name) for name in PLAIN},
        external_id=row.external_id,
        shifts=None if row.shifts is None else tuple(Shift(shift) for shift in row.shifts),
        pay=Money.told(row.pay_amount, row.pay_currency, row.pay_period),
        deductions=tuple(Deduction(n.kind, n.amount, n.text) for n in row.deductions) if "deductions" in stated else None,
        costs={n.line: Cost(n.payer, n.amount) for n in row.costs},
        intermediaries=tuple(n.name for n in row.intermediaries) if "intermediaries" in stated else None,
        languages=tuple(LanguageNeed(n.code, n.level, n.required) for n in row.languages) if "languages" in stated else None,
        licences=tuple(LicenceNeed(n.code, n.required) for n in row.licences) if "licences" in stated else None,
        qualifications=tuple(n.kind for n in row.qualifications) if "qualifications" in stated else None,
    )


def write_terms(session: Session, row: VacancyRow, new: Terms, fields: Iterable[str]) -> None:
    """Puts these fields of `new` into the row, in place of what was there; the others stay.

    Intermediaries are looked up by slug among recruiters: only they were asked for a licence.
    """
    wanted = set(fields)
    for name in wanted.intersection(PLAIN):
        setattr(row, name, getattr(new, name))
    if "shifts" in wanted:
        row.shifts = None if new.shifts is None else [str(one) for one in new.shifts]
    if "pay" in wanted:
        pay = new.pay
        row.pay_amount, row.pay_currency, row.pay_period = (pay.amount, pay.currency, pay.period) if pay else (None, None, None)
    if "costs" in wanted:
        _replace(session, row.costs, [VacancyCost(line=line, payer=one.payer, amount=one.amount) for line, one in new.costs.items()])
    if "deductions" in wanted:
        kept = [VacancyDeduction(kind=one.kind, amount=one.amount, text=one.text) for one in new.deductions or ()]
        _replace(session, row.deductions, kept)
    if "languages" in wanted:
        needs = [VacancyLanguage(code=one.code, level=one.level, required=one.required) for one in new.languages or ()]
        _replace(session, row.languages, needs)
    if "licences" in wanted:
        _replace(session, row.licences, [VacancyLicence(code=one.code, required=one.required) for one in new.licences or ()])
    if "qualifications" in wanted:
        _replace(session, row.qualifications, [VacancyQualification(kind=one) for one in dict.fromkeys(new.qualifications or ())])
    if "intermediaries" in wanted:
        _replace(session, row.intermediaries, _links(session, new.intermediaries or ()))
    stated = {name for name in wanted.intersection(LISTS) if getattr(new, name) is not None}
    row.answered = sorted(set(row.answered or ()) - wanted.intersection(LISTS) | stated)
    session.flush()


def hold(session: Session, rows: Sequence[VacancyRow]) -> None:
    """Whoever else writes on these waits until our transaction ends, and we read what they wrote before we check or change."""
    session.flush()
    session.execute(select(VacancyRow.id).where(VacancyRow.id.in_([row.id for row in rows])).order_by(VacancyRow.id).with_for_update())
    for row in rows:
        session.expire(row)


def record_changes(session: Session, rows: Iterable[VacancyRow]) -> None:
    """Tells every process that these vacancies changed. Call after any change, before the transaction ends."""
    session.flush()
    record_numbers(session, [row.id for row in rows])


def record_numbers(session: Session, ids: Iterable[int]) -> None:
    """The same by the numbers of the rows."""
    changes.record(session, ChangedThing.VACANCY, ids)


def visible(session: Session, ids: Sequence[int], at: datetime | None = None) -> frozenset[int]:
    """Of these vacancies, those that may be shown at this moment: published, not past closing, the vetting of the employer and of
    every intermediary in force.

    Small questions by number in one transaction. Where a question names the state as well, SQLite walks through all published vacancies
    instead of going to the few asked about: 140 ms instead of 3 among 1,000,000.
    """
    at = at or now()
    told = select(VacancyRow.id, VacancyRow.employer_id, VacancyRow.state, VacancyRow.closes_on).where(VacancyRow.id.in_(ids))
    rows = session.execute(told).tuples().all()
    asked = {vacancy_id: employer_id for vacancy_id, employer_id, state, closes_on in rows if open_at(state, closes_on, at.date())}
    query = select(VacancyIntermediary.vacancy_id, VacancyIntermediary.employer_id).where(VacancyIntermediary.vacancy_id.in_(asked))
    chain = session.execute(query).tuples().all()
    standing = in_force(session, at, {*asked.values(), *(link for _, link in chain if link is not None)})
    hidden = {vacancy_id for vacancy_id, link in chain if link not in standing}
    return frozenset(vacancy_id for vacancy_id, employer_id in asked.items() if employer_id in standing) - hidden


def published(session: Session, today: date, countries: Collection[str] | None) -> Sequence[int]:
    """Numbers, ascending, of vacancies that are published and not past closing, in these countries or in none that is told."""
    query = select(VacancyRow.id).where(VacancyRow.state == VacancyState.PUBLISHED)
    query = query.where(or_(VacancyRow.closes_on.is_(None), VacancyRow.closes_on >= today))
    if countries is not None:
        query = query.where(or_(VacancyRow.country.is_(None), VacancyRow.country.in_(countries)))
    return session.scalars(query.order_by(VacancyRow.id)).all()


def shown(session: Session, ids: Sequence[int], at: datetime | None = None) -> dict[int, Vacancy]:
    """Those that `visible` names, as they stand now."""
    return {one.id: one for one in reading.values(session, sorted(visible(session, ids, at)))}


def show(session: Session, vacancy_id: int, at: datetime | None = None) -> VacancyRow:
    """One vacancy that may be shown; any other does not exist (NotFound), whatever the reason."""
    if vacancy_id not in visible(session, [vacancy_id], at):
        raise NotFound(vacancy=vacancy_id)
    return session.get_one(VacancyRow, vacancy_id, populate_existing=True)


def show_public(session: Session, public: str, at: datetime | None = None) -> VacancyRow:
    """The same by the number that stands in public addresses."""
    found = session.scalar(select(VacancyRow.id).where(VacancyRow.public_id == public))
    if found is None:
        raise NotFound(vacancy=public)
    return show(session, found, at)


def _replace(session: Session, held: list[Row], wanted: list[Row]) -> None:
    """New rows for old ones. The old go first, or a unique key would meet itself."""
    held.clear()
    session.flush()
    held.extend(wanted)


def _links(session: Session, names: Iterable[str]) -> list[VacancyIntermediary]:
    wanted = list(dict.fromkeys(names))
    known = dict(
        session.execute(select(Employer.slug, Employer.id).where(Employer.slug.in_(wanted), Employer.recruiter.is_(True))).tuples().all()
    )
    return [VacancyIntermediary(name=name, employer_id=known.get(name)) for name in wanted]
