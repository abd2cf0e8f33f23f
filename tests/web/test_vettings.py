"""Officers' pages: a case from sending back to decision, what is said where, and that no one decides alone whatever is sent."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.database import now
from matcher.errors import InvalidInput, NotAllowed
from matcher.models import Employer, User, UserRole, VacancyRow, Vetting, VettingStep
from matcher.services import cases, criteria, publishing, vacancies, vetting
from matcher.vocabulary import Role, Shown, VacancyState, VettingState
from tests import factories
from tests.matcher.test_documents import GOOD, picture
from tests.web.conftest import HASH, Person

ASKED = [code for code, one in criteria.of(criteria.current()).items() if not one.recruiters_only]
SIGNED = factories.PASSWORD


@pytest.fixture
def case(app: Flask, sqlite_store: Services) -> int:
    """An application that was sent."""
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "astillero", state=None)
        officer = session.scalars(select(User).where(User.email == "officer@one.example")).one()
        clerk = factories.user(session, officer.centre, "clerk@astillero.example", Role.EMPLOYER, HASH)
        clerk.employer_id = owner.id
        made = cases.open_case(session, owner, officer.centre, clerk)
        cases.submit(session, made, clerk)
        return made.id


@pytest.fixture
def first(signed_in: Callable[[str], Person]) -> Person:
    return signed_in("officer@one.example")


@pytest.fixture
def second(signed_in: Callable[[str], Person]) -> Person:
    return signed_in("officer@two.example")


def state(store: Services, case: int) -> VettingState:
    with store.transaction(writes=False) as session:
        return session.get_one(Vetting, case).state


def answer_all(person: Person, store: Services, case: int, **changed: dict) -> None:
    """Every criterion met with one document, but for those named in `changed`."""
    paper = (io.BytesIO(picture()), "extract.png")
    person.post(f"/vettings/{case}/evidence", page=f"/vettings/{case}/", file=paper, title="Extract")
    with store.transaction(writes=False) as session:
        public = session.get_one(Vetting, case).evidence[0].public_id
    for code in ASKED:
        fields = {"shown": "met", "evidence": [public]} | changed.get(code, {})
        assert person.post(f"/vettings/{case}/criteria/{code}", **fields).status_code == 200


def decide(person: Person, case: int, agree: str = "yes", **fields: str):
    """With the proposal that stands on the page, as a browser sends it."""
    page = person.get(f"/vettings/{case}/decide").text
    expected = re.search(r'name="expected"[^>]*value="([^"]*)"', page)[1]
    sent = {"agree": agree, "password": SIGNED, "expected": html.unescape(expected)} | fields
    return person.post(f"/vettings/{case}/decide", **sent)


def propose(person: Person, case: int, kind: str = "grant", **fields: str):
    day = (now().date() + timedelta(days=90)).isoformat()
    return person.post(f"/vettings/{case}/propose", **({"kind": kind, "last_day": day, "reason": "all shown", "password": SIGNED} | fields))


def test_two_officers_grant_and_the_employer_is_in_the_register(first: Person, second: Person, case: int, sqlite_store: Services) -> None:
    answer_all(first, sqlite_store, case)
    assert "stands in the way" not in first.get(f"/vettings/{case}/").text
    propose(first, case)
    assert state(sqlite_store, case) is VettingState.EXAMINATION
    assert second.get(f"/vettings/{case}/").text.count(f"/vettings/{case}/decide") == 1
    assert f"/vettings/{case}/decide" not in first.get(f"/vettings/{case}/").text
    assert first.get(f"/vettings/{case}/decide").status_code == 403
    decide(second, case)
    assert state(sqlite_store, case) is VettingState.GRANTED
    assert "Astillero" in Person(first.app).get("/register").text
    assert Person(first.app).get("/register.json").json[0]["name"] == "Astillero"


def test_the_one_who_proposed_cannot_decide_by_sending_the_form_of_another(
    first: Person, second: Person, case: int, sqlite_store: Services
) -> None:
    answer_all(first, sqlite_store, case)
    propose(first, case)
    page = first.post(f"/vettings/{case}/decide", page=f"/vettings/{case}/suspend", agree="yes", password=SIGNED, expected="x")
    assert page.status_code == 403
    assert state(sqlite_store, case) is VettingState.EXAMINATION


@pytest.mark.parametrize("verb", ["propose", "decide"])
def test_nothing_is_signed_without_the_right_password(first: Person, second: Person, case: int, verb: str, sqlite_store: Services) -> None:
    answer_all(first, sqlite_store, case)
    if verb == "propose":
        page = propose(first, case, password="not-the-password")
    else:
        propose(first, case)
        page = decide(second, case, password="not-the-password")
    assert "This is not your password." in page.text
    assert state(sqlite_store, case) is VettingState.EXAMINATION
    with sqlite_store.transaction(writes=False) as session:
        assert (session.get_one(Vetting, case).proposal is None) is (verb == "propose")


def test_guessing_the_password_at_signing_locks_like_at_the_door(first: Person, case: int, sqlite_store: Services) -> None:
    answer_all(first, sqlite_store, case)
    for _ in range(8):
        propose(first, case, password="guess-guess-guess")
    assert "This is not your password." in propose(first, case).text


def test_a_disagreeing_second_officer_says_why_and_the_proposal_is_gone(
    first: Person, second: Person, case: int, sqlite_store: Services
) -> None:
    answer_all(first, sqlite_store, case)
    propose(first, case)
    assert "Say why in the note." in decide(second, case, agree="no").text
    decide(second, case, agree="no", note="the licence is not readable")
    page = first.get(f"/vettings/{case}/").text
    assert "the licence is not readable" in page
    assert f"/vettings/{case}/propose" in page


def test_what_stands_in_the_way_is_named_at_its_criterion(first: Person, case: int, sqlite_store: Services) -> None:
    answer_all(
        first,
        sqlite_store,
        case,
        no_fees={"shown": "not_shown"},
        registered={"evidence": []},
        freedom_of_association={"shown": "not_met"},
        hours_safety={"shown": "not_met", "applies": "no", "note": "a loose cable, mended the same day"},
    )
    page = first.get(f"/vettings/{case}/").text
    assert "3 things stand in the way" in page
    for words in ("not shown, and it disqualifies", "met, but no document is named", "agree with the employer what to mend"):
        assert words in page
    assert "It cannot be granted yet" in propose(first, case).text


def test_a_condition_is_agreed_met_late_and_only_two_put_it_back(first: Person, second: Person, case: int, sqlite_store: Services) -> None:
    answer_all(first, sqlite_store, case, freedom_of_association={"shown": "not_met"})
    due = (now().date() + timedelta(days=5)).isoformat()
    path = f"/vettings/{case}/criteria/freedom_of_association"
    first.post(f"{path}/actions", page=path, what="a policy", due_on=due)
    propose(first, case)
    decide(second, case)
    assert state(sqlite_store, case) is VettingState.GRANTED
    with sqlite_store.transaction() as session:
        session.get_one(Vetting, case).actions[0].lapses_at = now() - timedelta(seconds=1)
    assert "Suspended: a condition ran out" in first.get(f"/vettings/{case}/").text
    with sqlite_store.transaction(writes=False) as session:
        action = session.get_one(Vetting, case).actions[0].id
    first.post(f"/vettings/{case}/actions/{action}", page=f"/vettings/{case}/", note="seen on the wall", do="done")
    with sqlite_store.transaction(writes=False) as session:
        assert vetting.in_force(session) == frozenset()
    assert "It cannot be granted yet" in propose(first, case, kind="reinstate").text  # mended, but nobody has found it met
    first.post(f"/vettings/{case}/criteria/freedom_of_association", shown="met")
    propose(first, case, kind="reinstate")
    decide(second, case)
    with sqlite_store.transaction(writes=False) as session:
        assert len(vetting.in_force(session)) == 1


def test_sent_back_the_employer_reads_why_and_can_write_again(
    first: Person, signed_in: Callable[[str], Person], case: int, sqlite_store: Services
) -> None:
    first.post(f"/vettings/{case}/send-back", reason="The extract is two years old.")
    clerk = signed_in("clerk@astillero.example")
    page = clerk.get("/my/").text
    assert "The extract is two years old." in page
    assert "Your application came back" in page
    assert state(sqlite_store, case) is VettingState.APPLICATION


def test_an_exception_a_law_allows_is_shown_with_the_vacancy(first: Person, second: Person, case: int, sqlite_store: Services) -> None:
    answer_all(first, sqlite_store, case)
    first.post(f"/vettings/{case}/exception", criterion="no_fees", what="Artists may pay a placement fee", law="Act 12, article 3")
    propose(first, case)
    decide(second, case)
    with sqlite_store.transaction() as session:
        row = factories.vacancy_row(session, session.scalars(select(Employer)).one(), "A-1")
        vacancies.record_changes(session, [row])
        public = row.public_id
    page = Person(first.app).get(f"/v/{public}").text
    assert "Artists may pay a placement fee" in page
    assert "Act 12, article 3" in page


def test_an_officer_lets_wording_pass_that_a_law_asks_for(first: Person, case: int, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        owner = session.scalars(select(Employer)).one()
        row = factories.vacancy_row(session, owner, "A-1", title="Women only", state=VacancyState.DRAFT)
        public = row.public_id
        [hit] = [one for one in publishing.check(session, row) if one.field == "title"]
    page = first.get("/employers/astillero/")
    assert "shuts people out by sex" in page.text
    first.post(f"/employers/astillero/vacancies/{public}/wording", page="/employers/astillero/", term=hit.facts["term"], law="Act 4")
    with sqlite_store.transaction() as session:
        row = session.scalars(select(VacancyRow)).one()
        assert [one.field for one in publishing.check(session, row) if one.field == "title"] == []
        publishing.publish(session, row)


def test_an_invitation_is_shown_once_and_its_secret_is_not_kept(first: Person, sqlite_store: Services) -> None:
    page = first.post("/employers/new", name="Panadería Ñandú", country="GT", place="Cobán")
    secret = page.text.split("/invitation/")[1].split("<")[0].strip()
    assert len(secret) > 20
    with sqlite_store.transaction(writes=False) as session:
        owner = session.scalars(select(Employer).where(Employer.name == "Panadería Ñandú")).one()
        assert owner.slug == "panaderia-nandu"
    assert secret not in first.get("/employers/panaderia-nandu/").text
    assert secret in first.get("/employers/panaderia-nandu/invitation", lang="es").text  # another language, the same address
    assert Person(first.app).get("/employers/panaderia-nandu/invitation").request.path == "/sign-in"


def test_a_counsellor_and_a_clerk_see_none_of_it(signed_in: Callable[[str], Person], case: int) -> None:
    for email in ("counsellor@one.example", "clerk@astillero.example"):
        person = signed_in(email)
        for path in ("/employers/", "/employers/astillero/", f"/vettings/{case}/", f"/vettings/{case}/decide", f"/vettings/{case}/propose"):
            assert person.get(path).status_code == 403, (email, path)


def test_nobody_who_belongs_to_the_employer_vets_it_even_with_both_roles(sqlite_store: Services, case: int) -> None:
    """An officer who also is the employer's clerk: refused by the core, whatever page asks."""
    with sqlite_store.transaction() as session:
        clerk = session.scalars(select(User).where(User.email == "clerk@astillero.example")).one()
        clerk.roles.append(UserRole(name=Role.VETTING_OFFICER))
        with pytest.raises(NotAllowed):
            cases.answer(session, session.get_one(Vetting, case), "no_fees", Shown.MET, clerk)


