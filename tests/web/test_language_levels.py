"""The level of a language out of sentences that are true: proposed by the rule, noted only by a person's hand."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.models import Jobseeker
from occupations.languages import Level, sentences
from tests.web.conftest import Person
from tests.web.test_pages import take_in

AT_WORK = ("listening", "talking", "telling")


@pytest.fixture
def address(counsellor: Person) -> str:
    return f"/jobseekers/{take_in(counsellor)}/languages"


def up_to(level: str, *skills: str) -> list[str]:
    levels = list(Level)
    return [f"{skill}-{one}" for skill in skills for one in levels[: levels.index(Level(level)) + 1]]


def noted(store: Services) -> dict[str, str | None]:
    with store.transaction(writes=False) as session:
        return {one.code: one.level for one in session.scalars(select(Jobseeker)).one().languages}


def proposed(page: str) -> str | None:
    found = re.search(r"comes to: (\w\d)", page)
    return found[1] if found else None


def test_the_sentences_stand_in_the_readers_and_the_persons_language_and_none_is_ticked(counsellor: Person, address: str) -> None:
    page = counsellor.get(f"{address}/fr", lang="ar").text
    for texts in sentences().values():
        assert texts["ar"] in page
        assert texts["es"] in page
        assert texts["en"] not in page
    assert 'lang="ar" dir="auto"' in page
    assert 'type="checkbox"' in page
    assert "checked" not in page
    assert len(re.findall(r'lang="\w+" dir="auto"', counsellor.get(f"{address}/fr", lang="es").text)) == len(sentences())


@pytest.mark.parametrize(
    ("ticked", "level"),
    [
        (up_to("B1", *AT_WORK), "B1"),
        (up_to("C1", "listening") + up_to("A2", "talking") + up_to("B2", "telling"), "A2"),
        (up_to("B1", *AT_WORK) + up_to("A1", "reading"), "B1"),
        (up_to("C2", "listening", "talking"), None),
        ([*up_to("B1", "listening", "talking"), "telling-A2", "telling-B1"], None),
        (["listening-A1", "listening-B1", *up_to("B1", "talking", "telling")], "A1"),
        (up_to("C2", "reading", "writing"), None),
        ([], None),
    ],
)
def test_the_level_follows_the_rule_and_is_only_proposed(
    counsellor: Person, sqlite_store: Services, address: str, ticked: list[str], level: str | None
) -> None:
    page = counsellor.post(f"{address}/fr", true=ticked, do="look").text
    assert proposed(page) == level
    assert f'<option selected value="{level or ""}">' in page
    kept = re.findall(r'<input type="checkbox" name="true" value="([^"]+)"[^>]*checked', page)
    assert sorted(kept) == sorted(ticked)
    assert noted(sqlite_store) == {}


def test_a_person_confirms_or_changes_it_and_the_other_languages_stay(counsellor: Person, sqlite_store: Services, address: str) -> None:
    fields = {"languages-0-code": "es", "languages-0-level": "C2", "languages-1-code": "fr", "languages-1-level": ""}
    page = counsellor.post(address, **fields, do="sentences-languages-1")
    assert page.request.path == f"{address}/fr"
    assert noted(sqlite_store) == {"es": "C2", "fr": None}
    page = counsellor.post(f"{address}/fr", true=up_to("B1", *AT_WORK), level="A2", do="save")
    assert page.request.path == address
    assert noted(sqlite_store) == {"es": "C2", "fr": "A2"}
    assert '<option selected value="A2">' in counsellor.post(f"{address}/fr", true=["reading-A1"], do="look").text


def test_every_line_has_a_way_to_the_sentences_and_an_empty_one_asks_for_its_language(
    counsellor: Person, sqlite_store: Services, address: str
) -> None:
    page = counsellor.get(address).text
    assert page.count("Find the level with sentences") == page.count("<fieldset")
    page = counsellor.post(address, **{"languages-0-code": "", "languages-0-level": ""}, do="sentences-languages-0")
    assert "Choose the language first." in page.text
    assert noted(sqlite_store) == {}


@pytest.mark.parametrize("code", ["xx", "FR", "fra", "<b>", "%00", "zzzzzzzzzzzzzzzz"])
def test_a_language_that_nobody_offers_is_not_there(counsellor: Person, address: str, code: str) -> None:
    assert counsellor.get(f"{address}/{code}").status_code in (400, 404)


def test_what_no_button_sends_changes_nothing(counsellor: Person, sqlite_store: Services, address: str) -> None:
    page = counsellor.post(f"{address}/fr", true=["listening-Z9"], level="B1", do="save")
    assert page.request.path == f"{address}/fr"
    counsellor.post(f"{address}/fr", level="Z9", do="save")
    assert noted(sqlite_store) == {}
