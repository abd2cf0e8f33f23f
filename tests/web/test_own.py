"""The employer's own place: from the invitation to a sent application, what it is told of its vetting, and people put forward."""

from __future__ import annotations

import ast
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from matcher import documents
from matcher.bootstrap import Services
from matcher.models import Centre, Employer, Jobseeker, Notice, Referral, User, UserRole, Vetting
from matcher.services import accounts, cases, consents, criteria, evidence, publishing, referrals, vacancies
from matcher.services import vetting as vettings
from matcher.vocabulary import ConsentPurpose, NoticeCode, Role, Shared, StepKind, VettingState
from tests import factories
from tests.web.conftest import HASH, Person, token
from web.i18n import LANGUAGES
from web.wording import uploads

NOW = datetime.now(UTC)
LAST = NOW + timedelta(days=200)
GRANTED = {"valid_from": NOW - timedelta(days=100), "valid_until": LAST, "last_day": LAST.date() - timedelta(days=1)}


def picture(colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


def clerk_of(session, slug: str, state: VettingState | None = VettingState.GRANTED, **changes) -> tuple[Employer, User]:
    """An employer of centre "one" and its clerk, `clerk@SLUG.example`."""
    centre = session.scalars(select(Centre).where(Centre.slug == "one")).one()
    employer = factories.employer(session, slug, state, **((GRANTED | changes) if state else {}))
    for case in employer.vettings:
        case.centre, case.criteria_version = centre, criteria.current()
    clerk = factories.user(session, centre, f"clerk@{slug}.example", Role.EMPLOYER, HASH)
    clerk.employer_id = employer.id
    session.flush()
    return employer, clerk


@pytest.fixture
def clerk(sqlite_store: Services, app: Flask, signed_in: Callable[[str], Person]) -> Person:
    with sqlite_store.transaction() as session:
        clerk_of(session, "mill")
    return signed_in("clerk@mill.example")


def officer(session) -> User:
    return session.scalars(select(User).where(User.email == "officer@one.example")).one()


def case_of(session, slug: str = "mill") -> Vetting:
    found = vettings.latest(session.scalars(select(Employer).where(Employer.slug == slug)).one())
    assert found
    return found


def main(text: str) -> str:
    return re.sub(r'name="csrf_token"[^>]*', "", text.split("<main")[1])


@pytest.fixture
def invited(app: Flask, sqlite_store: Services) -> str:
    with sqlite_store.transaction() as session:
        made = accounts.register_employer(session, "Molino Azul", "GT", "Xela", False, officer(session))
        return accounts.invite(session, made, officer(session))


JOIN = {"name": "Inés Peña", "email": "ines@molino.example", "password": "una contraseña bien larga", "again": "una contraseña bien larga"}


def test_from_invitation_to_a_sent_application(invited: str, visitor: Person, app: Flask, sqlite_store: Services) -> None:
    assert "Molino Azul" in visitor.get(f"/invitation/{invited}").text
    page = visitor.post(f"/invitation/{invited}", **JOIN)
    assert page.request.path == "/my/"
    assert "Your application is not sent yet" in page.text
    assert "recruiter_licence" not in page.text
    codes = re.findall(r'href="/my/application/(\w+)">\d', visitor.get("/my/application").text)
    assert codes == [one.code for one in criteria.of(criteria.current()).values() if not one.recruiters_only]
    for place, code in enumerate(codes):
        fields = {"text": f"We do it: {code}", "do": "next"}
        if place < 3:
            fields["file"] = (io.BytesIO(picture(f"#00{place}000")), "extract.png")
        page = visitor.post(f"/my/application/{code}", **fields)
        assert page.request.path == (f"/my/application/{codes[place + 1]}" if place + 1 < len(codes) else "/my/application")
    assert "3 of 20 points are complete" in page.text
    page = visitor.post("/my/application/send", page="/my/application")
    assert "being examined" in page.text
    assert visitor.post(f"/my/application/{codes[0]}", text="other").status_code == 409
    assert "<textarea" not in visitor.get(f"/my/application/{codes[0]}").text
    with sqlite_store.transaction(writes=False) as session:
        case = case_of(session, "molino-azul")
        assert case.state is VettingState.EXAMINATION
        assert len(case.statements) == 20
        assert [one.of_employer for one in case.evidence] == [True] * 3
        assert session.scalars(select(Notice.code)).all() == [NoticeCode.APPLICATION_SUBMITTED] * 2


def test_an_invitation_works_once_and_its_password_signs_in_however_accents_are_typed(invited: str, visitor: Person, app: Flask) -> None:
    visitor.post(f"/invitation/{invited}", **JOIN)
    for form in ("NFC", "NFD"):
        page = Person(app).sign_in(JOIN["email"], unicodedata.normalize(form, JOIN["password"]))
        assert page.request.path == "/my/"
    assert Person(app).get(f"/invitation/{invited}").status_code == 404
    assert Person(app).get("/invitation/never-was").status_code == 404


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("password", "short", "At least 15 characters"),
        ("again", "something else entirely", "not the same"),
        ("email", "nobody", "not an e-mail address"),
        ("email", "officer@one.example", "has an account already"),
        ("name", " ", "Write your name"),
    ],
)
def test_what_is_wrong_with_an_account_stands_beside_the_field(invited: str, visitor: Person, field: str, given: str, said: str) -> None:
    fields = JOIN | {field: given} | ({"again": given} if field == "password" else {})
    page = visitor.post(f"/invitation/{invited}", **fields)
    assert page.status_code == 200
    assert said in page.text
    assert visitor.get(f"/invitation/{invited}").status_code == 200


