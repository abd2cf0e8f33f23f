"""Guides, rights cards and practice as pages: open to everybody, light, and private where they are a person's own."""

from __future__ import annotations

import re

import pytest

from matcher.bootstrap import Services
from tests.web.conftest import Person
from tests.web.test_pages import take_in
from web.i18n import LANGUAGES


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_anybody_can_read_a_guide_and_a_rights_card(visitor: Person, lang: str) -> None:
    for path in ("/guides", "/guides/7212", "/guides/5322", "/rights", "/rights/MX"):
        page = visitor.get(path, lang=lang)
        assert page.status_code == 200, path
        assert len(page.data) < 100_000
        assert f'<html lang="{lang}"' in page.text


def test_a_guide_is_found_by_the_words_people_use(visitor: Person) -> None:
    assert 'href="/guides/7212"' in visitor.get("/guides", q="soldador").text
    assert visitor.get("/guides/9999").status_code == 404
    assert visitor.get("/guides/72").status_code == 404
    assert visitor.get("/rights/AQ").status_code == 404


def test_sentences_come_in_the_language_of_the_interview(visitor: Person) -> None:
    page = visitor.get("/guides/7212", lang="es", spoken="de")
    assert 'lang="de"' in page.text
    assert "Guten" in page.text
    assert 'id="phrases"' not in visitor.get("/guides/7212", lang="es", spoken="es").text


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("epub", b"PK"), ("html", b"<!doctype html>"), ("md", b"# ")])
def test_a_guide_can_be_kept_without_a_network(visitor: Person, form: str, start: bytes) -> None:
    made = visitor.get("/guides/7212/file", format=form, lang="es")
    assert made.data.startswith(start)
    assert visitor.get("/guides/7212/file", format="exe").status_code == 404


def test_every_fact_of_a_rights_card_shows_where_it_was_read(visitor: Person) -> None:
    page = visitor.get("/rights/MX", lang="en").text
    facts = page.count('class="source"')
    assert facts >= 10
    assert page.count("read on") >= facts
    assert "to be checked again on" in page
    assert "Not known here." in page


def test_practice_keeps_notes_and_the_counsellors_word(counsellor: Person, sqlite_store: Services, visitor: Person) -> None:
    number = take_in(counsellor, "Ana")
    counsellor.post(f"/jobseekers/{number}/work", text="fui soldador tres años", lang="es", years="3", months="", country="", do="save")
    where = f"/jobseekers/{number}/interview/isco-7212/practice"
    assert "fui soldador" in counsellor.get(f"/jobseekers/{number}/interview/isco-7212").text
    page = counsellor.post(where, note="Hablo de los portones", rating="4", comment="Diga cuántos", do="next")
    assert "Question 2 of" in page.text
    assert "1 with notes" in page.text
    first = counsellor.get(where).text
    assert "Hablo de los portones" in first
    assert "Diga cuántos" in first
    assert 'value="4" checked' in first or 'checked id="rating-3" name="rating" type="radio" value="4"' in first
    secret = re.search(r"/mine/([\w-]+)", counsellor.post(f"/jobseekers/{number}/access").text)
    assert secret
    visitor.post(f"/mine/{secret[1]}", password="mi-secreto-1", again="mi-secreto-1")
    theirs = visitor.get(where).text
    assert "Diga cuántos" in theirs
    assert 'name="comment"' not in theirs
    visitor.post(where, note="Otra cosa", rating="5", comment="forged", do="save")
    assert "Diga cuántos" in visitor.get(where).text
    assert "forged" not in visitor.get(where).text


def test_scripts_run_on_the_practice_page_alone(counsellor: Person) -> None:
    number = take_in(counsellor, "Ana")
    practice = counsellor.get(f"/jobseekers/{number}/interview/isco-7212/practice")
    assert "script-src 'self'" in practice.headers["Content-Security-Policy"]
    assert "microphone=(self)" in practice.headers["Permissions-Policy"]
    other = counsellor.get(f"/jobseekers/{number}/interview/isco-7212")
    assert "script-src" not in other.headers["Content-Security-Policy"]
    assert "microphone=()" in other.headers["Permissions-Policy"]


def test_a_pack_holds_the_guide_the_cv_and_lines_to_write_on(counsellor: Person) -> None:
    number = take_in(counsellor, "Ana Morales")
    counsellor.post(f"/jobseekers/{number}/work", text="fui soldador tres años", lang="es", years="3", months="", country="", do="save")
    counsellor.post(f"/jobseekers/{number}/cv/", country="MX", lang="es", purpose="")
    pack = counsellor.get(f"/jobseekers/{number}/interview/isco-7212/file", format="md").text
    assert "Ana Morales" in pack
    assert "whom to call" in pack
    assert "fui soldador tres años" in pack
