"""With an ESCO edition in use the pages work as before: profile, skills, CVs, interviews, guides, matching; and while it changes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.cv.json_resume import EXTENSION
from matcher.models import Jobseeker, PracticeNote, VacancyRow, WorkExperience
from matcher.services import jobseekers, taxonomies, vacancies
from occupations.esco.reading import read
from tests import esco_download as made
from tests import factories
from tests.esco_download import ADVISE, ARC, BRAZIER, METALS, WELDER
from tests.matcher.cv.test_paper import pdfium_text
from tests.web.conftest import Oficio, Person
from tests.web.test_cvs import new_cv, text_of
from tests.web.test_own import clerk_of
from tests.web.test_own_vacancies import WORK, begin
from tests.web.test_pages import take_in


@pytest.fixture
def esco(app: Flask, sqlite_store: Services, house: Services, tmp_path: Path) -> Services:
    """The edition is in use, and its linker was made already in the house that all tests share."""
    with sqlite_store.transaction() as session:
        taxonomies.import_(session, read(made.folder(tmp_path / "v1.2")))
    house.linker_for(sqlite_store.edition("esco-1.2"))
    put_to_use(sqlite_store, "esco-1.2")
    return sqlite_store


@pytest.fixture
def number(esco: Services, counsellor: Person) -> str:
    """Somebody whose work was confirmed to be a welder's, on the page."""
    found = take_in(counsellor)
    page = counsellor.post(f"/jobseekers/{found}/work", text="soldadora", lang="es", years="4", months="", country="", do="save")
    assert 'value="7212.1"' in page.text
    counsellor.post(f"/jobseekers/{found}/work", **{f"occupation-{work(esco).id}": "7212.1"}, do="next")
    return found


def put_to_use(services: Services, edition: str) -> None:
    with services.transaction() as session:
        taxonomies.use(session, edition)


def work(services: Services) -> WorkExperience:
    with services.transaction(writes=False) as session:
        return session.scalars(select(WorkExperience)).one()


def test_the_profile_offers_what_the_occupation_needs(esco: Services, counsellor: Person, number: str) -> None:
    assert (work(esco).occupation, work(esco).edition) == ("7212.1", "esco-1.2")
    page = counsellor.get(f"/jobseekers/{number}/skills")
    offered = re.findall(r'name="skills" value="([^"]+)"', page.text)
    assert [one for one in offered if one in (ARC, ADVISE, METALS)] == [ARC, ADVISE, METALS]
    assert "weld with an arc" in counsellor.get(f"/jobseekers/{number}/skills", lang="en").text
    counsellor.post(f"/jobseekers/{number}/skills", skills=[ARC, METALS])
    with esco.transaction(writes=False) as session:
        person = session.scalars(select(Jobseeker)).one()
        assert {one.skill for one in person.skills} == {ARC, METALS}
        assert jobseekers.profile(session, person).skills == tuple(sorted((ARC, METALS)))


def test_matching_finds_vacancies_of_the_unit_group(esco: Services, counsellor: Person, number: str) -> None:
    with esco.transaction() as session:
        owner = factories.employer(session, "e", valid_until=factories.NOW.replace(year=2090))
        vacancies.record_changes(session, [factories.vacancy_row(session, owner, "A", title="Soldadora de astillero")])
    page = counsellor.get(f"/jobseekers/{number}/matches", lang="es")
    assert page.status_code == 200
    assert "Soldadora de astillero" in page.text
    assert "Soldadores y oxicortadores" in page.text


def test_an_employer_asks_for_the_skills_that_people_of_the_occupation_have(
    esco: Services, counsellor: Person, number: str, signed_in: Callable[[str], Person]
) -> None:
    with esco.transaction() as session:
        clerk_of(session, "mill")
    clerk = signed_in("clerk@mill.example")
    address = begin(clerk)
    page = clerk.post(f"{address}/work", do="next", **WORK | {"title": "brazing worker", "lang": "en"})
    assert [one for one in re.findall(r'name="skills" value="([^"]+)"', page.text) if one in (ARC, ADVISE, METALS)] == [ARC, ADVISE, METALS]
    with esco.transaction(writes=False) as session:
        row = session.scalars(select(VacancyRow)).one()
        assert (row.occupation, row.occupation_uri) == ("7212.1.1", BRAZIER)
    assert "soldador/soldadora de latón" in clerk.get(f"{address}/check", lang="es").text
    assert "Soudeurs et oxycoupeurs (brazier)" in clerk.get(f"{address}/check", lang="fr").text


def test_a_person_and_a_vacancy_of_one_group_share_the_group(esco: Services, counsellor: Person, number: str) -> None:
    with esco.transaction() as session:
        owner = factories.employer(session, "e", valid_until=factories.NOW.replace(year=2090))
        row = factories.vacancy_row(session, owner, "A", title="Soldador de latón", occupation="7212.1.1")
        vacancies.record_changes(session, [row])
        public = row.public_id
    page = counsellor.get(f"/jobseekers/{number}/matches", lang="es")
    assert "soldador/soldadora de latón" in page.text
    assert "Soldadores y oxicortadores" in re.sub(r"\s+", " ", page.text)
    assert counsellor.get(f"/jobseekers/{number}/interview/{public}").status_code == 200
    made = counsellor.post(f"/jobseekers/{number}/cv/for/{public}", f"/jobseekers/{number}/cv/")
    assert "oldador/soldadora de latón" in made.text


