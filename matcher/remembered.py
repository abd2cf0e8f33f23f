"""What was worked out of people's words, kept for the next answer without keeping the words."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Remembered(Generic[Kept]):
    """At most `most` answers, those used last, each under a digest of its question that means nothing outside this process."""

    def __init__(self, most: int) -> None:
        self._most, self._secret, self._lock = most, secrets.token_bytes(32), threading.Lock()
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def all_of(self, questions: Sequence[str], answer: Callable[[list[int]], Sequence[Kept]]) -> list[Kept]:
        """One answer a question, in order. `answer` is asked for those that are not known, by their places, each question once."""
        keys = [self._key(question) for question in questions]
        with self._lock:
            known = {key: self._kept[key] for key in set(keys) & self._kept.keys()}
        missing = {key: at for at, key in enumerate(keys) if key not in known}
        if missing:
            known.update(zip(missing, answer(list(missing.values())), strict=True))
        with self._lock:
            for key in dict.fromkeys(keys):
                self._kept[key] = known[key]
                self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return [known[key] for key in keys]

    def _key(self, question: str) -> bytes:
        return hashlib.blake2b(question.encode(errors="surrogatepass"), digest_size=16, key=self._secret).digest()
