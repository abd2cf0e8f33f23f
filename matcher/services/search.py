"""The searchable copy of the vacancies: derived data, kept beside the database and never believed over it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher import index as files
from matcher.columns import Columns
from matcher.encoder import Encoder
from matcher.errors import IndexDamaged
from matcher.index import Manifest, VectorIndex
from matcher.models import Change, VacancyRow
from matcher.pipeline import Searchable
from matcher.services.vacancies import value
from matcher.vacancy import Vacancy
from matcher.vocabulary import VacancyState
from occupations.taxonomy import Taxonomy

#: Up to this many changed vacancies are asked for by number; for more, reading all is quicker and stays inside SQLite's limits.
FEW = 2_000


@dataclass(frozen=True)
class _Snapshot:
    change: int
    vacancies: dict[int, Vacancy]
    searchable: Searchable


class VacancySearch:
    """All vacancies but drafts, by row. Catches up with the change log before every search; rebuilds on any mismatch."""

    def __init__(self, folder: Path, encoder: Encoder, taxonomy: Taxonomy) -> None:
        self._folder, self._encoder, self._taxonomy = folder, encoder, taxonomy
        self._snapshot: _Snapshot | None = None
        self._lock = threading.Lock()

    def current(self, session: Session) -> Searchable:
        """What can be searched now, every committed change included."""
        with self._lock:
            latest = _latest_change(session)
            if self._snapshot is None:
                self._snapshot = self._open(session, latest)
            if self._snapshot is None:
                self._snapshot = self._build(session, latest)
                self._write(self._snapshot)
            if self._snapshot.change < latest:
                self._snapshot = self._caught_up(session, self._snapshot, latest)
            return self._snapshot.searchable

    def rebuild(self, session: Session) -> Manifest:
        """Encodes everything anew and writes the index."""
        with self._lock:
            self._snapshot = self._build(session, _latest_change(session))
            return self._write(self._snapshot)

    def save(self, session: Session) -> Manifest:
        """Writes the index as it is now, for the next start."""
        self.current(session)
        with self._lock:
            assert self._snapshot is not None  # noqa: S101  (current() has just made it)
            return self._write(self._snapshot)

    def status(self, session: Session) -> dict[str, object]:
        """What is on disk against what is in use: {"usable": bool, "manifest": {...}, "expected": {...}, "behind": changes}."""
        manifest = files.read_manifest(self._folder)
        return {
            "usable": manifest is not None and self._fits(manifest),
            "manifest": asdict(manifest) if manifest else None,
            "expected": {"encoder": self._encoder.id, "taxonomy": self._taxonomy.checksum},
            "behind": _latest_change(session) - (manifest.change if manifest else 0),
        }

    def verify(self, session: Session) -> None:
        """Raises IndexDamaged where the files on disk disagree with their manifest, with what is in use, or with the database."""
        manifest = files.read_manifest(self._folder)
        if manifest is None:
            raise IndexDamaged(reason="there is none")
        if not self._fits(manifest):
            raise IndexDamaged(reason="made with another encoder or taxonomy")
        index = files.load(self._folder, manifest)
        latest = _latest_change(session)
        if manifest.change > latest:
            raise IndexDamaged(reason="made from another database")
        if manifest.change == latest:
            made_from = dict(zip(index.ids.tolist(), index.texts.tolist(), strict=True))
            if made_from != {row.id: files.text_key(value(row).text) for row in _rows(session)}:
                raise IndexDamaged(reason="vacancies differ from the database")

    def _fits(self, manifest: Manifest) -> bool:
        return (manifest.encoder, manifest.taxonomy) == (self._encoder.id, self._taxonomy.checksum)

    def _open(self, session: Session, latest: int) -> _Snapshot | None:
        """From the index on disk, if it is of this encoder; a damaged or foreign one is left aside and rebuilt.

        Only vectors are taken from it, by the key of their text: vacancies and what they ask come from the database, and what that
        means from the taxonomy. One made under another taxonomy is written anew.
        """
        try:
            manifest = files.read_manifest(self._folder)
            if manifest is None or manifest.encoder != self._encoder.id:
                return None
            made = self._build(session, latest, files.load(self._folder, manifest))
        except IndexDamaged:
            return None
        if not self._fits(manifest):
            self._write(made)
        return made

    def _build(self, session: Session, change: int, known: VectorIndex | None = None) -> _Snapshot:
        """Everything from the database; vectors of texts that are known are reused, the others encoded."""
        return self._assemble(change, {row.id: value(row) for row in _rows(session)}, known)

    def _caught_up(self, session: Session, old: _Snapshot, latest: int) -> _Snapshot:
        changed = set(session.scalars(select(Change.thing_id).where(Change.id > old.change, Change.id <= latest)))
        fresh = {row.id: value(row) for row in _rows(session, sorted(changed) if len(changed) <= FEW else None)}
        kept = {vacancy_id: vacancy for vacancy_id, vacancy in old.vacancies.items() if vacancy_id not in changed}
        return self._assemble(latest, kept | fresh, old.searchable.index)

    def _assemble(self, change: int, vacancies: dict[int, Vacancy], known: VectorIndex | None) -> _Snapshot:
        ordered = [vacancies[vacancy_id] for vacancy_id in sorted(vacancies)]
        keys = [files.text_key(vacancy.text) for vacancy in ordered]
        vectors = dict(zip(known.texts.tolist(), known.vectors, strict=True)) if known else {}
        missing = {key: vacancy.text for key, vacancy in zip(keys, ordered, strict=True) if key not in vectors}
        vectors.update(zip(missing, self._encoder.encode(list(missing.values()), role="passage"), strict=True))
        rows = np.array([vectors[key] for key in keys], np.float32).reshape(len(keys), self._encoder.dimension)
        ids = np.array([vacancy.id for vacancy in ordered], np.int64)
        index = VectorIndex(ids, rows, np.array(keys, np.int64))
        return _Snapshot(change, vacancies, self._searchable(ordered, index))

    def _searchable(self, ordered: Sequence[Vacancy], index: VectorIndex) -> Searchable:
        groups: dict[str | None, int] = {}
        column = [groups.setdefault(vacancy.isco08, len(groups)) for vacancy in ordered]
        occupations = {vacancy.occupation for vacancy in ordered}
        typical = {code: frozenset(skill.id for skill in self._taxonomy.skills_of(code or "")) for code in occupations}
        skills = tuple(frozenset(vacancy.skills) or typical[vacancy.occupation] for vacancy in ordered)
        return Searchable(index, Columns(ordered), np.array(column, np.int32), tuple(groups), skills)

    def _write(self, snapshot: _Snapshot) -> Manifest:
        index = snapshot.searchable.index
        manifest = Manifest(self._encoder.id, self._taxonomy.checksum, index.vectors.shape[1], len(index), snapshot.change)
        return files.save(self._folder, index, manifest)


def _latest_change(session: Session) -> int:
    return session.scalar(select(func.max(Change.id))) or 0


def _rows(session: Session, ids: Sequence[int] | None = None) -> list[VacancyRow]:
    query = select(VacancyRow).where(VacancyRow.state != VacancyState.DRAFT)
    if ids is not None:
        query = query.where(VacancyRow.id.in_(ids))
    return list(session.scalars(query.execution_options(populate_existing=True)))
