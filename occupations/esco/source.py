"""A download as it lies there, a folder or a zip archive, as bounded streams of lines. Nothing is ever unpacked to disk."""

from __future__ import annotations

import errno
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from occupations.archives import BROKEN_ZIP
from occupations.esco.problems import Unusable, shown

#: Bytes. The largest file of v1.2 has 31 million, all files of one language together 50 million.
LARGEST_FILE, LARGEST_TOTAL, LARGEST_ARCHIVE = 100_000_000, 1_000_000_000, 500_000_000
#: Bytes of one physical line; a record may span many. The longest of v1.2 has 6 thousand.
LONGEST_LINE = 100_000
MOST_ENTRIES = 2_000
_ENCRYPTED = 0x1
_NAME = re.compile(r"([a-z]+)(?:_([a-z]{2,3}(?:-[a-z0-9]{2,4})?))?\.csv", re.I)
#: "ESCO dataset - v1.2.0 - classification - en - csv", "esco_1.1", "v1.2", and a folder that is called "1.2".
_NUMBER = r"(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)"
_VERSION = re.compile(rf"(?:(?<![a-z\d.])v|esco[\s_-]*v?){_NUMBER}(?![\w]|\.\d)|^{_NUMBER}$", re.I)


@dataclass(frozen=True, slots=True)
class File:
    """`stem` in small letters ("occupations"), `lang` "" where the name has none, `place` where it lies inside the download."""

    stem: str
    lang: str
    place: str
    size: int

    @property
    def name(self) -> str:
        return PurePosixPath(self.place).name


class Source:
    """The CSV files of a download: those that lie in it, and in its folders one level down."""

    def __init__(self, root: Path, archive: zipfile.ZipFile | None = None) -> None:
        self.root, self._archive = root, archive
        self.files = self._found(_in_archive(archive) if archive else _in_folder(root))

    def lines(self, file: File) -> Iterator[bytes]:
        """Physical lines with their ends. Raises Unusable for one that is too long, and for what cannot be unpacked."""
        read = number = 0
        try:
            with self._open(file) as raw, io.BufferedReader(raw) as stream:  # type: ignore[type-var]
                while line := stream.readline(LONGEST_LINE + 1):
                    read, number = read + len(line), number + 1
                    if len(line) > LONGEST_LINE:
                        raise Unusable(f"a line of more than {LONGEST_LINE:,} bytes", number)
                    if read > LARGEST_FILE:
                        raise Unusable(f"more than {LARGEST_FILE:,} bytes", number)
                    yield line
        except (*BROKEN_ZIP, OSError) as error:
            # A place before the beginning of the archive ends in EINVAL; any other OSError is the disk's.
            if isinstance(error, OSError) and not (self._archive and error.errno == errno.EINVAL):
                raise
            raise Unusable("damaged inside the zip archive: download it again") from error

    def version(self) -> str | None:
        """The version that the nearest part of the path tells: of a folder inside, of the download itself, of those above it."""
        inside = {told for file in self.files.values() for part in PurePosixPath(file.place).parts[:-1] if (told := _told(part))}
        if len(inside) > 1:
            raise Unusable(f"files of several versions lie in it: {', '.join(sorted(inside))}")
        return next(filter(None, [*inside, *map(_told, reversed(self.root.resolve().parts))]), None)

    def _found(self, entries: Iterator[tuple[str, int]]) -> Mapping[tuple[str, str], File]:
        found: dict[tuple[str, str], File] = {}
        for place, size in entries:
            parts = PurePosixPath(place).parts
            named = _NAME.fullmatch(parts[-1])
            if named is None or len(parts) > 2 or parts[0].startswith(("__MACOSX", ".")):
                continue
            file = File(named[1].lower(), (named[2] or "").lower(), place, size)
            if before := found.get((file.stem, file.lang)):
                raise Unusable(f"{shown(before.place)} and {shown(place)} are both there: keep one")
            if size > LARGEST_FILE:
                raise Unusable(f"{shown(place)} has more than {LARGEST_FILE:,} bytes")
            found[file.stem, file.lang] = file
        if sum(file.size for file in found.values()) > LARGEST_TOTAL:
            raise Unusable(f"more than {LARGEST_TOTAL:,} bytes together")
        return found

    def _open(self, file: File) -> IO[bytes]:
        return self._archive.open(file.place) if self._archive else (self.root / file.place).open("rb", buffering=0)


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """A folder or a zip archive. Raises Unusable for anything else; OSError where it cannot be read."""
    if path.is_dir():
        yield Source(path)
        return
    if path.stat().st_size > LARGEST_ARCHIVE:
        raise Unusable(f"more than {LARGEST_ARCHIVE:,} bytes")
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN_ZIP as error:
        raise Unusable("neither a folder nor a whole zip archive") from error
    with archive:
        yield Source(path, archive)


def _in_archive(archive: zipfile.ZipFile) -> Iterator[tuple[str, int]]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Unusable(f"a zip archive of more than {MOST_ENTRIES:,} entries")
    for entry in entries:
        parts = PurePosixPath(entry.filename).parts
        if not parts or parts[0] == "/" or ".." in parts or "\\" in entry.filename or ":" in parts[0]:
            raise Unusable(f"a zip archive with an entry that leads out of it: {shown(entry.filename)}")
        if entry.is_dir() or not entry.filename.lower().endswith(".csv"):
            continue
        if entry.flag_bits & _ENCRYPTED:
            raise Unusable("a zip archive protected with a password")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # The others unfold without a bound before anybody can count.
            raise Unusable(f"{shown(entry.filename)} is packed in an unusual way: pack it anew")
        yield entry.filename, entry.file_size


def _in_folder(root: Path) -> Iterator[tuple[str, int]]:
    entries = sorted([*root.glob("*.csv"), *root.glob("*/*.csv"), *root.glob("*.CSV"), *root.glob("*/*.CSV")])
    if len(entries) > MOST_ENTRIES:
        raise Unusable(f"a folder of more than {MOST_ENTRIES:,} files")
    for path in dict.fromkeys(entries):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path.stat().st_size


def _told(part: str) -> str | None:
    found = _VERSION.search(part)
    return (found[1] or found[2]) if found else None
