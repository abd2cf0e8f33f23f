"""A CV on paper and in Word: what it says can be read by programs, in every script, design and direction, and nothing is missing."""

from __future__ import annotations

import io
import re
import threading
import unicodedata
from collections import Counter
from functools import cache

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from matcher.cv import documents, json_resume, typesetting
from matcher.cv.documents import Look
from matcher.cv.resume import Resume
from matcher.cv.sheet import Sheet, Words, lay_out
from matcher.errors import InvalidInput
from matcher.vocabulary import CvFormat, Design, Paper
from occupations import builtin
from tests.matcher.cv.people import NAMES, full
from web.i18n import LANGUAGES
from web.wording import cv as wording


@cache
def words(lang: str) -> Words:
    return wording.words(lang, builtin.load())


def make(resume: Resume, look: Look, lang: str = "es") -> bytes:
    return documents.make(resume, look, words(lang), builtin.load()).content


def sheet_words(sheet: Sheet) -> Counter[str]:
    """Every word that the sheet says."""
    said = [sheet.name, sheet.label, *(one.text for one in sheet.contacts)]
    for section in sheet.sections:
        said.append(section.title)
        for entry in section.entries:
            said += [entry.title.text, entry.at, entry.when, *(one.text for one in (*entry.text, *entry.points))]
    return tokens(" ".join(said))


def tokens(text: str) -> Counter[str]:
    """Words as a program that searches would see them: letters and digits, without the vowel marks of Arabic."""
    text = re.sub("[\u064b-\u0652\u0670\u0640\u200b-\u200d\xad]", "", unicodedata.normalize("NFKC", text))
    return Counter(re.findall(r"\w+", text.casefold()))


def recall(wanted: Counter[str], found: Counter[str]) -> float:
    return sum((wanted & found).values()) / max(1, sum(wanted.values()))


def pdfium_text(raw: bytes) -> str:
    document = pypdfium2.PdfDocument(raw)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("design", list(Design))
