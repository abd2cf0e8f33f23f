"""Documents at rest: encrypted in the database, under a key that lies elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from matcher.errors import DocumentUnreadable


class Vault:
    """Seals bytes and opens them (Fernet: AES-128-CBC with HMAC-SHA256). The first key seals; all of them open.

    `keys` is asked at first use, so that a command that needs no document makes no key.
    """

    def __init__(self, keys: Callable[[], list[str]]) -> None:
        self._keys = keys

    def seal(self, content: bytes) -> bytes:
        return self._fernet().encrypt(content)

    def open(self, sealed: bytes) -> bytes:
        """Raises DocumentUnreadable where no key fits or the bytes were changed."""
        try:
            return self._fernet().decrypt(sealed)
        except InvalidToken as error:
            raise DocumentUnreadable(reason="no key fits, or it was changed") from error

    def _fernet(self) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in self._keys()])
