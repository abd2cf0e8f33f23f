"""Chooses the concepts a text may mean, and gathers for each what only a closer look can tell."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from occupations.block import Block, Numbers
from occupations.columns import Columns
from occupations.evidence import DENSE, Compared, Evidence, Named
from occupations.taxonomy import Label

#: Edit-distance likeness from which a typing error is a likely reason for the difference.
MISSPELT = 0.75
_LETTERS = DENSE.index("any_letters")


@dataclass(frozen=True, slots=True)
class Judged:
    """One text with its vector as the encoder made it, and its candidates: their columns, ascending; what speaks for each, shape
    (k, F); and the nearest label of each, with whether it stands in the text; None where it has no label in the languages looked at.

    `closest`, `elsewhere`: the best likeness of meaning with any label, and with what people say that is no work. `speech`:
    the log odds that its words speak of work. `named`: the share
    of the text that the label inside it explains which explains most: 1 where the text is a label, 0 without any. `mended`: whether
    slips of the hand were mended first.
    """

    vector: Numbers
    columns: list[int]
    evidence: Numbers
    nearest: list[tuple[Label | None, bool]]
    closest: float
    elsewhere: float
    speech: float
    named: float
    mended: bool = False

    def at(self, column: int) -> int | None:
        """The row of a candidate; None where it is none of this text."""
        row = bisect_left(self.columns, column)
        return row if row < len(self.columns) and self.columns[row] == column else None


class Judge:
    #: Concepts nearest by letters that are looked at whatever their meaning: a misspelt word has little.
    BY_LETTERS = 12

    def __init__(self, columns: Columns, weights: Evidence[float]) -> None:
        self._columns, self._group = columns, columns.group.tolist()
        self._rough = np.asarray(weights[: len(DENSE)], np.float32)

    def candidates(
        self, compared: Compared, blocks: Sequence[Block], pool: int, vector: Numbers, elsewhere: float, speech: float
    ) -> Judged:
        """The `pool` concepts nearest at first sight, those nearest by letters, and every one with a label in the text.

        Where everyday titles of a unit group stand apart, they are looked at with it, and all inside the group profit.
        """
        group = self._group
        named: dict[int, list[Named]] = defaultdict(list)
        for one in compared.named:
            named[blocks[one.block].column_of(one.row)].append(one)
        seen = self._seen(compared, pool, named)
        near = {column: _nearest(compared, blocks, column) for column in seen}
        inside: dict[int, float] = defaultdict(float)
        misspelt: dict[int, float] = defaultdict(float)
        for column, (_, alike) in near.items():
            if alike > MISSPELT:
                misspelt[group[column]] = max(misspelt[group[column]], _misspelt(alike))
        for column, said in named.items():
            inside[group[column]] = max(inside[group[column]], *(one.share for one in said))
        columns = [column for column in seen if self._columns.shown[column]]
        evidence = np.zeros((len(columns), len(Evidence._fields)), np.float32)
        evidence[:, : len(DENSE)] = compared.dense[:, columns].T
        nearest: list[tuple[Label | None, bool]] = []
        ratio = len(DENSE)
        for at, column in enumerate(columns):
            label, alike = near[column]
            said = named.get(column, [])
            evidence[at, ratio] = alike
            evidence[at, ratio + 1] = _misspelt(alike)
            if said:
                evidence[at, ratio + 2 : ratio + 5] = _said(said, blocks)
                best = max(said, key=lambda one: (one.share, blocks[one.block].preferred[one.row]))
                label = blocks[best.block].labels[best.row]
            nearest.append((label, bool(said)))
        evidence[:, -2] = [misspelt.get(group[column], 0.0) for column in columns]
        evidence[:, -1] = [inside.get(group[column], 0.0) for column in columns]
        share = max((one.share for one in compared.named), default=0.0)
        return Judged(vector, columns, evidence, nearest, compared.closest, elsewhere, speech, share)

    def _seen(self, compared: Compared, pool: int, named: dict[int, list[Named]]) -> list[int]:
        """Columns worth a closer look, ascending, those apart with the rest of their group."""
        rough = np.where(self._columns.shown, self._rough @ compared.dense, -np.inf)
        best = np.argpartition(-rough, min(pool, self._columns.count) - 1)[:pool]
        letters = np.argpartition(-compared.dense[_LETTERS], min(self.BY_LETTERS, len(rough)) - 1)[: self.BY_LETTERS]
        seen = {*best.tolist(), *letters.tolist(), *named}
        apart = self._columns.apart
        seen |= {apart[group] for group in {int(self._columns.group[column]) for column in seen} if group in apart}
        for column in [column for column in seen if not self._columns.shown[column]]:
            if column in named or column in letters:
                seen.update(np.flatnonzero(self._columns.group == self._columns.group[column]).tolist())
        return sorted(seen)


def _misspelt(alike: float) -> float:
    return ((alike - MISSPELT) / (1 - MISSPELT)) ** 2 if alike > MISSPELT else 0.0


def _said(said: Sequence[Named], blocks: Sequence[Block]) -> tuple[float, float, float]:
    """(the text is the concept's title, or another name of it; the share of the text that the best label inside explains)."""
    whole = [blocks[one.block].preferred[one.row] for one in said if one.share == 1.0]
    return float(any(whole)), float(bool(whole) and not any(whole)), max(one.share for one in said)


def _nearest(compared: Compared, blocks: Sequence[Block], column: int) -> tuple[Label | None, float]:
    """The label of a concept that comes nearest to the text, and the best edit-distance likeness of any near one."""
    found: Label | None = None
    most, alike = -np.inf, 0.0
    for block, letters, together in zip(blocks, compared.letters, compared.together, strict=True):
        bounds = block.rows.get(column)
        if bounds:
            first, last = bounds
            near, spelt = (
                (first + int(together[first:last].argmax()), first + int(letters[first:last].argmax())) if last - first > 1 else bounds
            )
            if together[near] > most:
                most, found = together[near], block.labels[near]
            alike = max(alike, fuzz.ratio(compared.text, block.told[near]))
            if spelt != near and last - first > 1:
                alike = max(alike, fuzz.ratio(compared.text, block.told[spelt]))
    return found, alike / 100
