"""The searchable copy of the vacancies: derived data, kept beside the database and never believed over it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher import index as files
from matcher.encoder import Encoder
from matcher.errors import IndexDamaged
from matcher.index import Manifest, VectorIndex
from matcher.models import Change
from matcher.searchable import Searchable
from matcher.services.parts import PartMaker, key_of, read
from occupations.taxonomy import Taxonomy

#: The last part is made anew with every change while it has at most so many vacancies: the moment that an edit costs.
FEW = 500
#: With more parts than this, all but the first become one; or all, where those have grown larger than the first.
PARTS = 12


@dataclass(frozen=True)
class _Snapshot:
    change: int
    searchable: Searchable


class VacancySearch:
    """All vacancies but drafts, by row. Catches up with the change log before every search; rebuilds on any mismatch."""

    def __init__(self, folder: Path, encoder: Encoder, taxonomy: Taxonomy) -> None:
        self._folder, self._encoder, self._taxonomy = folder, encoder, taxonomy
        self._maker = PartMaker(encoder, taxonomy)
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
            if made_from != {one.id: key_of(one) for one in read(session)}:
                raise IndexDamaged(reason="vacancies differ from the database")

    def _fits(self, manifest: Manifest) -> bool:
        return (manifest.encoder, manifest.taxonomy) == (self._encoder.id, self._taxonomy.checksum)

    def _open(self, session: Session, latest: int) -> _Snapshot | None:
        """From the index on disk, if it is of this encoder; a damaged or foreign one is left aside and rebuilt.

        Only vectors are taken from it, by the key of their text: vacancies and what they ask come from the database, and what that
        means from the taxonomy. One made under another taxonomy, or in which no vector serves any more, is written anew.
        """
        try:
            manifest = files.read_manifest(self._folder)
            if manifest is None or manifest.encoder != self._encoder.id:
                return None
            index = files.load(self._folder, manifest)
        except IndexDamaged:
            return None
        made = self._build(session, latest, [index])
        if not self._fits(manifest) or not (index.of_texts(made.searchable.parts[0].index.texts) >= 0).any():
            self._write(made)
        return made

    def _build(self, session: Session, change: int, known: Sequence[VectorIndex] = ()) -> _Snapshot:
        """Everything from the database, in one part."""
        return _Snapshot(change, Searchable((self._maker.make(read(session), known),)))

    def _caught_up(self, session: Session, old: _Snapshot, latest: int) -> _Snapshot:
        """What changed stands in a new part, and is hidden where it stood. The last part is made anew with it while it is small, and all
        but the first become one when there are too many."""
        logged = session.scalars(select(Change.thing_id).where(Change.id > old.change, Change.id <= latest).distinct())
        changed = np.array(sorted(logged), np.int64)
        parts = [replace(part, hidden=np.union1d(part.hidden, part.index.of_ids(changed))) for part in old.searchable.parts]
        known = [part.index for part in parts]
        if len(parts) > PARTS and sum(len(part.index) for part in parts[1:]) > len(parts[0].index):
            return self._build(session, latest, known)
        if len(parts) > PARTS:
            parts, anew = parts[:1], parts[1:]
        elif len(parts) > 1 and len(parts[-1].index) + len(changed) <= FEW:
            parts, anew = parts[:-1], parts[-1:]
        else:
            anew = []
        numbers = np.unique(np.concatenate([changed, *(part.numbers for part in anew)]))
        made = self._maker.make(read(session, numbers.tolist()), known)
        return _Snapshot(latest, Searchable((*parts, made) if len(made.index) else tuple(parts)))

    def _write(self, snapshot: _Snapshot) -> Manifest:
        index = _joined(snapshot.searchable)
        manifest = Manifest(self._encoder.id, self._taxonomy.checksum, index.vectors.shape[1], len(index), snapshot.change)
        return files.save(self._folder, index, manifest)


def _joined(searchable: Searchable) -> VectorIndex:
    """All parts as one index, without what is hidden, by ascending vacancy number."""
    if len(searchable.parts) == 1 and not len(searchable.parts[0].hidden):
        return searchable.parts[0].index
    kept = [(part.index, np.delete(np.arange(len(part.index)), part.hidden)) for part in searchable.parts]
    ids, vectors, texts = (np.concatenate([getattr(index, name)[rows] for index, rows in kept]) for name in ("ids", "vectors", "texts"))
    order = np.argsort(ids)
    return VectorIndex(ids[order], vectors[order], texts[order])


def _latest_change(session: Session) -> int:
    return session.scalar(select(func.max(Change.id))) or 0