@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_the_text_layer_says_what_the_sheet_says(lang: str, design: Design) -> None:
    resume = full()
    raw = make(resume, Look(design=design), lang)
    share = recall(sheet_words(lay_out(resume, words(lang))), tokens(pdfium_text(raw)))
    assert share >= (0.90 if lang == "ar" else 0.95), share


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("design", list(Design))
def test_a_pdf_is_tagged_titled_and_carries_its_data(design: Design, paper: Paper) -> None:
    resume = full()
    reader = PdfReader(io.BytesIO(make(resume, Look(design=design, paper=paper))))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "es"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert resume.basics.name in str(reader.metadata.title)
    metadata = catalogue["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    width, height = (float(one) for one in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == ((595, 842) if paper is Paper.A4 else (612, 792))
    (inside,) = reader.attachments["resume.json"]
    assert json_resume.loads(inside, "resume.json").work == resume.work


@pytest.mark.parametrize("script", list(NAMES))
def test_names_in_every_script_have_their_letters(script: str) -> None:
    """PDF/UA refuses a letter that no font draws, so a PDF without a box has them all; and they come back out of the text layer."""
    name = NAMES[script]
    assert typesetting.unprintable(name) == ""
    text = pdfium_text(make(full(name=name), Look()))
    assert typesetting.BOX not in text
    assert recall(letters(name), letters(text)) >= 0.95


def letters(text: str) -> Counter[str]:
    return Counter(one for one in unicodedata.normalize("NFKC", text) if one.isalpha())


def test_a_letter_that_no_font_has_is_shown_as_a_box_and_told() -> None:
    name = "Ana 𒀀𒁀"
    assert typesetting.unprintable(name) == "𒀀𒁀"
    text = pdfium_text(make(full(name=name), Look()))
    assert "Ana □□" in text
    assert documents.pictures(lay_out(full(name=name), words("es")), Look(), 30)


@settings(max_examples=40)
@given(st.text(max_size=30), st.sampled_from(list(LANGUAGES)))
def test_any_text_becomes_every_kind_of_document(text: str, lang: str) -> None:
    try:
        resume = json_resume.read({"basics": {"name": text, "summary": text}, "work": [{"name": text, "highlights": [text]}]}, "any")
    except InvalidInput:
        return  # half a character, or nul: told where it was read
    for form in CvFormat:
        assert make(resume, Look(form), lang)


def test_long_words_stay_on_the_page() -> None:
    long = "x" * 300
    raw = make(full(email=f"{long}@example.org", summary=f"{long} {'Donaudampfschifffahrt' * 12}", label=long[:150]), Look())
    document = pypdfium2.PdfDocument(raw)
    for page in document:
        width = page.get_width()
        text = page.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        assert max(right for _, _, right, _ in boxes) <= width - 20


def test_a_hundred_at_once() -> None:
    """Each thread has its own typesetter; none gets another's CV."""
    made: dict[int, bytes] = {}
    failed: list[Exception] = []

    def one(number: int) -> None:
        try:
            made[number] = make(full(name=f"Persona {number:03d}"), Look(design=list(Design)[number % 3]))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert all(f"Persona {number:03d}" in pdfium_text(raw) for number, raw in made.items())
    assert len(made) == 100


def test_data_is_never_markup() -> None:
    """What would be Typst, HTML or XML in a text stands there as it was written."""
    nasty = '#import "/etc/passwd" #eval("1") *b* _i_ $x$ <script> & \\ ` ~ @ref [x](y)'
    resume = full(summary=nasty, name=nasty[:60])
    assert tokens("eval script import") - tokens(pdfium_text(make(resume, Look()))) == Counter()
    assert nasty in "\n".join(one.text for one in docx.Document(io.BytesIO(make(resume, Look(CvFormat.DOCX)))).paragraphs)


@pytest.mark.parametrize("design", list(Design))
@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_docx_says_what_the_sheet_says_in_words_own_styles(lang: str, design: Design) -> None:
    resume = full()
    document = docx.Document(io.BytesIO(make(resume, Look(CvFormat.DOCX, design), lang)))
    sheet = lay_out(resume, words(lang))
    assert recall(sheet_words(sheet), tokens(" ".join(one.text for one in document.paragraphs))) >= 0.99
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings == [one.title for one in sheet.sections]
    turned = [one for one in document.paragraphs if one._p.pPr is not None and one._p.pPr.find(docx.oxml.ns.qn("w:bidi")) is not None]
    assert bool(turned) == (lang == "ar")


def test_the_same_cv_gives_the_same_bytes() -> None:
    for form in (CvFormat.PDF, CvFormat.JSON, CvFormat.EUROPASS, CvFormat.TEXT):
        assert make(full(), Look(form)) == make(full(), Look(form)), form


def test_text_for_messages_has_short_parts_and_no_markup() -> None:
    text = make(full(), Look(CvFormat.TEXT)).decode()
    assert text.startswith("Ana Lucía Fernández Cortez\nCocinera\n")
    assert "\n\n\n" not in text
    assert recall(sheet_words(lay_out(full(), words("es"))), tokens(text)) >= 0.99


def test_a_preview_is_drawn_from_the_same_source() -> None:
    sheet = lay_out(full(), words("es"))
    drawn = documents.pictures(sheet, Look(), 62)
    assert len(drawn) == len(PdfReader(io.BytesIO(make(full(), Look()))).pages)
    small = documents.small(drawn[0])
    assert small.startswith(b"\x89PNG")
    assert len(small) < 60_000


def test_an_empty_cv_is_a_cv() -> None:
    for form in CvFormat:
        assert make(Resume(), Look(form)), form


def test_missing_fonts_name_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    typesetting._fonts.cache_clear()
    monkeypatch.setattr(typesetting, "FOLDER", typesetting.FOLDER / "nowhere")
    with pytest.raises(typesetting.FontsMissing, match=r"python -m web\.build"):
        typesetting._fonts()
    monkeypatch.undo()
    typesetting._fonts.cache_clear()
