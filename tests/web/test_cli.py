"""The command line: its fixed contracts, and one clear line for everything a user can type wrongly."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.index_files import ROWS
from matcher.models import VacancyRow
from matcher.services import vacancies
from tests import factories

OFICIO = str(Path(sys.executable).parent / "oficio")


def test_link_answers_line_by_line_in_order(oficio) -> None:
    answer = oficio("link", "--lang", "es", "--top", "3", stdin="soldador\n\nhola\r\ncuidaba niños".encode())
    assert answer.code == 0
    assert [line["id"] for line in answer.lines] == [1, 2, 3, 4]
    assert [line["text"] for line in answer.lines] == ["soldador", "", "hola", "cuidaba niños"]
    assert [line["abstained"] for line in answer.lines] == [False, True, True, False]
    assert answer.lines[1]["matches"] == answer.lines[2]["matches"] == []
    first = answer.lines[0]
    assert set(first) == {"id", "text", "lang", "abstained", "matches"}
    assert set(first["matches"][0]) == {"code", "isco08", "uri", "label", "score", "isco08_score", "how", "matched", "part"}
    assert (first["matches"][0]["code"], first["matches"][0]["uri"], first["matches"][0]["how"]) == ("7212", None, "alias")
    assert first["matches"][0]["label"] == "Soldadores y oxicortadores"


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c"])
def test_no_character_breaks_an_output_line(oficio, char: str) -> None:
    answer = oficio("link", stdin=f"sol{char}dador\n".encode())
    assert len(answer.out.splitlines()) == 1
    assert answer.lines[0]["text"] == f"sol{char}dador"


def test_link_reads_json_lines_and_always_fills_when_told(oficio) -> None:
    lines = [{"id": "a", "text": "welder", "lang": "en"}, {"text": "???"}, {"id": None, "text": ""}]
    answer = oficio("link", "--no-abstain", "--top", "7", stdin="\n".join(map(json.dumps, lines)).encode())
    assert [(line["id"], len(line["matches"])) for line in answer.lines] == [("a", 7), (2, 7), (None, 0)]
    assert answer.lines[0]["matches"][0]["label"] == "Welders and flamecutters"


@settings(max_examples=15)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=30), max_size=6))
def test_link_gives_one_line_for_each(oficio, texts: list[str]) -> None:
    raw = "".join(f"{text}\n" for text in texts).encode()
    answer = oficio("link", "--top", "1", stdin=raw)
    if answer.code == 0:
        assert len(answer.out.splitlines()) == len([json.loads(one) for one in answer.out.splitlines()]) == len(texts)


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["link", "--edition", "esco"], b"", "oficio taxonomy import"),
        (["link", "--top", "0"], b"x", "--top"),
        (["link", "nowhere.txt"], b"", "nowhere.txt: No such file"),
        (["link"], b"ok\n\xff\xfe", "standard input:2: line: not UTF-8"),
        (["link"], b'{"text": "a"}\n{"text": 5}', "standard input:2: text:"),
        (["link"], b'{"text": "a"}\n{"text": "b", "x": 1}', "standard input:2: x: unknown field"),
        (["link"], b'{"text": "a"}\nnot json', "standard input:2: line: not JSON"),
        (["encode", "--out", "no/such/folder/x.npy"], b"a", "no/such/folder/x.npy"),
        (["encode"], b"a", "--out"),
        (["match", "nowhere.json"], b"", "nowhere.json"),
        (["match", "-"], b"", "standard input:1"),
        (["match", "-"], b"{", "standard input:1"),
        (["match", "-"], b"[" * 100_000, "standard input"),
        (["match", "-"], b'{"pay_floor": {"amount": NaN}}', "NaN"),
        (["match", "-"], b"[]", "Invalid input"),
        (["match", "-"], b'{"nationality": "GT"}', "nationality: Unknown field"),
        (["match", "-"], b'{"experiences": [{"text": "x", "salary": 1}]}', "experiences.0.salary: Unknown field"),
        (["match", "-"], b'{"languages": [{"code": "es", "level": "Z9"}]}', "languages.0.level"),
        (["match", "-"], b'{"countries": ["Spain"]}', "countries.0"),
        (["match", "-"], b'{"birth_year": "1990"}', "birth_year"),
        (["match", "-"], b'{"pay_floor": {"amount": 1e400, "currency": "EUR", "period": "month"}}', "pay_floor.amount"),
        (["match", "-"], b'{"hours": {"min": 40, "max": 20}}', "hours"),
        (["match", "-"], b'{"licences": ["wings"]}', "licences.0"),
        (["match", "-"], b'{"languages": [{"code": "es"}, {"code": "spa"}]}', "languages"),
        (["match", "-"], b'{"qualifications": [{"title": "x", "level": false}]}', "qualifications.0"),
        (["match", "-"], b'{"experiences": [{"text": "\\ud800"}]}', "standard input"),
        (["link"], b'{"text": "\\ud800"}', "standard input:1: line: holds half a character"),
        (["link"], b'{"text": "a", "id": NaN}', "standard input:1: line: not JSON"),
        (["link"], b'{"text": "a"}\n{"id": ' + b"9" * 5000 + b"}", "standard input:2: line: not JSON"),
        (["employers", "suspend", "a\udcff", "--reason", "x"], b"", "half a character"),
        (["vacancies", "import", "none.jsonl", "--employer", "x"], b"", "none.jsonl"),
        (["employers", "suspend", "nobody", "--reason", "x"], b"", "nobody"),
        (["dance"], b"", "dance"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(oficio, arguments: list[str], stdin: bytes, said: str) -> None:
    answer = oficio(*arguments, stdin=stdin)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err
    assert len([line for line in answer.err.splitlines() if line.startswith(("oficio:", "Error:"))]) == 1


@pytest.mark.parametrize("role", ["query", "passage"])
def test_encode_writes_rows_of_length_1(oficio, tmp_path: Path, role: str) -> None:
    out = tmp_path / "rows.npy"
    assert oficio("encode", "--role", role, "--out", str(out), stdin="soldador\n\nطباخ\n".encode()).code == 0
    rows = np.load(out)
    assert (rows.shape, rows.dtype) == ((3, 256), np.float32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert [path.name for path in tmp_path.iterdir() if "rows" in path.name] == ["rows.npy"]


FULL = {
    "experiences": [{"text": "fui soldador en un astillero 4 años", "lang": "es", "months": 48}],
    "skills": [], "languages": [{"code": "es", "level": "C2"}], "countries": ["ES"], "permits": ["ES"],
    "qualifications": ["welder", {"title": "bachillerato", "country": "GT", "level": 3}, "un curso"], "licences": ["B", "forklift"],
    "birth_year": 1990, "available_from": "2026-12-01", "hours": {"min": 20, "max": 40}, "shifts": ["day"],
    "pay_floor": {"amount": 900, "currency": "EUR", "period": "month"}, "accommodation_needed": False, "refused_countries": ["ES"],
}  # fmt: skip


def test_match_keeps_its_contract(oficio, sqlite_store: Services, tmp_path: Path) -> None:
    with sqlite_store.transaction() as session:
        far = {"valid_from": factories.NOW.replace(year=2020), "valid_until": factories.NOW.replace(year=2090)}
        owner = factories.employer(session, "a", **far)
        made = [factories.vacancy_row(session, owner, f"A-{n}", title="Soldador") for n in range(3)]
        made.append(factories.vacancy_row(session, owner, "MX", title="Soldador", country="MX", sponsorship=False))
        vacancies.record_changes(session, made)
    path = tmp_path / "p.json"
    path.write_text(json.dumps(FULL))
    answer = oficio("match", str(path), "--top", "2").lines[0]
    assert set(answer) == {"matches", "left_out"}
    assert answer["left_out"] == {"COUNTRY": 1, "PERMIT": 1}
    assert len(answer["matches"]) == 2
    ids = [match["vacancy_id"] for match in answer["matches"]]
    assert ids == sorted(ids)  # equal scores go by vacancy_id
    match = answer["matches"][0]
    assert set(match) == {"vacancy_id", "external_id", "title", "employer", "score", "reasons", "gaps", "questions"}
    assert 0 <= match["score"] <= 1
    for one in match["reasons"] + match["gaps"] + match["questions"]:
        assert set(one) == {"code", "facts"}
    assert "REFUSED_COUNTRY" in {gap["code"] for gap in match["gaps"]}
    assert {"SAME_OCCUPATION", "COUNTRY", "PERMIT", "PAY", "HOURS"} <= {reason["code"] for reason in match["reasons"]}
    assert oficio("match", str(path), "--top", "2").lines[0] == answer


@pytest.mark.parametrize("given_hours", [{}, {"min": None, "max": None}, None])
def test_hours_that_say_nothing_are_a_question(oficio, sqlite_store: Services, given_hours: object) -> None:
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "a", valid_until=factories.NOW.replace(year=2090))
        vacancies.record_changes(session, [factories.vacancy_row(session, owner, "A")])
    answer = oficio("match", "-", stdin=json.dumps({"experiences": [{"text": "soldador"}], "hours": given_hours}).encode())
    assert "HOURS" in {question["code"] for question in answer.lines[0]["matches"][0]["questions"]}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], ()),
        ([{"title": "jardín de infancia", "level": 0}], ()),
        ([{"title": "nurse", "level": 6}], ("nurse", "isced_6")),
        ([{"title": "bachillerato", "level": 3}], ("unmapped", "isced_3")),
        (["un curso", "welder"], ("unmapped", "welder")),
        ([{"level": 8}], ("isced_7",)),
    ],
)
def test_a_qualification_becomes_all_it_stands_for(taxonomy, told: list, expected: tuple[str, ...]) -> None:
    from web.schemas.profile import load_profile

    assert load_profile({"qualifications": told}, taxonomy)[0].qualifications == expected


def test_three_letter_codes_of_languages_are_the_same_language(taxonomy) -> None:
    from web.schemas.profile import load_profile

    person = load_profile({"languages": [{"code": "spa"}, {"code": "FRE"}, {"code": "quc"}]}, taxonomy)[0]
    assert [one.code for one in person.languages] == ["es", "fr", "quc"]


def test_an_empty_profile_is_all_questions(oficio, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "a", valid_until=factories.NOW.replace(year=2090))
        vacancies.record_changes(session, [factories.vacancy_row(session, owner, "A")])
    match = oficio("match", "-", stdin=b"{}").lines[0]["matches"][0]
    asked = {question["code"] for question in match["questions"]}
    assert {"COUNTRY", "PERMIT", "MINIMUM_AGE", "START", "HOURS", "PAY", "ACCOMMODATION"} <= asked


def test_an_evaluation_is_marked_on_every_output(oficio, tmp_path: Path, monkeypatch, house: Services) -> None:
    from matcher.bootstrap import build
    from matcher.settings import Settings
    from tests.conftest import _adopt

    services = _adopt(build(Settings(tmp_path, f"sqlite:///{tmp_path / 'e.db'}")), house)
    for module in ("matching", "store"):
        monkeypatch.setattr(f"web.cli.{module}.build", lambda _: services)
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "1", "title": "Soldador", "description": "Tel. 612345678", "province": "León"}) + "\n{broken\n")
    answer = oficio("vacancies", "import", str(path), "--employer", "demo-eures", "--evaluation")
    assert answer.code == 2
    assert "in.jsonl:2: line: not JSON" in answer.err
    assert "EVALUATION" in answer.err
    assert answer.lines[0] == {"read": 2, "new": 1, "changed": 0, "unchanged": 0, "unlinked": 0, "drafts": 0, "unreadable": 1}
    found = oficio("match", "-", stdin=json.dumps({"experiences": [{"text": "soldador"}]}).encode())
    assert "never vetted" in found.lines[0]["evaluation"]
    assert "EVALUATION" in found.err
    assert [match["external_id"] for match in found.lines[0]["matches"]] == ["1"]
    with services.transaction(writes=False) as session:
        assert "612345678" not in session.scalar(select(VacancyRow)).description
    services.engine.dispose()


def test_ordinary_installations_take_no_evaluation_and_leave_drafts_unseen(oficio, sqlite_store: Services, tmp_path: Path) -> None:
    with sqlite_store.transaction() as session:
        factories.employer(session, "demo-eures", valid_until=factories.NOW.replace(year=2090))
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "1", "title": "Soldador"}))
    assert oficio("vacancies", "import", str(path), "--employer", "demo-eures", "--evaluation").code == 2
    assert oficio("vacancies", "import", str(path), "--employer", "demo-eures").lines[0]["drafts"] == 1
    assert oficio("match", "-", stdin=b'{"experiences": [{"text": "soldador"}]}').lines[0]["matches"] == []


def test_index_commands_and_taxonomy_check(oficio, sqlite_store: Services) -> None:
    assert oficio("index", "status").code == 1
    assert oficio("index", "verify").code == 1
    assert oficio("index", "rebuild").code == 0
    assert oficio("index", "status").code == 0
    assert oficio("index", "verify").out == "index: verified\n"
    [path] = sqlite_store.settings.index_folder.glob(f"*/{ROWS}")
    path.write_bytes(path.read_bytes()[:-1])
    assert "oficio index rebuild" in oficio("index", "verify").err
    assert oficio("taxonomy", "check").lines[0]["unit_groups"] == 436


def test_the_installed_command_runs_by_itself(tmp_path: Path) -> None:
    environ = {"PATH": "/usr/bin:/bin", "OFICIO_HOME": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run([OFICIO, "match", "-"], input=b'{"sex": "f"}', capture_output=True, env=environ, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "oficio: -: sex: Unknown field.\n"
    broken = subprocess.run(
        [OFICIO, "match", "-"], input=b"{}", capture_output=True, check=False,
        env=environ | {"OFICIO_DATABASE_URL": "sqlite:////nowhere/at/all.db"},
    )  # fmt: skip
    assert broken.returncode == 1
    assert broken.stderr.decode().startswith("oficio: the database failed:")
    assert "Traceback" not in broken.stderr.decode()
    for address in ("mysql://u@h/d", "nonsense", "postgresql://u@h:abc/d"):
        odd = subprocess.run(
            [OFICIO, "match", "-"], input=b"{}", capture_output=True, check=False, env=environ | {"OFICIO_DATABASE_URL": address}
        )
        assert odd.returncode == 2
        assert odd.stderr.decode().startswith("oficio: OFICIO_DATABASE_URL: ")
    blocked = tmp_path / "file"
    blocked.write_text("")
    no_home = subprocess.run(
        [OFICIO, "match", "-"], input=b"{}", capture_output=True, check=False, env=environ | {"OFICIO_HOME": str(blocked)}
    )
    assert no_home.returncode == 1
    assert "Traceback" not in no_home.stderr.decode()
    encoder = subprocess.run(
        [OFICIO, "encode", "--out", str(tmp_path / "x.npy")], input=b"a", capture_output=True, check=False,
        env=environ | {"OFICIO_ENCODER": str(tmp_path / "no-model"), "HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    assert encoder.returncode == 2
    assert "OFICIO_ENCODER" in encoder.stderr.decode()
    assert "Traceback" not in encoder.stderr.decode()
