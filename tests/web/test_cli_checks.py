"""The fixed contracts: vacancies check, offer check, register. What they print, how they end, and that they change nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result
from flask import Flask
from flask_babel import force_locale

from matcher.bootstrap import Services
from matcher.errors import InvalidInput
from matcher.exchange import template_csv, template_xlsx, terms_to_json, to_jobposting
from matcher.vocabulary import CheckCode, TermCode
from tests import factories
from tests.matcher import test_exchange_hostile as hostile
from tests.matcher.test_publication import GOOD
from web.cli import cli
from web.wording import checks, files

WEB = Path(__file__).parent.parent.parent / "web"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Runs a command over a home of its own, which must stay as it was."""
    monkeypatch.setenv("OFICIO_HOME", str(tmp_path / "home"))

    def runner(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    return runner


def write(folder: Path, name: str, value: object) -> str:
    path = folder / name
    path.write_bytes(value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode())
    return str(path)


def lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def good() -> dict:
    # No intermediary: on the command line nobody can say whose vetting is in force.
    return terms_to_json(GOOD) | {"id": "1", "intermediaries": [], "starts_on": "2090-01-01", "closes_on": "2089-12-01"}


def test_a_good_vacancy_prints_nothing_and_ends_well(run, tmp_path: Path) -> None:
    result = run("vacancies", "check", write(tmp_path, "v.json", good()))
    assert (result.exit_code, result.stdout) == (0, "")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_templates_we_hand_out_can_be_read_and_checked(run, tmp_path: Path, form: str) -> None:
    raw = template_csv() if form == "csv" else template_xlsx()
    result = run("vacancies", "check", write(tmp_path, f"t.{form}", raw))
    assert all(line["severity"] == "warn" or line["code"].endswith("PAST") for line in lines(result)), result.stdout


def test_every_finding_is_one_line_with_the_five_names(run, tmp_path: Path) -> None:
    bad = good() | {"title": "Señoritas de buena presencia", "deposit": True, "pay": {"amount": 10, "currency": "EUR", "period": "month"}}
    bad["costs"] = bad["costs"] | {"travel": {"payer": "worker", "amount": 300}}
    result = run("vacancies", "check", write(tmp_path, "v.jsonl", json.dumps(bad).encode()))
    found = lines(result)
    assert result.exit_code == 1
    assert all(line.keys() == {"row", "field", "code", "severity", "message"} for line in found)
    assert {line["code"] for line in found} == {"DISCRIMINATORY", "DEPOSIT", "BELOW_LEGAL_MINIMUM", "WORKER_PAYS"}
    assert all(line["row"] == 1 and line["severity"] == "stop" and line["message"].endswith(".") for line in found)


def test_warnings_alone_end_well(run, tmp_path: Path) -> None:
    result = run("vacancies", "check", write(tmp_path, "v.json", good() | {"starts_on": "2020-01-01", "extra": "kept"}))
    assert result.exit_code == 0
    assert [(line["code"], line["severity"]) for line in lines(result)] == [("START_PAST", "warn"), ("NOT_UNDERSTOOD", "warn")]


def test_a_row_that_cannot_be_read_stops_and_the_others_are_checked(run, tmp_path: Path) -> None:
    rows = [good() | {"hours_week": "forty"}, good() | {"id": "2", "deposit": True}]
    result = run("vacancies", "check", write(tmp_path, "v.jsonl", "\n".join(map(json.dumps, rows)).encode()))
    assert result.exit_code == 1
    assert [(line["row"], line["field"], line["code"]) for line in lines(result)] == [
        (1, "hours_week", "UNREADABLE"), (2, "deposit", "DEPOSIT"),
    ]  # fmt: skip


def test_json_ld_is_checked_as_well(run, tmp_path: Path) -> None:
    terms = replace(GOOD, external_id="7")
    posting = to_jobposting(terms, employer="Astillero", address="https://a.example/v/1", posted=None)
    result = run("vacancies", "check", write(tmp_path, "v.jsonld", posting))
    assert {line["severity"] for line in lines(result)} <= {"warn"}, result.stdout


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7\n%%EOF", b"<html>", b"\x00\x01", b"MZ\x90"])
def test_a_file_that_is_none_ends_with_an_error_that_names_it(run, tmp_path: Path, raw: bytes) -> None:
    result = run("vacancies", "check", write(tmp_path, "v.csv", raw))
    assert isinstance(result.exception, InvalidInput)
    assert result.exception.facts["file"] == "v.csv"
    assert result.stdout == ""


def test_an_offer_is_compared_term_by_term(run, tmp_path: Path) -> None:
    offer = good() | {"hours_week": 48, "pay": {"amount": 1400, "currency": "EUR", "period": "month"}, "contract_months": 12}
    result = run("offer", "check", write(tmp_path, "v.json", good()), write(tmp_path, "o.json", offer))
    assert result.exit_code == 0
    found = {line["term"]: line for line in lines(result)}
    assert all(line.keys() == {"term", "promised", "offered", "worse", "code", "message"} for line in found.values())
    assert {term: line["worse"] for term, line in found.items()} == {
        "contract_months": False, "hours_week": True, "pay": True, "legal_minimum": True,
    }  # fmt: skip
    assert found["pay"]["promised"] == {"amount": 1500, "currency": "EUR", "period": "month"}


def test_an_offer_that_keeps_its_word_prints_nothing(run, tmp_path: Path) -> None:
    same = write(tmp_path, "v.json", good())
    assert run("offer", "check", same, same).stdout == ""


@pytest.mark.parametrize("raw", [b"[]", b"{", b'"x"', b'{"pay": {"amount": "much", "currency": "EUR", "period": "month"}}'])
def test_an_offer_that_cannot_be_read_names_the_file(run, tmp_path: Path, raw: bytes) -> None:
    result = run("offer", "check", write(tmp_path, "v.json", good()), write(tmp_path, "o.json", raw))
    assert isinstance(result.exception, InvalidInput)
    assert result.exception.facts["file"].endswith("o.json")


def test_the_register_is_what_the_public_page_shows(monkeypatch: pytest.MonkeyPatch, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "astillero", valid_until=factories.NOW.replace(year=2090))
        owner.vettings[0].last_day = factories.NOW.date().replace(year=2090)
        factories.employer(session, "nobody", state=None)
    monkeypatch.setattr("web.cli.employers.services_ready", lambda: sqlite_store)
    [line] = json.loads(CliRunner().invoke(cli, ["register", "--format", "json"]).stdout)
    assert line.keys() == {"name", "country", "place", "since", "until", "criteria_version"}
    assert (line["name"], line["until"]) == ("Astillero", "2090-11-22")
    from web.app import create_app

    assert create_app(services=sqlite_store).test_client().get("/register.json").json == [line]


def test_every_code_has_its_sentence() -> None:
    assert set(checks._PROBLEMS) == set(CheckCode)
    assert set(checks._DIFFERENCES) == set(TermCode)


def reasons() -> set[str]:
    """What the readers say against every hostile and broken file that we know."""
    said: set[str] = set()
    for raw, _expected in (*hostile.FILES.values(), *hostile.ROWS.values()):
        try:
            said.update(problem.reason for problem in hostile.take(raw()).problems)
        except InvalidInput as error:
            said.add(error.facts["reason"])
    return said


@pytest.mark.parametrize("lang", ["en", "es", "fr", "ar"])
def test_what_is_wrong_in_a_file_is_said_in_the_readers_language(app: Flask, lang: str) -> None:
    found = reasons()
    assert len(found) > 60
    assert [reason for reason in found if not files.worded(reason)] == []
    catalogue = read_po((WEB / "translations" / lang / "LC_MESSAGES" / "messages.po").open("rb")) if lang != "en" else None
    with app.test_request_context(), force_locale(lang):
        sentences = {files.file_problem(reason) for reason in found}
        if catalogue is not None:
            assert files.file_problem("missing") == catalogue["Missing. Fill it in."].string
    assert all(sentences)