def test_an_over_invitation_is_not_there(app: Flask, visitor: Person, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        made = accounts.register_employer(session, "Late", "GT", "", False, officer(session))
        secret = accounts.invite(session, made, officer(session), NOW - timedelta(days=15))
    assert visitor.get(f"/invitation/{secret}").status_code == 404


def test_a_refused_file_says_why_and_the_words_are_kept(sqlite_store: Services, app: Flask, signed_in: Callable[[str], Person]) -> None:
    with sqlite_store.transaction() as session:
        clerk_of(session, "new", VettingState.APPLICATION)
    person = signed_in("clerk@new.example")
    path = "/my/application/no_fees"
    page = person.post(path, text="Nobody pays.", file=(io.BytesIO(b"MZ\x90"), "a.exe"), do="next")
    assert "Only PDF, JPEG, PNG, DOCX and XLSX" in page.text
    assert "Nobody pays." in person.get(path).text
    page = person.post(path, text="Nobody pays.", file=(io.BytesIO(picture()), "a.png"), expires_on="2020-01-01")
    assert "This day is past" in page.text
    page = person.post(path, text="Nobody pays.", file=(io.BytesIO(picture()), "paper.png"), expires_on="2099-01-01", title="Policy")
    assert "Policy" in page.text
    link = re.search(r'href="(/[^"]*evidence/[^"]+)"', page.text)[1]
    assert person.client.get(link).data == picture()
    assert "can be changed, but not emptied" in person.post(path, text="").text
    assert person.get("/my/application/nothing").status_code == 404
    assert person.get("/my/application/recruiter_licence").status_code == 404
    big = person.client.post(path, data={"csrf_token": "x", "file": (io.BytesIO(b"x" * 31_000_000), "a.pdf")})
    assert big.status_code in (400, 413)  # not even read
    page = person.post(path, text="Nobody pays at all.", file=(io.BytesIO(b"x" * 11_000_000), "a.pdf"), do="next")
    assert "larger than 10 MB" in page.text
    assert "Nobody pays at all." in person.get(path).text


def test_every_reason_of_a_refusal_has_its_sentence(app: Flask) -> None:
    with app.test_request_context("/"):
        known = uploads.reasons()
        found = {reason for module in (documents, evidence) for reason in _reasons(module)}
        assert len(found) > 10
        assert found == set(known)
        assert "odd" in uploads.refusal("odd")


def _reasons(module) -> Iterator[str]:
    """What stands in the calls that refuse, worked out as the module would."""
    for node in ast.walk(ast.parse(Path(module.__file__).read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "_refused":
            told = node.args[1]
        elif node.func.id == "InvalidInput":
            told = next(one.value for one in node.keywords if one.arg == "reason")
        else:
            continue
        if not isinstance(told, ast.Name):
            yield eval(compile(ast.Expression(told), "reason", "eval"), vars(module))  # noqa: S307


def test_documents_an_officer_added_are_not_the_employers(sqlite_store: Services, app: Flask, signed_in: Callable[[str], Person]) -> None:
    with sqlite_store.transaction() as session:
        clerk_of(session, "new", VettingState.APPLICATION)
        evidence.add(session, sqlite_store.vault, case_of(session, "new"), picture(), "HEARSAY.png", officer(session), criterion="no_fees")
    person = signed_in("clerk@new.example")
    for path in ("/my/application/no_fees", "/my/application", "/my/"):
        assert "HEARSAY" not in person.get(path).text


def test_what_came_back_says_what_is_missing(sqlite_store: Services, app: Flask, signed_in: Callable[[str], Person]) -> None:
    with sqlite_store.transaction() as session:
        clerk_of(session, "new", VettingState.EXAMINATION)
        cases.send_back(session, case_of(session, "new"), "The licence cannot be read.", officer(session))
    person = signed_in("clerk@new.example")
    assert "The licence cannot be read." in person.get("/my/").text
    person.post("/my/application/withdraw")
    assert "Withdrawn" in person.get("/my/").text
    person.post("/my/begin", page="/my/")
    page = person.get("/my/")
    assert "not sent yet" in page.text
    assert "The licence" not in page.text


@pytest.mark.parametrize(("days", "said"), [(70, None), (50, "in 60 days"), (20, "in 30 days")])
def test_a_warning_comes_with_the_renewal(
    sqlite_store: Services, app: Flask, signed_in: Callable[[str], Person], days: int, said: str | None
) -> None:
    with sqlite_store.transaction() as session:
        clerk_of(session, "old", valid_until=NOW + timedelta(days=days))
    person = signed_in("clerk@old.example")
    page = person.get("/my/")
    assert ("Begin the renewal" in page.text) is (said is not None)
    assert said is None or said in page.text
    page = person.post("/my/begin", page="/my/")
    assert page.request.path == ("/my/application" if said else "/my/")
    page = person.get("/my/")
    assert "In force" in page.text
    assert ("Your next vetting" in page.text) is (said is not None)


PAGES = ("/my/", "/my/vacancies/", "/my/vacancies/drafts", "/my/referrals/", "/my/withdraw", "/my/application")


def test_a_suspension_that_is_held_back_reads_as_before_until_it_may_be_told(clerk: Person, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        case = case_of(session)
        row = factories.vacancy_row(session, case.employer, "A", intermediaries=[])
        vacancies.write_terms(session, row, vacancies.terms(row), ())
        number = row.public_id
        cases.agree_action(session, case, "freedom_of_association", "Put up a letter box", LAST.date(), officer(session))
    watched = (*PAGES, f"/my/vacancies/{number}", f"/my/vacancies/{number}/check")
    before = {path: main(clerk.get(path).text) for path in watched}
    assert "Put up a letter box" in before["/my/"]
    with sqlite_store.transaction() as session:
        case = case_of(session)
        cases.suspend(session, case, "SECRET REASON", officer(session), silent=True)
        cases.reopen(session, case, "no_fees", officer(session))
        cases.agree_action(session, case, "no_fees", "GIVE THE MONEY BACK", (NOW + timedelta(days=9)).date(), officer(session))
    assert {path: main(clerk.get(path).text) for path in watched} == before
    with sqlite_store.transaction() as session:
        case_of(session).told_from = datetime.now(UTC)
    told = clerk.get("/my/").text
    assert "Under review" in told
    assert "SECRET" not in told
    assert str(NOW.year) not in re.sub(r"by the end of[^<]*", "", main(told))  # no day but those of what was agreed
    assert "not shown" in clerk.get("/my/vacancies/").text


def test_one_that_works_for_itself_is_not_given_away_by_the_check(clerk: Person, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        row = factories.vacancy_row(session, case_of(session).employer, "A")
        new = vacancies.terms(row)
        vacancies.write_terms(session, row, type(new)(intermediaries=("mill",)), ["intermediaries"])
        number = row.public_id
    before = main(clerk.get(f"/my/vacancies/{number}/check").text)
    with sqlite_store.transaction() as session:
        cases.suspend(session, case_of(session), "a reason", officer(session), silent=True)
    assert main(clerk.get(f"/my/vacancies/{number}/check").text) == before


def test_the_vetting_can_be_given_back(clerk: Person, sqlite_store: Services) -> None:
    page = clerk.post("/my/withdraw")
    assert "Withdrawn" in page.text
    assert clerk.get("/my/withdraw").status_code == 404
    with sqlite_store.transaction(writes=False) as session:
        assert case_of(session).steps[-1].kind is StepKind.WITHDRAWN


def test_pages_are_for_employers_alone(counsellor: Person, visitor: Person) -> None:
    for path in PAGES:
        assert counsellor.client.get(path).status_code == 403
        assert visitor.client.get(path).status_code == 302


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_pages_can_be_read_in_every_language(clerk: Person, lang: str) -> None:
    for path in PAGES:
        assert f'lang="{lang}"' in clerk.get(path, lang=lang).text


@pytest.fixture
def referral(clerk: Person, sqlite_store: Services) -> str:
    """Ana Luz was put forward with her work and nothing else."""
    with sqlite_store.transaction() as session:
        counsellor = session.scalars(select(User).where(User.email == "counsellor@one.example")).one()
        row = factories.vacancy_row(session, case_of(session).employer, "A", title="Molinero")
        publishing.vacancies.record_changes(session, [row])
        person = Jobseeker(public_id="p1", centre_id=counsellor.centre_id, name="Ana Luz", lang="es", answered=[])
        session.add(person)
        session.flush()
        consents.give(session, person, ConsentPurpose.PROPOSING, "es", counsellor.id)
        made = referrals.refer(session, person, row, [Shared.LANGUAGES, Shared.CONTACT], "por su prima", counsellor)
        return made.public_id


def test_a_referral_shows_only_what_was_shared(clerk: Person, referral: str, sqlite_store: Services) -> None:
    assert "1 person waits" in clerk.get("/my/").text
    for path in ("/my/referrals/", f"/my/referrals/{referral}"):
        page = clerk.get(path)
        assert "Molinero" in page.text
        assert "Ana" not in page.text
    assert "por su prima" in page.text
    assert "Work done before" not in page.text
    with sqlite_store.transaction() as session:
        one = session.scalars(select(Referral)).one()
        one.shared, one.shown = ["name"], {"name": "Ana Luz"}
    assert "Ana Luz" in clerk.get(f"/my/referrals/{referral}").text
    assert "por su prima" not in clerk.get(f"/my/referrals/{referral}").text
    with sqlite_store.transaction() as session:
        consents.withdraw(session, session.scalars(select(Jobseeker)).one(), ConsentPurpose.PROPOSING)
    assert clerk.get(f"/my/referrals/{referral}").status_code == 404


MEETING = {"day": (NOW + timedelta(days=5)).date().isoformat(), "time": "09:30", "timezone": "America/Guatemala", "minutes": "٤٥"}


def test_an_interview_goes_into_a_calendar(clerk: Person, referral: str) -> None:
    path = f"/my/referrals/{referral}"
    assert clerk.get(f"{path}/interview.ics").status_code == 404
    assert "Write where to meet" in clerk.post(path, **MEETING).text
    assert "Interview arranged" in clerk.post(path, **MEETING, where="Door 3, Xela").text
    answer = clerk.client.get(f"{path}/interview.ics")
    assert answer.mimetype == "text/calendar"
    first = icalendar.Calendar.from_ical(answer.data)
    event = first.walk("VEVENT")[0]
    start = event.decoded("DTSTART").replace(tzinfo=None), event.decoded("DTSTART").utcoffset()
    assert start == (datetime.fromisoformat(f"{MEETING['day']}T09:30"), timedelta(hours=-6))
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=45)
    assert first.walk("VTIMEZONE")
    assert b"Ana" not in answer.data
    assert event["LOCATION"] == "Door 3, Xela"
    clerk.post(path, **(MEETING | {"timezone": "Europe/Madrid"}), where="https://meet.example/x")
    later = icalendar.Calendar.from_ical(clerk.client.get(f"{path}/interview.ics").data).walk("VEVENT")[0]
    assert (later["UID"], int(later["SEQUENCE"])) == (event["UID"], int(event["SEQUENCE"]) + 1)
    assert later.decoded("DTSTART").astimezone(UTC).hour in (7, 8)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": "2020-01-01"}, "This time is past"),
        ({"day": "soon"}, "year-month-day"),
        ({"minutes": "3"}, "from 5 to 480"),
        ({"time": "25:00"}, "time"),
        ({"timezone": "Europe/Berlin", "day": "2027-03-28", "time": "02:30"}, "does not exist"),
        ({"timezone": "Mars/Olympus"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_with_an_interview_stands_beside_it(clerk: Person, referral: str, changes: dict[str, str], said: str) -> None:
    page = clerk.post(f"/my/referrals/{referral}", **(MEETING | {"where": "here"} | changes))
    assert page.status_code == 200
    assert said in page.text
    assert "Interview arranged" not in page.text


def test_the_zone_is_the_centres_until_one_is_chosen(clerk: Person, referral: str) -> None:
    assert '<option selected value="America/Guatemala">' in clerk.get(f"/my/referrals/{referral}").text
    assert ZoneInfo("America/Guatemala")


@pytest.mark.parametrize("outcome", ["hired", "not_hired"])
def test_what_came_of_it_is_said_once(clerk: Person, referral: str, outcome: str) -> None:
    path = f"/my/referrals/{referral}"
    page = clerk.post(f"{path}/{outcome}", page=path)
    assert {"hired": "Hired", "not_hired": "Not hired"}[outcome] in page.text
    assert "What came of it" not in page.text
    csrf = token(clerk.client.get("/my/"))
    assert clerk.client.post(f"{path}/hired", data={"csrf_token": csrf}).status_code == 409
    assert clerk.client.post(path, data={"csrf_token": csrf, **MEETING, "where": "here"}).status_code == 409


def test_another_employers_referral_does_not_exist(
    clerk: Person, referral: str, sqlite_store: Services, signed_in: Callable[[str], Person]
) -> None:
    with sqlite_store.transaction() as session:
        clerk_of(session, "other")
    other = signed_in("clerk@other.example")
    path = f"/my/referrals/{referral}"
    assert other.get(path).status_code == 404
    assert other.get(f"{path}/interview.ics").status_code == 404
    assert other.post(f"{path}/hired", page="/my/").status_code == 404
    assert other.post(path, page="/my/", **MEETING, where="x").status_code == 404
    assert clerk.get(path).status_code == 200


def test_a_clerk_without_an_employer_is_told_so(sqlite_store: Services, app: Flask, signed_in: Callable[[str], Person]) -> None:
    with sqlite_store.transaction() as session:
        made = session.scalars(select(User).where(User.email == "counsellor@one.example")).one()
        made.roles = [UserRole(name=Role.EMPLOYER)]
    person = Person(app)
    assert person.sign_in("counsellor@one.example").status_code == 403
