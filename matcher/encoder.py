"""Texts to vectors, by any sentence-transformers model."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Collection, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.errors import EncoderNotFound
from matcher.speech import SPEECH, Speech

Role = Literal["query", "passage"]
Vectors = NDArray[np.float32]

#: The encoder that ships with Oficio, made by `python -m matcher.training`.
SHIPPED = Path(__file__).parent / "weights"


class Encoder(Protocol):
    """Texts to float32 rows of length 1. `id` names model and version: vectors of different ids never mix."""

    @property
    def id(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    @property
    def words(self) -> Collection[str]: ...
    def speaks_of_work(self, texts: Sequence[str]) -> Vectors: ...
    def encode(self, texts: Sequence[str], role: Role = "passage") -> Vectors: ...


class SentenceEncoder:
    """A sentence-transformers model, loaded at first use. `name` is empty or "builtin" for the one that ships, else a model or folder.

    Prompts: where the model was saved with prompts called "query" and "passage" (or "document"), the role picks one.
    """

    def __init__(self, name: str = "") -> None:
        self._name = "" if name == "builtin" else name
        self._model: Any = None
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        if not self._name:
            return _shipped_id()
        folder = Path(self._name)
        if not folder.is_dir():
            return self._name
        # A folder's files may be replaced under the same name: their sizes, times and the small ones' bytes tell.
        digest = hashlib.sha256()
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(f"{file.relative_to(folder)} {file.stat().st_size} {file.stat().st_mtime_ns}".encode())
        return f"{folder.name}@{digest.hexdigest()[:16]}"

    @property
    def dimension(self) -> int:
        return int(self._loaded().get_embedding_dimension())

    @cached_property
    def words(self) -> Collection[str]:
        """Words, in lower case, that have a row of their own; none are known of an encoder whose pieces do not mark where a word begins."""
        tokenizer = getattr(self._loaded()[0], "tokenizer", None)
        pieces = tokenizer.get_vocab() if tokenizer is not None else ()
        return frozenset(piece[1:] for piece in pieces if piece.startswith("▁"))

    def encode(self, texts: Sequence[str], role: Role = "passage") -> Vectors:
        """float32, shape (len(texts), dimension), every row of length 1 (a text without any token too)."""
        if not len(texts):
            return np.empty((0, self.dimension), np.float32)
        model = self._loaded()
        wanted = ("query",) if role == "query" else ("passage", "document")
        prompt = next((name for name in wanted if model.prompts.get(name)), None)
        rows = model.encode(list(texts), prompt_name=prompt, batch_size=64, show_progress_bar=False, convert_to_numpy=True)
        return unit_rows(rows)

    def speaks_of_work(self, texts: Sequence[str]) -> Vectors:
        """Log odds that texts speak of work at all, shape (n,): by the encoder that ships, whichever encodes."""
        return self._speech.of(texts)

    @cached_property
    def _speech(self) -> Speech:
        return Speech(SHIPPED, None if self._name else self._loaded()[0].tokenizer)

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                self._model = _load(self._name)
            return self._model


def unit_rows(rows: Any) -> Vectors:
    """Rows scaled to length 1; a row of zeros becomes the first unit vector, so that no way out ever holds NaN."""
    vectors: Vectors = np.array(rows, dtype=np.float32, order="C")
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    empty = lengths[:, 0] < 1e-12
    vectors /= np.where(lengths < 1e-12, np.float32(1), lengths)
    vectors[empty, 0] = 1.0
    return vectors


@cache
def _shipped_id() -> str:
    """By the bytes of what decides its vectors: the same on every install, whenever the files were written."""
    digest = hashlib.sha256()
    for name in ("modules.json", "tokenizer.json", "model.safetensors", SPEECH):
        digest.update((SHIPPED / name).read_bytes())
    return f"oficio@{digest.hexdigest()[:16]}"


def _load(name: str) -> Any:
    # torch takes seconds to import: only what really encodes pays for it.
    import torch
    from sentence_transformers import SentenceTransformer

    try:
        if name:
            return SentenceTransformer(name, device="cpu")
        # To look up some rows needs no second thread: waiting for one doubled the slowest answers of the linker.
        torch.set_num_threads(1)
        # Its rows were 8-bit numbers: 16 bits hold them in half the memory, at the same speed. They come to length 1 in 32 bits, outside.
        rows = SentenceTransformer(str(SHIPPED), device="cpu")[0].half()
        return SentenceTransformer(modules=[rows], device="cpu")
    except Exception as error:  # each kind of damaged folder fails in its own way; to the user they are one
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise EncoderNotFound(name=name, reason=reason) from error
