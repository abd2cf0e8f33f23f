"""`oficio taxonomy`: what each command prints and changes, and one clear line for each thing that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, select

from matcher.bootstrap import Services, build
from matcher.models import TaxonomyTerm, WorkExperience
from matcher.services import jobseekers
from occupations import builtin
from tests import esco_download as made
from tests import factories
from tests.conftest import _adopt
from tests.esco_download import ARC, METALS, WELDER
from tests.web.conftest import Oficio

NOTICE = "This service uses the ESCO classification of the European Commission."


@pytest.fixture
def download(tmp_path: Path) -> str:
    return str(made.folder(tmp_path / "v1.2"))


@pytest.fixture
def imported(oficio: Oficio, sqlite_store: Services, house: Services, download: str) -> str:
    """The edition, its linker made already in the house that all tests share."""
    assert oficio("taxonomy", "import", download).code == 0
    house.linker_for(sqlite_store.edition("esco-1.2"))
    return "esco-1.2"


def in_use(store: Services) -> str:
    with store.transaction(writes=False):
        return store.taxonomy.edition


def test_import_tells_what_came_in_what_lacks_and_whom_to_thank(oficio: Oficio, sqlite_store: Services, download: str) -> None:
    answer = oficio("taxonomy", "import", download)
    assert answer.code == 0
    line = answer.lines[0]
    assert (line["name"], line["languages"], line["in_use"], line["unchanged"]) == ("esco-1.2", ["en", "de", "es"], False, False)
    assert line["counts"]["occupation"] == 3
    assert line["attribution"][0] == NOTICE
    assert "oficio: occupations_de.csv is not there" in answer.err
    again = oficio("taxonomy", "import", download)
    assert again.code == 0
    assert again.lines == [line | {"unchanged": True}]
    assert "nothing was changed" in again.err
    other = oficio("taxonomy", "import", download, "--as", "trial", "--languages", "es")
    assert (other.lines[0]["name"], other.lines[0]["languages"]) == ("trial", ["es"])
    assert in_use(sqlite_store) == "isco08"


def test_list_prints_a_line_an_edition(oficio: Oficio, imported: str) -> None:
    base, edition = oficio("taxonomy", "list").lines
    fields = {"name", "checksum", "languages", "counts", "imported_at", "in_use", "attribution"}
    assert set(base) == set(edition) == fields
    assert (base["name"], base["in_use"], base["imported_at"], base["checksum"]) == ("isco08", True, None, builtin.load().checksum)
    assert (edition["name"], edition["in_use"]) == (imported, False)
    assert edition["imported_at"][:2] == "20"
    assert "International Labour Organization" in " ".join(base["attribution"])
    assert edition["attribution"][0] == NOTICE


def test_every_problem_is_a_line_and_nothing_is_kept(oficio: Oficio, tmp_path: Path) -> None:
    rows = made.files()
    rows["occupations_en.csv"][1]["iscoGroup"] = "9999"
    rows["occupationSkillRelations_en.csv"][0]["relationType"] = "vital"
    answer = oficio("taxonomy", "import", str(made.folder(tmp_path / "v1.2", made.raw(rows))))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.splitlines() == [
        "oficio: occupations_en.csv:5: iscoGroup '9999' does not exist in ISCO-08",
        "oficio: occupationSkillRelations_en.csv:2: relationType 'vital' is neither essential nor optional",
        "oficio: nothing was imported: 2 problems",
    ]
    assert len(oficio("taxonomy", "list").lines) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "nowhere"], "nowhere: No such file or directory"),
        (["import", "HOME"], "no occupations_LANG.csv is there"),
        (["import", __file__], "neither a folder nor a whole zip archive"),
        (["import", "DOWNLOAD", "--languages", "en,tlh"], "nothing in tlh is there, only de, en, es"),
        (["import", "DOWNLOAD", "--as", "isco08"], "'isco08' is none for an edition"),
        (["import", "DOWNLOAD", "--as", "../x"], "'../x' is none for an edition"),
        (["import", "DOWNLOAD", "--languages", "es", "--as", "esco-1.2"], "esco-1.2 is here already and holds something else"),
        (["import"], "Missing argument"),
        (["use", "esco-9"], "edition 'esco-9' is not imported here; import it with: oficio taxonomy import PATH"),
        (["use"], "Missing argument"),
        (["check", "esco-9"], "edition 'esco-9' is not imported here"),
        (["remove", "esco-9"], "edition 'esco-9' is not imported here"),
        (["remove", "isco08"], "edition isco08 is built in"),
    ],
)
def test_bad_input_is_said_in_a_line_and_changes_nothing(
    oficio: Oficio, sqlite_store: Services, imported: str, download: str, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "empty").mkdir()
    places = {"DOWNLOAD": download, "HOME": str(tmp_path / "empty")}
    answer = oficio("taxonomy", *(places.get(one, one) for one in arguments))
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert [line["name"] for line in oficio("taxonomy", "list").lines] == ["isco08", imported]


def test_use_carries_over_and_back_and_reports_without_names(oficio: Oficio, sqlite_store: Services, imported: str) -> None:
    assert oficio("taxonomy", "use", imported).lines[0]["before"] == "isco08"
    with sqlite_store.transaction() as session:
        user = factories.user(session, factories.centre(session, "c"), "k@c.example")
        person = jobseekers.register(session, user, "Ana", "es", consented=True)
        jobseekers.add_experience(session, person, "soldé", "es", occupation="7212.1", edition=imported)
        jobseekers.set_skills(session, person, [ARC, METALS, "weld-arc"])
        public = person.public_id
    answer = oficio("taxonomy", "use", "isco08")
    assert answer.code == 0
    summary, *left = answer.lines
    assert (summary["edition"], summary["before"], summary["left"]) == ("isco08", imported, 2)
    assert (summary["carried"]["work"], summary["changed"]["work"], summary["carried"]["skill"]) == (1, 1, 1)
    assert {(line["thing"], line["number"], line["was"]) for line in left} == {("skill", public, ARC), ("skill", public, METALS)}
    assert all(line["why"] for line in left)
    assert "Ana" not in answer.out + answer.err
    assert in_use(sqlite_store) == "isco08"
    assert oficio("taxonomy", "use", "esco").lines[0]["changed"]["work"] == 1
    with sqlite_store.transaction(writes=False) as session:
        kept = session.scalars(select(WorkExperience)).one()
        assert (kept.occupation, kept.edition, kept.occupation_uri) == ("7212.1", imported, WELDER)
    assert [line["in_use"] for line in oficio("taxonomy", "list").lines] == [False, True]


def test_what_is_in_use_cannot_be_removed(oficio: Oficio, imported: str) -> None:
    oficio("taxonomy", "use", imported)
    answer = oficio("taxonomy", "remove", imported)
    assert (answer.code, answer.out) == (2, "")
    assert "is in use: put another one to use first" in answer.err
    oficio("taxonomy", "use", "isco08")
    assert oficio("taxonomy", "remove", imported).out == "esco-1.2: removed\n"
    assert len(oficio("taxonomy", "list").lines) == 1


def test_check_proves_imported_editions_too(oficio: Oficio, sqlite_store: Services, imported: str) -> None:
    answer = oficio("taxonomy", "check", imported)
    assert (answer.code, answer.err) == (0, "")
    line = answer.lines[0]
    assert (line["edition"], line["occupations"], line["unit_groups"]) == (imported, 3, 436)
    assert "occupations" not in oficio("taxonomy", "check").lines[0]
    with sqlite_store.transaction() as session:
        session.execute(delete(TaxonomyTerm).where(TaxonomyTerm.lang == "es"))
    damaged = oficio("taxonomy", "check", "esco")
    assert damaged.code == 1
    assert "the store no longer holds what was imported" in damaged.err


def test_link_knows_imported_editions(oficio: Oficio, imported: str) -> None:
    for name in ("esco", imported):
        first = oficio("link", "--edition", name, "--lang", "es", stdin=b"soldadora").lines[0]["matches"][0]
        assert (first["isco08"], first["code"], first["uri"], first["label"]) == ("7212", "7212.1", WELDER, "soldador/soldadora")
    assert oficio("link", "--lang", "es", stdin=b"soldadora").lines[0]["matches"][0]["code"] == "7212"


def test_match_follows_the_edition_in_use(oficio: Oficio, imported: str) -> None:
    skills = b'{"skills": ["weld with an arc"]}'
    assert "is no skill of the taxonomy" in oficio("match", "-", stdin=skills).err
    oficio("taxonomy", "use", imported)
    assert "is no skill of the taxonomy" not in oficio("match", "-", stdin=skills).err


def test_a_store_of_its_own_is_made_where_there_is_none(
    oficio: Oficio, tmp_path: Path, house: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = _adopt(build(house.settings.__class__(tmp_path / "new", f"sqlite:///{tmp_path / 'new' / 'o.db'}")), house)
    for module in ("words", "store"):
        monkeypatch.setattr(f"web.cli.{module}.build", lambda _: fresh)
    assert "is not imported here" in oficio("link", "--edition", "esco", stdin=b"x").err
    assert len(oficio("taxonomy", "list").lines) == 1
    fresh.engine.dispose()
