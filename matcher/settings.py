"""Settings, read once from the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """`home`: folder of database, index and files. `encoder`: empty for the built-in one, else a model's name or folder."""

    home: Path
    database_url: str
    encoder: str = ""
    secret_key: str = ""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """OFICIO_HOME, OFICIO_DATABASE_URL, OFICIO_ENCODER, OFICIO_SECRET_KEY; an empty value counts as not given."""
        environ = os.environ if environ is None else environ
        home = Path(environ.get("OFICIO_HOME") or CHECKOUT / "var").expanduser().absolute()
        url = environ.get("OFICIO_DATABASE_URL") or f"sqlite:///{home / 'oficio.db'}"
        # The bare scheme would pick a driver we do not ship.
        url = url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)
        return cls(home, url, environ.get("OFICIO_ENCODER", "").strip(), environ.get("OFICIO_SECRET_KEY", ""))

    @property
    def index_folder(self) -> Path:
        return self.home / "index"

    @property
    def cache_folder(self) -> Path:
        return self.home / "cache"

    def secret(self) -> str:
        """The key that signs cookies: the one set, else one made once and kept in `home`, readable by its owner only."""
        if self.secret_key:
            return self.secret_key
        path = self.home / "secret_key"
        if not path.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:  # another process was first
                return path.read_text()
            with os.fdopen(handle, "w") as stream:
                stream.write(secrets.token_urlsafe(48))
        return path.read_text()
