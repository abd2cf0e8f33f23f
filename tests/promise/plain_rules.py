"""The two promises recomputed in plain Python: from rows of tables, and from what a person told, without any rule of the house.

A person is the JSON that `oficio match` reads: what is missing there is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
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

Row = dict[str, Any]
Person = dict[str, Any]
READ = (VacancyRow, Vetting, CorrectiveAction, VacancyIntermediary, VacancyLanguage, VacancyLicence, VacancyQualification)
MET, UNMET, UNKNOWN = "met", "unmet", "unknown"
HARD = ("EMPLOYER_VETTING", "CLOSED", "COUNTRY", "PERMIT", "LANGUAGE", "LICENCE", "QUALIFICATION", "MINIMUM_AGE")
#: A driving class and those it includes.
INCLUDES = {"driving_c": ("driving_b", "driving_am"), "driving_b": ("driving_am",)}


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
            "COUNTRY": _country(person.get("countries"), where),
            "PERMIT": _permit(person.get("permits"), where, row["sponsorship"]),
            "LANGUAGE": _languages(person.get("languages"), asked(self.languages, "languages", required=True)),
            "LICENCE": _licences(person.get("licences"), asked(self.licences, "licences", required=True)),
            "QUALIFICATION": _qualifications(person.get("qualifications"), asked(self.qualifications, "qualifications")),
            "MINIMUM_AGE": _age(person.get("birth_year"), row["minimum_age"], self.moment.year),
            "LANGUAGE_WISHED": _languages(person.get("languages"), asked(self.languages, "languages", required=False)),
            "LICENCE_WISHED": _licences(person.get("licences"), asked(self.licences, "licences", required=False)),
            "REFUSED_COUNTRY": _refused(person, where),
        }


def _country(wanted: list[str] | None, where: str | None) -> str:
    if wanted is None or where is None:
        return UNKNOWN
    return MET if where in wanted else UNMET


def _permit(held: list[str] | None, where: str | None, sponsored: bool | None) -> str:
    if sponsored or (where is not None and held is not None and where in held):
        return MET
    if held is None or sponsored is None or (where is None and held):
        return UNKNOWN
    return UNMET


def _languages(held: list[dict[str, str | None]] | None, needs: list[Row] | None) -> str:
    if needs is None:
        return UNKNOWN
    if held is None:
        return UNKNOWN if needs else MET
    levels = {one["code"]: one["level"] for one in held}
    each = []
    for need in needs:
        if need["code"] not in levels:
            each.append(UNMET)
        elif levels[need["code"]] is None or need["level"] is None:
            each.append(UNKNOWN)
        else:
            each.append(MET if str(levels[need["code"]]) >= str(need["level"]) else UNMET)
    return _worst(each)


def _licences(held: list[str] | None, needs: list[Row] | None) -> str:
    if needs is None:
        return UNKNOWN
    if held is None:
        return UNKNOWN if needs else MET
    good = {*held, *(lesser for one in held for lesser in INCLUDES.get(one, ()))}
    return _worst(MET if need["code"] in good else UNMET for need in needs)


def _qualifications(held: list[str] | None, needs: list[Row] | None) -> str:
    if needs is None:
        return UNKNOWN
    if held is None:
        return UNKNOWN if needs else MET
    highest = max((int(one[6:]) for one in held if one.startswith("isced_")), default=0)
    trades = any(not one.startswith("isced_") for one in held)
    each = []
    for need in (str(one["kind"]) for one in needs):
        level = int(need[6:]) if need.startswith("isced_") else None
        if need in held or (level is not None and level <= highest):
            each.append(MET)
        else:
            each.append(UNKNOWN if "unmapped" in held or (level is not None and trades) else UNMET)
    return _worst(each)


def _age(born: int | None, asked: int | None, year: int) -> str:
    age = max(18, asked or 18)
    if born is None or year - born == age:
        return UNKNOWN
    return MET if year - born > age else UNMET


def _refused(person: Person, where: str | None) -> str:
    refused = person.get("refused_countries")
    if refused is None:
        return MET if where in (person.get("countries") or ()) else UNKNOWN
    if where is None:
        return UNKNOWN if refused else MET
    return UNMET if where in refused else MET


def _worst(each: Iterable[str]) -> str:
    """One that is unmet decides; else one that is unknown."""
    found = set(each)
    return UNMET if UNMET in found else UNKNOWN if UNKNOWN in found else MET
