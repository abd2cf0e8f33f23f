"""One training from beginning to end. What is slow to make is kept in the work folder, and training goes on where it was stopped."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from matcher.index_files import load_array, save_array, write_whole
from matcher.training import corpus, start
from matcher.training.batches import Batch, Sampler
from matcher.training.noise import noisy
from matcher.training.pieces import Pieces, build, cut
from matcher.training.speech import Speech, learn
from matcher.training.table import Cut, Rows, Table

Report = Callable[[str, int, int], None]
#: How many batches show which source. Skills and O*NET keep the meaning of words that no title of ESCO uses.
SHARES = {corpus.OCCUPATIONS: 0.8, corpus.SKILLS: 0.15, corpus.ONET: 0.05}
SAME_LANGUAGE = 0.25
NOISY = 0.2  # of the texts of a batch
BARE = 0.2  # of the texts are seen by what the start point knows of them alone
HEAT = 0.08  # temperature of the contrast
RATE = 0.07  # of Adagrad at the beginning; falls to a fiftieth in a straight line
_KEEP_EVERY = 100  # steps


@dataclass(frozen=True)
class Plan:
    """Everything that decides what is learnt. `size`: pairs a step. `without`: unit groups left out of every source."""

    data: Path
    work: Path
    start: str = "universal"
    steps: int = 7_000
    size: int = 1_024
    dimension: int = 256
    seed: int = 7
    without: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Of what is kept: another plan, or another corpus, never goes on with it."""
        said = f"{self.start} {self.steps} {self.size} {self.dimension} {self.seed} {sorted(self.without)}"
        return hashlib.sha256(said.encode()).hexdigest()[:12]


class Run:
    def __init__(self, plan: Plan, report: Report = lambda what, done, of: None) -> None:
        self.plan, self._report = plan, report
        plan.work.mkdir(parents=True, exist_ok=True)
        report("reading", 0, 1)
        self.rows = corpus.read(plan.data, plan.without)
        self.digest = hashlib.sha256("\n".join(f"{row.concept} {row.text}" for row in self.rows).encode()).hexdigest()[:16]
        report("pieces", 0, 1)
        known = start.pieces() if plan.start == "universal" else []
        self.pieces: Pieces = build((row.text for row in self.rows), known)
        self.starts, self.flat = cut(self.pieces.tokenizer, [row.text for row in self.rows])
        self.known = self._known()
        self.table = Table(self.pieces.names, plan.dimension, self.known, plan.seed)
        self.done, self.loss, self.spent = 0, float("nan"), 0.0

    def _known(self) -> Rows | None:
        if self.plan.start != "universal":
            return None
        path = self.plan.work / f"known-{hashlib.sha256(chr(10).join(self.pieces.forms).encode()).hexdigest()[:16]}.npy"
        kept = load_array(path)
        if kept is None:
            rows = start.vectors(self.pieces.forms, lambda done, of: self._report("vectors of the start point", done, of))
            kept = rows.astype(np.float16)
            save_array(path, kept)
        return np.asarray(kept, np.float32)

    def train(self) -> None:
        """To the end of the plan. Texts, order and noise come from the seed: a training that was stopped ends as one that was not."""
        torch.set_num_threads(1)  # small products: a second thread costs more than it brings
        rng = np.random.default_rng(self.plan.seed)
        kept = self.plan.work / f"training-{self.plan.name}-{self.digest}.pt"
        if kept.is_file():
            self._restore(torch.load(kept, weights_only=False), rng)
        sampler = Sampler(self.rows, SAME_LANGUAGE, SHARES)
        while self.done < self.plan.steps:
            begin = time.perf_counter()
            batch = sampler.draw(self.plan.size, rng)
            texts = self._texts(batch, rng)
            bare = rng.random(2 * len(batch.one)) < BARE
            rate = RATE * max(1 - self.done / self.plan.steps, 0.02)
            loss = self.table.step(texts, batch.apart, bare, HEAT, rate)
            self.loss = loss if self.done == 0 else 0.98 * self.loss + 0.02 * loss
            self.done += 1
            self.spent += time.perf_counter() - begin
            self._report(f"training, loss {self.loss:.3f}", self.done, self.plan.steps)
            if self.done % _KEEP_EVERY == 0 or self.done == self.plan.steps:
                self._keep(kept, rng)

    def finished(self) -> Rows:
        """One row a piece, shape (pieces, dimension)."""
        return self.table.rows(np.bincount(self.flat, minlength=len(self.pieces.names)))

    def speech(self) -> Speech | None:
        """What tells work from other talk; None where nothing is known of everyday words."""
        return None if self.known is None else learn(self.rows, self.pieces, self.known, self.plan.seed)

    def _texts(self, batch: Batch, rng: np.random.Generator) -> Cut:
        """The pieces of both sides of a batch, some of the texts with noise: where each text begins, and all pieces."""
        numbers = np.concatenate([batch.one, batch.other])
        parts = [self.flat[self.starts[number] : self.starts[number + 1]] for number in numbers]
        chosen = np.flatnonzero(rng.random(len(numbers)) < NOISY)
        noise = [noisy(self.rows[numbers[at]].text, self.rows[numbers[at]].lang, rng) for at in chosen]
        noisy_starts, noisy_flat = cut(self.pieces.tokenizer, noise)
        for place, at in enumerate(chosen):
            parts[at] = noisy_flat[noisy_starts[place] : noisy_starts[place + 1]]
        starts = np.zeros(len(parts) + 1, np.int64)
        starts[1:] = np.cumsum([len(part) for part in parts])
        return starts, np.concatenate(parts)

    def _keep(self, path: Path, rng: np.random.Generator) -> None:
        state = {
            "table": self.table.state(),
            "rng": rng.bit_generator.state,
            "done": self.done,
            "loss": self.loss,
            "spent": self.spent,
        }
        write_whole(path, lambda part: torch.save(state, part))

    def _restore(self, state: dict[str, Any], rng: np.random.Generator) -> None:
        self.table.restore(state["table"])
        rng.bit_generator.state = state["rng"]
        self.done, self.loss, self.spent = state["done"], state["loss"], state["spent"]
