"""Vacancies out of files and into files: every kind of file says the same, and nothing is lost on the way there and back."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from matcher.codes import COUNTRIES, CURRENCIES, LANGUAGES
from matcher.errors import InvalidInput
from matcher.exchange import COLUMNS, Reading, read_terms, read_vacancies, template_csv, template_xlsx, terms_to_json, to_jobposting
from matcher.exchange.markup import to_text
from matcher.profile import Money
from matcher.terms import Cost, Deduction, Terms
from matcher.vacancy import LanguageNeed, LicenceNeed
from matcher.vocabulary import (
    ContractType,
    CostLine,
    DeductionKind,
    Level,
    Licence,
    Payer,
    PayPeriod,
    Qualification,
    Shift,
)

FULL = Terms(
    title="Camarera/o de piso",
    description="Limpieza.\nTurno de día.",
    lang="es",
    external_id="a1",
    country="ES",
    region="Sevilla",
    place="Carmona",
    starts_on=date(2027, 3, 1),
    closes_on=date(2027, 2, 1),
    contract_type=ContractType.SEASONAL,
    contract_months=8,
    hours_week=37.5,
    shifts=(Shift.DAY, Shift.NIGHT),
    pay=Money(1850.5, "EUR", PayPeriod.MONTH),
    deductions=(Deduction(DeductionKind.TAX, 210), Deduction(DeductionKind.OTHER, None, "uniform")),
    costs={CostLine.TRAVEL: Cost(Payer.EMPLOYER, 350), CostLine.MEDICAL: Cost(Payer.NOBODY)},
    deposit=False,
    intermediaries=("Agencia Sur",),
    accommodation=True,
    sponsorship=False,
    minimum_age=16,
    experience_months=6,
    positions=4,
    languages=(LanguageNeed("es", Level.B1), LanguageNeed("en", Level.A2, False), LanguageNeed("ar", None)),
    licences=(LicenceNeed(Licence.FORKLIFT), LicenceNeed(Licence.DRIVING_B, False)),
    qualifications=(),
)
FLAT = {
    "id": "a1",
    "title": "Camarera/o de piso",
    "description": "Limpieza.\nTurno de día.",
    "lang": "es",
    "country": "es",
    "region": "Sevilla",
    "place": "Carmona",
    "starts_on": "2027-03-01",
    "closes_on": "2027-02-01",
    "contract_type": "Seasonal",
    "contract_months": "٨",
    "hours_week": "37,5",
    "shifts": "day; night",
    "pay_amount": "1850.50",
    "pay_currency": "eur",
    "pay_period": "month",
    "deductions": "tax:210;other::uniform",
    "cost_travel": "employer 350",
    "cost_medical": "nobody",
    "deposit": "لا",
    "intermediaries": "Agencia Sur",
    "accommodation": "SÍ",
    "sponsorship": "0",
    "minimum_age": "16",
    "experience_months": "6",
    "positions": "4",
    "languages": "es:B1;en:a2?;ar",
    "licences": "forklift;driving_b?",
    "qualifications": "none",
}
ALL = {"external_id" if name == "id" else name for name in FLAT if not name.startswith(("pay_", "cost_"))} | {"pay", "costs"}


def take(raw: bytes | str, file: str = "f", **more: Any) -> Reading:
    return read_vacancies(raw.encode() if isinstance(raw, str) else raw, file, **{"lang": "es", "country": "ES"} | more)


def one(raw: bytes | str, **more: Any) -> Any:
    reading = take(raw, **more)
    assert reading.problems == ()
    assert (len(reading.rows), reading.read) == (1, 1)
    return reading.rows[0]


def table(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def workbook(*lines: list[Any], hidden: bool = False) -> bytes:
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    if hidden:
        book.create_sheet("first", 0).sheet_state = "hidden"
        book.worksheets[0].append(["id", "title"])
        book.worksheets[0].append(["x", "hidden"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        table([FLAT]).encode(),
        table([FLAT], ";").encode("utf-8-sig"),
        table([FLAT], "\t").encode("utf-16"),
        b"sep=;\r\n" + table([FLAT], ";").encode(),
        workbook(list(FLAT), list(FLAT.values())),
        workbook([], list(FLAT), [], list(FLAT.values()), hidden=True),
        json.dumps(FLAT).encode(),
        json.dumps(terms_to_json(FULL)).encode(),
        json.dumps(terms_to_json(FULL), indent=2, ensure_ascii=False).encode("utf-8-sig"),
        json.dumps([terms_to_json(FULL)], indent=2).encode("utf-16"),
        b"\n\n" + json.dumps(terms_to_json(FULL)).encode() + b"\n\n",
        json.dumps(to_jobposting(FULL, employer="Sol", address="https://x.example/1", posted=date(2027, 1, 1))).encode(),
    ],
)
def test_every_kind_of_file_says_the_same(raw: bytes) -> None:
    row = one(raw)
    assert row.terms == FULL
    assert row.stated == ALL


def test_one_file_of_each_kind_numbers_its_rows_as_the_user_sees_them() -> None:
    two = [FLAT, FLAT | {"id": "a2"}]
    assert [row.number for row in take(table(two)).rows] == [2, 4]  # the description has two lines
    assert [row.number for row in take(workbook([], list(FLAT), [], *[list(row.values()) for row in two])).rows] == [4, 5]
    assert [row.number for row in take("\n".join(["", json.dumps(two[0]), "", json.dumps(two[1])])).rows] == [2, 4]
    assert [row.number for row in take(json.dumps(two, indent=1)).rows] == [1, 2]


def test_what_a_row_does_not_say_is_not_stated_and_comes_from_the_file() -> None:
    row = one('{"id": 7, "title": "Cook", "place": "", "region": null, "deposit": NaN}', lang="en", country=None)
    assert row.terms == Terms(external_id="7", title="Cook", lang="en")
    assert row.stated == {"external_id", "title"}
    assert one(table([{"id": "1", "title": "Cook", "costs": "", "shifts": " "}])).stated == {"external_id", "title"}


def test_an_empty_list_is_none_and_a_missing_one_is_unknown() -> None:
    row = one('{"id": "1", "title": "x", "shifts": [], "languages": "none", "costs": {}}')
    assert (row.terms.shifts, row.terms.languages, row.terms.licences) == ((), (), None)
    assert row.stated == {"external_id", "title", "shifts", "languages", "costs"}


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"costs": [{"line": "travel", "payer": "employer", "amount": "350,5"}]}, "costs", {CostLine.TRAVEL: Cost(Payer.EMPLOYER, 350.5)}),
        ({"costs": {"visa_permits": "worker 80"}}, "costs", {CostLine.VISA_PERMITS: Cost(Payer.WORKER, 80)}),
        ({"cost_travel": "Worker"}, "costs", {CostLine.TRAVEL: Cost(Payer.WORKER)}),
        ({"licences": ["forklift", {"code": "driving_b", "required": False}]}, "licences", FULL.licences),
        ({"languages": [{"code": "spa"}]}, "languages", (LanguageNeed("es", None),)),
        ({"qualifications": "isced_3;electrician"}, "qualifications", (Qualification.UPPER_SECONDARY, Qualification.ELECTRICIAN)),
        ({"deductions": "none"}, "deductions", ()),
        ({"deductions": [{"kind": "meals"}]}, "deductions", (Deduction(DeductionKind.MEALS),)),
        ({"province": "León"}, "region", "León"),
        ({"contract": "Temporal"}, "contract_type", ContractType.FIXED_TERM),
        ({"contract": "Autónomo"}, "contract_type", None),
        ({"contract_type": "fixed-term", "contract": "Indefinido"}, "contract_type", ContractType.FIXED_TERM),
        ({"minimum_age": 0}, "minimum_age", 0),
        ({"minimum_age": "15"}, "minimum_age", 15),
        ({"starts_on": "2026-02-03T08:00:00Z"}, "starts_on", date(2026, 2, 3)),
        ({"hours_week": "٣٧٫٥"}, "hours_week", 37.5),
        ({"hours_week": "0,125"}, "hours_week", 0.125),
        ({"accommodation": "Oui"}, "accommodation", True),
        ({"deposit": 1}, "deposit", True),
        ({"title": "Cocinero \u200f(عربي)\u200e"}, "title", "Cocinero \u200f(عربي)\u200e"),
        ({"title": "=1+1"}, "title", "=1+1"),
        ({"title": "<script>alert(1)</script>"}, "title", "<script>alert(1)</script>"),
        ({"title": "Cocinero\nde noche"}, "title", "Cocinero de noche"),
    ],
)
def test_one_field(given: dict[str, Any], field: str, value: Any) -> None:
    row = one(json.dumps({"id": "1", "title": "x"} | given))
    assert getattr(row.terms, field) == value
    assert field in row.stated


def test_what_nobody_reads_is_kept_short_and_the_answers_are_not() -> None:
    known = {"id": "1", "title": "x", "contract": "Autónomo", "esco_uri": "u", "ISCO08": "2221", "esco_label": "l"}
    more = {f"k{n}": n for n in range(60)}
    row = one(json.dumps(known | {"notes": "a\u0000b\u202e" + "c" * 300, "tel": "612 345 678", "obj": {"name": "Sol"}, "a": [1]} | more))
    assert row.source["contract"] == "Autónomo"
    assert row.source["notes"].startswith("abccc")
    assert (len(row.source), len(row.source["notes"])) == (40, 200)
    assert (row.source["tel"], row.source["obj"], row.source["a"]) == ("[PHONE]", "Sol", "[1]")
    assert not {"esco_uri", "ISCO08", "esco_label"} & row.source.keys()


def test_contacts_are_masked_in_a_file_and_left_in_terms() -> None:
    told = {"id": "1", "title": "Tel 612 345 678", "description": "a@b.es"}
    row = one(json.dumps(told))
    assert (row.terms.title, row.terms.description) == ("Tel [PHONE]", "[EMAIL]")
    assert read_terms(told, "f").title == "Tel 612 345 678"


def test_all_problems_of_a_row_are_told_in_one_go() -> None:
    bad = {
        "id": "",
        "title": "x",
        "hours_week": "200",
        "starts_on": "03/04/2027",
        "cost_travel": "me 3",
        "pay_amount": "1.850",
        "deposit": "x",
    }
    reading = take(table([bad, {"id": "2", "title": "y"} | dict.fromkeys(list(bad)[2:], "")]), "in.csv")
    assert [row.terms.external_id for row in reading.rows] == ["2"]
    assert {problem.field for problem in reading.problems} == {
        *("id", "hours_week", "starts_on", "cost_travel", "pay_amount", "pay_currency", "pay_period", "deposit")
    }
    assert {(problem.file, problem.row) for problem in reading.problems} == {("in.csv", 2)}
    assert "in.csv:2: hours_week: must be at most 168" in map(str, reading.problems)
    assert reading.read == 2


def test_cells_of_a_sheet_keep_their_kind() -> None:
    names = ["ID", "Title", "Starts on", "closes-on", "pay_amount", "pay_currency", "pay_period", "deposit", "seen"]
    row = one(workbook(names, [1001, "x", date(2027, 3, 1), datetime(2027, 2, 1), 1850.5, "EUR", "month", True, date(2026, 1, 1)]))
    assert (row.terms.external_id, row.terms.starts_on, row.terms.closes_on) == ("1001", date(2027, 3, 1), date(2027, 2, 1))
    assert (row.terms.pay, row.terms.deposit, row.source) == (Money(1850.5, "EUR", PayPeriod.MONTH), True, {"seen": "2026-01-01"})


# JobPosting as others write it


def posting(**more: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "JobPosting", "title": "Cook", "identifier": "7"} | more


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"identifier": {"@type": "PropertyValue", "name": "Sol", "value": 12}}, {"external_id": "12"}),
        ({"identifier": None, "@id": "https://x.example/1"}, {"external_id": "https://x.example/1"}),
        ({"identifier": [], "url": "https://x.example/2"}, {"external_id": "https://x.example/2"}),
        ({"jobLocation": "Sevilla"}, {"place": "Sevilla"}),
        (
            {"jobLocation": [{"address": {"addressCountry": {"name": "Spain"}, "addressRegion": "Cádiz"}}, {}]},
            {"country": "ES", "region": "Cádiz"},
        ),
        ({"jobLocation": {"@type": "Place", "address": "Calle Sol, Vigo"}}, {"place": "Calle Sol, Vigo"}),
        ({"jobLocation": {"address": {"addressCountry": "ESP", "addressLocality": "Vigo"}}}, {"country": "ES", "place": "Vigo"}),
        ({"baseSalary": 1500}, {"pay": None}),
        ({"baseSalary": "1500 a month"}, {"pay": None}),
        (
            {"baseSalary": {"currency": "EUR", "value": {"minValue": 1500, "maxValue": 1800, "unitText": "Month"}}},
            {"pay": Money(1500, "EUR", PayPeriod.MONTH)},
        ),
        (
            {"baseSalary": [{"@type": "MonetaryAmount", "currency": "eur", "value": {"value": "9,50", "unitText": "HOUR"}}]},
            {"pay": Money(9.5, "EUR", PayPeriod.HOUR)},
        ),
        ({"baseSalary": {"value": 20000, "unitText": "year"}, "salaryCurrency": "EUR"}, {"pay": Money(20000, "EUR", PayPeriod.YEAR)}),
        ({"employmentType": ["FULL_TIME", "TEMPORARY"]}, {"contract_type": ContractType.FIXED_TERM}),
        ({"employmentType": "https://schema.org/Temporary"}, {"contract_type": ContractType.FIXED_TERM}),
        ({"employmentType": ["SEASONAL", "PERMANENT"]}, {"contract_type": None}),
        (
            {"validThrough": "2027-02-01T23:59:59+01:00", "jobStartDate": ["2027-03-01"]},
            {"closes_on": FULL.closes_on, "starts_on": FULL.starts_on},
        ),
        ({"inLanguage": "es-ES"}, {"lang": "es"}),
        ({"inLanguage": {"@type": "Language", "name": "Arabic", "alternateName": "ar"}}, {"lang": "ar"}),
        ({"totalJobOpenings": "3"}, {"positions": 3}),
        ({"workHours": "37,5 horas por semana"}, {"hours_week": 37.5}),
        ({"workHours": "9-17"}, {"hours_week": None}),
        ({"experienceRequirements": {"monthsOfExperience": 24}}, {"experience_months": 24}),
        (
            {"experienceRequirements": "two years", "qualifications": "chef", "place": "no word of schema.org"},
            {"qualifications": None, "place": None},
        ),
        ({"title": None, "name": "Chef"}, {"title": "Chef"}),
        ({"@type": ["JobPosting"], "@context": {"@vocab": "http://schema.org/"}}, {"title": "Cook"}),
        ({"@type": "http://schema.org/JobPosting"}, {"title": "Cook"}),
        ({"urn:oficio:deposit": True, "oficio:pay": {"amount": 9, "currency": "EUR", "period": "hour"}}, {"deposit": True}),
        ({"description": "<p>Sala &amp; cocina</p><script>x</script><p>Noche</p>"}, {"description": "Sala & cocina\nNoche"}),
    ],
)
def test_postings_of_other_boards(more: dict[str, Any], fields: dict[str, Any]) -> None:
    row = one(json.dumps(posting(**more)))
    assert {name: getattr(row.terms, name) for name in fields} == fields


def test_what_is_not_understood_of_a_posting_is_kept() -> None:
    more = {"employmentType": ["FULL_TIME"], "baseSalary": "good", "hiringOrganization": {"name": "Sol"}, "datePosted": "2026-01-01"}
    assert one(json.dumps(posting(**more))).source == {
        "employmentType": '["FULL_TIME"]',
        "baseSalary": "good",
        "hiringOrganization": "Sol",
        "datePosted": "2026-01-01",
    }


@pytest.mark.parametrize(
    "document",
    [
        [posting(), posting(identifier="8")],
        {"@context": "https://schema.org", "@graph": [posting(), {"@type": "Organization", "name": "Sol"}, posting(identifier="8")]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": posting()}, posting(identifier="8")]},
        [posting(), {"id": "8", "title": "plain"}],
    ],
)
def test_lists_of_postings(document: Any) -> None:
    for indent in (None, 2):
        reading = take(json.dumps(document, indent=indent))
        assert [row.terms.external_id for row in reading.rows] == ["7", "8"]
        assert (reading.problems, reading.read) == ((), 2)


def test_a_problem_of_a_posting_is_named_in_the_words_of_the_posting() -> None:
    wrong = posting(validThrough="soon", totalJobOpenings=0, identifier=None, jobLocation={"address": {"addressCountry": "Atlantis"}})
    wrong["baseSalary"] = {"currency": "EUR", "value": {"value": "1.850", "unitText": "MONTH"}}
    fields = {problem.field for problem in take(json.dumps([wrong])).problems}
    assert fields == {"validThrough", "totalJobOpenings", "identifier", "addressCountry", "baseSalary"}


def test_the_posting_speaks_schema_org() -> None:
    made = to_jobposting(FULL, employer="Sol", address="https://x.example/1", posted=date(2027, 1, 1))
    assert made["@context"] == ["https://schema.org/", {"oficio": "urn:oficio:"}]
    assert made["baseSalary"]["value"] == {"@type": "QuantitativeValue", "value": 1850.5, "unitText": "MONTH"}
    assert made["jobLocation"]["address"]["addressCountry"] == "ES"
    assert (made["datePosted"], made["validThrough"], made["url"]) == ("2027-01-01", "2027-02-01", "https://x.example/1")
    assert made["description"] == "Limpieza.<br>\nTurno de día."
    ours = {key for key in made if key.startswith("oficio:")}
    assert {"oficio:costs", "oficio:deductions", "oficio:deposit", "oficio:intermediaries", "oficio:contract_type"} <= ours
    assert not {"oficio:title", "oficio:description", "oficio:pay", "oficio:hours_week", "oficio:country"} & ours


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a &lt; b\n\n<3", "a < b\n\n<3"),
        ("<div>a<div>b</div></div>\n<p>c\nd", "a\nb\nc d"),
        ("<!-- no --><b>x</b><style>p{}</style><a href='a>b'>y</a>", "xy"),
        ("<template><p>no</p></template><script>if (a<b) {'</p>'}</script>x", "x"),
        ("un <b>trabajo</b> bueno", "un trabajo bueno"),
    ],
)
def test_html_to_text(html: str, text: str) -> None:
    assert to_text(html) == text


# Round trips


def words(most: int, lines: bool = False) -> st.SearchStrategy[str]:
    shut = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ordinary = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=shut, include_characters="\n\r\t" if lines else "")
    return st.text(st.one_of(ordinary, st.sampled_from("<>&;/b !-")), max_size=most).map(str.strip)


amounts = st.one_of(st.integers(0, 10**9), st.floats(0, 1e9))
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def some(of: st.SearchStrategy[Any], key: Any = lambda item: item) -> st.SearchStrategy[Any]:
    return st.none() | st.lists(of, max_size=4, unique_by=key).map(tuple)


def maybe(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | of


def by_code(need: LanguageNeed | LicenceNeed) -> str:
    return need.code


terms = st.builds(
    Terms,
    title=words(60),
    description=words(80, lines=True),
    lang=st.just("") | st.sampled_from(sorted(set(LANGUAGES.values()))),
    external_id=words(30),
    country=maybe(st.sampled_from(sorted(COUNTRIES))),
    region=maybe(words(20).filter(bool)),
    place=maybe(words(20).filter(bool)),
    starts_on=maybe(days),
    closes_on=maybe(days),
    contract_type=maybe(st.sampled_from(ContractType)),
    contract_months=maybe(st.integers(1, 1200)),
    hours_week=maybe(st.floats(0.1, 168)),
    shifts=some(st.sampled_from(Shift)),
    pay=maybe(st.builds(Money, amounts, st.sampled_from(sorted(CURRENCIES)), st.sampled_from(PayPeriod))),
    deductions=some(st.builds(Deduction, st.sampled_from(DeductionKind), maybe(amounts), words(20)), id),
    costs=st.dictionaries(st.sampled_from(CostLine), st.builds(Cost, st.sampled_from(Payer), maybe(amounts)), max_size=12),
    deposit=maybe(st.booleans()),
    intermediaries=some(words(20).filter(bool)),
    accommodation=maybe(st.booleans()),
    sponsorship=maybe(st.booleans()),
    minimum_age=maybe(st.integers(0, 99)),
    experience_months=maybe(st.integers(0, 1200)),
    positions=maybe(st.integers(1, 1_000_000)),
    languages=some(
        st.builds(LanguageNeed, st.sampled_from(sorted(set(LANGUAGES.values()))), maybe(st.sampled_from(Level)), st.booleans()), by_code
    ),
    licences=some(st.builds(LicenceNeed, st.sampled_from(Licence), st.booleans()), by_code),
    qualifications=some(st.sampled_from(Qualification)),
)


@given(terms)
def test_terms_to_json_and_back_lose_nothing(made: Terms) -> None:
    assert read_terms(json.loads(json.dumps(terms_to_json(made))), "f") == made


@given(terms, words(20), st.none() | days)
def test_terms_to_a_posting_and_back_lose_nothing(made: Terms, employer: str, posted: date | None) -> None:
    written = json.dumps(to_jobposting(made, employer=employer, address="https://x.example/v/1", posted=posted))
    assert read_terms(json.loads(written), "f") == made


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9), min_size=3, max_size=3), max_size=4))
def test_any_table_is_read_or_told(cells: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["id", "title", "hours_week"], *cells])
    reading = take(out.getvalue(), "in.csv")
    assert len(reading.rows) + len({problem.row for problem in reading.problems}) == reading.read


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
schema = "@type @context @graph identifier jobLocation baseSalary employmentType inLanguage workHours experienceRequirements validThrough"
names = st.sampled_from([*COLUMNS, "pay", "costs", "contract", *schema.split(), "oficio:costs", "oficio:pay", "itemListElement"])
objects = st.dictionaries(names, json_values | st.just("JobPosting") | st.just("none") | st.just("2026-01-01"), max_size=8)


@given(objects)
def test_any_object_is_read_or_told(given: dict[str, Any]) -> None:
    """Nothing but InvalidInput, whatever stands where."""
    for attempt in (
        lambda: read_terms(given, "f"),
        lambda: take(json.dumps([given])),
        lambda: take(json.dumps({**given, "@type": "JobPosting"})),
    ):
        with contextlib.suppress(InvalidInput):
            attempt()


def test_read_terms_names_the_first_wrong_field() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_terms({"title": "x", "hours_week": 0, "deposit": "x"}, "v.json")
    assert caught.value.facts == {"file": "v.json", "field": "hours_week", "reason": "must be more than 0"}
    with pytest.raises(InvalidInput, match="is not JobPosting"):
        read_terms({"@type": "Person", "name": "Ana"}, "v.json")


# Templates


def test_the_templates_read_back_and_say_the_same() -> None:
    rows = [one(template_csv()), one(template_xlsx())]
    assert rows[0].terms == rows[1].terms
    assert rows[0].source == rows[1].source == {}
    assert rows[0].stated == ALL
    assert one(template_csv()).number == 2


def test_the_template_helps_with_every_column_and_holds_no_formula() -> None:
    book = load_workbook(io.BytesIO(template_xlsx()))
    assert book.sheetnames == ["Vacancies", "Help"]
    assert tuple(cell.value for cell in book["Vacancies"][1]) == COLUMNS
    assert tuple(row[0].value for row in book["Help"].iter_rows(min_row=2)) == COLUMNS
    assert all(row[1].value for row in book["Help"].iter_rows(min_row=2))
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert template_csv().startswith(b"\xef\xbb\xbfid,title,")


# The real ones


def test_the_real_vacancies_are_read_as_before(data: Path) -> None:
    """2,077 real adverts, and of each exactly what the reader of JSON Lines has always made of it."""
    raw = (data / "eures_es" / "vacancies.jsonl").read_bytes()
    reading = take(raw, "vacancies.jsonl")
    assert (len(reading.rows), reading.problems, reading.read) == (2077, (), 2077)
    for row, line in zip(reading.rows, map(json.loads, raw.splitlines()), strict=True):
        assert row.terms.title
        assert row.source.keys() <= {"contract", "published"}
        assert row.source.get("published", "") == line["published"]
        assert row.stated <= {"external_id", "title", "description", "region", "contract_type"}
