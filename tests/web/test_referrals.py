"""Putting a person forward, as a counsellor does it: consent, what is shared, offers, the start of work and what comes after."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.database import now
from matcher.exchange import terms_to_json
from matcher.models import Consent, FollowUp, Jobseeker, Offer, Publication, Referral, User, VacancyRow
from matcher.services import consents, referrals, vacancies
from matcher.vocabulary import ConsentPurpose, ReferralState, VettingState
from tests import factories
from tests.web.conftest import Person, token
from tests.web.test_pages import take_in

LATER = factories.NOW.replace(year=2090)


@pytest.fixture
def vacancy(sqlite_store: Services) -> str:
    """A published vacancy of a vetted employer: its public number."""
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "astillero", valid_until=LATER)
        row = factories.vacancy_row(session, owner, "A-1", title="Soldadora naval")
        row.publications.append(Publication(terms=terms_to_json(vacancies.terms(row)), at=now() - timedelta(days=1)))
        vacancies.record_changes(session, [row])
        return row.public_id


@pytest.fixture
def number(counsellor: Person, vacancy: str) -> str:
    return take_in(counsellor, "Ana Morales")


def refer(person: Person, number: str, vacancy: str, **fields: object) -> str:
    """Puts somebody forward and returns the address of the referral."""
    told = {"consent": "y", "shared": ["name", "contact"], "contact": "600 123 456"} | fields
    page = person.post(f"/jobseekers/{number}/referrals/new/{vacancy}", **told)
    assert re.fullmatch(rf"/jobseekers/{number}/referrals/[0-9a-f]{{16}}", page.request.path), page.text
    return page.request.path


def suspend(store: Services) -> None:
    with store.transaction() as session:
        row = session.scalars(select(VacancyRow)).one()
        row.employer.vettings[0].state = VettingState.SUSPENDED


def count(store: Services, thing: type) -> int:
    with store.transaction(writes=False) as session:
        return len(session.scalars(select(thing)).all())


def test_without_a_yes_nobody_is_put_forward(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = f"/jobseekers/{number}/referrals/new/{vacancy}"
    page = counsellor.get(path)
    assert "Read this aloud" in page.text
    assert "nothing changes in the help you get" in page.text
    assert "checked" not in page.text.split("<main")[1]
    page = counsellor.post(path, shared=["name"])
    assert page.request.path == path
    assert "Without a yes nobody is put forward." in page.text
    assert count(sqlite_store, Referral) == 0
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalars(select(Consent.purpose)).all() == [ConsentPurpose.MATCHING]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "at least one"),
        ({"shared": ["name", "contact"]}, "Write how the employer can reach the person"),
        ({"shared": ["birth_year"]}, "not a valid choice"),
    ],
)
def test_what_is_shared_is_ticked_one_by_one(
    counsellor: Person, number: str, vacancy: str, sqlite_store: Services, fields: dict[str, list[str]], said: str
) -> None:
    page = counsellor.post(f"/jobseekers/{number}/referrals/new/{vacancy}", consent="y", **fields)
    assert said in page.text
    assert count(sqlite_store, Referral) == 0


def test_the_employer_sees_what_was_ticked_and_nothing_else(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    counsellor.post(f"/jobseekers/{number}/work", text="fui soldadora seis años", lang="es", do="save")
    path = refer(counsellor, number, vacancy, shared=["work"], contact="600 123 456")
    seen = counsellor.get(path).text.split("What the employer sees")[1].split("</section>")[0]
    assert "fui soldadora seis años" in seen
    assert "Ana" not in seen
    assert "600 123 456" not in seen  # not ticked, so not kept either
    with sqlite_store.transaction(writes=False) as session:
        row = session.scalars(select(VacancyRow)).one()
        received = referrals.received(session, row.employer)[0]
        assert (received.name, received.contact, received.work) == (None, None, ("fui soldadora seis años",))


def test_put_forward_once(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = refer(counsellor, number, vacancy)
    assert counsellor.get(f"/jobseekers/{number}/referrals/new/{vacancy}").request.path == path
    assert count(sqlite_store, Referral) == 1
    page = counsellor.get(f"/jobseekers/{number}/referrals/")
    assert "Soldadora naval" in page.text
    assert "Astillero" in page.text
    assert "Put forward" in counsellor.get(f"/jobseekers/{number}/matches").text


def test_only_the_own_centre(counsellor: Person, number: str, vacancy: str, signed_in: Callable[[str], Person]) -> None:
    path = refer(counsellor, number, vacancy)
    other = signed_in("counsellor@two.example")
    for address in (f"/jobseekers/{number}/referrals/", f"/jobseekers/{number}/referrals/new/{vacancy}", path, f"{path}/offer"):
        assert counsellor.get(address).status_code == 200
        assert other.get(address).status_code == 404
    for address in ("withdraw", "not-hired", "offer", "placement", "follow-up", "offers/x"):
        assert other.post(f"{path}/{address}", page="/jobseekers/new").status_code == 404
    mine = take_in(other)
    assert other.get(path.replace(number, mine)).status_code == 404
    assert signed_in("officer@one.example").get(path).status_code == 403


def test_a_hidden_vacancy_takes_nobody_and_warns(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = refer(counsellor, number, vacancy)
    assert "do not send anybody there" not in counsellor.get(path).text
    suspend(sqlite_store)
    for address in (path, f"/jobseekers/{number}/referrals/"):
        assert "Hidden now: do not send anybody there" in counsellor.get(address).text
    second = take_in(counsellor, "Luz")
    new = f"/jobseekers/{second}/referrals/new/{vacancy}"
    assert counsellor.get(new).status_code == 404
    assert counsellor.post(new, page="/jobseekers/new", consent="y", shared=["name"]).status_code == 404
    assert count(sqlite_store, Referral) == 1


def test_a_closed_vacancy_of_a_vetted_employer_is_no_alarm(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = refer(counsellor, number, vacancy)
    with sqlite_store.transaction() as session:
        session.scalars(select(VacancyRow)).one().closes_on = factories.NOW.date() - timedelta(days=3)
    page = counsellor.get(path)
    assert "do not send anybody there" not in page.text
    assert "The vacancy is closed" in page.text


def test_taking_the_consent_back_takes_the_person_away_at_once(
    counsellor: Person, number: str, vacancy: str, sqlite_store: Services
) -> None:
    path = refer(counsellor, number, vacancy)
    index = f"/jobseekers/{number}/referrals/"
    page = counsellor.post(f"/jobseekers/{number}/referrals/take-back-consent", page=index)
    assert "no employer sees anything about this person" in page.text
    assert "does not agree to be put forward now" in counsellor.get(path).text
    assert "600 123 456" not in counsellor.get(path).text
    with sqlite_store.transaction(writes=False) as session:
        row, person = session.scalars(select(VacancyRow)).one(), session.scalars(select(Jobseeker)).one()
        assert referrals.received(session, row.employer) == []
        assert consents.in_force(session, person, ConsentPurpose.MATCHING) is not None


def test_a_new_yes_says_whom_it_reaches_again(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = refer(counsellor, number, vacancy)
    counsellor.post(f"/jobseekers/{number}/referrals/take-back-consent", page=path)
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "cocina", valid_until=LATER)
        row = factories.vacancy_row(session, owner, "B-1", title="Cocinera")
        vacancies.record_changes(session, [row])
    page = counsellor.get(f"/jobseekers/{number}/referrals/new/{row.public_id}")
    assert "With a yes, these see again" in page.text
    assert "Soldadora naval" in page.text


def test_taken_back_and_not_hired_are_asked_twice(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = refer(counsellor, number, vacancy)
    assert "Take back?" in counsellor.get(f"{path}/withdraw").text
    assert "Not hired?" in counsellor.get(f"{path}/not-hired").text
    page = counsellor.post(f"{path}/withdraw")
    assert page.request.path == path
    assert "Nothing: it was taken back." in page.text
    assert counsellor.post(f"{path}/not-hired").status_code == 409
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalars(select(Referral.state)).one() is ReferralState.WITHDRAWN


def test_an_interview_is_told_in_its_own_zone(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = refer(counsellor, number, vacancy)
    with sqlite_store.transaction() as session:
        referral = session.scalars(select(Referral)).one()
        by = session.get_one(User, referral.counsellor_id)
        at = (now() + timedelta(days=400)).replace(month=1, day=15, hour=9, minute=30)
        referrals.set_interview(session, referral, at, "Europe/Madrid", 45, "Muelle 3", by)
    page = counsellor.get(path)
    assert f"15 January {at.year}, 10:30" in page.text
    assert "Europe/Madrid" in page.text
    assert "Muelle 3" in page.text
    assert "Interview arranged" in page.text


OFFER = {"title": "Soldadora naval", "country": "ES", "place": "Vigo", "starts_on": "2026-12-22", "contract_type": "permanent",
         "hours_week": "40", "pay_amount": "1200", "pay_currency": "EUR", "pay_period": "month"}  # fmt: skip


def offered(person: Person, path: str, **fields: object) -> str:
    """Enters an offer and returns its public number."""
    page = person.post(f"{path}/offer", **(OFFER | fields))
    assert page.request.path == path, page.text
    return re.findall(r'id="offer-([0-9a-f]{16})"', page.text)[-1]


def test_a_worse_offer_is_named_and_needs_a_reason(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = refer(counsellor, number, vacancy)
    offer = offered(counsellor, path)
    page = counsellor.get(path)
    assert "worse than promised" in page.text
    assert "€1,200" in page.text
    page = counsellor.post(f"{path}/offers/{offer}", page=path, **{f"{offer}-decision": "ask"})
    assert "To be mended first" in page.text
    page = counsellor.post(f"{path}/offers/{offer}", page=path, **{f"{offer}-decision": "accepted"})
    assert "write why the person accepts it" in page.text
    page = counsellor.post(
        f"{path}/offers/{offer}", page=path, **{f"{offer}-decision": "accepted", f"{offer}-reason": "es cerca de mi hermana"}
    )
    assert "es cerca de mi hermana" in page.text
    with sqlite_store.transaction(writes=False) as session:
        assert str(session.scalars(select(Offer)).one().decision) == "accepted"
    again = {f"{offer}-decision": "declined"}
    assert counsellor.post(f"{path}/offers/{offer}", page=path, **again).status_code == 409
    assert "Accepted" in counsellor.get(f"/jobseekers/{number}/referrals/").text
    assert "worse than promised" in counsellor.get(f"/jobseekers/{number}/referrals/").text


def test_two_offers_are_decided_apart(counsellor: Person, number: str, vacancy: str) -> None:
    path = refer(counsellor, number, vacancy)
    first, second = offered(counsellor, path), offered(counsellor, path, pay_amount="1600")
    page = counsellor.post(f"{path}/offers/{first}", page=path, **{f"{first}-decision": "declined"})
    assert f"/offers/{second}" in page.text
    assert f"/offers/{first}" not in page.text
    page = counsellor.post(f"{path}/offers/{second}", page=path, **{f"{second}-decision": "accepted"})
    assert "Accepted" in page.text  # as good as promised or better: no reason asked
    ids = re.findall(r'id="([^"]+)"', counsellor.get(path).text)
    assert len(ids) == len(set(ids))
    assert counsellor.post(f"{path}/offers/nobody", page=path).status_code == 404


def test_what_an_offer_says_wrongly_is_told_beside_the_field(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = refer(counsellor, number, vacancy)
    page = counsellor.post(f"{path}/offer", **(OFFER | {"hours_week": "many"}))
    assert page.request.path == f"{path}/offer"
    assert "This cannot be read" in page.text
    assert count(sqlite_store, Offer) == 0


def upload(person: Person, path: str, content: bytes | None) -> str:
    csrf = token(person.client.get(f"{path}/offer"))
    file = (io.BytesIO(content or b""), "offer.json" if content is not None else "")
    return person.client.post(f"{path}/offer", data={"csrf_token": csrf, "file": file}, follow_redirects=True).text


def test_an_offer_as_a_file(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = refer(counsellor, number, vacancy)
    assert "Choose a file first" in upload(counsellor, path, None)
    for wrong in (b"{", b"[1]", b"\xff\xfe", b'"x"', b"[" * 100_000):
        assert "no JSON object" in upload(counsellor, path, wrong)
    assert "cannot be read at" in upload(counsellor, path, b'{"hours_week": "many"}')
    assert count(sqlite_store, Offer) == 0
    said = {"title": "Soldadora naval", "pay": {"amount": 900, "currency": "EUR", "period": "month"}}
    assert "€900" in upload(counsellor, path, json.dumps(said).encode())
    assert count(sqlite_store, Offer) == 1
    assert "too large" in upload(counsellor, path, b" " * 400_000)


def test_work_begun_and_how_it_goes(counsellor: Person, number: str, vacancy: str, sqlite_store: Services) -> None:
    path = refer(counsellor, number, vacancy)
    assert counsellor.post(f"{path}/follow-up", page=path).status_code == 404
    page = counsellor.post(f"{path}/placement", page=path, starts_on=(now() + timedelta(days=3)).date().isoformat())
    assert "This day has not come yet" in page.text
    page = counsellor.post(f"{path}/placement", page=path, starts_on=now().date().isoformat())
    assert "Works there since" in page.text
    assert "Hired" in page.text
    assert counsellor.post(f"{path}/placement", page=path, starts_on=now().date().isoformat()).status_code == 409
    page = counsellor.post(f"{path}/follow-up", page=path)
    assert "Nothing was answered" in page.text
    page = counsellor.post(f"{path}/follow-up", page=path, fees_paid="yes", pay_as_promised="no")
    assert "Only the answers and the month are kept" in page.text
    with sqlite_store.transaction(writes=False) as session:
        one = session.scalars(select(FollowUp)).one()
        assert (one.fees_paid, one.documents_held, one.pay_as_promised, one.contract_as_promised) == (True, None, False, None)
        assert one.month.day == 1
    assert "Works there since" in counsellor.get(f"/jobseekers/{number}/referrals/").text


def test_what_people_write_stays_text(counsellor: Person, vacancy: str) -> None:
    number = take_in(counsellor, "<b>Ana</b>")
    path = refer(counsellor, number, vacancy, contact="<script>1</script>")
    page = counsellor.get(path)
    assert "<b>Ana" not in page.text
    assert "<script>1" not in page.text
    assert "&lt;script&gt;1" in page.text


@pytest.mark.parametrize("lang", ["es", "fr", "ar"])
def test_every_page_in_every_language(counsellor: Person, number: str, vacancy: str, lang: str) -> None:
    assert counsellor.get(f"/jobseekers/{number}/referrals/new/{vacancy}", lang=lang).status_code == 200
    path = refer(counsellor, number, vacancy)
    offered(counsellor, path)
    for address in (path, f"/jobseekers/{number}/referrals/", f"{path}/offer", f"{path}/withdraw"):
        assert counsellor.get(address, lang=lang).status_code == 200
