"""How much memory a vacancy takes in a process that searches: `python -m tests.benchmarks.resident HOME`."""

from __future__ import annotations

import gc
import re
import sys
import time
from pathlib import Path

import numpy as np

from matcher.bootstrap import build
from matcher.database import now
from matcher.eligible import eligible
from matcher.profile import Profile
from matcher.requirements import Context
from matcher.settings import Settings


def resident() -> int:
    """Bytes of this process's own memory; what is mapped from files is not counted."""
    gc.collect()
    found = re.search(r"RssAnon:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return 1024 * int(found[1])


def main() -> None:
    home = Path(sys.argv[1])
    services = build(Settings(home, f"sqlite:///{home}/bench.db"))
    query = services.encoder.encode(["soldador"], role="query")[0]
    _ = services.linker
    with services.transaction(writes=False) as session:
        before, begin = resident(), time.perf_counter()
        part = services.search.current(session).parts[0]
        opened = time.perf_counter() - begin
        context = Context(now().date(), services.matching.in_force(session, now()))
        fit = eligible(Profile(), part.columns, context)
        part.index.search(query, fit.mask, 50, fit.classes)
        part.rows_of([0])
        ready, count = time.perf_counter() - begin, len(part.index)
        del fit
        used, dimension = resident() - before, part.index.vectors.shape[1]
    mapped = isinstance(part.index.vectors.base, np.memmap)
    print(
        f"  {used / count:.0f} bytes resident a vacancy (asked: {dimension} + 128 = {dimension + 128}), vectors "
        f"{'mapped' if mapped else 'in memory'}; opened and checked in {opened:.1f} s, first answer after {ready:.1f} s"
    )


if __name__ == "__main__":
    main()
