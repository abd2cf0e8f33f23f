"""Exact nearest vacancies inside the eligible set: FAISS, 8-bit codes laid out by who may take them."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]


class VectorIndex:
    """N vectors of length 1, shape (N, d), the vacancy each belongs to, and a key of the text it was made from. Immutable.

    Searched are 8-bit codes, d bytes a row, held in memory; `vectors` may stay in their file (a memory map) and are read only for the
    rows that the codes let through. What the codes lose of any row is known, so the answer is the exact one all the same.
    The keys make reuse safe: a vector serves a text with the same key, whatever vacancy and whatever database it stands in.

    `classes`, shape (N,): rows of one class lie together in memory, and classes that are not asked for are not even looked at. With
    classes by who may take a vacancy, 5 % of 1,000,000 rows take 1 to 2 ms instead of 24, and 0.5 % take 0.4 instead of 8.
    """

    CHUNK = 65_536  # rows that are brought to codes at a time
    SPARE = 3  # rows let through for each one asked for, before looking whether they suffice
    FEW = 512  # rows inside that are compared by the vectors themselves: sooner done than asking the codes first

    def __init__(self, ids: Rows, vectors: Vectors, texts: Rows, classes: NDArray[np.integer] | None = None) -> None:
        if vectors.ndim != 2 or not len(ids) == len(vectors) == len(texts) == len(texts if classes is None else classes):
            raise ValueError(f"{len(ids)} ids and {len(texts)} texts for vectors of shape {vectors.shape}")
        # Plain arrays over the mapped file: numpy's own class for maps costs more than reading a few rows.
        self.ids, self.vectors, self.texts = ids, np.asarray(vectors), texts
        self.classes = np.zeros(len(ids), np.uint8) if classes is None else classes

    @cached_property
    def _coded(self) -> Coded:
        """Made by the first search: an index may serve for its vectors alone."""
        return Coded(self.vectors, self.classes, self.CHUNK)

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

    def search(self, query: Vectors, mask: NDArray[np.bool_], k: int, classes: Rows | None = None) -> tuple[Rows, Vectors]:
        """The k rows inside `mask` nearest to one query of length 1, shape (d,), best first, with their cosines.

        Exact: mask first; then the rows that come first by their codes are compared by the vectors themselves, and more of them until
        no other row can be nearer. Fewer than k rows come back where fewer are inside; ties by row. `classes`: every row inside is of
        one of these; None where that is not known.
        """
        inside = int(np.count_nonzero(mask))
        k = min(k, inside)
        wanted = inside if inside <= self.FEW else min(self.SPARE * k, inside)
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        while True:
            rows, beyond = self._coded.first(query, mask, wanted, classes) if wanted < inside else (np.flatnonzero(mask), None)
            # Summed row by row: a product of matrices gives rows that are alike scores that are not quite.
            scores = np.einsum("rd,d->r", self.vectors[rows], query)
            order = np.lexsort((rows, -scores))[:k]
            if beyond is None or scores[order[-1]] > beyond:
                return rows[order], scores[order]
            wanted = min(4 * wanted, inside)


class Coded:
    """8-bit codes of vectors, one inverted list of FAISS for each class. `lost`: how far a cosine by codes may lie from the true one,
    which is the length of what rounding took from a row (Cauchy and Schwarz).

    QT_8bit_uniform compares codes with the question as it is; QT_8bit_direct_signed, where d divides by 32, with its whole numbers.
    """

    def __init__(self, vectors: Vectors, classes: NDArray[np.integer], chunk: int) -> None:
        count, dimension = vectors.shape
        self._count, self._lists, self.lost = count, int(classes.max(initial=0)) + 1, 0.0
        whole = (vectors[start : start + chunk] for start in range(0, count, chunk))
        self._largest = np.float32(max((float(np.abs(part).max()) for part in whole), default=1.0))
        self._centres = faiss.IndexFlatIP(dimension)  # of lists, which nobody asks for
        self._index: Any = faiss.IndexIVFScalarQuantizer(
            self._centres, dimension, self._lists, faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT, False
        )
        # The range that codes divide: from the least number to the largest, as training would have found it.
        faiss.copy_array_to_vector(np.array([-self._largest, 2 * self._largest], np.float32), self._index.sq.trained)
        self._index.is_trained = True
        order = np.argsort(classes, kind="stable")
        for start in range(0, count, chunk):
            self._add(vectors, order[start : start + chunk], classes)
        self._index.ntotal = count

    def _add(self, vectors: Vectors, rows: Rows, classes: NDArray[np.integer]) -> None:
        """Rows ordered by class. A list is given all it gets of them at once, so that it takes no more memory than it needs."""
        part = vectors[rows]
        codes = np.clip((part + self._largest) * (255 / (2 * self._largest)), 0, 255).astype(np.uint8)
        kept = (codes + np.float32(0.5)) * (2 * self._largest / 255) - self._largest
        self.lost = max(self.lost, float(np.linalg.norm(part - kept, axis=1).max()) + 1e-5)  # float32 sums differ by less
        of = classes[rows]
        starts = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(rows)], strict=True):
            inside, ids = codes[start:end], np.ascontiguousarray(rows[start:end])
            self._index.invlists.add_entries(int(of[start]), end - start, faiss.swig_ptr(ids), faiss.swig_ptr(inside))

    def first(self, query: Vectors, mask: NDArray[np.bool_], wanted: int, classes: Rows | None) -> tuple[Rows, float]:
        """Ascending rows, and a cosine that no row which is not there can pass: the lowest by codes among them, and what codes lose."""
        # Classes past the last that has a row have no list.
        lists = np.arange(self._lists) if classes is None else np.ascontiguousarray(classes[classes < self._lists], np.int64)
        bits, centres = np.packbits(mask, bitorder="little"), np.zeros(len(lists), np.float32)
        inside = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        parameters = faiss.SearchParametersIVF(sel=inside, nprobe=len(lists))  # type: ignore[call-arg]
        found, rows, asked = np.empty(wanted, np.float32), np.empty(wanted, np.int64), np.ascontiguousarray(query, np.float32)
        pointers = [faiss.swig_ptr(one) for one in (lists, centres, found, rows)]
        self._index.search_preassigned_c(1, faiss.swig_ptr(asked), wanted, *pointers, False, parameters)
        return np.sort(rows), float(found[-1]) + self.lost


def text_key(text: str) -> int:
    """64 bits of the text's SHA-256, as a signed integer."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)
