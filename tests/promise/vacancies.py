"""What happens to vacancies: by the verbs of the house, and past them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.models import Jobseeker, VacancyRow
from matcher.services import cvs, publishing, vacancies
from matcher.vocabulary import VacancyState
from tests import factories

#: So few that a page of matches holds them all.
MOST = 16
NAMES = ("Soldador", "Cocinero", "Peón agrícola", "Enfermera")
#: What stands in a title and nowhere else: one for every title that ever was, so that a page tells which vacancy it names, and as of when.
MARK = re.compile(r"\bk(\d+)q\b")


def marks(text: str) -> set[int]:
    return {int(one) for one in MARK.findall(text)}


class VacancyEdits:
    """`wanted`: fields of `Terms` by name. `which` is any number: of so many vacancies as there are, one."""

    titles = 0

    def write(self, session: Session, which: int, state: VacancyState, wanted: dict[str, Any]) -> None:
        """By rows, in any state."""
        row = self._new(session, which, wanted)
        if row is not None:
            row.state = state
            vacancies.record_changes(session, [row])

    def publish_new(self, session: Session, which: int, wanted: dict[str, Any]) -> None:
        """As an employer does: a draft, checked and published."""
        row = self._new(session, which, wanted)
        if row is not None:
            publishing.publish(session, row)

    def rework(self, session: Session, which: int, wanted: dict[str, Any], again: bool) -> None:
        """What was published is a draft until it is published again."""
        for row in self._row(session, which):
            self._write(session, row, wanted, publishing.write)
            if again:
                publishing.publish(session, row)

    def alter(self, session: Session, which: int, wanted: dict[str, Any]) -> None:
        """By rows: changed while it is shown."""
        for row in self._row(session, which):
            self._write(session, row, wanted, vacancies.write_terms)
            vacancies.record_changes(session, [row])

    def put(self, session: Session, which: int, state: VacancyState) -> None:
        for row in self._row(session, which):
            row.state = state
            vacancies.record_changes(session, [row])

    def publish(self, session: Session, which: int) -> None:
        for row in self._row(session, which):
            publishing.publish(session, row)

    def finish(self, session: Session, which: int, state: VacancyState) -> None:
        for row in self._row(session, which):
            publishing.finish(session, row, state)

    def extend(self, session: Session, which: int, days: int) -> None:
        for row in self._row(session, which):
            publishing.extend(session, row, now().date() + timedelta(days=days))

    def copy(self, session: Session, which: int) -> None:
        for row in self._row(session, which):
            if len(self._rows(session)) < MOST:
                publishing.copy(session, row).title = self._title(NAMES[0])

    def remove(self, session: Session, which: int) -> None:
        """A draft by its verb, anything else by its row."""
        for row in self._row(session, which):
            if row.state is VacancyState.DRAFT and not row.publications:
                publishing.remove_draft(session, row)
            else:
                session.delete(row)
            vacancies.record_numbers(session, [row.id])

    def _new(self, session: Session, which: int, wanted: dict[str, Any]) -> VacancyRow | None:
        count = len(self._rows(session))
        if count >= MOST:
            return None
        owner, title = self._employer(session, which), self._title(NAMES[count % len(NAMES)])
        row = factories.vacancy_row(session, owner, f"v{self.titles}", state=VacancyState.DRAFT, title=title)
        self._write(session, row, wanted, vacancies.write_terms)
        # Ana has a CV for every vacancy: made while it could be shown, and kept when it no longer may.
        person = session.scalars(select(Jobseeker).where(Jobseeker.name == "Ana")).one()
        cvs.make(session, person, cvs.Settings(lang="es", country=row.country, occupation=row.occupation), row.id)
        return row

    def _write(self, session: Session, row: VacancyRow, wanted: dict[str, Any], verb: Any) -> None:
        given = dict(wanted)
        if "title" in given:
            given["title"] = self._title(given["title"])
        if given.get("closes_on") is not None:
            given["closes_on"] = now().date() + timedelta(days=given["closes_on"])
        if given.get("intermediaries"):
            given["intermediaries"] = tuple(self._slug(session, one) for one in given["intermediaries"])
        verb(session, row, replace(vacancies.terms(row), **given), list(given))

    def _slug(self, session: Session, which: int) -> str:
        """Every tenth is somebody whom nobody knows here."""
        return "nobody" if which % 10 == 9 else self._employer(session, which).slug

    def _title(self, name: str) -> str:
        self.titles += 1
        return f"{name} k{self.titles}q"

    def _rows(self, session: Session) -> list[VacancyRow]:
        return list(session.scalars(select(VacancyRow).order_by(VacancyRow.id)))

    def _row(self, session: Session, which: int) -> Iterable[VacancyRow]:
        """One; none where there is none."""
        found = self._rows(session)
        return [found[which % len(found)]] if found else []
