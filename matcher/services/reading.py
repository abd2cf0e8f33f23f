"""Vacancies out of the store, as the frozen values that the rules read: by plain queries, which cost a fifth of whole objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matcher.models import (
    Employer,
    VacancyIntermediary,
    VacancyLanguage,
    VacancyLicence,
    VacancyQualification,
    VacancyRow,
    VacancySkill,
)
from matcher.profile import Money
from matcher.vacancy import UNKNOWN_LINK, LanguageNeed, LicenceNeed, Vacancy
from matcher.vocabulary import Shift, VacancyState

#: Vacancies that are read at once; and numbers asked for at once, inside SQLite's limits.
BATCH = 2_000
Thing = TypeVar("Thing")
#: What a row holds under the same name and in the same form as the value.
_PLAIN = (
    "id", "external_id", "employer_id", "title", "lang", "description", "state", "country", "region", "place", "occupation", "starts_on",
    "closes_on", "contract_type", "contract_months", "hours_week", "sponsorship", "accommodation", "minimum_age", "experience_months",
    "positions",
)  # fmt: skip
_ROW = select(
    *(getattr(VacancyRow, name) for name in _PLAIN), Employer.name.label("employer"),
    VacancyRow.shifts, VacancyRow.pay_amount, VacancyRow.pay_currency, VacancyRow.pay_period, VacancyRow.answered,
).join(Employer, Employer.id == VacancyRow.employer_id).order_by(VacancyRow.id)  # fmt: skip
#: What hangs on a vacancy, in the order in which it was told.
_LISTS = {
    "chain": (VacancyIntermediary, (VacancyIntermediary.employer_id,)),
    "languages": (VacancyLanguage, (VacancyLanguage.code, VacancyLanguage.level, VacancyLanguage.required)),
    "licences": (VacancyLicence, (VacancyLicence.code, VacancyLicence.required)),
    "qualifications": (VacancyQualification, (VacancyQualification.kind,)),
    "skills": (VacancySkill, (VacancySkill.skill,)),
}
_Lists = Mapping[str, Mapping[int, list[tuple[Any, ...]]]]


def values(session: Session, ids: Iterable[int]) -> Iterator[Vacancy]:
    """Those of these vacancies that there are, batch by batch; inside each by ascending number."""
    for chunk in batches(ids):
        yield from _values(session, VacancyRow.id.in_(chunk), lambda column, chunk=chunk: column.in_(chunk))


def searched(session: Session, ids: Sequence[int] | None = None) -> Iterator[Vacancy]:
    """All vacancies but drafts, or those of `ids` (ascending), by ascending number, as the store has them now."""
    if ids is not None:
        yield from (one for one in values(session, ids) if one.state is not VacancyState.DRAFT)
        return
    last = 0
    numbers = select(VacancyRow.id).where(VacancyRow.state != VacancyState.DRAFT).order_by(VacancyRow.id).limit(BATCH)
    while chunk := session.scalars(numbers.where(VacancyRow.id > last)).all():
        first, last = chunk[0], chunk[-1]
        among = VacancyRow.id.between(first, last) & (VacancyRow.state != VacancyState.DRAFT)
        yield from _values(session, among, lambda column, first=first, last=last: column.between(first, last))


def batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    remaining = iter(things)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _values(session: Session, which: ColumnElement[bool], belonging: Any) -> list[Vacancy]:
    """`belonging` says the same as `which` of a column that names the vacancy."""
    lists = {name: _of(session, model, columns, belonging) for name, (model, columns) in _LISTS.items()}
    return [_value(row, lists) for row in session.execute(_ROW.where(which))]


def _of(session: Session, model: Any, columns: tuple[Any, ...], belonging: Any) -> Mapping[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for vacancy_id, *told in session.execute(select(model.vacancy_id, *columns).where(belonging(model.vacancy_id)).order_by(model.id)):
        found[vacancy_id].append(tuple(told))
    return found


def _value(row: Any, lists: _Lists) -> Vacancy:
    """The frozen value the rules read; requirements nobody has stated are None."""
    told = {name: kept.get(row.id, []) for name, kept in lists.items()}
    stated = set(row.answered)
    return Vacancy(
        **{name: getattr(row, name) for name in _PLAIN},
        employer=row.employer,
        chain=tuple(link or UNKNOWN_LINK for (link,) in told["chain"]),
        shifts=None if row.shifts is None else tuple(Shift(shift) for shift in row.shifts),
        pay=Money.told(row.pay_amount, row.pay_currency, row.pay_period),
        languages=tuple(LanguageNeed(*one) for one in told["languages"]) if "languages" in stated else None,
        licences=tuple(LicenceNeed(*one) for one in told["licences"]) if "licences" in stated else None,
        qualifications=tuple(kind for (kind,) in told["qualifications"]) if "qualifications" in stated else None,
        skills=tuple(skill for (skill,) in told["skills"]),
    )
