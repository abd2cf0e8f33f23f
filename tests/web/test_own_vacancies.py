"""An employer's vacancies: steps that save what is there, the check, publishing, their end, and files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from matcher.bootstrap import Services
from matcher.exchange import COLUMNS, read_vacancies
from matcher.models import Employer, VacancyRow
from matcher.profile import Money
from matcher.services import legal_minimum, publishing, vacancies
from matcher.terms import Deduction
from matcher.vacancy import LanguageNeed, LicenceNeed
from matcher.vocabulary import CostLine, DeductionKind, Level, Licence, Payer, PayPeriod, Qualification, Shift, VacancyState
from tests import factories
from tests.web.conftest import Person, token
from tests.web.test_own import clerk_of

TODAY = datetime.now(UTC).date()
WORK = {
    "title": "Cocinero para hotel", "description": "Cocinar desayunos y menús. Llame al 612 345 678.", "lang": "es", "country": "ES",
    "place": "Vigo", "positions": "٢", "experience_months": "12", "minimum_age": "18", "accommodation": "yes", "sponsorship": "no",
    "languages-0-code": "es", "languages-0-level": "B1", "languages-0-required": "yes",
    "languages-1-code": "en", "languages-1-level": "", "languages-1-required": "no",
    "licences": ["food_handling"], "licences_wished": ["driving_b"], "qualifications": ["isced_2"],
}  # fmt: skip
TERMS = {
    "starts_on": (TODAY + timedelta(days=30)).isoformat(), "closes_on": (TODAY + timedelta(days=20)).isoformat(),
    "contract_type": "fixed_term", "contract_months": "6", "hours_week": "37,5", "shifts": ["day"],
    "pay_amount": "٢٥٠٠٫٥", "pay_currency": "EUR", "pay_period": "month",
    "deductions-0-kind": "tax", "deductions-0-on": "y", "deductions-1-kind": "meals", "deductions-1-on": "y",
    "deductions-1-amount": "90", "deductions-2-kind": "other", "deductions-2-on": "y", "deductions-2-text": "Uniforme a mitad",
    "intermediaries": ["none"],
}  # fmt: skip
COSTS = {f"{line}-payer": "nobody" for line in CostLine} | {"travel-payer": "employer", "travel-amount": "350.5", "deposit": "no"}


@pytest.fixture
def clerk(sqlite_store: Services, app: Flask, signed_in: Callable[[str], Person]) -> Person:
    with sqlite_store.transaction() as session:
        clerk_of(session, "mill")
    return signed_in("clerk@mill.example")


def begin(person: Person) -> str:
    """A new draft; its address."""
    page = person.post("/my/vacancies/new", page="/my/vacancies/")
    assert page.request.path.endswith("/work")
    return page.request.path.removesuffix("/work")


def press(person: Person, address: str, what: str, **fields):
    return person.post(f"{address}/{what}", page="/my/vacancies/", **fields)


def publish(person: Person) -> str:
    address = begin(person)
    for step, fields in (("work", WORK), ("terms", TERMS), ("costs", COSTS)):
        page = person.post(f"{address}/{step}", do="next", **fields)
        assert not page.request.path.endswith(step), page.text
    assert press(person, address, "publish").request.path == address
    return address


def row_of(store: Services, address: str) -> VacancyRow:
    with store.transaction(writes=False) as session:
        row = session.scalars(select(VacancyRow).where(VacancyRow.public_id == address.rsplit("/", 1)[1])).one()
        row.held = vacancies.terms(row)
        session.expunge_all()
        return row


def test_from_nothing_to_published(clerk: Person, sqlite_store: Services) -> None:
    address = begin(clerk)
    page = clerk.post(f"{address}/work", **WORK, do="stay")
    assert "We understood" in page.text
    assert "Cook" in page.text
    assert "[PHONE]" in page.text
    assert clerk.post(f"{address}/work", **WORK, do="next").request.path.endswith("/skills")
    assert clerk.post(f"{address}/skills", do="next").request.path.endswith("/terms")
    assert clerk.post(f"{address}/terms", **TERMS, do="next").request.path.endswith("/costs")
    page = clerk.post(f"{address}/costs", **COSTS, do="next")
    assert page.request.path.endswith("/check")
    assert "Nothing stands in the way" in page.text
    page = press(clerk, address, "publish")
    assert "Published" in page.text
    public = re.search(r'href="(/v/\w+)"', page.text)[1]
    assert f"{public}/notice" in page.text
    assert "Cocinero para hotel" in clerk.get(public).text
    held = row_of(sqlite_store, address).held
    assert held.pay == Money(2500.5, "EUR", PayPeriod.MONTH)
    assert (held.hours_week, held.positions, held.shifts) == (37.5, 2, (Shift.DAY,))
    assert held.languages == (LanguageNeed("es", Level.B1), LanguageNeed("en", None, required=False))
    assert held.licences == (LicenceNeed(Licence.FOOD_HANDLING), LicenceNeed(Licence.DRIVING_B, required=False))
    assert held.qualifications == (Qualification.LOWER_SECONDARY,)
    assert held.deductions == (
        Deduction(DeductionKind.TAX), Deduction(DeductionKind.MEALS, 90), Deduction(DeductionKind.OTHER, None, "Uniforme a mitad")
    )  # fmt: skip
    assert (held.intermediaries, held.deposit, held.costs[CostLine.TRAVEL].amount) == ((), False, 350.5)


def test_saving_what_is_shown_changes_nothing(clerk: Person, sqlite_store: Services) -> None:
    address = publish(clerk)
    for step in ("work", "terms", "costs"):
        page = clerk.get(f"{address}/{step}")
        assert clerk.client.post(f"{address}/{step}", data=filled(page.text) | {"do": ["stay"]}).status_code == 302
    assert row_of(sqlite_store, address).state is VacancyState.PUBLISHED


def filled(page: str) -> dict[str, list[str]]:
    """What a browser would send of the last form of the page."""
    form = page.split("<form")[-1]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if told.get("type") not in ("checkbox", "radio") or "checked" in re.sub(r'"[^"]*"', "", tag):
            found.setdefault(told["name"], []).append(told.get("value", "y"))
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', inside) or re.search(r'<option value="([^"]*)"', inside)
        found[name] = [chosen[1]]
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', form, re.S):
        found[name] = [inside]
    return found


def test_a_draft_is_saved_however_little_is_said(clerk: Person, sqlite_store: Services) -> None:
    address = begin(clerk)
    assert clerk.post(f"{address}/work", title="Cook", lang="en", do="next").request.path.endswith("/skills")
    assert clerk.post(f"{address}/terms", do="next").request.path.endswith("/costs")
    assert clerk.post(f"{address}/costs", do="next").request.path.endswith("/check")
    held = row_of(sqlite_store, address).held
    assert (held.title, held.languages, held.licences, held.deductions, held.intermediaries, held.deposit) == ("Cook", *[None] * 5)
    page = press(clerk, address, "publish")
    assert page.request.path.endswith("/check")
    assert "Not published yet" in page.text
    assert "/publish" not in page.text
    assert "things are missing" in clerk.get("/my/vacancies/").text


def test_none_is_not_the_same_as_not_said(clerk: Person, sqlite_store: Services) -> None:
    address = begin(clerk)
    clerk.post(f"{address}/work", title="Cook", no_language="y", licences="none", qualifications="none")
    clerk.post(f"{address}/terms", no_deductions="y", intermediaries="none")
    held = row_of(sqlite_store, address).held
    assert (held.languages, held.licences, held.qualifications, held.deductions, held.intermediaries) == ((),) * 5


@pytest.mark.parametrize(
    ("step", "changes", "said"),
    [
        ("work", {"positions": "many"}, "a whole number from 1"),
        ("work", {"title": "x" * 501}, "At most 500"),
        ("work", {"title": "a\u202eb"}, "plain text"),
        ("work", {"languages-1-code": "es"}, "stands here twice"),
        ("work", {"no_language": "y"}, "not both"),
        ("work", {"licences_wished": ["food_handling"]}, "not both"),
        ("work", {"licences": ["none", "forklift"]}, "not both"),
        ("work", {"country": "XX"}, "Not a valid choice"),
        ("terms", {"pay_amount": "1.500"}, "without a sign between thousands"),
        ("terms", {"pay_amount": "1e9"}, "without a sign between thousands"),
        ("terms", {"pay_amount": "-1"}, "without a sign"),
        ("terms", {"pay_currency": ""}, "Choose the currency"),
        ("terms", {"hours_week": "200"}, "from 0 to 168"),
        ("terms", {"hours_week": "0"}, "from 0 to 168"),
        ("terms", {"starts_on": "13/04/2026"}, "year-month-day"),
        ("terms", {"no_deductions": "y"}, "not both"),
        ("terms", {"deductions-3-kind": "tax", "deductions-3-amount": "5"}, "Tick this line too"),
        ("terms", {"deductions-0-kind": "bribe"}, "Not saved yet"),
        ("terms", {"others": "Somebody"}, "not both"),
        ("terms", {"others": "mill", "intermediaries": []}, "not yourself"),
        ("costs", {"medical-payer": "", "medical-amount": "5"}, "Say who pays it"),
        ("costs", {"travel-amount": "much"}, "without a sign"),
        ("costs", {"travel-payer": "santa"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_read_is_said_beside_it_and_nothing_is_lost(
    clerk: Person, sqlite_store: Services, step: str, changes: dict[str, str], said: str
) -> None:
    address = begin(clerk)
    before = row_of(sqlite_store, address).held
    page = clerk.post(f"{address}/{step}", **({"work": WORK, "terms": TERMS, "costs": COSTS}[step] | changes), do="next")
    assert page.status_code == 200
    assert page.request.path.endswith(step)
    assert said in page.text
    for typed in (one for one in changes.values() if isinstance(one, str) and len(one) > 3 and step != "costs" and one != "bribe"):
        assert typed in page.text
    assert row_of(sqlite_store, address).held == before


@pytest.mark.parametrize(
    ("step", "changes", "said", "field"),
    [
        ("work", {"description": ""}, "Tasks: fill this in", "work?check=1#description"),
        ("work", {"title": "Cocinero, joven y con ganas"}, "shuts people out by age", "work?check=1#title"),
        ("work", {"minimum_age": "16"}, "Nobody under 18", "work?check=1#minimum_age"),
        ("terms", {"pay_amount": "90"}, "of the legal minimum", "terms?check=1#pay_amount"),
        ("terms", {"closes_on": "2020-01-01"}, "The closing day is past", "terms?check=1#closes_on"),
        ("terms", {"deductions-0-kind": "accommodation"}, "The worker may not pay this: Accommodation", "terms?check=1#deductions"),
        ("costs", {"travel-payer": "worker"}, "The worker may not pay this: Travel", "costs?check=1#travel-payer"),
        ("costs", {"visa_permits-payer": ""}, "Say who pays: Visa", "costs?check=1#visa_permits-payer"),
        ("costs", {"deposit": "yes"}, "No deposit", "costs?check=1#deposit-0"),
    ],
)
def test_what_stops_it_is_said_with_the_way_to_its_field(
    clerk: Person, sqlite_store: Services, step: str, changes: dict[str, str], said: str, field: str
) -> None:
    with sqlite_store.transaction() as session:
        legal_minimum.load(session)
    address = begin(clerk)
    for one, fields in (("work", WORK), ("terms", TERMS), ("costs", COSTS)):
        clerk.post(f"{address}/{one}", **(fields | (changes if one == step else {})), do="next")
    page = clerk.get(f"{address}/check")
    assert said in page.text
    assert f"{address}/{field}" in page.text
    assert "/publish" not in page.text
    there, anchor = field.split("?")[0], field.split("#")[1]
    opened = clerk.get(f"{address}/{there}", check=1).text
    assert said in opened
    assert f'id="{anchor}"' in opened
    assert "Not published yet" in press(clerk, address, "publish").text


def test_the_employer_pays_what_is_left_open(clerk: Person, sqlite_store: Services) -> None:
    address = begin(clerk)
    clerk.post(f"{address}/costs", **{"medical-payer": "state"}, do="fill")
    costs = row_of(sqlite_store, address).held.costs
    assert len(costs) == len(CostLine)
    assert {one for line, one in ((line, cost.payer) for line, cost in costs.items()) if line is not CostLine.MEDICAL} == {Payer.EMPLOYER}
    assert costs[CostLine.MEDICAL].payer is Payer.STATE


def test_intermediaries_known_here_are_found_by_name(clerk: Person, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        for slug in ("bridge", "mill"):
            found = session.scalar(select(Employer).where(Employer.slug == slug)) or factories.employer(session, slug)
            found.recruiter, found.name = True, slug.title()
    address = begin(clerk)
    page = clerk.get(f"{address}/terms").text
    assert 'value="bridge"' in page
    assert 'value="mill"' not in page
    clerk.post(f"{address}/terms", others="BRIDGE\nTío Paco\nTío  Paco")
    assert row_of(sqlite_store, address).held.intermediaries == ("bridge", "Tío Paco")
    page = clerk.get(f"{address}/terms").text
    assert re.search(r'<input checked[^>]*value="bridge"', page)
    assert "Tío Paco</textarea>" in page


def test_changing_what_is_published_makes_it_a_draft_and_says_so_before(clerk: Person, sqlite_store: Services) -> None:
    address = publish(clerk)
    assert "it becomes a draft" in clerk.get(address).text
    assert "it becomes a draft" in clerk.get(f"{address}/work").text
    page = clerk.post(f"{address}/work", **(WORK | {"title": "Panadero"}), do="stay")
    assert "It is a draft again" in page.text
    row = row_of(sqlite_store, address)
    assert (row.state, row.occupation) == (VacancyState.DRAFT, "7512")
    assert clerk.get(f"{address}/remove").status_code == 404
    assert "Published" in press(clerk, address, "publish").text


@pytest.mark.parametrize("end", ["close", "fill"])
def test_an_end_and_a_new_beginning(clerk: Person, sqlite_store: Services, end: str) -> None:
    address = publish(clerk)
    assert "Nobody is shown this vacancy any more" in press(clerk, address, end).text
    assert row_of(sqlite_store, address).state is {"close": VacancyState.CLOSED, "fill": VacancyState.FILLED}[end]
    assert clerk.get(f"{address}/work").request.path == address
    csrf = token(clerk.client.get("/my/vacancies/"))
    assert clerk.client.post(f"{address}/{end}", data={"csrf_token": csrf}).status_code == 409
    assert clerk.client.post(f"{address}/work", data={"csrf_token": csrf, **WORK}).status_code == 302
    later = (TODAY + timedelta(days=90)).isoformat()
    press(clerk, address, "extend", closes_on=later)
    row = row_of(sqlite_store, address)
    assert (row.state, row.closes_on.isoformat()) == (VacancyState.PUBLISHED, later)


@pytest.mark.parametrize(
    ("day", "said"), [("", "Choose a day"), ("soon", "year-month-day"), ("2020-01-01", "later day"), (TODAY.isoformat(), "later day")]
)
def test_a_new_last_day_must_be_later(clerk: Person, sqlite_store: Services, day: str, said: str) -> None:
    address = publish(clerk)
    page = press(clerk, address, "extend", closes_on=day)
    assert said in page.text
    assert row_of(sqlite_store, address).closes_on.isoformat() == TERMS["closes_on"]


def test_a_new_last_day_is_not_kept_where_the_vacancy_may_not_be_published(clerk: Person, sqlite_store: Services) -> None:
    address = publish(clerk)
    with sqlite_store.transaction() as session:
        session.scalars(select(VacancyRow)).one().description = ""
    page = press(clerk, address, "extend", closes_on="2090-01-01")
    assert "Something else must be changed first" in page.text
    assert row_of(sqlite_store, address).closes_on.isoformat() == TERMS["closes_on"]


def test_a_copy_is_a_draft_without_days(clerk: Person, sqlite_store: Services) -> None:
    address = publish(clerk)
    made = press(clerk, address, "copy").request.path.removesuffix("/terms")
    assert made != address
    row = row_of(sqlite_store, made)
    assert (row.state, row.title, row.held.starts_on, row.held.closes_on) == (VacancyState.DRAFT, WORK["title"], None, None)
    press(clerk, made, "remove")
    assert clerk.get(made).status_code == 404
    assert clerk.get(address).status_code == 200


def test_the_list_says_why_nothing_is_shown(clerk: Person, sqlite_store: Services) -> None:
    publish(clerk)
    assert "Nobody sees" not in clerk.get("/my/vacancies/").text
    with sqlite_store.transaction() as session:
        session.scalars(select(Employer).where(Employer.slug == "mill")).one().vettings[0].valid_until = datetime.now(UTC)
    page = clerk.get("/my/vacancies/")
    assert "Nobody sees your published vacancies now" in page.text
    assert "Not shown now" in page.text


def test_another_employers_vacancy_does_not_exist(clerk: Person, sqlite_store: Services, signed_in: Callable[[str], Person]) -> None:
    address = publish(clerk)
    with sqlite_store.transaction() as session:
        clerk_of(session, "other")
    other = signed_in("clerk@other.example")
    for part in ("", "/work", "/skills", "/terms", "/costs", "/check", "/remove"):
        assert other.get(address + part).status_code == 404
    for part in ("publish", "close", "fill", "extend", "copy", "remove", "work"):
        assert press(other, address, part, closes_on="2090-01-01", **WORK).status_code == 404
    assert "Cocinero" not in other.get("/my/vacancies/").text
    assert row_of(sqlite_store, address).state is VacancyState.PUBLISHED


def send(person: Person, raw: bytes, name: str = "jobs.csv"):
    return person.post("/my/vacancies/import", file=(io.BytesIO(raw), name))


def count(store: Services) -> int:
    with store.transaction(writes=False) as session:
        return session.scalar(select(func.count(VacancyRow.id)))


def test_the_templates_can_be_sent_back(clerk: Person, sqlite_store: Services) -> None:
    for kind in ("csv", "xlsx"):
        answer = clerk.client.get(f"/my/vacancies/template.{kind}")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        read = read_vacancies(answer.data, "t", lang="en", country=None)
        assert (len(read.rows), read.problems) == (1, ())
    assert len(COLUMNS) > 10
    page = send(clerk, clerk.client.get("/my/vacancies/template.xlsx").data, "oficio.xlsx")
    assert page.request.path == "/my/vacancies/drafts"
    assert "1 read: 1 new" in page.text
    assert count(sqlite_store) == 1


def lines(*rows: dict) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


def test_a_file_comes_in_whole_and_what_can_be_published_is(clerk: Person, sqlite_store: Services) -> None:
    address = publish(clerk)
    with sqlite_store.transaction(writes=False) as session:
        whole = publishing.terms_to_json(vacancies.terms(session.scalars(select(VacancyRow)).one()))
    raw = lines(whole | {"id": "A"}, {"id": "B", "title": "Camarero"}, whole | {"id": "C", "title": "Panadero"})
    page = send(clerk, raw, "jobs.jsonl")
    assert "3 read: 3 new" in page.text
    assert "2 of 3 can be published now" in page.text
    page = clerk.post("/my/vacancies/drafts/publish", page="/my/vacancies/drafts")
    assert "2 vacancies are published" in page.text
    with sqlite_store.transaction(writes=False) as session:
        states = dict(session.execute(select(VacancyRow.external_id, VacancyRow.state)).tuples().all())
    number = row_of(sqlite_store, address).external_id
    assert states == {number: "published", "A": "published", "B": "draft", "C": "published"}
    page = send(clerk, raw, "jobs.jsonl")
    assert "3 read: 0 new, 0 changed, 3 as they were" in page.text
    with sqlite_store.transaction(writes=False) as session:
        assert dict(session.execute(select(VacancyRow.external_id, VacancyRow.state)).tuples().all()) == states


def test_a_file_with_one_bad_row_stores_nothing(clerk: Person, sqlite_store: Services) -> None:
    page = send(clerk, lines({"id": "A", "title": "Cook"}, {"id": "B", "title": "Cook", "pay_amount": "<b>", "positions": 0}, {"id": "C"}))
    assert page.status_code == 200
    assert "Nothing was stored" in page.text
    assert re.findall(r"Row (\d)</td><td><bdi>(\w+)", page.text)[0] == ("2", "positions")
    assert "('3', 'title')" in str(re.findall(r"Row (\d)</td><td><bdi>(\w+)", page.text))
    assert "<b>" not in page.text
    assert count(sqlite_store) == 0


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "holds no vacancy"),
        (b"%PDF-1.7", "not a list"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"id,title\n" + b"1,x\n" * 5001, "More than 5,000"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(clerk: Person, sqlite_store: Services, raw: bytes, said: str) -> None:
    page = send(clerk, raw)
    assert page.status_code == 200
    assert said in page.text
    assert count(sqlite_store) == 0


def test_a_file_must_be_chosen_and_not_be_huge(clerk: Person) -> None:
    assert "Choose a file" in clerk.post("/my/vacancies/import").text
    assert clerk.client.post("/my/vacancies/import", data={"file": (io.BytesIO(b"x" * 5_200_000), "a.csv")}).status_code == 413


def test_a_file_says_at_most_so_much(clerk: Person) -> None:
    page = send(clerk, lines(*({"id": f"A{place}"} for place in range(150))))
    assert "150 things in the file" in page.text
    assert page.text.count("<tr><td>") == 100


def test_a_file_touches_its_own_employer_alone(clerk: Person, sqlite_store: Services, signed_in: Callable[[str], Person]) -> None:
    with sqlite_store.transaction() as session:
        other, _clerk = clerk_of(session, "other")
        factories.vacancy_row(session, other, "A", title="Theirs")
    send(clerk, lines({"id": "A", "title": "Cook"}))
    assert count(sqlite_store) == 2
    assert "Theirs" in signed_in("clerk@other.example").get("/my/vacancies/").text


def test_long_lists_come_in_pages(clerk: Person) -> None:
    send(clerk, lines(*({"id": f"A{place}", "title": "Cook"} for place in range(60))))
    page = clerk.get("/my/vacancies/")
    assert page.text.count("missing") == 50
    assert clerk.get("/my/vacancies/", page=2).text.count("missing") == 10
    assert clerk.get("/my/vacancies/", page="x").status_code == 200
