"""Interview guides and rights cards: complete in four languages, for every occupation, with a source beside every fact."""

from __future__ import annotations

import copy
import io
import re
import shutil
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from defusedxml import ElementTree
from pypdf import PdfReader

import seeds
from matcher.errors import InvalidInput
from matcher.guides import compose, markdown, paper, rights, xhtml
from matcher.guides.blocks import Asked, Bullets, Fact, Guide, Part, Phrase, Said, Text, Warning, from_markdown, runs
from matcher.guides.compose import GuideWords, Own
from matcher.guides.content import LANGUAGES, SPOKEN, Content
from matcher.services import guides
from occupations import builtin
from tests.matcher.cv.test_paper import pdfium_text, recall, tokens
from web import guiding
from web.i18n import in_language
from web.wording import guides as wording

SEEDS = Path(seeds.__file__).parent


@pytest.fixture(scope="module")
def content() -> Content:
    return guides.load()


@pytest.fixture(scope="module")
def house() -> guiding.House:
    return guiding.House(builtin.load(), None)


def made(house: guiding.House, isco: str, lang: str, **given: Any) -> Guide:
    with in_language(lang):
        return house.for_occupation(isco, **given)


def test_forty_occupations_have_questions_of_their_own_and_every_other_one_its_group(content: Content) -> None:
    own = {code for code in content.trades if len(code) == 4}
    assert len(own) >= 40
    for code in builtin.load().occupations:
        trade = content.trade(code)
        assert trade is not None, code
        assert code.startswith(trade.isco)
        assert len(trade.questions) >= 4
    questions = [one.ask["en"] for trade in content.trades.values() for one in trade.questions]
    assert len(set(questions)) > len(questions) * 0.98


CHAPTERS = ("about", "own", "star", "example", "trade", "questions", "topics", "forbidden", "to_ask", "phrases", "test")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_guide_has_every_chapter_in_every_language(house: guiding.House, lang: str) -> None:
    for code in ("7212", "5322", "2142", "9510", "0210"):
        spoken = "de"
        guide = made(house, code, lang, spoken=spoken, own=[Own("Soldé portones.", "es", "3 años")])
        keys = [part.key for part in guide.parts]
        for needed in (*CHAPTERS, "papers", "way", "online", "phone", "customs", "after"):
            assert needed in keys, (code, needed)
        assert all(part.title and part.blocks for part in guide.parts)
        assert guide.rtl == (lang == "ar")
        said = " ".join(str(block) for part in guide.parts for block in part.blocks)
        assert "Soldé portones." in said


def test_what_to_ask_covers_what_keeps_people_safe(content: Content) -> None:
    keys = {one.key for one in content.general["to_ask"]}
    assert {"pay", "deductions", "hours", "contract", "costs", "documents", "housing", "contact"} <= keys


def test_sentences_can_be_said_by_readers_of_every_language(content: Content) -> None:
    assert len(content.phrases) >= 30
    for phrase in content.phrases:
        for spoken in SPOKEN:
            assert all(phrase.say[spoken][reader] for reader in LANGUAGES if reader != spoken), phrase.key


