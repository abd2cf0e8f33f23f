"""Carries what is linked to one edition of the taxonomy over to another: by ESCO URI, else to the unit group; skills by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, cast, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from matcher.models import CurriculumVitae, Jobseeker, JobseekerSkill, VacancyRow, VacancySkill, WorkExperience
from matcher.services import vacancies
from occupations.taxonomy import Occupation, Taxonomy


@dataclass(frozen=True, slots=True)
class Left:
    """Something that stayed as it was. `number` is a public one, or that of a row: never a name."""

    thing: str
    number: str
    was: str
    why: str


@dataclass(slots=True)
class Carried:
    """By thing ("work", "cv", "vacancy", "skill", "vacancy_skill", "task"): how many were carried over, and how many of these say
    something else now; and whatever had to stay.
    """

    before: str
    after: str
    carried: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    left: list[Left] = field(default_factory=list)


def same_in(taxonomy: Taxonomy, uri: str | None, isco08: str) -> Occupation | None:
    """What an occupation of any edition is in this one: by its ESCO URI, else its unit group; None where there is neither."""
    return taxonomy.by_uri.get(uri or "") or taxonomy.occupations.get(isco08)


def carry(session: Session, before: Taxonomy, after: Taxonomy) -> Carried:
    """Changes every row that says which occupation or skill something is. What was told in people's own words is not touched,
    nor what an employer was shown of a person.
    """
    move = _Move(before, after, Carried(before.edition, after.edition))
    move.occupations(session, "work", WorkExperience, WorkExperience.id, {"edition": after.edition})
    move.occupations(session, "cv", CurriculumVitae, CurriculumVitae.public_id, {"edition": after.edition})
    changed = move.occupations(session, "vacancy", VacancyRow, VacancyRow.public_id, {})
    move.skills(session, "skill", JobseekerSkill, JobseekerSkill.jobseeker_id, Jobseeker)
    changed |= move.skills(session, "vacancy_skill", VacancySkill, VacancySkill.vacancy_id, VacancyRow)
    move.tasks(session)
    vacancies.record_numbers(session, sorted(changed))
    return move.report


class _Move:
    def __init__(self, before: Taxonomy, after: Taxonomy, report: Carried) -> None:
        self._before, self._after, self.report = before, after, report
        self._skill = cache(self._found_skill)

    def occupations(
        self, session: Session, thing: str, model: Any, number: InstrumentedAttribute[Any], also: Mapping[str, str]
    ) -> set[int]:
        """Carries one table over; the rows whose code changed. `also`: what else they say from now on."""
        table = model.__table__
        # Nobody has edited anything: the day of the last change stays.
        same = {name: table.c[name] for name in ("updated_at",) if name in table.c}
        query = update(table).where(table.c.id == bindparam("row"), table.c.occupation == bindparam("was"))
        query = query.values(occupation=bindparam("code"), occupation_uri=bindparam("uri"), **same, **also)
        moved: list[dict[str, Any]] = []
        carried = 0
        for row, shown, was, kept in session.execute(
            select(model.id, number, model.occupation, model.occupation_uri).where(model.occupation.is_not(None))
        ):
            code, uri = self._found_occupation(was, kept)
            if code is None:
                self._stays(thing, shown, was)
                continue
            carried += 1
            if also or (code, uri) != (was, kept):
                moved.append({"row": row, "was": was, "code": code, "uri": uri})
        if moved:
            session.execute(query, moved)
        changed = {one["row"] for one in moved if one["code"] != one["was"]}
        self._count(thing, carried, len(changed))
        return changed

    def skills(self, session: Session, thing: str, model: Any, owner: InstrumentedAttribute[int], owners: Any) -> set[int]:
        """Carries one table of skills over; the owners for whom anything changed. Who has both already has one of them then."""
        rows = session.execute(select(model.id, owner, owners.public_id, model.skill).join(owners, owners.id == owner)).all()
        held = {(whose, skill) for _, whose, _, skill in rows}
        changed: set[int] = set()
        for row, whose, shown, was in rows:
            skill = self._skill(was)
            if skill is None:
                self._stays(thing, shown, was)
                continue
            self._count(thing, 1, skill != was)
            if skill != was:
                changed.add(whose)
                this, double = model.id == row, (whose, skill) in held
                held.add((whose, skill))
                session.execute(delete(model).where(this) if double else update(model).where(this).values(skill=skill))
        return changed

    def tasks(self, session: Session) -> None:
        """Skills that somebody said they used in one work."""
        told = select(WorkExperience.id, WorkExperience.tasks).where(cast(WorkExperience.tasks, String) != "[]")
        for row, tasks in session.execute(told).all():
            found = {task: self._skill(task) for task in tasks}
            for task in (task for task, skill in found.items() if skill is None):
                self._stays("task", row, task)
            kept = list(dict.fromkeys(skill or task for task, skill in found.items()))
            if kept != tasks:
                session.execute(update(WorkExperience).where(WorkExperience.id == row).values(tasks=kept))
            self._count("task", sum(skill is not None for skill in found.values()), len(set(tasks) - set(kept)))

    def _found_occupation(self, code: str, uri: str | None) -> tuple[str | None, str | None]:
        """(code in the new edition, URI to keep beside it); no code where there is nothing for it.

        A URI that was kept says more than the code, which may be the unit group that was left of it on the way here.
        """
        known = self._before.occupations.get(code)
        uri = uri or (known.uri if known else None)
        found = same_in(self._after, uri, known.isco08 if known else code[:4])
        return (found.code if found else None), uri

    def _found_skill(self, skill_id: str) -> str | None:
        """The same skill, else one of exactly the same name in any language."""
        if skill_id in self._after.skills:
            return skill_id
        known = self._before.skills.get(skill_id)
        named = (self._after.find_skill(name) for name in known.labels.values()) if known else ()
        return next((one.id for one in named if one), None)

    def _stays(self, thing: str, number: object, was: str) -> None:
        self.report.left.append(Left(thing, str(number), was, f"{self._after.edition} has nothing that is the same"))

    def _count(self, thing: str, carried: int, changed: int) -> None:
        self.report.carried[thing] += carried
        self.report.changed[thing] += changed
