"""JSON Resume in and out: what other programs write is read, what cannot be is named by its path, nothing is lost."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.cv import json_resume
from matcher.cv.json_resume import Unreadable
from matcher.cv.resume import Plans, Resume, Work
from matcher.errors import InvalidInput
from matcher.vocabulary import Level, WorkKind
from tests.matcher.cv.people import FULL

SCHEMA = Path(__file__).parents[3] / "web" / "node_modules" / "@jsonresume" / "schema"

_NOT_TEXT = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
_LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Z"], exclude_characters=_NOT_TEXT)
_WORD = st.text(_LETTERS, min_size=1, max_size=9)
_TEXT = st.lists(_WORD, max_size=3).map(" ".join)
_DAYS = st.one_of(st.just(""), st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(lambda day: day.isoformat()[: (4, 7, 10)[day.day % 3]]))


def _value(hint: Any, metadata: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is tuple:
        inside = _WORD if get_args(hint)[0] is str else _value(get_args(hint)[0], metadata)
        return st.lists(inside, max_size=2).map(tuple)
    if args := [one for one in get_args(hint) if one is not type(None)]:
        return st.one_of(st.none(), _value(args[0], metadata))
    if is_dataclass(hint):
        return resumes(hint)
    if hint is str:
        return _DAYS if metadata.get("day") else _TEXT
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.integers(0, 900)
    if hint is float:
        return st.floats(0, 1e6, allow_nan=False)
    if isinstance(hint, type):
        return st.sampled_from(list(hint))
    return st.just({})


def resumes(kind: Any = Resume) -> st.SearchStrategy[Any]:
    """Any CV that can be, led by the fields themselves: a field that is added is tested from then on."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{one.name: _value(hints[one.name], one.metadata) for one in fields(kind) if one.name != "others"})


def _settled(value: Any) -> Any:
    """As it must come back: the end of what goes on is not known, and an object that says nothing is not there."""
    return json_resume.write(value)


@settings(max_examples=60)
@given(resumes())
def test_what_is_written_is_read_again_the_same(resume: Resume) -> None:
    written = json_resume.write(resume)
    again = json_resume.loads(json.dumps(written).encode(), "cv.json")
    assert _settled(again) == written


@settings(max_examples=30)
@given(resumes())
def test_what_is_written_validates_against_the_published_schema(resume: Resume) -> None:
    jsonschema.validate(json_resume.write(resume), json.loads((SCHEMA / "schema.json").read_text()), jsonschema.Draft7Validator)


def test_the_published_sample_comes_through_whole() -> None:
    sample = json.loads((SCHEMA / "sample.resume.json").read_text())
    del sample["basics"]["image"]  # says nothing
    sample.pop("$schema", None)
    written = json_resume.write(json_resume.read(sample, "sample"))
    written.pop("$schema", None)
    assert written == sample


def test_our_own_fields_travel_in_one_namespaced_object() -> None:
    work = Work(position="Cook", kind=WorkKind.INFORMAL, months=34, tasks=("x",), ongoing=True)
    written = json_resume.write(Resume(work=(work,)))
    assert written["work"] == [{"position": "Cook", "x-oficio": {"kind": "informal", "months": 34, "tasks": ["x"], "ongoing": True}}]


def test_unknown_properties_are_handed_on() -> None:
    given_document = {"basics": {"name": "A", "pronouns": "they"}, "work": [{"name": "B", "teamSize": 4}], "custom": {"a": [1]}}
    assert json_resume.write(json_resume.read(given_document, "f")) == given_document


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2019", "2019"), ("2019-3", "2019-03"), ("2019/03", "2019-03"), ("03/2019", "2019-03"), ("2019-03-31T00:00:00Z", "2019-03-31"),
        (2019, "2019"),
    ],
)  # fmt: skip
def test_days_as_other_programs_write_them(written: Any, meant: str) -> None:
    assert json_resume.read({"work": [{"name": "A", "startDate": written}]}, "f").work[0].start_date == meant


@pytest.mark.parametrize("end", ["Present", "actual", "présent", None, ""])
def test_what_has_no_end_goes_on(end: Any) -> None:
    (work,) = json_resume.read({"work": [{"name": "A", "startDate": "2019", "endDate": end}]}, "f").work
    assert work.ongoing
    assert work.end_date == ""


def test_older_names_of_fields_are_read() -> None:
    (work,) = json_resume.read({"work": [{"company": "A", "website": "https://a.example"}]}, "f").work
    assert (work.name, work.url) == ("A", "https://a.example")


def test_every_field_that_cannot_be_read_is_named_by_its_path() -> None:
    broken = {
        "basics": {"name": ["x"], "location": "here"},
        "work": [{"startDate": "soon", "highlights": {"a": 1}}, "not an object", {"endDate": "2019-02-30"}],
        "skills": "cooking",
        "languages": [{"language": "es", "x-oficio": {"level": "Z9"}}],
    }
    with pytest.raises(Unreadable) as caught:
        json_resume.read(broken, "broken.json")
    assert [problem.path for problem in caught.value.facts["problems"]] == [
        "basics.name", "basics.location", "work[0].startDate", "work[0].highlights", "work[1]", "work[2].endDate", "skills",
        "languages[0].x-oficio.level",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"[]", b"null", b"{", b"{'a': 1}", b"\xff\xfe{}", b'{"basics": NaN}', b'{"basics": {}, "basics": {}}', b"[" * 100_000,
        b'{"work": [{"startDate": ' + b"9" * 6000 + b"}]}", b'{"basics": {"name": "\\u0000"}}', b'{"basics": {"name": "\\ud800"}}',
        b'{"work": ' + json.dumps([{}] * 600).encode() + b"}", b'{"basics": {"summary": "' + b"x" * 30_000 + b'"}}', b" " * 5_000_000,
    ],
)  # fmt: skip
def test_hostile_files_get_one_clear_error(raw: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        json_resume.loads(raw, "hostile.json")
    assert caught.value.facts["file"] == "hostile.json"
    assert caught.value.facts["reason"]


def test_marks_that_turn_text_round_and_control_characters_do_not_get_in() -> None:
    read = json_resume.read({"basics": {"name": "A\u202eB\x07C", "summary": "one\x0btwo\r\nthree"}}, "f")
    assert read.basics.name == "A B C"
    assert read.basics.summary == "one two\nthree"


def test_plans_of_a_profile_come_through() -> None:
    plans = Plans(lang="es", answered=("skills",), birth_year=1990, pay_amount=10.5, countries=("MX",), accommodation_needed=False)
    resume = json_resume.read({**FULL, "meta": {"x-oficio": {"plans": {}}}}, "f")
    assert resume.meta.plans == Plans()
    written = json_resume.write(Resume(meta=type(resume.meta)(plans=plans)))
    assert json_resume.read(written, "f").meta.plans == plans
    assert Level("B1") is Level.B1