def test_a_guide_for_a_vacancy_is_made_on_the_command_line(
    esco: Services, oficio: Oficio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("web.cli.documents.build", lambda _: esco)
    with esco.transaction() as session:
        owner = factories.employer(session, "e", valid_until=factories.NOW.replace(year=2090))
        number = factories.vacancy_row(session, owner, "A", title="Brazier", occupation="7212.1.1").id
    for wanted in (("--vacancy", str(number)), ("--isco", "7212")):
        assert oficio("guide", *wanted, "--format", "md", "--out", str(tmp_path / "guide.md")).code == 0
        assert (tmp_path / "guide.md").read_text(encoding="utf-8").startswith("#")


def test_what_a_brought_file_names_and_nobody_knows_is_said(esco: Services, counsellor: Person, number: str) -> None:
    ours = [{"occupation": "7212.7", "occupationUri": WELDER}, {"occupation": "9999.1", "tasks": ["<b>gone</b>"]}]
    document = json.dumps({"work": [{"summary": f"work {place}", EXTENSION: one} for place, one in enumerate(ours)]})
    page = counsellor.post(f"/jobseekers/{number}/bring-cv/", file=(io.BytesIO(document.encode()), "cv.json"), lang="en")
    packed = re.search(r'name="packed" value="([^"]+)"', page.text)
    assert packed
    page = counsellor.post(
        f"/jobseekers/{number}/bring-cv/confirm", f"/jobseekers/{number}/bring-cv/", packed=packed[1], line=["work[0]", "work[1]"]
    )
    assert "9999.1, &lt;b&gt;gone&lt;/b&gt;" in page.text
    with esco.transaction(writes=False) as session:
        assert session.scalars(select(WorkExperience.occupation).order_by(WorkExperience.id)).all() == ["7212.1", "7212.1", None]


def test_a_cv_bears_the_title_of_esco_in_its_language(counsellor: Person, number: str) -> None:
    cv = new_cv(counsellor, number, purpose="isco:7212.1")
    assert "Soldador/soldadora" in text_of(counsellor, cv)
    assert "soldador de arco" in counsellor.get(f"{cv}/choose").text
    assert "oldador/soldadora" in pdfium_text(counsellor.get(f"{cv}/file").data)
    assert counsellor.get(f"{cv}/file", format="europass").status_code == 200
    assert counsellor.get(f"{cv}/file", format="text", anonymous="1").status_code == 200
    french = new_cv(counsellor, number, purpose="isco:7212.1", lang="fr")
    assert "soude" in text_of(counsellor, french).lower()


def test_interviews_keep_their_notes_whatever_edition_is_in_use(esco: Services, counsellor: Person, number: str) -> None:
    page = counsellor.get(f"/jobseekers/{number}/interview/")
    assert f"/jobseekers/{number}/interview/isco-7212.1" in page.text
    for address in ("isco-7212.1", "isco-7212.1/file"):
        assert counsellor.get(f"/jobseekers/{number}/interview/{address}").status_code == 200
    practice = f"/jobseekers/{number}/interview/isco-7212.1/practice"
    counsellor.post(practice, note="Estuve en el astillero.", do="next")
    put_to_use(esco, "isco08")
    assert "Estuve en el astillero." in counsellor.get(practice.replace("7212.1", "7212")).text
    with esco.transaction(writes=False) as session:
        assert session.scalars(select(PracticeNote.subject)).all() == ["isco:7212"]


def test_guides_are_found_by_their_unit_group_once(esco: Services, visitor: Person) -> None:
    page = visitor.get("/guides", q="welder", lang="en")
    found = re.findall(r'href="/guides/(\d{4})"', page.text.split("welder", 1)[1])
    assert "7212" in found
    assert visitor.get("/guides/7212").status_code == 200


def test_a_page_from_before_the_change_takes_nothing_away(esco: Services, counsellor: Person, number: str) -> None:
    put_to_use(esco, "isco08")
    page = counsellor.post(f"/jobseekers/{number}/work", **{f"occupation-{work(esco).id}": "7212.1"}, do="save")
    assert page.status_code == 200
    assert (work(esco).occupation, work(esco).occupation_uri) == ("7212", WELDER)
    put_to_use(esco, "esco-1.2")
    assert work(esco).occupation == "7212.1"
    counsellor.post(f"/jobseekers/{number}/work", **{f"occupation-{work(esco).id}": ""}, do="save")
    assert work(esco).occupation is None


def test_skills_that_stayed_are_still_called_by_their_name(esco: Services, counsellor: Person, number: str) -> None:
    counsellor.post(f"/jobseekers/{number}/skills", skills=[METALS])
    told = f"/jobseekers/{number}/cv/work/{work(esco).id}"
    counsellor.post(told, title="Soldadora", tasks=[METALS])
    put_to_use(esco, "isco08")
    assert "tipos de metal" in counsellor.get(f"/jobseekers/{number}/skills", lang="es").text
    assert "Tipos de metal" in counsellor.get(told, lang="es").text
    counsellor.post(told, title="Soldadora", tasks=[METALS])
    assert work(esco).tasks == [METALS]
    text = text_of(counsellor, new_cv(counsellor, number))
    assert "Tipos de metal" in text
    assert "data.europa.eu" not in text


def test_the_running_server_follows_at_its_next_request(esco: Services, visitor: Person) -> None:
    assert "7212" in visitor.get("/guides", q="wellder", lang="en").text
    put_to_use(esco, "isco08")
    visitor.get("/guides", q="welder")
    assert esco.taxonomy.edition == "isco08"
    put_to_use(esco, "esco")
    visitor.get("/guides/7212")
    assert esco.taxonomy.edition == "esco-1.2"
