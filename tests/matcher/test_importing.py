"""Imports: what can be read comes in, what cannot is named, the same again changes nothing, and answers are never read."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from matcher.bootstrap import Services, build
from matcher.errors import NotFound
from matcher.exchange import NEVER_READ
from matcher.masking import mask_contacts
from matcher.models import VacancyRow
from matcher.services import importing, installation, skills, taxonomies, vetting
from matcher.services.importing import Report
from matcher.services.seeding import evaluation_employer
from matcher.settings import Settings
from matcher.vocabulary import VacancyState
from occupations.esco.reading import read
from occupations.text import clean_title
from tests import esco_download as made
from tests import factories
from tests.esco_download import ADVISE, ARC, BRAZIER, BRICKS, MASON, METALS

GOOD = {
    "id": "a1",
    "title": "COCINERO/A (REF. 12345)",
    "description": "Menús. Tel. 612 345 678",
    "province": "León",
    "contract": "Determinado",
}


def load(store: Services, path: Path, employer: str = "kitchen") -> Report:
    """The three steps of an import, as the command takes them."""
    report = Report()
    with store.transaction(writes=False) as session:
        before = importing.known(session, employer)
    lines = list(importing.read(path.read_bytes(), path.name, "es", before.country, report))
    occupations = importing.link(lines, before, store.linker)
    with store.transaction() as session:
        importing.store(session, employer, lines, occupations, report)
    return report


@pytest.fixture
def file(store: Services, tmp_path: Path) -> Path:
    with store.transaction() as session:
        factories.employer(session, "kitchen")
    return tmp_path / "in.jsonl"


@pytest.fixture
def esco(store: Services, house: Services, file: Path) -> Services:
    """An edition of ESCO is in use; its linker was made already in the house that all tests share."""
    with store.transaction() as session:
        taxonomies.import_(session, read(made.folder(file.parent / "v1.2")))
    house.linker_for(store.edition("esco-1.2"))
    put_to_use(store, "esco-1.2")
    return store


def put_to_use(store: Services, edition: str) -> None:
    with store.transaction() as session:
        taxonomies.use(session, edition)


def titled(file: Path, *titles: str) -> None:
    """A file of vacancies with these titles, in English."""
    lines = [GOOD | {"id": f"a{number}", "title": title, "lang": "en"} for number, title in enumerate(titles)]
    file.write_text("\n".join(map(json.dumps, lines)))


def linked(store: Services) -> list[tuple[str | None, str | None]]:
    return [(row.occupation, row.occupation_uri) for row in rows(store)]


def rows(store: Services) -> list[VacancyRow]:
    with store.transaction(writes=False) as session:
        return list(session.scalars(select(VacancyRow).order_by(VacancyRow.external_id)))


def test_a_line_comes_in_linked_masked_and_as_a_draft(store: Services, file: Path) -> None:
    file.write_text(json.dumps(GOOD, ensure_ascii=False) + "\n", encoding="utf-8")
    report = load(store, file)
    assert (report.new, report.drafts, report.unreadable) == (1, 1, [])
    row = rows(store)[0]
    assert (row.title, row.region, row.country, row.state) == ("COCINERO/A (REF. 12345)", "León", "ES", VacancyState.DRAFT)
    assert row.occupation == "5120"
    assert "612" not in row.description
    assert row.source == {"contract": "Determinado"}


def test_again_changes_nothing_and_an_edit_changes_one(store: Services, file: Path) -> None:
    lines = [GOOD, GOOD | {"id": "a2", "title": "Camarero"}]
    file.write_text("\n".join(map(json.dumps, lines)))
    load(store, file)
    again = load(store, file)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    lines[1]["title"] = "Soldador"
    file.write_text("\n".join(map(json.dumps, lines)))
    edited = load(store, file)
    assert (edited.new, edited.changed, edited.unchanged) == (0, 1, 1)
    assert [row.occupation for row in rows(store)] == ["5120", "7212"]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (b"{", "line"),
        (b"[]", "line"),
        (b'"x"', "line"),
        (b"\xff\xfe", "line"),
        (b"[" * 100_000, "line"),
        (b'{"title": "x"}', "id"),
        (b'{"id": "x"}', "title"),
        (b'{"id": "x", "title": " "}', "title"),
        (b'{"id": "x", "title": ["x"]}', "title"),
        (b'{"id": "x", "title": NaN}', "title"),
        (b'{"id": "x", "title": "a\\u0000b"}', "title"),
        (b'{"id": "x", "title": "a\\ud800b"}', "title"),
        (b'{"id": "x", "title": "' + b"a" * 501 + b'"}', "title"),
        (b'{"id": true, "title": "x"}', "id"),
        (b'{"id": "a1", "title": "again"}', "id"),
        (b'{"id": "x", "title": "x", "country": "Spain"}', "country"),
        (b'{"id": "x", "title": "x", "lang": "zzz"}', "lang"),
        (b'{"id": "x", "title": "x", "pay": ' + b"9" * 5000 + b"}", "line"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_come_in(store: Services, file: Path, line: bytes, field: str) -> None:
    good = json.dumps(GOOD).encode()
    file.write_bytes(good + b"\n\n" + line + b"\n" + good.replace(b"a1", b"a3"))
    report = load(store, file)
    assert [(one.row, one.field) for one in report.unreadable] == [(3, field)]
    assert str(report.unreadable[0]).startswith("in.jsonl:3: ")
    assert [row.external_id for row in rows(store)] == ["a1", "a3"]
    assert report.read == 3


def test_an_unknown_employer_is_an_error(store: Services, file: Path) -> None:
    file.write_text(json.dumps(GOOD))
    with pytest.raises(NotFound):
        load(store, file, "nobody")


def test_codes_are_brought_to_one_form(store: Services, file: Path) -> None:
    file.write_text(json.dumps(GOOD | {"country": "mx", "lang": "SPA"}))
    load(store, file)
    assert (rows(store)[0].country, rows(store)[0].lang) == ("MX", "es")


def test_a_hostile_text_costs_no_time_to_speak_of(store: Services, file: Path) -> None:
    """Patterns that try again from every letter would take minutes here; the limit is generous, machines are slow."""
    begin = time.perf_counter()
    mask_contacts("a" * 50_000 + " " + "1 " * 25_000 + "calle " * 8_000)
    clean_title("ref" + " " * 200_000 + "x")
    clean_title("1" * 200_000 + "(m" * 50_000)
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Llame al 612 345 678.", "Llame al [PHONE]."),
        ("Tel +34 612-34-56-78", "Tel [PHONE]"),
        ("a.b@c.es o c@d.com", "[EMAIL] o [EMAIL]"),
        ("en calle Mayor 12, Vigo", "en [ADDRESS], Vigo"),
        ("de 8 a 15 h, 1.500 €, 2 puestos", "de 8 a 15 h, 1.500 €, 2 puestos"),
        ("oferta 032025006891", "oferta 032025006891"),
    ],
)
def test_contact_details_are_masked(text: str, masked: str) -> None:
    assert mask_contacts(text) == masked


def test_the_real_vacancies_come_in_whole_into_an_evaluation_only(data: Path, house: Services, tmp_path: Path) -> None:
    """2,077 real adverts: none lost, none doubled, none of their answers read, and a Spanish profile finds them."""
    from tests.conftest import _adopt

    services = _adopt(build(Settings(tmp_path, f"sqlite:///{tmp_path / 'e.db'}")), house)
    services.migrate()
    path = data / "eures_es" / "vacancies.jsonl"
    for attempt in ("first", "again"):
        with services.transaction() as session:
            installation.mark(session, evaluation=True)
            evaluation_employer(session, "demo-eures")
        report = load(services, path, "demo-eures")
        assert (report.read, report.unreadable) == (2077, [])
        assert (report.new, report.unchanged) == ((2077, 0) if attempt == "first" else (0, 2077))
    with services.transaction(writes=False) as session:
        assert len(vetting.in_force(session)) == 1
        stored = list(session.scalars(select(VacancyRow)))
        assert all(row.state is VacancyState.PUBLISHED for row in stored)
        assert not any(NEVER_READ & row.source.keys() for row in stored)
    services.engine.dispose()


def test_the_answers_of_an_evaluation_set_never_matter(store: Services, file: Path) -> None:
    told = GOOD | {"esco_uri": "x", "isco08": "2221", "esco_label": "enfermera"}
    file.write_text(json.dumps(told))
    load(store, file)
    row = rows(store)[0]
    assert row.occupation == "5120"
    assert "enfermera" not in json.dumps([row.source, row.title, row.description])


def test_with_esco_in_use_a_vacancy_is_linked_to_the_occupation(esco: Services, file: Path) -> None:
    titled(file, "stone mason", "brazing worker", "cook", "12345")
    assert load(esco, file).unlinked == 1
    assert linked(esco)[:2] == [("7112.1", MASON), ("7212.1.1", BRAZIER)]
    assert [code for code, _ in linked(esco)[2:]] == ["5120", None]
    put_to_use(esco, "isco08")
    assert [code for code, _ in linked(esco)] == ["7112", "7212", "5120", None]
    put_to_use(esco, "esco-1.2")
    assert linked(esco)[:2] == [("7112.1", MASON), ("7212.1.1", BRAZIER)]


def test_another_title_is_another_occupation(esco: Services, file: Path) -> None:
    titled(file, "stone mason")
    load(esco, file)
    titled(file, "brazing worker")
    load(esco, file)
    assert linked(esco) == [("7212.1.1", BRAZIER)]


def test_an_edition_put_to_use_while_the_linker_works_decides(esco: Services, file: Path) -> None:
    titled(file, "stone mason")
    with esco.transaction(writes=False) as session:
        before = importing.known(session, "kitchen")
    lines = importing.read(file.read_bytes(), file.name, "en", before.country, Report())
    found = importing.link(lines, before, esco.linker)
    put_to_use(esco, "isco08")
    with esco.transaction() as session:
        importing.store(session, "kitchen", lines, found, Report())
    assert [code for code, _ in linked(esco)] == ["7112"]


def test_a_vacancy_asks_for_the_skills_that_people_of_the_occupation_are_offered(esco: Services, file: Path) -> None:
    """Also where only the unit group of either is known: built-in skills and those of ESCO would never meet."""
    titled(file, "stone mason", "brazing worker")
    load(esco, file)
    with esco.transaction() as session:
        for row in session.scalars(select(VacancyRow)):
            row.state = VacancyState.PUBLISHED
    with esco.transaction(writes=False) as session:
        [searched] = esco.search.current(session).parts
    assert searched.groups == ("7112", "7212")
    assert [set(one) for one in searched.skills.asked()] == [{BRICKS}, {ARC, ADVISE, METALS}]
    assert searched.skills.of.tolist() == [0, 1]
    for code, asked in (("7112.1", {BRICKS}), ("7112", {BRICKS}), ("7212.1", {ARC, ADVISE, METALS}), ("7212", {ARC, ADVISE, METALS})):
        offered = skills.to_tick(esco.skill_finder, [], [code])
        assert {one.skill.id for _, typical in offered.typical for one in typical} == asked
