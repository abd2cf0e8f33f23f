"""Documents people upload: what they are is told by their content, and what could harm whoever opens them is refused.

Bytes in, a media type out. Nothing is run, nothing is written to disk, and nothing is unpacked beyond its limit.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
import zipfile
from collections.abc import Callable

from defusedxml import ElementTree
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject

from matcher.errors import InvalidInput

MOST_BYTES = 10_000_000
#: 12 megapixels is what a phone takes; beyond 40 it is a bomb or no document.
MOST_PIXELS = 40_000_000
MOST_PAGES = 300
#: Passes over a JPEG: a progressive one has ten or so, and each costs the whole picture.
MOST_SCANS = 100
MOST_UNPACKED, MOST_PARTS, MOST_RATIO = 60_000_000, 2_000, 200
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", DOCX: ".docx", XLSX: ".xlsx"}
#: Parts of a PDF that act by themselves or carry other files.
_ACTIVE_PDF = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/XFA", "/ImportData", "/SubmitForm",
     "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound"}
)  # fmt: skip
_ACTIVE_RELATIONS = frozenset({"oleobject", "package", "control", "vbaproject", "externallink", "attachedtemplate", "frame", "subdocument"})
_ACTIVE_ZIP = ("vbaproject", "activex", "oleobject", "externallinks", "embeddings/")


def check(raw: bytes, name: str) -> str:
    """The media type of a document that may be kept. Raises InvalidInput naming file and reason."""
    if not raw:
        raise _refused(name, "empty")
    if len(raw) > MOST_BYTES:
        raise _refused(name, f"larger than {MOST_BYTES // 1_000_000} MB")
    for start, kind in _KINDS:
        if raw.startswith(start):
            try:
                return kind(raw, name)
            except InvalidInput:
                raise
            except Exception as error:  # whatever a broken file makes a parser raise, the file is what is wrong
                raise _refused(name, "damaged or incomplete") from error
    raise _refused(name, "not a PDF, JPEG, PNG, DOCX or XLSX file")


def clean_name(name: str) -> str:
    """A file's name as it may be shown: no folders, no characters that hide or turn text, 120 characters at most."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(" " if unicodedata.category(c) in ("Zs", "Cc") else c for c in last if unicodedata.category(c) not in ("Cf", "Co", "Cs"))
    kept = " ".join(kept.split()).strip(". ")
    return kept[-120:] or "document"


def _refused(name: str, reason: str) -> InvalidInput:
    return InvalidInput(file=clean_name(name), field="file", reason=reason)


def _pdf(raw: bytes, name: str) -> str:
    if b"%%EOF" not in raw[-2048:]:
        raise _refused(name, "damaged or incomplete")
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted:
            raise _refused(name, "locked with a password")
        pages = len(reader.pages)
    except (PyPdfError, RecursionError) as error:
        raise _refused(name, "damaged or incomplete") from error
    if not 0 < pages <= MOST_PAGES:
        raise _refused(name, f"no pages, or more than {MOST_PAGES}")
    if _acts(reader):
        raise _refused(name, "holds scripts, forms that send, or other files inside")
    return PDF


def _acts(reader: PdfReader) -> bool:
    """Whether any object of the file acts by itself. Looks at dictionaries alone, and unpacks no page or picture."""
    seen, waiting = set[int](), [reader.trailer]
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            keys = {str(key) for key in found} | {str(found.get("/S")), str(found.get("/Type")), str(found.get("/Subtype"))}
            if keys & _ACTIVE_PDF:
                return True
            waiting.extend(found.raw_get(key) for key in found)
        elif isinstance(found, list):
            waiting.extend(list.__iter__(found))
    return False


def _picture(raw: bytes, name: str) -> str:
    if raw.count(b"\xff\xda") > MOST_SCANS:
        raise _refused(name, "damaged or incomplete")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _refused(name, f"more than {MOST_PIXELS // 1_000_000} million points")
            kind = JPEG if picture.format == "JPEG" else PNG
            if getattr(picture, "n_frames", 1) > 1:
                raise _refused(name, "an animation")
            picture.load()  # a half-written picture fails here
    return kind


def _office(raw: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = archive.infolist()
        names = [entry.filename.casefold() for entry in entries]
        if len(entries) > MOST_PARTS or len(set(names)) != len(names):
            raise _refused(name, "too many parts, or a part twice")
        if any(mark in part for part in names for mark in _ACTIVE_ZIP):
            raise _refused(name, "holds macros or other files inside")
        if any(entry.flag_bits & 1 for entry in entries):
            raise _refused(name, "locked with a password")
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
            # The others unpack without a bound before anybody can count.
            raise _refused(name, "unpacks to far more than it is")
        _unpack(archive, entries, name)
        if any(_reaches_out(archive.read(entry)) for entry in entries if entry.filename.casefold().endswith(".rels")):
            raise _refused(name, "holds macros or other files inside")
    if "[content_types].xml" in names and "word/document.xml" in names:
        return DOCX
    if "[content_types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    raise _refused(name, "not a PDF, JPEG, PNG, DOCX or XLSX file")


def _reaches_out(relations: bytes) -> bool:
    """Whether a part names something to be fetched or run when the document is opened; links to click on are harmless."""
    for one in ElementTree.fromstring(relations).iter():
        kind = one.get("Type", "").rsplit("/", 1)[-1].casefold()
        if kind in _ACTIVE_RELATIONS or (one.get("TargetMode", "").casefold() == "external" and kind != "hyperlink"):
            return True
    return False


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Reads every part once, counting: sizes in the directory can lie."""
    unpacked = 0
    for entry in entries:
        part = 0
        with archive.open(entry) as stream:
            while piece := stream.read(65_536):
                part += len(piece)
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED or (part > 1_000_000 and part > MOST_RATIO * max(entry.compress_size, 1)):
                    raise _refused(name, "unpacks to far more than it is")


_KINDS: tuple[tuple[bytes, Callable[[bytes, str], str]], ...] = (
    (b"%PDF-", _pdf),
    (b"\xff\xd8\xff", _picture),
    (b"\x89PNG\r\n\x1a\n", _picture),
    (b"PK\x03\x04", _office),
)
