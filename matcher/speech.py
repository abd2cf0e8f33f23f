"""Whether texts speak of work at all, by one number a piece of a word (see `matcher/training/speech.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

SPEECH = "speech.safetensors"
#: Pieces of a text that are listened to. With all of them 7 of 49 stories of the demonstration were taken for no work, with four none.
_LOUDEST = 4


class Speech:
    """`folder`: of an encoder that was trained with it. `tokenizer`: of the same folder, where it is loaded already."""

    def __init__(self, folder: Path, tokenizer: Any = None) -> None:
        if tokenizer is None:
            from tokenizers import Tokenizer

            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer, told = tokenizer, load_file(folder / SPEECH)
        self._numbers, self._constant = told["numbers"], float(told["constant"][0])

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Log odds, shape (n,), by the pieces of each text that speak of work most: in a story they stand among many that do not."""
        cut = [one.ids for one in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
        return np.array(
            [self._constant + (float(np.sort(self._numbers[ids])[-_LOUDEST:].mean()) if ids else 0.0) for ids in cut], np.float32
        )
