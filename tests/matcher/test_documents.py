"""Uploads: what may be kept, and what ends in one clear error with the store as it was."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from sqlalchemy import func, select

from matcher import documents
from matcher.bootstrap import Services
from matcher.errors import DocumentUnreadable, InvalidInput, NotAllowed, NotFound, WrongState
from matcher.models import Evidence, EvidenceContent, User, Vetting, VettingStep
from matcher.services import cases, evidence
from matcher.vocabulary import Role, VettingState
from tests import factories

RTLO = "\u202e"


def picture(kind: str = "PNG", size: tuple[int, int] = (20, 20)) -> bytes:
    kept = io.BytesIO()
    Image.new("L", size, 200).save(kept, kind)
    return kept.getvalue()


def pdf(change: Callable[[PdfWriter], None] = lambda writer: None, pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    change(writer)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def office(parts: dict[str, bytes] | None = None, kind: str = "word/document.xml", compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", compression) as archive:
        for name, content in ({"[Content_Types].xml": b"<Types/>", kind: b"<w/>"} | (parts or {})).items():
            archive.writestr(name, content)
    return kept.getvalue()


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that claim to be a picture of 3,600 million points."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def doubled(name: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, "<w/>")
        archive.writestr(name.upper(), "<w/>")
    return kept.getvalue()


def locked_zip() -> bytes:
    raw = bytearray(office())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(raw)):
            raw[found.start() + offset] |= 1
    return bytes(raw)


def lying_zip() -> bytes:
    """The directory says the part is small; unpacked, it is 80 MB."""
    raw = bytearray(office({"word/media.xml": b"\0" * 80_000_000}))
    for found in re.finditer(re.escape(struct.pack("<I", 80_000_000)), bytes(raw)):
        raw[found.start() : found.start() + 4] = struct.pack("<I", 1000)
    return bytes(raw)


def animation() -> bytes:
    frames = [Image.new("L", (10, 10), shade) for shade in (0, 255)]
    kept = io.BytesIO()
    frames[0].save(kept, "PNG", save_all=True, append_images=frames[1:])
    return kept.getvalue()


def relation(kind: str, target: str, mode: str = "External") -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    one = f'<Relationship Id="r" Type="{base}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="{name}">{one}</Relationships>'.encode()


def reaching(kind: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("//host/share/x.pdf")})
        writer.root_object[NameObject("/OpenAction")] = action

    return change


def scans(count: int) -> bytes:
    """A progressive JPEG whose last scan is said again and again: each costs the whole picture."""
    kept = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(kept, "JPEG", progressive=True)
    raw = kept.getvalue()
    last = raw.rindex(b"\xff\xda")
    return raw[:-2] + raw[last:-2] * count + raw[-2:]


def launching(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    writer.root_object[NameObject("/OpenAction")] = action


def script() -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")})


def named_script(writer: PdfWriter) -> None:
    names = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), script()])})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): names})


def form_script(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script()})


GOOD = {
    documents.PNG: picture(),
    documents.JPEG: picture("JPEG"),
    documents.PDF: pdf(),
    documents.DOCX: office(),
    documents.XLSX: office(kind="xl/workbook.xml"),
}
HOSTILE = {
    "empty": b"",
    "text": b"registry extract",
    "html": b"<html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "gif": b"GIF89a" + b"\0" * 40,
    "program": b"MZ" + b"\0" * 200,
    "elf": b"\x7fELF" + b"\0" * 200,
    "script": b"#!/bin/sh\nrm -rf /",
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "gzip": b"\x1f\x8b\x08" + b"\0" * 100,
    "seven zip": b"7z\xbc\xaf\x27\x1c" + b"\0" * 100,
    "rar": b"Rar!\x1a\x07\x00" + b"\0" * 100,
    "too large": picture() + b"\0" * documents.MOST_BYTES,
    "pdf in name only": b"%PDF-1.7\n",
    "half a pdf": pdf(pages=3)[:400],
    "pdf without pages": pdf(pages=0),
    "pdf of 400 pages": pdf(pages=documents.MOST_PAGES + 100),
    "pdf with password": pdf(lambda writer: writer.encrypt("secret")),
    "pdf with script": pdf(named_script),
    "pdf that launches": pdf(launching),
    "pdf with script on a page": pdf(form_script),
    "pdf with a file inside": pdf(lambda writer: writer.add_attachment("x.exe", b"MZ")),
    "pdf of rubbish": b"%PDF-1.7\n" + b"\xff" * 3000 + b"%%EOF",
    "pdf and html": b"%PDF-1.4\n<script>alert(1)</script>%%EOF",
    "half a png": picture(size=(400, 400))[:-60],
    "png head only": picture()[:20],
    "png of 3600 million points": huge_png(),
    "png of 50 million points": huge_png(10_000, 5_000),
    "animated png": animation(),
    "half a jpeg": picture("JPEG", (300, 300))[:-200],
    "jpeg in name only": b"\xff\xd8\xff" + b"\0" * 100,
    "png that is a zip": b"\x89PNG\r\n\x1a\n" + office(),
    "plain zip": office(kind="readme.txt"),
    "zip without directory": office()[:-30],
    "half a docx": office()[:60],
    "zip bomb": office({"word/media.xml": b"\0" * 70_000_000}),
    "zip bomb of small parts": office({f"word/{n}.xml": b"\0" * 1_500_000 for n in range(45)}),
    "zip with a lying directory": lying_zip(),
    "zip of 3000 parts": office({f"word/{n}.xml": b"x" for n in range(3_000)}),
    "docx with macro": office({"word/vbaProject.bin": b"x"}),
    "docx with object": office({"word/embeddings/oleObject1.bin": b"x"}),
    "xlsx with outside links": office({"xl/externalLinks/externalLink1.xml": b"x"}, kind="xl/workbook.xml"),
    "docx with activex": office({"word/activeX/activeX1.xml": b"x"}),
    "docx with password": locked_zip(),
    "part twice": doubled("word/document.xml"),
    "docx packed with bzip2": office({"word/media.xml": b"\0" * 2_000_000}, compression=zipfile.ZIP_BZIP2),
    "docx packed with lzma": office({"word/media.xml": b"\0" * 2_000_000}, compression=zipfile.ZIP_LZMA),
    "docx that fetches its template": office({"word/_rels/settings.xml.rels": relation("attachedTemplate", "http://x.example/t.dotm")}),
    "docx that shows a picture from afar": office({"word/_rels/document.xml.rels": relation("image", "http://x.example/p.png")}),
    "docx with a renamed object": office({"word/_rels/document.xml.rels": relation("oleObject", "a.bin", "Internal")}),
    "pdf that opens another file": pdf(reaching("/GoToR")),
    "pdf that opens a file inside": pdf(reaching("/GoToE")),
    "jpeg of a thousand scans": scans(1_000),
}


def test_a_link_to_click_on_is_no_harm() -> None:
    linked = office({"word/_rels/document.xml.rels": relation("hyperlink", "https://x.example/")})
    assert documents.check(linked, "x") == documents.DOCX


@pytest.mark.parametrize("media_type", GOOD)
def test_what_it_is_is_told_by_its_content(media_type: str) -> None:
    assert documents.check(GOOD[media_type], "anything.exe") == media_type


def _desk(services: Services) -> tuple[Services, int, int, int]:
    """A store with an application begun: (services, case, officer, clerk of the employer)."""
    with services.transaction() as session:
        centre = factories.centre(session, "c")
        officer = factories.user(session, centre, "o@c.example", Role.VETTING_OFFICER)
        owner = factories.employer(session, "e", state=None)
        clerk = factories.user(session, centre, "clerk@e.example", Role.EMPLOYER)
        clerk.employer_id = owner.id
        return services, cases.open_case(session, owner, centre, clerk).id, officer.id, clerk.id


@pytest.fixture
def desk(store: Services) -> tuple[Services, int, int, int]:
    return _desk(store)


def held(services: Services) -> tuple[int, int, int]:
    with services.transaction(writes=False) as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) for table in (Evidence, EvidenceContent, VettingStep))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_upload_ends_in_a_clear_message_and_an_unchanged_store(sqlite_store: Services, name: str) -> None:
    services, case, _, clerk = _desk(sqlite_store)
    before = held(services)
    with pytest.raises(InvalidInput) as caught, services.transaction() as session:
        where, by = session.get_one(Vetting, case), _user(session, clerk)
        evidence.add(session, services.vault, where, HOSTILE[name], f"../../{RTLO}gpj.{name}.pdf", by)
    assert caught.value.facts["field"] == "file"
    assert 4 < len(caught.value.facts["reason"]) < 90
    assert "/" not in caught.value.facts["file"]
    assert RTLO not in caught.value.facts["file"]
    assert held(services) == before


def _user(session, number: int) -> User:
    return session.get_one(User, number)


@given(st.binary(max_size=400), st.sampled_from(sorted(GOOD)))
def test_bytes_of_any_kind_are_taken_or_refused_and_nothing_else(noise: bytes, media_type: str) -> None:
    """Noise alone, behind a good beginning, and a good file with a hole in it."""
    good = GOOD[media_type]
    for raw in (noise, good[:40] + noise, good[: len(good) // 2] + noise + good[len(good) // 2 :]):
        try:
            assert documents.check(raw, "x") in documents.ENDINGS
        except InvalidInput:
            continue


@given(st.text(max_size=300))
def test_a_shown_name_holds_nothing_that_hides_or_turns_text(name: str) -> None:
    shown = documents.clean_name(name)
    assert 0 < len(shown) <= 120
    assert not re.search("[\u0000-\u001f\u202a-\u202e\u2066-\u2069/\\\\]", shown)


def test_a_document_comes_back_byte_for_byte_and_lies_encrypted(desk: tuple[Services, int, int, int]) -> None:
    services, case, officer, clerk = desk
    raw = GOOD[documents.PDF]
    with services.transaction() as session:
        where, by = session.get_one(Vetting, case), _user(session, clerk)
        made = evidence.add(session, services.vault, where, raw, "r.pdf", by, criterion="registered")
        public = made.public_id
    with services.transaction(writes=False) as session:
        document, _ = evidence.get(session, public, _user(session, officer))
        assert b"%PDF" not in document.content.ciphertext
        assert evidence.read(services.vault, document) == raw
        assert len(PdfReader(io.BytesIO(raw)).pages) == 1
        assert evidence.file_name(document) == "r.pdf"


def test_a_changed_or_foreign_document_is_told_from_the_true_one(desk: tuple[Services, int, int, int]) -> None:
    services, case, _, clerk = desk
    with services.transaction() as session:
        where = session.get_one(Vetting, case)
        one = evidence.add(session, services.vault, where, GOOD[documents.PDF], "a.pdf", _user(session, clerk))
        two = evidence.add(session, services.vault, where, GOOD[documents.PNG], "b.png", _user(session, clerk))
        one.content.ciphertext, kept = two.content.ciphertext, one.content.ciphertext
        with pytest.raises(DocumentUnreadable):
            evidence.read(services.vault, one)
        one.content.ciphertext = kept[:-4] + b"AAAA"
        with pytest.raises(DocumentUnreadable):
            evidence.read(services.vault, one)


def test_only_those_it_concerns_open_a_document(desk: tuple[Services, int, int, int]) -> None:
    """The employer reads what it gave, never what officers added; another employer, or a counsellor, nothing."""
    services, case, officer, clerk = desk
    with services.transaction() as session:
        where = session.get_one(Vetting, case)
        given_ = evidence.add(session, services.vault, where, GOOD[documents.PDF], "a.pdf", _user(session, clerk)).public_id
        cases.submit(session, where, _user(session, clerk))
        added = evidence.add(session, services.vault, where, GOOD[documents.PNG], "interview.png", _user(session, officer)).public_id
        centre = where.centre
        other = factories.user(session, centre, "x@other.example", Role.EMPLOYER)
        other.employer_id = factories.employer(session, "other", state=None).id
        counsellor = factories.user(session, centre, "k@c.example")
        for reader, document, may in (
            (officer, given_, True), (officer, added, True), (clerk, given_, True), (clerk, added, False),
            (other.id, given_, False), (other.id, added, False), (counsellor.id, given_, False),
        ):  # fmt: skip
            if may:
                assert evidence.get(session, document, _user(session, reader))
            else:
                with pytest.raises(NotFound):
                    evidence.get(session, document, _user(session, reader))


def test_who_may_add_and_when(desk: tuple[Services, int, int, int]) -> None:
    services, case, officer, clerk = desk
    with services.transaction() as session:
        where = session.get_one(Vetting, case)
        add = lambda by, raw, **more: evidence.add(session, services.vault, where, raw, "a", _user(session, by), **more)  # noqa: E731
        add(clerk, GOOD[documents.PDF])
        with pytest.raises(InvalidInput, match="already"):
            add(clerk, GOOD[documents.PDF])
        add(officer, picture(size=(30, 30)))
        add(clerk, picture(size=(30, 30)))  # the same paper as the officer's: no error may tell the employer so
        with pytest.raises(InvalidInput, match="expired"):
            add(clerk, GOOD[documents.PNG], expires_on=factories.NOW.date() - timedelta(days=1), at=factories.NOW)
        with pytest.raises(NotFound):
            add(clerk, GOOD[documents.PNG], criterion="no_such")
        with pytest.raises(NotAllowed):
            add(factories.user(session, where.centre, "k@c.example").id, GOOD[documents.PNG])
        where.state = VettingState.REFUSED
        for by in (clerk, officer):
            with pytest.raises(WrongState):
                add(by, GOOD[documents.PNG])
