"""The searchable copy of the vacancies: derived data, kept beside the database and never believed over it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from sqlalchemy.orm import Session

from matcher import index_files as files
from matcher.encoder import Encoder
from matcher.errors import IndexDamaged
from matcher.index import VectorIndex
from matcher.index_files import Manifest
from matcher.joining import joined
from matcher.searchable import Part, Searchable
from matcher.services import changes, packing
from matcher.services.parts import PartMaker, key_of
from matcher.services.reading import searched
from matcher.vocabulary import ChangedThing
from occupations.taxonomy import Taxonomy

#: The last part is made anew with every change while it has at most so many vacancies: the moment that an edit costs.
FEW = 500
#: With more parts than this, all but the first become one.
PARTS = 12
#: With so many vacancies everything is made one part beside the answers that are being given: it takes longer than a moment.
MOMENT = 5_000
#: So many changes are looked for on disk first: who made them may have written them there.
MANY = 2_000


@dataclass(frozen=True)
class _Snapshot:
    """`log` names the last change that is in it."""

    change: int
    log: str
    searchable: Searchable


def bearable(first: int) -> int:
    """How many vacancies may stand outside the first part: a tenth of it, and never so many that a start takes long to read them."""
    return min(20_000, max(FEW, first // 10))


class VacancySearch:
    """All vacancies but drafts, by row. Catches up with the change log before every search; rebuilds on any mismatch."""

    def __init__(self, folder: Path, encoder: Encoder, taxonomy: Taxonomy) -> None:
        self._folder, self._encoder, self._taxonomy = folder, encoder, taxonomy
        self._maker = PartMaker(encoder, taxonomy)
        self._snapshot: _Snapshot | None = None
        self._lock = threading.Lock()
        self._joining: threading.Thread | None = None
        self._making = False

    def current(self, session: Session) -> Searchable:
        """What can be searched now, every committed change included; and those of this transaction, which nobody else is shown."""
        with self._lock:
            latest = changes.latest(session)
            if changes.unfinished(session):
                base = self._snapshot or self._build(session, latest, keep=False)
                return self._caught_up(session, base, latest).searchable
            self._snapshot = self._snapshot or self._open(session) or self._build(session, latest)
            if latest - self._snapshot.change > MANY:
                self._snapshot = self._newer(session, self._snapshot)
            if self._snapshot.change != latest:
                self._snapshot = self._caught_up(session, self._snapshot, latest)
                self._tidy(self._snapshot)
            return self._snapshot.searchable

    def ready(self, session: Session) -> Searchable | None:
        """The same; None while another thread makes it out of the whole database: who asks then need not wait for that."""
        return None if self._snapshot is None and self._making else self.current(session)

    def rebuild(self, session: Session) -> Manifest:
        """Encodes everything anew and writes the index."""
        with self._lock:
            self._snapshot = self._build(session, changes.latest(session))
            return self._manifest()

    def save(self, session: Session) -> Manifest:
        """Writes the index as it is now, for the next start."""
        self.current(session)
        with self._lock:
            assert self._snapshot is not None  # noqa: S101  (current() has just made it)
            manifest = self._manifest_or_none()
            if manifest is None or manifest.change != self._snapshot.change:
                self._snapshot = self._joined(self._snapshot)
                manifest = self._manifest()
            return manifest

    def status(self, session: Session) -> dict[str, object]:
        """What is on disk against what is in use: {"usable": bool, "manifest": {...}, "expected": {...}, "behind": changes}."""
        manifest = files.read_manifest(self._folder)
        return {
            "usable": manifest is not None and self._fits(session, manifest),
            "manifest": asdict(manifest) if manifest else None,
            "expected": {"encoder": self._encoder.id, "taxonomy": self._taxonomy.checksum, "made_by": packing.made_by()},
            "behind": changes.latest(session) - (manifest.change if manifest else 0),
        }

    def verify(self, session: Session) -> None:
        """Raises IndexDamaged where the files on disk disagree with their manifest, with what is in use, or with the database."""
        manifest = files.read_manifest(self._folder)
        if manifest is None:
            raise IndexDamaged(reason="there is none")
        if not self._made_alike(manifest):
            raise IndexDamaged(reason="made with another encoder, taxonomy or release")
        part = packing.unpacked(*files.load(self._folder, manifest))
        if not self._fits(session, manifest):
            raise IndexDamaged(reason="made from another database")
        if manifest.change == changes.latest(session):
            held = dict(zip(part.index.ids.tolist(), part.index.texts.tolist(), strict=True))
            if held != {one.id: key_of(one) for one in searched(session)}:
                raise IndexDamaged(reason="vacancies differ from the database")

    def _made_alike(self, manifest: Manifest) -> bool:
        return (manifest.encoder, manifest.taxonomy, manifest.made_by) == (self._encoder.id, self._taxonomy.checksum, packing.made_by())

    def _fits(self, session: Session, manifest: Manifest) -> bool:
        """Made alike, and from this database, as it went on since."""
        return self._made_alike(manifest) and changes.name(session, manifest.change) == manifest.log

    def _open(self, session: Session) -> _Snapshot | None:
        """The index on disk. One that does not fit still lends its vectors, by the key of their text; a damaged one is left aside."""
        try:
            manifest = files.read_manifest(self._folder)
            if manifest is None or manifest.encoder != self._encoder.id:
                return None
            vectors, arrays, words = files.load(self._folder, manifest)
            if self._fits(session, manifest):
                return _Snapshot(manifest.change, manifest.log, Searchable((packing.unpacked(vectors, arrays, words),)))
            known = VectorIndex(arrays["ids"], vectors, arrays["texts"])
        except (IndexDamaged, KeyError, ValueError):
            return None
        return self._build(session, changes.latest(session), [known])

    def _newer(self, session: Session, old: _Snapshot) -> _Snapshot:
        """What lies on disk, where another process has gone further there."""
        manifest = self._manifest_or_none()
        if manifest is None or manifest.change <= old.change or not self._fits(session, manifest):
            return old
        return self._open(session) or old

    def _build(self, session: Session, change: int, known: Sequence[VectorIndex] = (), keep: bool = True) -> _Snapshot:
        """Everything from the database, in one part, which is written unless it holds what nobody else may see yet."""
        folder = files.new_folder(self._folder) if keep else None
        self._making = True
        try:
            part = self._maker.make(searched(session), known, folder)
        finally:
            self._making = False
        made = _Snapshot(change, changes.name(session, change), Searchable((part,)))
        if folder:
            self._write(folder, part, made)
        return made

    def _caught_up(self, session: Session, old: _Snapshot, latest: int) -> _Snapshot:
        """What changed stands in a new part, and is hidden where it stood. The last part is made anew with it while it is small, and all
        but the first become one when there are too many."""
        changed = np.array(changes.since(session, ChangedThing.VACANCY, old.change, latest), np.int64)
        parts = [replace(part, hidden=np.union1d(part.hidden, part.index.of_ids(changed))) for part in old.searchable.parts]
        known = [part.index for part in parts]
        if len(parts) > PARTS:
            parts = [parts[0], joined(parts[1:])]
        anew: list[Part] = []
        if len(parts) > 1 and len(parts[-1].index) + len(changed) <= FEW:
            parts, anew = parts[:-1], parts[-1:]
        numbers = np.unique(np.concatenate([changed, *(part.numbers for part in anew)]))
        made = self._maker.make(searched(session, numbers.tolist()), known)
        kept = (*parts, made) if len(made.index) else tuple(parts)
        return _Snapshot(latest, changes.name(session, latest), Searchable(kept))

    def _tidy(self, snapshot: _Snapshot) -> None:
        """Everything in one part again, now or in a thread, once enough stands outside the first."""
        first, *others = snapshot.searchable.parts
        loose = sum(len(part.index) for part in others) + len(first.hidden)
        if loose <= bearable(len(first.index)) or (self._joining and self._joining.is_alive()):
            return
        if len(snapshot.searchable) < MOMENT:
            self._snapshot = self._joined(snapshot)
        else:
            self._joining = threading.Thread(target=self._join_beside, args=(snapshot,), name="join the index", daemon=True)
            self._joining.start()

    def _join_beside(self, snapshot: _Snapshot) -> None:
        made = self._joined(snapshot)
        with self._lock:
            self._snapshot = made  # whatever changed meanwhile is caught up with by the next answer

    def _joined(self, snapshot: _Snapshot) -> _Snapshot:
        folder = files.new_folder(self._folder)
        part = joined(snapshot.searchable.parts, folder)
        self._write(folder, part, snapshot)
        return replace(snapshot, searchable=Searchable((part,)))

    def _write(self, folder: Path, part: Part, snapshot: _Snapshot) -> Manifest:
        arrays, words = packing.packed(part)
        count, dimension = part.index.vectors.shape
        made = self._encoder.id, self._taxonomy.checksum, packing.made_by()
        return files.finish(self._folder, folder, arrays, words, Manifest(*made, dimension, count, snapshot.change, snapshot.log))

    def _manifest_or_none(self) -> Manifest | None:
        try:
            return files.read_manifest(self._folder)
        except IndexDamaged:
            return None

    def _manifest(self) -> Manifest:
        found = files.read_manifest(self._folder)
        if found is None:
            raise IndexDamaged(reason="there is none")
        return found
