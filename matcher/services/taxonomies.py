"""Editions of the taxonomy: imported, listed, put to use, removed. Several stand side by side in the store, one is in use."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matcher.errors import DownloadRefused, EditionNotImported, InvalidInput, WrongState
from matcher.models import TaxonomyConcept, TaxonomyEdition, TaxonomyRelation, TaxonomyTerm
from matcher.services import carrying
from matcher.services.carrying import Carried
from matcher.services.editions import Progress, content, forget, store
from occupations import builtin, editions
from occupations.esco.concepts import ConceptKind
from occupations.esco.reading import Download, checksum
from occupations.taxonomy import Taxonomy

#: The number of the built-in edition, which no row has.
BUILT_IN = 0
#: Stands for the edition that was imported last.
NEWEST = "esco"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")


@dataclass(frozen=True, slots=True)
class Edition:
    """`counts`: concepts and relations by kind; `imported_at` is None for the built-in edition."""

    name: str
    checksum: str
    languages: tuple[str, ...]
    counts: Mapping[str, int]
    imported_at: datetime | None
    in_use: bool


def in_use(session: Session) -> int:
    """The number of the edition in use: small enough a question for every request."""
    return session.scalar(select(TaxonomyEdition.id).where(TaxonomyEdition.in_use)) or BUILT_IN


def name_in_use(session: Session) -> str:
    """What the edition in use is called."""
    return session.scalar(select(TaxonomyEdition.name).where(TaxonomyEdition.in_use)) or builtin.EDITION


def find(session: Session, name: str) -> int:
    """The number of an edition; "esco" is the one that was imported last. Raises EditionNotImported."""
    if name == builtin.EDITION:
        return BUILT_IN
    query = select(TaxonomyEdition.id).order_by(TaxonomyEdition.id.desc()).limit(1)
    found = session.scalar(query if name == NEWEST else query.where(TaxonomyEdition.name == name))
    if found is None:
        raise EditionNotImported(edition=name)
    return found


def load(session: Session, edition: int) -> Taxonomy:
    """An edition as it is worked with. Raises EditionNotImported."""
    if edition == BUILT_IN:
        return builtin.load()
    row = session.get(TaxonomyEdition, edition)
    if row is None:
        raise EditionNotImported(edition=edition)
    with _no_garbage():
        return editions.compose(row.name, *content(session, edition, whole=False))


@contextmanager
def _no_garbage() -> Iterator[None]:
    """While several hundred thousand objects are made that all stay, looking for garbage among them takes as long as making them."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


def is_whole(session: Session, name: str) -> bool:
    """Whether the store still holds, to the letter, what was imported. Raises EditionNotImported."""
    edition = find(session, name)
    wanted = session.scalar(select(TaxonomyEdition.checksum).where(TaxonomyEdition.id == edition))
    return checksum(*content(session, edition)) == wanted


def all_of(session: Session) -> list[Edition]:
    """The built-in edition first, then the others as they were imported."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for table in (TaxonomyConcept, TaxonomyRelation):
        query = select(table.edition_id, table.kind, func.count()).group_by(table.edition_id, table.kind)
        for edition, kind, count in session.execute(query):
            counts[edition][str(kind)] = count
    rows = session.scalars(select(TaxonomyEdition).order_by(TaxonomyEdition.id)).all()
    base = builtin.load()
    sizes = {str(ConceptKind.ISCO_GROUP): len(base.groups), str(ConceptKind.SKILL): len(base.skills)}
    languages = tuple(sorted({label.lang for label in base.labels}))
    found = [Edition(base.edition, base.checksum, languages, sizes, None, not any(row.in_use for row in rows))]
    for row in rows:
        found.append(Edition(row.name, row.checksum, tuple(row.languages), counts[row.id], row.imported_at, row.in_use))
    return found


def import_(session: Session, download: Download, name: str = "", progress: Progress = lambda done, total: None) -> tuple[str, bool]:
    """(name of the edition, whether it is new). What is here already is not stored again, unless under another name.

    Raises DownloadRefused where anything is wrong with the download, InvalidInput for a name that is taken or none.
    """
    if download.problems:
        raise DownloadRefused(problems=download.problems, count=download.problem_count)
    held = dict(session.execute(select(TaxonomyEdition.name, TaxonomyEdition.checksum).order_by(TaxonomyEdition.id)).tuples().all())
    if not name:
        same = next((known for known, of in held.items() if of == download.checksum), None)
        name = same or f"esco-{download.version or download.checksum[:8]}"
    if not _NAME.fullmatch(name) or name in (builtin.EDITION, NEWEST):
        raise InvalidInput(field="name", reason=f"{name!r} is none for an edition: small letters, digits and . _ -, 32 at most")
    if name in held:
        if held[name] == download.checksum:
            return name, False
        raise InvalidInput(field="name", reason=f"edition {name} is here already and holds something else: choose another name")
    row = TaxonomyEdition(name=name, checksum=download.checksum, languages=list(download.languages))
    session.add(row)
    session.flush()
    store(session, row.id, download, progress)
    return name, True


def use(session: Session, name: str) -> Carried:
    """Makes an edition the one that the whole installation works with, and carries over what was linked to the one before.

    For the edition that is in use already it carries what somebody linked at the moment of the change. Raises EditionNotImported.
    """
    _hold(session)
    before, after = in_use(session), find(session, name)
    carried = carrying.carry(session, load(session, before), load(session, after))
    session.execute(update(TaxonomyEdition).where(TaxonomyEdition.id != after).values(in_use=False))
    session.execute(update(TaxonomyEdition).where(TaxonomyEdition.id == after).values(in_use=True))
    return carried


def remove(session: Session, name: str) -> None:
    """Raises EditionNotImported, and WrongState for the edition in use and for the built-in one."""
    _hold(session)
    edition = find(session, name)
    if edition == BUILT_IN:
        raise WrongState(edition=name, reason=f"edition {name} is built in")
    if edition == in_use(session):
        raise WrongState(edition=name, reason=f"edition {name} is in use: put another one to use first")
    forget(session, edition)


def _hold(session: Session) -> None:
    """Whoever else puts an edition to use or removes one waits until our transaction ends."""
    session.execute(select(TaxonomyEdition.id).with_for_update())


def skill_label(session: Session, uri: str, lang: str) -> str:
    """What any edition calls a skill, the one imported last before the others; "" where none knows it.

    For skills that stayed as they were when another edition was put to use.
    """
    term, concept = TaxonomyTerm, TaxonomyConcept
    same = (concept.edition_id == term.edition_id) & (concept.number == term.concept)
    rows = session.execute(select(term.lang, term.preferred).join(concept, same).where(concept.uri == uri).order_by(term.edition_id))
    found = dict(rows.tuples().all())
    return found.get(lang) or found.get("en") or next(iter(found.values()), "")
