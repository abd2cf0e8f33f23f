"""What tells work from other talk: one number a piece, whose mean over a text are the log odds that it speaks of work.

Learnt from what the start point knows of words: it has read everyday language, the table has read titles only. Names of work and what
is done at it stand against what people say besides, and against everyday words thrown together as often as they are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from matcher.training import start
from matcher.training.corpus import OCCUPATIONS, ONET, Row
from matcher.training.pieces import Pieces, cut
from matcher.training.table import Rows
from occupations import builtin
from occupations.text import said

_OF_LANGUAGE, _OF_SKILLS, _LONGEST = 700, 8_000, 60  # texts at most, and their letters
_SPREAD = 3.0  # rows of length 1 are wide for a mean
#: How much the phrases of `occupations/data/not_work.tsv` count beside everyday words thrown together.
_SAID, _THROWN = 0.7, 0.3


@dataclass(frozen=True)
class Speech:
    """`numbers`, shape (pieces,): log odds a piece adds, divided by the pieces of its text. `constant`: of every text."""

    numbers: NDArray[np.float32]
    constant: float


def learn(rows: Sequence[Row], pieces: Pieces, known: Rows, seed: int) -> Speech:
    """`known`: the start point's row of each piece, shape (pieces, 512)."""
    work, besides, thrown = chosen(rows, seed), builtin.not_work(), start.everyday(seed)
    told = np.concatenate([_means(texts, pieces, known) for texts in (work, besides, thrown)])
    weights = [(len(work), 1.0), (len(besides), _SAID), (len(thrown), _THROWN)]
    weight = np.concatenate([np.full(count, share * len(work) / count) for count, share in weights])
    fitted = LogisticRegression(max_iter=3_000).fit(told, np.arange(len(told)) < len(work), weight)
    return Speech((known @ fitted.coef_[0] * _SPREAD).astype(np.float32), float(fitted.intercept_[0]))


def chosen(rows: Sequence[Row], seed: int) -> list[str]:
    """Short texts of every language alike, and of skills."""
    rng = np.random.default_rng(seed)
    pools: dict[str, list[str]] = {}
    for row in rows:
        if len(row.text) < _LONGEST and row.source != ONET:
            pools.setdefault(row.lang if row.source == OCCUPATIONS else "", []).append(row.text)
    found: list[str] = []
    for lang, texts in sorted(pools.items()):
        most = min(len(texts), _OF_LANGUAGE if lang else _OF_SKILLS)
        found += [texts[at] for at in rng.choice(len(texts), most, replace=False)]
    return found


def _means(texts: Sequence[str], pieces: Pieces, known: Rows) -> Rows:
    starts, flat = cut(pieces.tokenizer, [said(text) for text in texts])
    bag = sparse.csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(texts), len(known)))
    return np.asarray((bag @ known) * (_SPREAD / np.maximum(np.diff(starts), 1))[:, None], np.float32)
