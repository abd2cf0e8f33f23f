"""Before a DOCX is opened: its archive is what it says, acts on nothing and unfolds to a bearable size."""

from __future__ import annotations

import io
import zipfile

from matcher.cv.reading.refusals import DAMAGED, LOCKED, OTHER, TOO_LONG, Refused
from occupations.archives import BROKEN_ZIP

_MOST_PARTS, _MOST_UNFOLDED, _LARGEST_XML = 2_000, 60_000_000, 20_000_000
_MOST_RATIO, _SMALL = 200, 1_000_000
_MOST_TAGS = 1_000_000
_CHUNK = 1 << 16
_ACTIVE = ("vbaproject", "activex", "macroenabled")


def check(raw: bytes) -> None:
    """Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check(archive)
    except (*BROKEN_ZIP, OSError) as error:
        raise Refused(DAMAGED) from error


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename.casefold() for part in parts]
    if len(parts) > _MOST_PARTS:
        raise Refused(TOO_LONG)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(LOCKED)
    if len(set(names)) < len(names):
        raise Refused(DAMAGED)
    if "[content_types].xml" not in names or not any(name.startswith("word/") and name.endswith(".xml") for name in names):
        raise Refused(OTHER)
    if any(mark in name for name in names for mark in _ACTIVE):
        raise Refused(OTHER)  # a document with programs inside is no plain DOCX, whatever its name says
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Refused(DAMAGED)
    left = _MOST_UNFOLDED
    for part in parts:
        left -= _unfolded(archive, part, left)


def _unfolded(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """The size of a part, by reading it: what the directory says may be a lie. XML that defines entities is no Word document."""
    is_xml = part.filename.casefold().endswith((".xml", ".rels"))
    most = min(left, _LARGEST_XML) if is_xml else left
    size = tags = 0
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most or (size > _SMALL and size > _MOST_RATIO * max(part.compress_size, 1)):
                raise Refused(TOO_LONG)
            if is_xml:
                tags += chunk.count(b"<")
                window = (before + chunk).replace(b"\0", b"")
                if tags > _MOST_TAGS or b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                    raise Refused(TOO_LONG)
                if part.filename == "[Content_Types].xml" and b"macroenabled" in window.lower():
                    raise Refused(OTHER)
                before = chunk[-32:]
    return size
