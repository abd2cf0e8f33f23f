"""The index as files that cannot be half-written: a folder of its own for each, and a manifest that vouches for one of them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from matcher.errors import IndexDamaged
from matcher.index import Vectors

VECTORS, ROWS, WORDS = "vectors.f32", "rows.npz", "words.json"
#: Files of an index of an earlier version, which nothing reads any more.
_BEFORE = ("vectors.npy", "ids.npy", "texts.npy")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from. Any difference from what is in use now means: rebuild.

    `made_by`: the code that reads vacancies for it. `change` and `log`: the last change it has seen, by number and by name, which
    tells it from the same number in another database. `folder`, `sha256`: where its files are, and what they hold.
    """

    encoder: str
    taxonomy: str
    made_by: str
    dimension: int
    count: int
    change: int
    log: str
    folder: str = ""
    sha256: str = ""


class VectorFile:
    """Vectors written one batch after the other, and then read where they lie, so that they are never all in memory."""

    def __init__(self, folder: Path, dimension: int) -> None:
        folder.mkdir(parents=True)
        self._path, self._dimension, self._count = folder / VECTORS, dimension, 0
        self._stream = self._path.open("wb")

    def append(self, vectors: Vectors) -> None:
        self._stream.write(np.ascontiguousarray(vectors, np.float32).data)
        self._count += len(vectors)

    def close(self) -> Vectors:
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        return mapped(self._path, self._count, self._dimension)


class _VectorsInMemory:
    """What VectorFile is for few vectors."""

    def __init__(self, dimension: int) -> None:
        self._kept: list[Vectors] = [np.empty((0, dimension), np.float32)]

    def append(self, vectors: Vectors) -> None:
        self._kept.append(vectors)

    def close(self) -> Vectors:
        return np.concatenate(self._kept)


def vectors_into(folder: Path | None, dimension: int) -> VectorFile | _VectorsInMemory:
    """Where vectors are put one batch after the other: a new folder, or memory where there is none."""
    return VectorFile(folder, dimension) if folder else _VectorsInMemory(dimension)


def mapped(path: Path, count: int, dimension: int) -> Vectors:
    """Raises IndexDamaged where the file does not hold exactly so many."""
    try:
        if path.stat().st_size != 4 * count * dimension:
            raise IndexDamaged(reason=f"{path.name} has another size than the manifest says")
        return np.memmap(path, np.float32, "r", shape=(count, dimension)) if count else np.empty((0, dimension), np.float32)
    except OSError as error:
        raise IndexDamaged(reason=f"{path.name} cannot be read") from error


def new_folder(home: Path) -> Path:
    """The name of a folder that is not there yet; `finish` gives it its last one."""
    return home / f"making-{secrets.token_hex(6)}"


def finish(home: Path, folder: Path, arrays: Mapping[str, NDArray[Any]], words: object, manifest: Manifest) -> Manifest:
    """Writes the rest beside vectors that lie in `folder` already, and, last of all, the manifest. A crash leaves the old index or none.

    Other folders go; who has mapped their vectors keeps them until done.
    """
    write_whole(folder / ROWS, lambda stream: np.savez(stream, **arrays))  # type: ignore[arg-type]
    write_whole(folder / WORDS, lambda stream: stream.write(json.dumps(words, separators=(",", ":")).encode()))
    digest, named = _digest(folder), folder.with_name(folder.name.replace("making-", "of-"))
    folder.rename(named)
    complete = replace(manifest, folder=named.name, sha256=digest)
    write_whole(home / "manifest.json", lambda stream: stream.write(json.dumps(asdict(complete), indent=1).encode()))
    _clear(home, named)
    return complete


def _clear(home: Path, kept: Path) -> None:
    """Takes away what nothing reads any more: older folders, and those that somebody left unfinished the day before."""
    yesterday = time.time() - 24 * 3600
    for other in home.iterdir():
        unfinished = other.name.startswith("making-") and other.stat().st_mtime < yesterday
        if unfinished or (other.name.startswith("of-") and other != kept):
            shutil.rmtree(other, ignore_errors=True)
    for name in _BEFORE:
        (home / name).unlink(missing_ok=True)


def read_manifest(home: Path) -> Manifest | None:
    """The manifest, or None where there is no index. Raises IndexDamaged for one that cannot be read."""
    path = home / "manifest.json"
    if not path.exists():
        return None
    try:
        return Manifest(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise IndexDamaged(reason=f"{path.name} cannot be read") from error


def load(home: Path, manifest: Manifest) -> tuple[Vectors, dict[str, NDArray[Any]], Any]:
    """(vectors, which stay in their file; the other arrays; the words), their bytes checked against the manifest. Raises IndexDamaged."""
    folder = home / Path(manifest.folder).name
    try:
        if _digest(folder) != manifest.sha256:
            raise IndexDamaged(reason="bytes differ from the manifest's checksum")
        with np.load(folder / ROWS, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        words = json.loads((folder / WORDS).read_bytes())
    except (OSError, ValueError) as error:
        raise IndexDamaged(reason=f"{folder.name} cannot be read") from error
    return mapped(folder / VECTORS, manifest.count, manifest.dimension), arrays, words


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in (VECTORS, ROWS, WORDS):
        with (folder / name).open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def save_array(path: Path, array: NDArray[Any]) -> None:
    """One array in a file of its own, its SHA-256 behind it, written whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    np.save(buffer, array)
    write_whole(path, lambda stream: stream.write(buffer.getvalue() + hashlib.sha256(buffer.getvalue()).digest()))


def load_array(path: Path) -> NDArray[Any] | None:
    """What `save_array` wrote; None where there is nothing, or nothing whole."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    body, digest = raw[:-32], raw[-32:]
    return np.load(io.BytesIO(body), allow_pickle=False) if hashlib.sha256(body).digest() == digest else None


def write_whole(path: Path, write: Callable[[BinaryIO], Any]) -> None:
    """What `write` writes stands in the file whole, or the file is as it was."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
