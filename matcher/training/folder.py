"""The finished table as an ordinary sentence-transformers folder: tokenizer, one row of 8-bit numbers and one scale a piece."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from matcher.speech import SPEECH
from matcher.training.speech import Speech
from matcher.training.table import Rows

_TABLE = "model.safetensors"
_PIECES = "tokenizer.json"


def eight_bits(rows: Rows) -> tuple[np.ndarray, Rows]:
    """int8 rows and float32 scales: rows[i] is about numbers[i] * scales[i], to 1/254 of its largest number."""
    scales = np.abs(rows).max(axis=1) / 127
    numbers = np.rint(rows / np.where(scales == 0, 1, scales)[:, None]).astype(np.int8)
    return numbers, scales.astype(np.float32)


def _short(tokenizer: Tokenizer) -> str:
    """The tokenizer's file without indents: a third of the size."""
    return json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))


def write(folder: Path, tokenizer: Tokenizer, rows: Rows, card: str, speech: Speech | None = None) -> None:
    """`folder` may exist; its files of these names are replaced. `card`: the model card, Markdown."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    folder.mkdir(parents=True, exist_ok=True)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=rows), Normalize()], device="cpu")
    model.save(str(folder), create_model_card=False)
    numbers, scales = eight_bits(rows)
    save_file({"embeddings": numbers, "weights": scales}, folder / _TABLE, metadata={"format": "pt"})
    if speech is not None:
        save_file({"numbers": speech.numbers, "constant": np.array([speech.constant], np.float32)}, folder / SPEECH)
    (folder / _PIECES).write_text(_short(tokenizer), encoding="utf-8")
    (folder / "README.md").write_text(card, encoding="utf-8")
