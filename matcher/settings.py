"""Settings, read once from the environment."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from matcher.errors import InvalidInput

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """`home`: folder of database, index and files. `encoder`: empty for the built-in one, else a model's name or folder.

    `content`: a centre's own interview guides and rights cards, in place of those that are shipped.
    """

    home: Path
    database_url: str
    encoder: str = ""
    secret_key: str = ""
    document_key: str = ""
    content: Path | None = None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """OFICIO_HOME, OFICIO_DATABASE_URL, OFICIO_ENCODER, OFICIO_SECRET_KEY, OFICIO_DOCUMENT_KEY, OFICIO_CONTENT.

        An empty value counts as not given.
        Raises InvalidInput for an address of no database that is served.
        """
        environ = os.environ if environ is None else environ
        home = Path(environ.get("OFICIO_HOME") or CHECKOUT / "var").expanduser().absolute()
        content = environ.get("OFICIO_CONTENT", "").strip()
        url = environ.get("OFICIO_DATABASE_URL") or f"sqlite:///{home / 'oficio.db'}"
        # The bare scheme would pick a driver we do not ship.
        url = url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)
        try:
            dialect = make_url(url).get_backend_name()
        except (ArgumentError, ValueError) as error:
            raise InvalidInput(field="OFICIO_DATABASE_URL", reason="not a database address") from error
        if dialect not in ("sqlite", "postgresql"):
            raise InvalidInput(field="OFICIO_DATABASE_URL", reason=f"{dialect} is not served: sqlite or postgresql")
        return cls(home, url, environ.get("OFICIO_ENCODER", "").strip(), environ.get("OFICIO_SECRET_KEY", ""),
                   environ.get("OFICIO_DOCUMENT_KEY", ""), Path(content).expanduser().absolute() if content else None)  # fmt: skip

    @property
    def index_folder(self) -> Path:
        return self.home / "index"

    @property
    def cache_folder(self) -> Path:
        return self.home / "cache"

    def secret(self) -> str:
        """The key that signs cookies: the one set, else one made once and kept in `home`, readable by its owner only."""
        return self.secret_key or _kept(self.home / "secret_key", lambda: secrets.token_urlsafe(48))

    def document_keys(self) -> list[str]:
        """Keys of kept documents, the one that seals first. Several are set with commas between, to change a key over time."""
        given = self.document_key or _kept(self.home / "document_key", lambda: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
        return [key.strip() for key in given.split(",") if key.strip()]


def _kept(path: Path, make: Callable[[], str]) -> str:
    """What a file holds; made at first asking, whole or not at all, by one process only."""
    if not path.exists() or not path.stat().st_size:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(make())
        try:
            os.link(temporary, path)  # fails where another process was first: then theirs counts
        except FileExistsError:
            if not path.stat().st_size:
                temporary.replace(path)
        temporary.unlink(missing_ok=True)
    return path.read_text()