def test_a_changed_history_is_shown_as_broken(first: Person, case: int, sqlite_store: Services) -> None:
    assert "does not agree with its seals" not in first.get(f"/vettings/{case}/").text
    with sqlite_store.transaction() as session:
        session.scalars(select(VettingStep)).first().facts = {"criterion": "no_fees"}
    assert "does not agree with its seals" in first.get(f"/vettings/{case}/").text


def test_a_document_is_always_a_download(first: Person, case: int, sqlite_store: Services) -> None:
    paper = (io.BytesIO(GOOD["application/pdf"]), "../<script>alert(1)</script>.pdf")
    first.post(f"/vettings/{case}/evidence", page=f"/vettings/{case}/", file=paper)
    with sqlite_store.transaction(writes=False) as session:
        public = session.get_one(Vetting, case).evidence[0].public_id
    answer = first.get(f"/evidence/{public}")
    assert answer.data == GOOD["application/pdf"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script>alert" not in first.get(f"/vettings/{case}/").text
    assert Person(first.app).client.get(f"/evidence/{public}").status_code == 302


def test_a_word_about_one_proposal_is_never_taken_for_another(first: Person, second: Person, case: int, sqlite_store: Services) -> None:
    """The first officer proposes to refuse; while the second reads it, it becomes a proposal to grant."""
    answer_all(first, sqlite_store, case)
    propose(first, case, kind="refuse")
    page = second.get(f"/vettings/{case}/decide").text
    read = html.unescape(re.search(r'name="expected"[^>]*value="([^"]*)"', page)[1])
    propose(first, case)
    answer = second.post(f"/vettings/{case}/decide", agree="yes", password=SIGNED, expected=read)
    assert answer.status_code == 409
    assert state(sqlite_store, case) is VettingState.EXAMINATION


def test_no_exception_from_what_is_grave_but_fees(first: Person, case: int, sqlite_store: Services) -> None:
    page = first.get(f"/vettings/{case}/exception").text
    assert 'value="no_fees"' in page
    for code in ("no_forced_labour", "documents_not_held", "no_deposits"):
        assert f'value="{code}"' not in page
        with sqlite_store.transaction() as session, pytest.raises(InvalidInput):
            officer = session.scalars(select(User).where(User.email == "officer@one.example")).one()
            cases.record_exception(session, session.get_one(Vetting, case), code, "Law 1", "papers may be kept", officer)
