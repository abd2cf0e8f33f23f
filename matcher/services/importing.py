"""Vacancies from JSON Lines: what can be read comes in, what cannot is named, and the same file again doubles nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

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
class _Line:
    external_id: str
    title: str
    description: str
    lang: str
    country: str
    region: str | None
    contract_type: ContractType | None
    source: dict[str, str]


def import_lines(
    session: Session,
    path: Path,
    employer_slug: str,
    lang: str,
    linker: Linker,
    progress: Callable[[int], None] = lambda done: None,
) -> Report:
    """Reads `path` into the employer's vacancies. Raises NotFound (employer) and InvalidInput (file that cannot be opened).

    A vacancy that lacks what publication requires stays a draft, except in an evaluation installation. `progress` is told the
    number of lines done.
    """
    employer = session.scalar(select(Employer).where(Employer.slug == employer_slug))
    if employer is None:
        raise NotFound(employer=employer_slug)
    known = {row.external_id: row for row in session.scalars(select(VacancyRow).where(VacancyRow.employer_id == employer.id))}
    report, evaluation = Report(), is_evaluation(session)
    batch: list[_Line] = []
    for number, line in enumerate(_lines(path, lang, employer.country, report), 1):
        batch.append(line)
        if len(batch) == BATCH:
            _store(session, employer, batch, known, linker, evaluation, report)
            batch = []
            progress(number)
    _store(session, employer, batch, known, linker, evaluation, report)
    progress(report.read)
    return report


def _lines(path: Path, lang: str, country: str, report: Report) -> Iterator[_Line]:
    """The readable lines; the others go into the report."""
    seen: dict[str, int] = {}
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InvalidInput(file=str(path), reason=error.strerror or "cannot be opened") from error
    with stream:
        for number, raw in enumerate(stream, 1):
            if not raw.strip():
                continue
            report.read += 1
            try:
                line = _parse(raw, lang, country)
                if line.external_id in seen:
                    raise InvalidInput(field="id", reason=f"{line.external_id!r} stands in line {seen[line.external_id]} already")
            except InvalidInput as error:
                report.unreadable.append(Unreadable(path.name, number, error.facts["field"], error.facts["reason"]))
                continue
            seen[line.external_id] = number
            yield line


def _parse(raw: bytes, lang: str, country: str) -> _Line:
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidInput(field="line", reason=f"not UTF-8 at byte {error.start + 1}") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidInput(field="line", reason=f"not JSON: {str(error)[:80]}") from error
    if not isinstance(row, dict):
        raise InvalidInput(field="line", reason="not a JSON object")
    return _Line(
        external_id=_text(row, "id", 120, required=True),
        title=mask_contacts(_text(row, "title", 500, required=True)),
        description=mask_contacts(_text(row, "description", 50_000)),
        lang=_text(row, "lang", 8) or lang,
        country=_text(row, "country", 2) or country,
        region=_text(row, "province", 120) or None,
        contract_type=_CONTRACTS.get(_text(row, "contract", 120).casefold()),
        source={name: text for name in ("contract", "published") if (text := _text(row, name, 120))},
    )


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


def _store(
    session: Session,
    employer: Employer,
    batch: list[_Line],
    known: dict[str, VacancyRow],
    linker: Linker,
    evaluation: bool,
    report: Report,
) -> None:
    touched: list[VacancyRow] = []
    fresh = [line for line in batch if line.external_id not in known or known[line.external_id].title != line.title]
    links = linker.link_many([line.title for line in fresh], [line.lang for line in fresh], top=1)
    linked = {line.external_id: found[0].isco08 if found else None for line, found in zip(fresh, links, strict=True)}
    for line in batch:
        row = known.get(line.external_id)
        if row is None:
            row = VacancyRow(employer=employer, external_id=line.external_id, answered=[], state=VacancyState.DRAFT)
            session.add(row)
            known[line.external_id] = row
            report.new += 1
        elif not _differs(row, line):
            report.unchanged += 1
            report.drafts += row.state is VacancyState.DRAFT
            continue
        else:
            report.changed += 1
        row.title, row.description, row.lang, row.country = line.title, line.description, line.lang, line.country
        row.region, row.contract_type, row.source = line.region, line.contract_type, line.source
        if line.external_id in linked:
            row.occupation = linked[line.external_id]
            report.unlinked += row.occupation is None
        if evaluation:
            row.state = VacancyState.PUBLISHED
        elif row.state is VacancyState.PUBLISHED and vacancies.missing(row):
            row.state = VacancyState.DRAFT
        report.drafts += row.state is VacancyState.DRAFT
        touched.append(row)
    if touched:
        vacancies.record_changes(session, touched)


def _differs(row: VacancyRow, line: _Line) -> bool:
    names = ("title", "description", "lang", "country", "region", "contract_type", "source")
    return any(getattr(row, name) != getattr(line, name) for name in names)
