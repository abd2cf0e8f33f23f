"""Vacancies from JSON Lines: what can be read comes in, what cannot is named, and the same file again doubles nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.codes import COUNTRIES, LANGUAGES
from matcher.errors import InvalidInput, NotFound
from matcher.masking import mask_contacts
from matcher.models import Employer, VacancyRow
from matcher.services import vacancies
from matcher.services.installation import is_evaluation
from matcher.vocabulary import ContractType, VacancyState
from occupations.linker import Linker

#: What public job boards call their contracts. Other words stay unknown; the original is kept in `source` either way.
_CONTRACTS = {
    "determinado": ContractType.FIXED_TERM,
    "temporal": ContractType.FIXED_TERM,
    "indefinido": ContractType.PERMANENT,
    "puesto de aprendiz": ContractType.APPRENTICESHIP,
    "apprenticeship": ContractType.APPRENTICESHIP,
}
#: Answers of an evaluation set; reading them would make the measurement worthless.
NEVER_READ = frozenset({"esco_uri", "isco08", "esco_label"})
BATCH = 256


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that could not be taken; `str()` is the sentence shown."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.reason}"


@dataclass(slots=True)
class Report:
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    unlinked: int = 0
    drafts: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """One vacancy as the file tells it, contact details masked."""

    external_id: str
    title: str
    description: str
    lang: str
    country: str
    region: str | None
    contract_type: ContractType | None
    source: dict[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds of an employer before an import: where it is, and the titles by external id."""

    country: str
    titles: dict[str, str]


def known(session: Session, employer_slug: str) -> Known:
    """Raises NotFound."""
    employer = _employer(session, employer_slug)
    rows = session.execute(select(VacancyRow.external_id, VacancyRow.title).where(VacancyRow.employer_id == employer.id))
    return Known(employer.country, dict(rows.tuples().all()))


def read(raw: bytes, file: str, lang: str, country: str, report: Report) -> Iterator[Line]:
    """The readable lines of a file, in order; the others go into the report. `lang` and `country` serve lines that do not say."""
    seen: dict[str, int] = {}
    for number, text in enumerate(raw.split(b"\n"), 1):
        if not text.strip():
            continue
        report.read += 1
        try:
            line = _parse(text, lang, country)
            if line.external_id in seen:
                raise InvalidInput(field="id", reason=f"{line.external_id!r} stands in line {seen[line.external_id]} already")
        except InvalidInput as error:
            report.unreadable.append(Unreadable(file, number, error.facts["field"], error.facts["reason"]))
            continue
        seen[line.external_id] = number
        yield line


Occupations = dict[str, str | None]


def link(lines: Sequence[Line], before: Known, linker: Linker, progress: Callable[[int], None] = lambda done: None) -> Occupations:
    """The occupation of every line whose title is new, by external id; None where the linker abstains.

    Touches no database: it takes the longest, and nobody else should wait for it. `progress` is told how many lines are done.
    """
    found: Occupations = {}
    for start in range(0, len(lines), BATCH):
        fresh = [line for line in lines[start : start + BATCH] if before.titles.get(line.external_id) != line.title]
        links = linker.link_many([line.title for line in fresh], [line.lang for line in fresh], top=1)
        found.update((line.external_id, best[0].isco08 if best else None) for line, best in zip(fresh, links, strict=True))
        progress(start + BATCH)
    return found


def store(session: Session, employer_slug: str, lines: Sequence[Line], occupations: Occupations, report: Report) -> None:
    """Writes lines as vacancies of the employer: new ones, changed ones, and nothing for those that are the same.

    A vacancy that lacks what publication requires stays a draft, except in an evaluation installation.
    """
    employer, evaluation = _employer(session, employer_slug), is_evaluation(session)
    wanted = [line.external_id for line in lines]
    query = select(VacancyRow).where(VacancyRow.employer_id == employer.id, VacancyRow.external_id.in_(wanted))
    rows = {row.external_id: row for row in session.scalars(query)}
    touched: list[VacancyRow] = []
    for line in lines:
        row = rows.get(line.external_id)
        if row is None:
            row = VacancyRow(employer=employer, external_id=line.external_id, answered=[], state=VacancyState.DRAFT)
            session.add(row)
            report.new += 1
        elif not _differs(row, line):
            report.unchanged += 1
            report.drafts += row.state is VacancyState.DRAFT
            continue
        else:
            report.changed += 1
        if row.title != line.title:
            row.occupation = occupations.get(line.external_id)
            report.unlinked += row.occupation is None
        for name in FIELDS:
            setattr(row, name, getattr(line, name))
        if evaluation:
            row.state = VacancyState.PUBLISHED
        elif row.state is VacancyState.PUBLISHED and vacancies.missing(row):
            row.state = VacancyState.DRAFT
        report.drafts += row.state is VacancyState.DRAFT
        touched.append(row)
    if touched:
        vacancies.record_changes(session, touched)


#: What a file says of a vacancy; everything else about it is left alone.
FIELDS = ("title", "description", "lang", "country", "region", "contract_type", "source")


def _differs(row: VacancyRow, line: Line) -> bool:
    return any(getattr(row, name) != getattr(line, name) for name in FIELDS)


def _employer(session: Session, slug: str) -> Employer:
    employer = session.scalar(select(Employer).where(Employer.slug == slug))
    if employer is None:
        raise NotFound(employer=slug)
    return employer


def _parse(raw: bytes, lang: str, country: str) -> Line:
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidInput(field="line", reason=f"not UTF-8 at byte {error.start + 1}") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError, too
        raise InvalidInput(field="line", reason=f"not JSON: {str(error)[:80]}") from error
    if not isinstance(row, dict):
        raise InvalidInput(field="line", reason="not a JSON object")
    return Line(
        external_id=_text(row, "id", 120, required=True),
        title=mask_contacts(_text(row, "title", 500, required=True)),
        description=mask_contacts(_text(row, "description", 50_000)),
        lang=_code(row, "lang", LANGUAGES) or lang,
        country=_code(row, "country", COUNTRIES) or country,
        region=_text(row, "province", 120) or None,
        contract_type=_CONTRACTS.get(_text(row, "contract", 120).casefold()),
        source={name: text for name in ("contract", "published") if (text := _text(row, name, 120))},
    )


def _code(row: dict[str, Any], name: str, known: Container[str]) -> str:
    """A code of a standard in its own letter case; languages of three letters become two where they can."""
    given = _text(row, name, 8)
    code = given.upper() if name == "country" else given.lower()
    if code and code not in known:
        raise InvalidInput(field=name, reason=f"{given!r} is no code of {'ISO 3166-1' if name == 'country' else 'ISO 639'}")
    return LANGUAGES[code] if code and name == "lang" else code


def _text(row: dict[str, Any], name: str, longest: int, required: bool = False) -> str:
    """A text field; missing, null and NaN are empty. Control characters (NUL cannot be stored) are refused, not dropped."""
    given = row.get(name)
    if given is None or (isinstance(given, float) and given != given):
        given = ""
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str):
        raise InvalidInput(field=name, reason="not a text")
    if "\x00" in given or any("\ud800" <= char <= "\udfff" for char in given):
        raise InvalidInput(field=name, reason="holds a character that is not text")
    if len(given) > longest:
        raise InvalidInput(field=name, reason=f"longer than {longest} characters")
    if required and not given.strip():
        raise InvalidInput(field=name, reason="missing")
    return given.strip()
