"""Skills out of people's own words and employers' descriptions: shown with the words, ticked by people alone; and on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.models import Jobseeker, VacancyRow, VacancySkill
from matcher.services import jobseekers
from matcher.vocabulary import VacancyState
from tests.web.conftest import Person
from tests.web.test_own_vacancies import WORK, begin, clerk, publish, row_of
from tests.web.test_pages import take_in

WORDS = "Soldaba tuberías, cuidaba niños"

__all__ = ["clerk"]


def tell(person: Person, number: str, text: str, lang: str = "es") -> None:
    person.post(f"/jobseekers/{number}/work", text=text, lang=lang, do="save")


def boxes(page: str) -> dict[str, bool]:
    """The tick boxes of skills on a page, and whether each is ticked."""
    tags = re.findall(r'<input type="checkbox" name="skills"[^>]*>', page)
    return {re.search(r'value="([^"]*)"', tag)[1]: "checked" in re.sub(r'"[^"]*"', "", tag) for tag in tags}


def quoted(page: str) -> list[str]:
    return re.findall(r"“<bdi [^>]*>(.*?)</bdi>”", page)


def skills_of(store: Services, address: str) -> list[str]:
    with store.transaction(writes=False) as session:
        public = address.rsplit("/", 1)[1]
        query = select(VacancySkill.skill).join(VacancyRow).where(VacancyRow.public_id == public)
        return list(session.scalars(query.order_by(VacancySkill.id)))


def held(store: Services) -> tuple[set[str], list[str]]:
    with store.transaction(writes=False) as session:
        person = session.scalars(select(Jobseeker)).one()
        return {one.skill for one in person.skills}, list(person.answered)


def test_what_was_said_comes_first_with_the_words_and_nothing_is_ticked(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    tell(counsellor, number, WORDS)
    page = counsellor.get(f"/jobseekers/{number}/skills").text
    assert "Soldaba tuberías" in quoted(page)
    assert "cuidaba niños" in quoted(page)
    assert all(words in WORDS for words in quoted(page))
    assert '<bdi lang="es" dir="auto">Soldaba tuberías</bdi>' in page
    found = boxes(page)
    assert {"weld-pipes", "look-after-children"} <= found.keys()
    assert not any(found.values())
    assert page.index('value="weld-pipes"') < page.index("Typical of this occupation")
    assert held(sqlite_store) == (set(), [])


def test_what_is_ticked_is_kept_and_stays_ticked_whatever_is_told_next(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    tell(counsellor, number, WORDS)
    page = counsellor.post(f"/jobseekers/{number}/skills", skills=["weld-pipes", "no-such-skill"])
    assert page.request.path.endswith("/languages")
    assert held(sqlite_store) == ({"weld-pipes"}, ["skills"])
    assert [skill for skill, on in boxes(counsellor.get(f"/jobseekers/{number}/skills").text).items() if on] == ["weld-pipes"]
    field = re.search(r'value="remove-(\d+)"', counsellor.get(f"/jobseekers/{number}/work").text)[1]
    counsellor.post(f"/jobseekers/{number}/work", do=f"remove-{field}")
    page = counsellor.get(f"/jobseekers/{number}/skills").text
    assert "Ticked before" in page
    assert boxes(page) == {"weld-pipes": True}
    counsellor.post(f"/jobseekers/{number}/skills")
    assert held(sqlite_store) == (set(), ["skills"])


def test_each_skill_stands_once_and_lines_for_the_cv_are_read_too(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    tell(counsellor, number, "soldador")
    tell(counsellor, number, WORDS)
    with sqlite_store.transaction() as session:
        session.scalars(select(Jobseeker)).one().experiences[0].lines = ["Limpiaba la casa"]
    page = counsellor.get(f"/jobseekers/{number}/skills").text
    tags = re.findall(r'name="skills" value="([^"]+)"', page)
    assert len(tags) == len(set(tags))
    assert "Limpiaba la casa" in quoted(page)


def test_words_in_another_script_keep_their_language_and_what_is_denied_is_not_offered(counsellor: Person) -> None:
    number = take_in(counsellor)
    tell(counsellor, number, "كنت أعمل في مطعم وأنظف المطبخ", "ar")
    tell(counsellor, number, "no sé soldar tuberías")
    page = counsellor.get(f"/jobseekers/{number}/skills").text
    assert '<bdi lang="ar" dir="auto">' in page
    assert not any("soldar" in words for words in quoted(page))


def test_hostile_words_are_shown_and_not_obeyed(counsellor: Person) -> None:
    number = take_in(counsellor)
    tell(counsellor, number, 'Soldaba tuberías<script>alert("1")</script>de acero & cuidaba niños "><img src=x>')
    page = counsellor.get(f"/jobseekers/{number}/skills").text
    assert quoted(page)
    assert "<script" not in page
    assert "<img" not in page


def test_a_person_of_another_centre_is_not_there(counsellor: Person, signed_in: Callable[[str], Person], app: Flask) -> None:
    number = take_in(counsellor)
    other = signed_in("counsellor@two.example")
    for step in ("skills", "languages", "languages/es"):
        assert other.get(f"/jobseekers/{number}/{step}").status_code == 404
        assert other.post(f"/jobseekers/{number}/{step}", page="/jobseekers/new", skills="weld-pipes", do="save").status_code == 404
        assert Person(app).client.get(f"/jobseekers/{number}/{step}").status_code == 302


def test_an_employer_ticks_what_the_description_names(clerk: Person, sqlite_store: Services) -> None:
    address = begin(clerk)
    tasks = "Soldar tuberías de acero. Limpiar el taller. <b>Llame al</b> 612 345 678."
    page = clerk.post(f"{address}/work", **(WORK | {"title": "Soldador", "description": tasks}), do="next")
    assert page.request.path.endswith("/skills")
    assert any(words.startswith("Soldar tuberías") for words in quoted(page.text))
    assert "<b>" not in page.text.split("<main")[1]
    found = boxes(page.text)
    assert "weld-pipes" in found
    assert not any(found.values())
    assert skills_of(sqlite_store, address) == []
    assert "Skills typical of this occupation" in clerk.get(f"{address}/check").text
    page = clerk.post(f"{address}/skills", skills=["weld-pipes", "made-up"], do="stay")
    assert page.request.path.endswith("/skills")
    assert [skill for skill, on in boxes(page.text).items() if on] == ["weld-pipes"]
    assert skills_of(sqlite_store, address) == ["weld-pipes"]
    assert "Skills asked for" in clerk.get(f"{address}/check").text
    made = clerk.post(f"{address}/copy", page="/my/vacancies/").request.path.removesuffix("/terms")
    assert skills_of(sqlite_store, made) == ["weld-pipes"]


def test_a_published_vacancy_is_a_draft_again_only_when_its_skills_change(clerk: Person, sqlite_store: Services) -> None:
    address = publish(clerk)
    clerk.post(f"{address}/skills", do="next")
    assert row_of(sqlite_store, address).state is VacancyState.PUBLISHED
    page = clerk.post(f"{address}/skills", skills="weld-pipes", do="next")
    assert "draft again" in page.text
    assert row_of(sqlite_store, address).state is VacancyState.DRAFT


def test_an_ended_vacancy_keeps_its_skills(clerk: Person, sqlite_store: Services) -> None:
    address = publish(clerk)
    clerk.post(f"{address}/close", page="/my/vacancies/")
    assert clerk.get(f"{address}/skills").request.path == address
    assert clerk.post(f"{address}/skills", page="/my/vacancies/", skills="weld-pipes").request.path == address
    assert skills_of(sqlite_store, address) == []


def test_another_employers_vacancy_is_not_there(clerk: Person, counsellor: Person) -> None:
    address = begin(clerk)
    assert clerk.get("/my/vacancies/0123456789abcdef/skills").status_code == 404
    assert counsellor.get(f"{address}/skills").status_code == 403


def test_oficio_skills_prints_one_row_a_text(oficio) -> None:
    lines = [{"id": "a", "text": WORDS, "lang": "es"}, {"text": ""}, {"id": None, "text": "hola", "lang": "es"}]
    answer = oficio("skills", stdin="\n".join(map(json.dumps, lines)).encode())
    assert answer.code == 0
    assert [(one["id"], bool(one["skills"])) for one in answer.lines] == [("a", True), (2, False), (None, False)]
    assert all(set(one) == {"id", "text", "lang", "skills"} for one in answer.lines)
    for one in answer.lines[0]["skills"]:
        assert set(one) == {"skill", "label", "score", "how", "words", "start", "end"}
        assert WORDS[one["start"] : one["end"]] == one["words"]
        assert 0 <= one["score"] <= 1
    first = {one["skill"]: one for one in answer.lines[0]["skills"]}["weld-pipes"]
    assert (first["label"], first["words"]) == ("soldar tuberías", "Soldaba tuberías")


def test_oficio_skills_takes_the_language_and_reads_files(oficio, tmp_path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text("soldaba tuberías\r\n\r\ncuidaba niños", encoding="utf-8")
    answer = oficio("skills", "--lang", "es", str(path))
    assert [(one["id"], one["text"], one["lang"]) for one in answer.lines] == [
        (1, "soldaba tuberías", "es"), (2, "", "es"), (3, "cuidaba niños", "es")
    ]  # fmt: skip
    assert answer.lines[1]["skills"] == []


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["--edition", "esco"], b"x", "oficio taxonomy import"),
        (["nowhere.txt"], b"", "nowhere.txt: No such file"),
        ([], b"ok\n\xff", "standard input:2: line: not UTF-8"),
        ([], b'{"text": "a"}\n{"text": 5}', "standard input:2: text:"),
        ([], b'{"text": "\\ud800"}', "half a character"),
        (["--dance"], b"", "--dance"),
    ],
)
def test_oficio_skills_says_what_it_cannot_read(oficio, arguments: list[str], stdin: bytes, said: str) -> None:
    answer = oficio("skills", *arguments, stdin=stdin)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_level_of_a_language_leaves_the_others_alone(counsellor: Person, sqlite_store: Services) -> None:
    take_in(counsellor)
    with sqlite_store.transaction() as session:
        person = session.scalars(select(Jobseeker)).one()
        jobseekers.set_level(session, person, "fr", None)
        jobseekers.set_level(session, person, "es", jobseekers.Level.C2)
        jobseekers.set_level(session, person, "fr", jobseekers.Level.A2)
        assert [(one.code, one.level) for one in person.languages] == [("fr", "A2"), ("es", "C2")]
        assert person.answered == ["languages"]
