"""The table that is learnt: one row a piece, made of a row of its own, of the letters in it, and of what the start point knows of it.

Pieces that share letters share what is learnt of them, and a piece that no label uses still lies where the start point puts it,
turned as all others were. When training ends the three are added up: what ships is one plain row a piece.
"""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import scipy.sparse as sparse
import torch
from numpy.typing import NDArray

from matcher.training.pieces import ARABIC, START, script

Rows = NDArray[np.float32]
Cut = tuple[NDArray[np.int64], NDArray[np.int32]]  # where each text begins, shape (n + 1,), and the pieces of all one after another
#: What was learnt of the letters in a piece that no text has counts so much beside what the start point knows of it.
_UNSEEN = 0.7
#: Arabic texts are few, and all of them titles of Oficio's own: what is learnt of their words there holds for those few trades only, and
#: counts for n / (n + this) of a piece seen n times.
_ARABIC = 10.0
_BUCKETS = 1 << 17
_LENGTHS = (3, 4, 5)
_SPREAD = 0.02  # of random rows at the beginning
_LITTLE = 1e-6  # of the sums of squares at the beginning


def letters_of(names: list[str]) -> sparse.csr_matrix:
    """Which runs of 3 to 5 letters stand in which piece, hashed, shape (pieces, buckets); every row of length 1."""
    starts, flat = [0], []
    for name in names:
        word = name.replace(START, "<")
        flat += [zlib.crc32(word[at : at + n].encode()) % _BUCKETS for n in _LENGTHS for at in range(len(word) - n + 1)]
        starts.append(len(flat))
    counts = np.diff(starts)
    values = np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts).astype(np.float32)
    return sparse.csr_matrix((values, np.array(flat, np.int32), np.array(starts, np.int64)), shape=(len(names), _BUCKETS))


def _product(matrix: sparse.csr_matrix, rows: torch.Tensor) -> torch.Tensor:
    learnt: torch.Tensor = _Product.apply(matrix, rows)  # type: ignore[no-untyped-call]
    return learnt


class _Product(torch.autograd.Function):
    """A constant sparse matrix times rows that are learnt."""

    @staticmethod
    def forward(ctx: Any, matrix: sparse.csr_matrix, rows: torch.Tensor) -> torch.Tensor:
        ctx.matrix = matrix
        return torch.from_numpy(matrix @ rows.numpy())

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> tuple[None, torch.Tensor]:
        return None, torch.from_numpy(ctx.matrix.T @ gradients[0].contiguous().numpy())


