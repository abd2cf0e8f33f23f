"""The two promises recomputed in plain Python: from rows of tables, and from what a person told, without any rule of the house."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from matcher.models import (
    CorrectiveAction,
    VacancyIntermediary,
    VacancyLanguage,
    VacancyLicence,
    VacancyQualification,
    VacancyRow,
    Vetting,
)
from tests.promise import plain_verdicts as plain
from tests.promise.plain_verdicts import MET, UNMET, Person, Row

READ = (VacancyRow, Vetting, CorrectiveAction, VacancyIntermediary, VacancyLanguage, VacancyLicence, VacancyQualification)
HARD = ("EMPLOYER_VETTING", "CLOSED", "COUNTRY", "PERMIT", "LANGUAGE", "LICENCE", "QUALIFICATION", "MINIMUM_AGE")


class Rows:
    """The tables as they stand, and the moment they are read for."""

    def __init__(self, connection: Connection, moment: datetime) -> None:
        self.moment = moment
        found = [[dict(one) for one in connection.execute(select(table.__table__)).mappings()] for table in READ]
        self.vacancies = {one["id"]: one for one in found[0]}
        self.vettings, self.actions, self.links, self.languages, self.licences, self.qualifications = found[1:]
        self.good = {one["employer_id"] for one in self.vettings if self._holds(one)}

    def _holds(self, one: Row) -> bool:
        if one["state"] != "granted" or not one["valid_from"] <= self.moment < one["valid_until"]:
            return False
        mine = [action for action in self.actions if action["vetting_id"] == one["id"] and action["closed_at"] is None]
        return all(self.moment < action["lapses_at"] for action in mine)

    def edges(self) -> set[datetime]:
        """The moments at which what is in force changes by the clock alone."""
        spans = {one[name] for one in self.vettings for name in ("valid_from", "valid_until") if one[name] is not None}
        return spans | {one["lapses_at"] for one in self.actions}

    def vetted(self, row: Row) -> bool:
        chain = {row["employer_id"], *(link["employer_id"] for link in self.links if link["vacancy_id"] == row["id"])}
        return chain <= self.good

    def open(self, row: Row) -> bool:
        return row["state"] == "published" and (row["closes_on"] is None or row["closes_on"] >= self.moment.date())

    def allowed(self) -> set[int]:
        """What may be shown to anybody at this moment."""
        return {number for number, row in self.vacancies.items() if self.vetted(row) and self.open(row)}

    def expected(self, person: Person) -> set[int]:
        """What has to be shown to this person: all that is allowed, but what a hard rule leaves out."""
        return {number for number in self.allowed() if UNMET not in [self.verdicts(person, number)[code] for code in HARD]}

    def left_out(self, person: Person) -> dict[str, int]:
        """Vacancies that each hard rule leaves out; drafts are not counted."""
        judged = [self.verdicts(person, number) for number, row in self.vacancies.items() if row["state"] != "draft"]
        counted = {code: sum(one[code] == UNMET for one in judged) for code in HARD}
        return {code: count for code, count in counted.items() if count}

    def verdicts(self, person: Person, number: int) -> dict[str, str]:
        row = self.vacancies[number]
        where, stated = row["country"], row["answered"]

        def asked(table: list[Row], name: str, **like: Any) -> list[Row] | None:
            mine = [one for one in table if one["vacancy_id"] == number and all(one[key] == value for key, value in like.items())]
            return mine if name in stated else None

        return {
            "EMPLOYER_VETTING": MET if self.vetted(row) else UNMET,
            "CLOSED": MET if self.open(row) else UNMET,
            "COUNTRY": plain.country(person.get("countries"), where),
            "PERMIT": plain.permit(person.get("permits"), where, row["sponsorship"]),
            "LANGUAGE": plain.languages(person.get("languages"), asked(self.languages, "languages", required=True)),
            "LICENCE": plain.licences(person.get("licences"), asked(self.licences, "licences", required=True)),
            "QUALIFICATION": plain.qualifications(person.get("qualifications"), asked(self.qualifications, "qualifications")),
            "MINIMUM_AGE": plain.age(person.get("birth_year"), row["minimum_age"], self.moment.year),
            "LANGUAGE_WISHED": plain.languages(person.get("languages"), asked(self.languages, "languages", required=False)),
            "LICENCE_WISHED": plain.licences(person.get("licences"), asked(self.licences, "licences", required=False)),
            "REFUSED_COUNTRY": plain.refused(person, where),
        }