FORMATS = {"pdf": paper.pdf, "md": markdown.text}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_way_out_says_the_same(house: guiding.House, lang: str) -> None:
    guide = made(house, "7212", lang, spoken="en" if lang != "en" else "es")
    wanted = tokens(" ".join(said(guide)))
    page = ElementTree.fromstring(_as_xml(xhtml.page(guide, "contents")))
    assert recall(wanted, tokens(" ".join(page.itertext()))) >= 0.99
    with zipfile.ZipFile(io.BytesIO(xhtml.epub(guide, "contents"))) as book:
        chapters = [ElementTree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")]
    assert recall(wanted, tokens(" ".join(text for chapter in chapters for text in chapter.itertext()))) >= 0.99
    assert recall(wanted, tokens(markdown.text(guide).replace("\\", ""))) >= 0.99
    assert recall(wanted, tokens(pdfium_text(paper.pdf(guide)))) >= (0.90 if lang == "ar" else 0.95)


def said(guide: Guide) -> list[str]:
    found = [guide.title, guide.subtitle]
    for part in guide.parts:
        found.append(part.title)
        for block in part.blocks:
            match block:
                case Text() | Warning():
                    found.append(block.text)
                case Bullets():
                    found += block.items
                case Asked():
                    found += [block.ask, block.why]
                case Said():
                    found += [block.label, block.text]
                case Phrase():
                    found += [block.text, block.say, block.meaning]
                case Fact():
                    found += [block.text, block.source, block.phone, block.web]
    return [one.replace("**", "") for one in found]


def _as_xml(page: bytes) -> bytes:
    """Our HTML is XML but for its first lines: so every tag is closed and every text escaped."""
    text = re.sub(r"<!doctype html>|<meta [^>]*>", "", page.decode())
    return text.encode()


def test_an_epub_begins_as_readers_want_it(house: guiding.House) -> None:
    raw = xhtml.epub(made(house, "7212", "ar"), "x")
    assert raw[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        assert book.testzip() is None
        package = ElementTree.fromstring(book.read("EPUB/package.opf"))
        listed = {item.get("href") for item in package.iter("{http://www.idpf.org/2007/opf}item")}
        assert {name.removeprefix("EPUB/") for name in book.namelist()} - {"mimetype", "META-INF/container.xml", "package.opf"} == listed
    assert raw == xhtml.epub(made(house, "7212", "ar"), "x")


def test_a_guide_on_paper_is_tagged(house: guiding.House) -> None:
    reader = PdfReader(io.BytesIO(paper.pdf(made(house, "5322", "es"))))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(reader.pages) > 3


NASTY = '<script>alert(1)</script> & "quoted" *x* [y](javascript:z) #set #eval("1")'


def test_texts_are_never_markup() -> None:
    blocks = (
        Text(NASTY), Text(NASTY, strong=True), Bullets((NASTY,)), Asked(NASTY, NASTY), Said(NASTY, NASTY),
        Phrase(NASTY, "en", NASTY, NASTY), Fact(NASTY, NASTY, NASTY, NASTY), Warning(NASTY),
    )  # fmt: skip
    guide = Guide("en", False, NASTY, NASTY, (Part("k", NASTY, blocks),))
    for raw in (xhtml.page(guide, NASTY).decode(), xhtml.blocks(guide.parts[0])):
        assert "<script" not in raw
        assert 'href="javascript' not in raw
    assert "](javascript" not in markdown.text(guide).replace("\\]", "")
    assert NASTY.split()[0] in pdfium_text(paper.pdf(guide))


def test_markdown_of_the_content_knows_paragraphs_bullets_and_bold_alone() -> None:
    blocks = from_markdown("One **two**\nthree\n\n- a\n- **b** c\n\n# no heading <b>no</b>")
    assert blocks == [Text("One **two** three"), Bullets(("a", "**b** c")), Text("# no heading <b>no</b>")]
    assert runs("One **two** three") == [("One ", False), ("two", True), (" three", False)]
    assert runs("a ** b") == [("a ** b", False)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A centre's own copy of the content."""
    for name in ("interview", "rights"):
        shutil.copytree(SEEDS / name, tmp_path / name)
    return tmp_path


def edit(path: Path, change: Any) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def test_a_centre_can_edit_and_add(folder: Path) -> None:
    edit(folder / "interview" / "occupations_1.yaml", lambda data: data[0]["about"].update(es="Como en nuestro pueblo."))
    assert guides.load(folder).trades["7112"].about["es"] == "Como en nuestro pueblo."


@pytest.mark.parametrize(
    ("file", "change", "place"),
    [
        ("interview/occupations_1.yaml", lambda data: data[0]["about"].pop("ar"), "7112.about.ar"),
        ("interview/occupations_1.yaml", lambda data: data[1]["questions"][2]["why"].update(fr=" "), "7115.questions[2].why.fr"),
        ("interview/occupations_1.yaml", lambda data: data[0]["example"].update(question=9), "7112.example.question"),
        ("interview/occupations_1.yaml", lambda data: data[0].update(isco="brick"), "[0].isco"),
        ("interview/general.yaml", lambda data: data["to_ask"].pop(0), "to_ask.pay"),
        ("interview/phrases.yaml", lambda data: data[0]["say"]["de"].pop("ar"), ".say.de.ar"),
    ],
)
def test_what_is_not_complete_is_named_by_file_and_place(folder: Path, file: str, change: Any, place: str) -> None:
    edit(folder / file, change)
    with pytest.raises(InvalidInput) as caught:
        guides.load(folder)
    assert str(caught.value.facts["file"]).endswith(file)
    assert place in str(caught.value.facts["field"])


def test_yaml_that_cannot_be_read_names_the_line(folder: Path) -> None:
    (folder / "interview" / "mine.yaml").write_text("- isco: '1'\n  about: {en: [\n")
    with pytest.raises(InvalidInput) as caught:
        guides.load(folder)
    assert caught.value.facts["line"] >= 2


@pytest.mark.parametrize("name", ["publisher", "document", "place", "address", "quote", "read_on"])
def test_a_fact_without_its_source_is_refused(name: str) -> None:
    given = yaml.safe_load((SEEDS / "rights" / "MX.yaml").read_text(encoding="utf-8"))
    broken = copy.deepcopy(given)
    topic, number = next((topic, at) for topic, entries in given["topics"].items() for at, one in enumerate(entries) if "source" in one)
    del broken["topics"][topic][number]["source"][name]
    assert rights.read(given, "MX.yaml").country == "MX"
    with pytest.raises(InvalidInput) as caught:
        rights.read(broken, "MX.yaml")
    assert caught.value.facts["field"] == f"{topic}[{number}].source.{name}"


def test_twelve_countries_have_a_card_with_every_topic_answered_or_said_to_be_not_known() -> None:
    cards = guides.cards()
    assert len(cards) >= 12
    for card in cards.values():
        assert set(card.topics) == set(rights.TOPICS)
        assert card.read_on < card.check_on <= card.read_on + timedelta(days=190)
        assert any(isinstance(one, rights.Known) for entries in card.topics.values() for one in entries), card.country


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_that_is_older_than_its_date_says_so_first(lang: str) -> None:
    card = guides.cards()["MX"]
    with in_language(lang):
        words: GuideWords = wording.words()
        fresh, stale = (compose.rights_part(card, words, day) for day in (card.read_on, card.check_on))
    assert not any(isinstance(block, Warning) for block in fresh.blocks)
    assert stale.blocks[0] == Warning(words["rights_stale"])
    assert date(2026, 1, 1) < card.check_on
