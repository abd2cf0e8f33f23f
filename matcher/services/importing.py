"""Vacancies from a file into the store: what can be read comes in, what cannot is named, and the same file again doubles nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.exchange import Problem, Reading, Row, read_vacancies
from matcher.models import Employer, VacancyRow
from matcher.services import carrying, linking, taxonomies, vacancies
from matcher.services.installation import is_evaluation
from matcher.services.vetting import employer_of
from matcher.terms import Terms
from matcher.vocabulary import VacancyState
from occupations.linker import Linker
from occupations.taxonomy import Occupation, Taxonomy

BATCH = 256
#: Rows, and bytes: a country's vacancies with whole descriptions. A command is given it by whoever runs the installation.
MOST, LARGEST = 1_000_000, 500_000_000


@dataclass(slots=True)
class Report:
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    unlinked: int = 0
    drafts: int = 0
    ended: int = 0
    unreadable: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds of an employer before an import: where it is, and the titles by external id."""

    country: str
    titles: dict[str, str]


def known(session: Session, employer_slug: str) -> Known:
    """Raises NotFound."""
    employer = employer_of(session, employer_slug)
    rows = session.execute(select(VacancyRow.external_id, VacancyRow.title).where(VacancyRow.employer_id == employer.id))
    return Known(employer.country, dict(rows.tuples().all()))


def read(raw: bytes, file: str, lang: str, country: str, report: Report, limit: int = MOST) -> list[Row]:
    """The readable rows of a file, in order; the others go into the report. `lang` and `country` serve rows that do not say.

    Raises InvalidInput for a file that cannot be taken at all.
    """
    reading: Reading = read_vacancies(raw, file, lang=lang, country=country, limit=limit, largest=LARGEST)
    report.read, report.unreadable = reading.read, list(reading.problems)
    return list(reading.rows)


@dataclass(frozen=True, slots=True)
class Linked:
    """What titles stand for in one edition, by the external id of their row; None where the linker abstained."""

    taxonomy: Taxonomy
    occupations: Mapping[str, Occupation | None]


Titles = dict[tuple[str, str | None], Occupation | None]


def link(rows: Sequence[Row], before: Known, linker: Linker, said: Titles | None = None) -> Linked:
    """The occupation of every row whose title is new, as precisely as the linker is sure of it.

    Touches no database: it takes the longest, and nobody else should wait for it. A title that many rows have is linked once; `said`,
    where it is given, remembers that from call to call.
    """
    said = {} if said is None else said
    new = [row.terms for row in rows if before.titles.get(row.terms.external_id) != row.terms.title]
    asked = list(dict.fromkeys((one.title, one.lang) for one in new if (one.title, one.lang) not in said))
    for start in range(0, len(asked), BATCH):
        titles, langs = zip(*asked[start : start + BATCH], strict=True)
        said.update(zip(asked[start : start + BATCH], linking.meant(linker, titles, langs), strict=True))
    return Linked(linker.taxonomy, {one.external_id: said[one.title, one.lang] for one in new})


def store(session: Session, employer_slug: str, rows: Sequence[Row], linked: Linked, report: Report) -> None:
    """Writes rows as vacancies of the employer: new ones, changed ones, and nothing for those that are the same.

    They come in as drafts, to be checked and published; a published one that changes is a draft again. What a row does not say is
    left as it was. In an evaluation installation they are shown at once.
    """
    employer, evaluation = employer_of(session, employer_slug), is_evaluation(session)
    occupations = _in_edition_in_use(session, linked)
    wanted = [row.terms.external_id for row in rows]
    query = select(VacancyRow).where(VacancyRow.employer_id == employer.id, VacancyRow.external_id.in_(wanted))
    held = {one.external_id: one for one in session.scalars(query)}
    vacancies.hold(session, list(held.values()))
    touched: list[VacancyRow] = []
    for row in rows:
        found = held.get(row.terms.external_id) or _new(session, employer, row, report)
        if found.state in (VacancyState.FILLED, VacancyState.CLOSED):
            report.ended += 1  # it is over; a copy would be a new one
            continue
        if found.title and not _differs(found, row):
            report.unchanged += 1
            report.drafts += found.state is VacancyState.DRAFT
            continue
        _write(session, found, row, occupations, report)
        if evaluation:
            found.state = VacancyState.PUBLISHED
        report.drafts += found.state is VacancyState.DRAFT
        touched.append(found)
    if touched:
        vacancies.record_changes(session, touched)


def _in_edition_in_use(session: Session, linked: Linked) -> Mapping[str, Occupation | None]:
    """What was found, in the edition in use: another one may have been put to use while the linker worked."""
    if taxonomies.name_in_use(session) == linked.taxonomy.edition:
        return linked.occupations
    taxonomy = taxonomies.load(session, taxonomies.in_use(session))
    return {row: one and carrying.same_in(taxonomy, one.uri, one.isco08) for row, one in linked.occupations.items()}


def _new(session: Session, employer: Employer, row: Row, report: Report) -> VacancyRow:
    made = VacancyRow(
        employer=employer,
        external_id=row.terms.external_id,
        title="",
        lang=row.terms.lang,
        answered=[],
        state=VacancyState.DRAFT,
        source={},
    )
    session.add(made)
    report.new += 1
    return made


def _write(session: Session, found: VacancyRow, row: Row, occupations: Mapping[str, Occupation | None], report: Report) -> None:
    report.changed += bool(found.title)
    if found.title != row.terms.title:
        found.link_to(occupations.get(row.terms.external_id))
        report.unlinked += found.occupation is None
    if found.state is VacancyState.PUBLISHED:
        found.state = VacancyState.DRAFT
    vacancies.write_terms(session, found, row.terms, _fields(row))
    found.source = row.source


def _fields(row: Row) -> frozenset[str]:
    """What the row says, with what stands in for it where it does not."""
    return row.stated | {"lang"} | ({"country"} if row.terms.country else set())


def _differs(found: VacancyRow, row: Row) -> bool:
    held: Terms = vacancies.terms(found)
    return found.source != row.source or any(getattr(held, name) != getattr(row.terms, name) for name in _fields(row) - {"external_id"})
