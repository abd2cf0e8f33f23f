"""How fast encoders answer and how much memory they take, ours beside where it began. Part of `make eval`.

Each is measured in a process of its own, so that none pays for another's libraries. Memory is what the process holds after encoding, over
what it held when the libraries were loaded and the model not yet.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from matcher.encoder import SentenceEncoder
from occupations import builtin

_SEED, _ONE_BY_ONE, _TOGETHER = 5, 500, 10_000


def held() -> float:
    """MB of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _model(name: str) -> Callable[[list[str]], Any]:
    if name != "start point":
        return SentenceEncoder(name).encode
    from sentence_transformers import SentenceTransformer

    from tests.benchmarks.universal import UniversalSentenceEncoder

    return partial(SentenceTransformer(modules=[UniversalSentenceEncoder()], device="cpu").encode, show_progress_bar=False, batch_size=64)


def one(name: str) -> str:
    """The line of one encoder; to be called in a fresh process."""
    import sentence_transformers  # noqa: F401  # torch with it: what every encoder needs

    titles = random.Random(_SEED).sample([label.text.lower() for label in builtin.load().labels], _TOGETHER)
    before, begin = held(), time.perf_counter()
    encode = _model(name)
    encode(titles[:1])
    loaded = time.perf_counter() - begin
    spent = []
    for title in titles[:_ONE_BY_ONE]:
        begin = time.perf_counter()
        encode([title])
        spent.append(1000 * (time.perf_counter() - begin))
    begin = time.perf_counter()
    encode(titles)
    rate = _TOGETHER / (time.perf_counter() - begin)
    return (f"loaded in {loaded:4.1f} s   one title: median {np.median(spent):5.2f} ms, 99 % under {np.quantile(spent, 0.99):5.2f} ms   "
            f"{rate:9,.0f} titles a second   memory {held() - before:4.0f} MB over the libraries' {before:.0f} MB")  # fmt: skip


def measure(encoder: str = "") -> None:
    print(f"\nspeed and memory, encoders alone: {_ONE_BY_ONE} titles one by one, {_TOGETHER:,} together; seed {_SEED}")
    for who, name in {"ours": encoder or "builtin", "start point": "start point"}.items():
        said = subprocess.run([sys.executable, "-m", "tests.benchmarks.encoding", name], check=True, stdout=subprocess.PIPE, text=True)
        print(f"  {who:12} {said.stdout.strip()}", flush=True)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("name", help="a sentence-transformers folder, 'builtin' or 'start point'")
    print(one(arguments.parse_args().name))
