"""Exact nearest vacancies inside the eligible set (FAISS), and the index as files that cannot be half-written."""

from __future__ import annotations

import hashlib
import io
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
    """N vectors of length 1, shape (N, d), the vacancy each belongs to, and a key of the text it was made from. Immutable.

    The keys make reuse safe: a vector serves a text with the same key, whatever vacancy and whatever database it stands in.
    """

    def __init__(self, ids: Rows, vectors: Vectors, texts: Rows) -> None:
        if vectors.ndim != 2 or not len(ids) == len(vectors) == len(texts):
            raise ValueError(f"{len(ids)} ids and {len(texts)} texts for vectors of shape {vectors.shape}")
        self.ids, self.vectors, self.texts = ids, vectors, texts
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


def text_key(text: str) -> int:
    """64 bits of the text's SHA-256, as a signed integer."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def save(folder: Path, index: VectorIndex, manifest: Manifest) -> Manifest:
    """Writes vectors, ids, text keys and, last of all, the manifest that vouches for them: a crash leaves the old index or none."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    for name, array in (("vectors.npy", index.vectors), ("ids.npy", index.ids), ("texts.npy", index.texts)):
        digest.update(np.ascontiguousarray(array).data)
        write_whole(folder / name, lambda stream, array=array: np.save(stream, array))  # type: ignore[misc]
    complete = Manifest(**{**asdict(manifest), "count": len(index), "sha256": digest.hexdigest()})
    write_whole(folder / "manifest.json", lambda stream: stream.write(json.dumps(asdict(complete), indent=1).encode()))
    return complete


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest, or None where there is no index. Raises IndexDamaged for one that cannot be read."""
    path = folder / "manifest.json"
    if not path.exists():
        return None
    try:
        return Manifest(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise IndexDamaged(reason=f"{path.name} cannot be read") from error


def load(folder: Path, manifest: Manifest) -> VectorIndex:
    """The index on disk, its bytes checked against the manifest. Raises IndexDamaged."""
    digest, arrays = hashlib.sha256(), []
    for name in ("vectors.npy", "ids.npy", "texts.npy"):
        arrays.append(_read_array(folder / name))
        digest.update(np.ascontiguousarray(arrays[-1]).data)
    if digest.hexdigest() != manifest.sha256:
        raise IndexDamaged(reason="bytes differ from the manifest's checksum")
    return VectorIndex(arrays[1], arrays[0], arrays[2])


def _read_array(path: Path) -> NDArray[Any]:
    try:
        return np.load(path, allow_pickle=False)
    except Exception as error:  # a damaged header ends in errors of tokenising, zip files, memory ...: all mean the same
        raise IndexDamaged(reason=f"{path.name} cannot be read") from error


def save_array(path: Path, array: NDArray[Any]) -> None:
    """One array in a file of its own, its SHA-256 behind it, written whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    np.save(buffer, array)
    write_whole(path, lambda stream: stream.write(buffer.getvalue() + hashlib.sha256(buffer.getvalue()).digest()))


def load_array(path: Path) -> NDArray[Any] | None:
    """What `save_array` wrote; None where there is nothing, or nothing whole."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    body, digest = raw[:-32], raw[-32:]
    return np.load(io.BytesIO(body), allow_pickle=False) if hashlib.sha256(body).digest() == digest else None


def write_whole(path: Path, write: Callable[[BinaryIO], Any]) -> None:
    """What `write` writes stands in the file whole, or the file is as it was."""
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
