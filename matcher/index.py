"""Exact nearest vacancies inside the eligible set (FAISS, 8-bit codes), and the index as files that cannot be half-written."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
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

    Searched are 8-bit codes, d bytes a row, held in memory; `vectors` may stay in their file (a memory map) and are read only for the
    rows that the codes let through. What the codes lose of any row is known, so the answer is the exact one all the same.
    The keys make reuse safe: a vector serves a text with the same key, whatever vacancy and whatever database it stands in.
    """

    CHUNK = 65_536  # rows that are brought to codes at a time
    SPARE = 3  # rows let through for each one asked for, before looking whether they suffice

    def __init__(self, ids: Rows, vectors: Vectors, texts: Rows) -> None:
        if vectors.ndim != 2 or not len(ids) == len(vectors) == len(texts):
            raise ValueError(f"{len(ids)} ids and {len(texts)} texts for vectors of shape {vectors.shape}")
        self.ids, self.vectors, self.texts = ids, vectors, texts

    @cached_property
    def _coded(self) -> tuple[faiss.IndexScalarQuantizer, np.float32, float]:
        """The codes, by what numbers are multiplied to become codes, and how far a cosine by codes may lie from the true one: the length
        of what rounding took from a row (Cauchy and Schwarz). Made by the first search: an index may serve for its vectors alone.
        """
        codes = faiss.IndexScalarQuantizer(self.vectors.shape[1], faiss.ScalarQuantizer.QT_8bit_direct_signed, faiss.METRIC_INNER_PRODUCT)
        largest = max((float(np.abs(part).max()) for part in self._chunks()), default=1.0)
        scale, lost = np.float32(127 / max(largest, 1e-9)), 0.0
        for part in self._chunks():
            rounded = np.rint(part * scale)
            codes.add(rounded)
            lost = max(lost, float(np.linalg.norm(part - rounded / scale, axis=1).max()))
        return codes, scale, lost + 1e-5  # and what float32 sums may differ by

    def _chunks(self) -> Iterator[Vectors]:
        return (np.asarray(self.vectors[start : start + self.CHUNK]) for start in range(0, len(self.vectors), self.CHUNK))

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def _by_text(self) -> Rows:
        return np.argsort(self.texts, kind="stable")

    def of_texts(self, keys: Rows) -> Rows:
        """For each key a row made from that text, -1 where there is none; shape (len(keys),)."""
        if not len(self):
            return np.full(len(keys), -1, np.int64)
        rows = self._by_text[np.minimum(np.searchsorted(self.texts, keys, sorter=self._by_text), len(self) - 1)]
        return np.where(self.texts[rows] == keys, rows, -1)

    def of_ids(self, ids: Rows) -> Rows:
        """The rows of those of these vacancies that are here, ascending. The index's own ids ascend."""
        rows = np.unique(np.searchsorted(self.ids, ids))
        inside = rows[rows < len(self)]
        return inside[np.isin(self.ids[inside], ids)]

    def search(self, query: Vectors, mask: NDArray[np.bool_], k: int) -> tuple[Rows, Vectors]:
        """The k rows inside `mask` nearest to one query of length 1, shape (d,), best first, with their cosines.

        Exact: mask first; then the rows that come first by their codes are compared by the vectors themselves, and more of them until
        no other row can be nearer. Fewer than k rows come back where fewer are inside; ties by row.
        """
        inside = int(np.count_nonzero(mask))
        k, wanted = min(k, inside), min(self.SPARE * k, inside)
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        bits = np.packbits(mask, bitorder="little")
        while True:
            rows, beyond = self._by_codes(query, bits, wanted) if wanted < inside else (np.flatnonzero(mask), None)
            # Summed row by row: a product of matrices gives rows that are alike scores that are not quite.
            scores = (self.vectors[rows] * query).sum(axis=1)
            order = np.lexsort((rows, -scores))[:k]
            if beyond is None or scores[order[-1]] > beyond:
                return rows[order], scores[order]
            wanted = min(4 * wanted, inside)

    def _by_codes(self, query: Vectors, bits: NDArray[np.uint8], wanted: int) -> tuple[Rows, float]:
        """Ascending rows, and a cosine that no row which is not there can pass: the lowest by codes among them, and what codes lose."""
        codes, scale, lost = self._coded
        selector = faiss.IDSelectorBitmap(len(self.ids), faiss.swig_ptr(bits))
        parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        found, rows = codes.search(query[None, :], wanted, params=parameters)
        return np.sort(rows[0]), float(found[0].min() / scale) + lost


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
    """The index on disk, its bytes checked against the manifest; its vectors stay there, mapped. Raises IndexDamaged."""
    digest, arrays = hashlib.sha256(), []
    for name in ("vectors.npy", "ids.npy", "texts.npy"):
        arrays.append(_read_array(folder / name, mapped=name == "vectors.npy"))
        digest.update(np.ascontiguousarray(arrays[-1]).data)
    if digest.hexdigest() != manifest.sha256:
        raise IndexDamaged(reason="bytes differ from the manifest's checksum")
    return VectorIndex(arrays[1], arrays[0], arrays[2])


def _read_array(path: Path, mapped: bool) -> NDArray[Any]:
    try:
        return np.load(path, allow_pickle=False, mmap_mode="r" if mapped else None)
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
