"""Exact nearest vacancies inside the eligible set (FAISS), and the index as files that cannot be half-written."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import faiss
import numpy as np
from numpy.typing import NDArray

from matcher.errors import IndexDamaged

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from. Any difference from what is in use now means: rebuild."""

    encoder: str
    taxonomy: str
    dimension: int
    count: int
    change: int
    sha256: str = ""


class VectorIndex:
    """N vectors of length 1, shape (N, d), and the vacancy each belongs to. Immutable: a change makes a new one."""

    def __init__(self, ids: Rows, vectors: Vectors) -> None:
        if vectors.ndim != 2 or len(ids) != len(vectors):
            raise ValueError(f"{len(ids)} ids for vectors of shape {vectors.shape}")
        self.ids, self.vectors = ids, vectors
        self._flat = faiss.IndexFlatIP(vectors.shape[1])
        if len(vectors):
            self._flat.add(vectors)

    def __len__(self) -> int:
        return len(self.ids)

    def search(self, query: Vectors, mask: NDArray[np.bool_], k: int) -> tuple[Rows, Vectors]:
        """The k rows inside `mask` nearest to one query of shape (d,), best first, with their cosines.

        Exact: mask first, then every row inside it. Fewer than k rows come back where fewer are inside; ties by row.
        """
        k = min(k, int(np.count_nonzero(mask)))
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        bits = np.packbits(mask, bitorder="little")
        selector = faiss.IDSelectorBitmap(len(self.ids), faiss.swig_ptr(bits))
        scores, rows = self._flat.search(query[None, :], k, params=faiss.SearchParameters(sel=selector))  # type: ignore[call-arg]
        order = np.lexsort((rows[0], -scores[0]))
        return rows[0][order], scores[0][order]


def save(folder: Path, index: VectorIndex, manifest: Manifest) -> Manifest:
    """Writes vectors, ids and, last of all, the manifest that vouches for both: a crash leaves the old index or none."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    for name, array in (("vectors.npy", index.vectors), ("ids.npy", index.ids)):
        digest.update(np.ascontiguousarray(array).data)
        _replace(folder / name, lambda stream, array=array: np.save(stream, array))  # type: ignore[misc]
    complete = Manifest(**{**asdict(manifest), "count": len(index), "sha256": digest.hexdigest()})
    _replace(folder / "manifest.json", lambda stream: stream.write(json.dumps(asdict(complete), indent=1).encode()))
    return complete


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest, or None where there is no index. Raises IndexDamaged for one that cannot be read."""
    path = folder / "manifest.json"
    if not path.exists():
        return None
    try:
        return Manifest(**json.loads(path.read_text()))
    except (ValueError, TypeError) as error:
        raise IndexDamaged(reason=f"{path.name} cannot be read") from error


def load(folder: Path, manifest: Manifest) -> VectorIndex:
    """The index on disk, its bytes checked against the manifest. Raises IndexDamaged."""
    try:
        vectors = np.load(folder / "vectors.npy", allow_pickle=False)
        ids = np.load(folder / "ids.npy", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexDamaged(reason="vectors or ids cannot be read") from error
    digest = hashlib.sha256(np.ascontiguousarray(vectors).data)
    digest.update(np.ascontiguousarray(ids).data)
    if digest.hexdigest() != manifest.sha256:
        raise IndexDamaged(reason="bytes differ from the manifest's checksum")
    return VectorIndex(ids, vectors)


def _replace(path: Path, write: Callable[[BinaryIO], Any]) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