class Table:
    """`known`: rows of the start point, shape (pieces, 512), or None. `names`: the pieces.

    Own rows and rows of letters learn by Adagrad with one sum of squares a row; the turn of the start point's rows by Adam.
    """

    def __init__(self, names: list[str], dimension: int, known: Rows | None, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self._letters = letters_of(names)
        self._known = known
        self._arabic = np.array([script(name.lstrip(START)) == ARABIC for name in names])
        self.own = rng.normal(0, _SPREAD, (len(names), dimension)).astype(np.float32)
        self.runs = rng.normal(0, _SPREAD, (_BUCKETS, dimension)).astype(np.float32)
        self.own_squares = np.full(len(names), _LITTLE, np.float32)
        self.runs_squares = np.full(_BUCKETS, _LITTLE, np.float32)
        turn = np.zeros((1, dimension), np.float32) if known is None else _axes(known, dimension, rng)
        self.turn = torch.nn.Parameter(torch.from_numpy(turn))
        self.gates = torch.nn.Parameter(torch.ones(3))
        self.adam = torch.optim.Adam([self.turn, self.gates], lr=1e-3)

    def step(self, batch: Cut, apart: NDArray[np.bool_], bare: NDArray[np.bool_], heat: float, rate: float) -> float:
        """One step on 2 n texts, the first n and the last n of which name the same in order. Returns the loss.

        `bare`, shape (2 n,): texts that are seen by what the start point knows of them alone. So its turned rows mean by themselves
        what the whole table means, and words that no label uses lie in their place. Ignored where nothing is known.
        """
        starts, flat = batch
        used, where = np.unique(flat, return_inverse=True)
        bag = sparse.csr_matrix((np.ones(len(flat), np.float32), where, starts), shape=(len(starts) - 1, len(used)))
        letters = self._letters[used]
        runs, runs_where = np.unique(letters.indices, return_inverse=True)
        letters = sparse.csr_matrix((letters.data, runs_where, letters.indptr), shape=(len(used), len(runs)))
        own = torch.from_numpy(self.own[used]).requires_grad_()
        run = torch.from_numpy(self.runs[runs]).requires_grad_()
        texts = _product(bag, own * self.gates[0] + _product(letters, run) * self.gates[1])
        if self._known is not None:
            known = _product(bag, (torch.from_numpy(self._known[used]) @ self.turn) * self.gates[2])
            texts = known + texts * torch.from_numpy(~bare).float()[:, None]
        texts = torch.nn.functional.normalize(texts, dim=1)
        loss = _contrast(texts, torch.from_numpy(apart), heat)
        self.adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        for group in self.adam.param_groups:
            group["lr"] = rate * 0.02
        self.adam.step()
        _adagrad(self.own, self.own_squares, used, own, rate)
        _adagrad(self.runs, self.runs_squares, runs, run, rate)
        return float(loss.detach())

    def rows(self, seen: NDArray[np.int64]) -> Rows:
        """One row a piece, all parts added up. `seen`, shape (pieces,): how often each stood in the texts that were learnt from.

        Of a piece that was not seen, and of Arabic ones, some part is what the start point knows of them alone.
        """
        gates = self.gates.detach().numpy()
        rows = self.own * gates[0] + (self._letters @ self.runs) * gates[1]
        if self._known is None:
            return np.asarray(rows, np.float32)
        turned = (self._known @ self.turn.detach().numpy()) * gates[2]
        rows += turned
        known = (self._known != 0).any(axis=1)
        both = known & (seen > 0)
        turned *= np.linalg.norm(rows[both], axis=1).mean() / np.linalg.norm(turned[both], axis=1).mean()
        trust = np.where(self._arabic, seen / (seen + _ARABIC), np.where(seen > 0, 1.0, _UNSEEN))
        trust = np.where(known, trust, 1.0)[:, None]
        return np.asarray(trust * rows + (1 - trust) * turned, np.float32)

    def state(self) -> dict[str, Any]:
        arrays = {name: getattr(self, name) for name in ("own", "runs", "own_squares", "runs_squares")}
        tensors = {name: torch.from_numpy(rows) for name, rows in arrays.items()}
        return {**tensors, "turn": self.turn.detach(), "gates": self.gates.detach(), "adam": self.adam.state_dict()}

    def restore(self, state: dict[str, Any]) -> None:
        for name in ("own", "runs", "own_squares", "runs_squares"):
            setattr(self, name, state[name].numpy())
        with torch.no_grad():
            self.turn.copy_(state["turn"])
            self.gates.copy_(state["gates"])
        self.adam.load_state_dict(state["adam"])


def _axes(known: Rows, dimension: int, rng: np.random.Generator) -> Rows:
    """The principal axes of what the start point knows, shape (512, dimension)."""
    some = known[np.flatnonzero(np.abs(known).sum(axis=1) > 0)]
    some = some[rng.choice(len(some), min(20_000, len(some)), replace=False)]
    axes = np.linalg.svd(some, full_matrices=False)[2]
    turn = np.zeros((known.shape[1], dimension), np.float32)
    turn[:, : len(axes[:dimension])] = axes[:dimension].T
    return turn


def _contrast(texts: torch.Tensor, apart: torch.Tensor, heat: float) -> torch.Tensor:
    """InfoNCE both ways; texts that are not known to be apart are nobody's opposites."""
    half = len(texts) // 2
    alike = (texts[:half] @ texts[half:].T / heat).masked_fill(~apart, -torch.inf)
    right = torch.arange(half)
    loss: torch.Tensor = torch.nn.functional.cross_entropy(alike, right) + torch.nn.functional.cross_entropy(alike.T, right)
    return loss / 2


def _adagrad(rows: Rows, squares: Rows, which: NDArray[Any], learnt: torch.Tensor, rate: float) -> None:
    gradient = learnt.grad.numpy() if learnt.grad is not None else np.zeros_like(rows[which])
    squares[which] += (gradient * gradient).mean(axis=1)
    rows[which] -= rate * gradient / np.sqrt(squares[which])[:, None]
