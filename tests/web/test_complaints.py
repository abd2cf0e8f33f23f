"""Complaints: what was said, who judges it, what follows at once, and that nobody outside the centre learns who spoke."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.database import now
from matcher.exchange import terms_to_json
from matcher.models import Centre, Complaint, Employer, Jobseeker, Placement, Publication, Referral, User, VacancyRow
from matcher.services import consents, referrals, vacancies, vetting
from matcher.vocabulary import ConsentPurpose, Role, Shared, Standing, VettingState
from tests import factories
from tests.web.conftest import HASH, Person
from tests.web.test_pages import take_in

TOLD = "me quitaron el pasaporte"


@pytest.fixture
def vacancy(sqlite_store: Services, counsellor: Person) -> int:
    """A vacancy with a referral by each centre's counsellor, and a clerk of its employer."""
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "astillero", valid_until=factories.NOW.replace(year=2090))
        row = factories.vacancy_row(session, owner, "A-1", title="Soldadora naval")
        row.publications.append(Publication(terms=terms_to_json(vacancies.terms(row)), at=now() - timedelta(days=1)))
        vacancies.record_changes(session, [row])
        clerk = factories.user(session, session.scalars(select(Centre)).first(), "clerk@a.example", Role.EMPLOYER, HASH)
        clerk.employer_id = owner.id
        by = session.scalars(select(User).where(User.email == "counsellor@two.example")).one()
        refer(session, row, by, "Luz")
        return row.id


def refer(session, row: VacancyRow, by: User, name: str) -> Referral:
    person = Jobseeker(public_id=f"p-{name}", centre_id=by.centre_id, name=name, lang="es", answered=[])
    session.add(person)
    session.flush()
    for purpose in ConsentPurpose:
        consents.give(session, person, purpose, "es", by.id)
    return referrals.refer(session, person, row, [Shared.NAME], "", by)


def complain(by: Person, ground: str = "documents", **fields: str) -> str:
    """Writes a complaint down and returns its address."""
    page = by.post("/complaints/new", employer="astillero", ground=ground, told=TOLD, **fields)
    assert page.request.path.startswith("/complaints/")
    assert not page.request.path.endswith("/new"), page.text
    return page.request.path


def credible(person: Person, path: str, because: str = "dos personas dicen lo mismo"):
    return person.post(f"{path}/credible", page=path, because=because)


def test_writing_down_hides_nothing(counsellor: Person, vacancy: int) -> None:
    page = counsellor.get("/complaints/new", employer="astillero")
    assert '<option selected value="astillero">' in page.text
    assert "The employer is told nothing" in page.text
    path = complain(counsellor)
    assert TOLD in counsellor.get(path).text
    assert "Waiting to be judged" in counsellor.get("/complaints/").text
    assert counsellor.get(f"/vacancies/{vacancy}").status_code == 200


@pytest.mark.parametrize("missing", ["employer", "ground", "told"])
def test_what_is_missing_is_said(counsellor: Person, vacancy: int, sqlite_store: Services, missing: str) -> None:
    fields = {"employer": "astillero", "ground": "fees", "told": TOLD, missing: " " if missing == "told" else ""}
    page = counsellor.post("/complaints/new", **fields)
    assert "text-danger" in page.text
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalars(select(Complaint)).all() == []


def test_a_grave_one_found_credible_hides_the_employer_at_once(
    counsellor: Person, signed_in: Callable[[str], Person], vacancy: int, sqlite_store: Services
) -> None:
    path, two = complain(counsellor), signed_in("counsellor@two.example")
    assert "Write why" in counsellor.post(f"{path}/credible", page=path).text
    assert two.get(f"/vacancies/{vacancy}").status_code == 200
    page = credible(counsellor, path)
    assert "hidden from now on" in page.text
    assert "dos personas dicen lo mismo" in page.text
    assert "counsellor" in page.text  # who decided
    for person in (counsellor, two):
        assert person.get(f"/vacancies/{vacancy}").status_code == 404
    for person in (two, signed_in("officer@one.example"), signed_in("officer@two.example")):
        notice = person.get("/").text
        assert "is hidden from now on" in notice
        assert TOLD not in notice
    assert "do not send anybody there" in two.get("/jobseekers/p-Luz/referrals/").text
    assert credible(counsellor, path).status_code == 409
    with sqlite_store.transaction(writes=False) as session:
        case = session.scalars(select(Employer)).one().vettings[0]
        assert case.state is VettingState.SUSPENDED
        assert vetting.told(case, now()) is Standing.IN_FORCE  # the employer reads nothing of it yet


def test_a_lesser_one_hides_nothing(counsellor: Person, vacancy: int) -> None:
    path = complain(counsellor, "pay")
    assert "does not hide the employer" in counsellor.get(path).text
    page = credible(counsellor, path)
    assert "Your reason is kept with your name" in page.text
    assert counsellor.get(f"/vacancies/{vacancy}").status_code == 200


def test_who_spoke_is_for_the_own_centre_alone(
    counsellor: Person, signed_in: Callable[[str], Person], vacancy: int, sqlite_store: Services
) -> None:
    number = take_in(counsellor, "Ana Morales")
    path = complain(counsellor, person=number)
    assert "Ana Morales" in counsellor.get(path).text
    for officer in (signed_in("officer@one.example"), signed_in("officer@two.example")):
        page = officer.get(path)
        assert page.status_code == 200
        assert TOLD in page.text
        assert "Ana" not in page.text
        assert number not in page.text
        assert "Who says so" not in page.text
        assert "<bdi>counsellor</bdi>" not in page.text  # not even who wrote it down
    for person in (signed_in("counsellor@two.example"), signed_in("clerk@a.example")):
        assert person.get(path).status_code == 404
        assert person.post(f"{path}/credible", page=path, because="x").status_code == 404
    assert signed_in("clerk@a.example").get("/complaints/").status_code == 403
    assert path not in signed_in("counsellor@two.example").get("/complaints/").text
    counsellor.post(f"/jobseekers/{number}/erase")
    assert "Ana Morales" not in counsellor.get(path).text


def test_somebody_elses_person_cannot_be_named(counsellor: Person, vacancy: int, sqlite_store: Services) -> None:
    page = counsellor.post("/complaints/new", employer="astillero", ground="fees", told=TOLD, person="p-Luz")
    assert page.request.path == "/complaints/new"
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalars(select(Complaint)).all() == []


def test_an_officer_judges_too_but_does_not_say_that_it_is_safe(
    counsellor: Person, signed_in: Callable[[str], Person], vacancy: int
) -> None:
    path, officer = complain(counsellor), signed_in("officer@two.example")
    page = credible(officer, path)
    assert "officer" in page.text
    assert "Is it safe" not in page.text
    assert officer.post(f"{path}/safe", page=path, may_be_recognised="y").status_code == 403
    assert "Is it safe" in counsellor.get(path).text


def test_not_credible_closes_it_with_the_reason(counsellor: Person, vacancy: int) -> None:
    path = complain(counsellor)
    assert "Write why" in counsellor.post(f"{path}/not-credible", page=path).text
    page = counsellor.post(f"{path}/not-credible", page=path, why_not="era otra empresa")
    assert "era otra empresa" in page.text
    assert "Not credible" in counsellor.get("/complaints/").text
    assert counsellor.get(f"/vacancies/{vacancy}").status_code == 200
    assert credible(counsellor, path).status_code in (200, 409)
    assert counsellor.get(f"/vacancies/{vacancy}").status_code == 200


def test_closing_says_what_came_of_it(counsellor: Person, vacancy: int) -> None:
    path = complain(counsellor)
    credible(counsellor, path)
    page = counsellor.post(f"{path}/close", page=path, outcome="le devolvieron el pasaporte")
    assert "le devolvieron el pasaporte" in page.text
    assert "Closed" in page.text
    assert counsellor.get(f"/vacancies/{vacancy}").status_code == 404  # the vetting is another matter


def month_after_next(day: date) -> date:
    months = day.year * 12 + day.month + 1
    return date(months // 12, months % 12 + 1, 1)


def test_where_few_were_placed_the_person_has_to_know(counsellor: Person, vacancy: int, sqlite_store: Services) -> None:
    path = complain(counsellor)
    assert "Is it safe" not in counsellor.get(path).text
    credible(counsellor, path)
    assert "may_be_recognised" in counsellor.get(path).text
    page = counsellor.post(f"{path}/safe", page=path)
    assert "ask the person first" in page.text
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalars(select(Complaint)).one().safe_at is None
    page = counsellor.post(f"{path}/safe", page=path, may_be_recognised="y")
    first = month_after_next(now().date())
    assert f"from {first:%B} 1, {first.year}." in page.text
    assert f"from {first:%B} 1, {first.year}." in counsellor.get(path).text
    with sqlite_store.transaction(writes=False) as session:
        case = session.scalars(select(Employer)).one().vettings[0]
        assert case.told_from.date() == first
        assert vetting.told(case, case.told_from - timedelta(seconds=1)) is Standing.IN_FORCE
        assert vetting.told(case, case.told_from) is Standing.SUSPENDED


def test_where_many_were_placed_no_tick_is_asked(counsellor: Person, vacancy: int, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        row = session.get_one(VacancyRow, vacancy)
        by = session.scalars(select(User).where(User.email == "counsellor@two.example")).one()
        for name in ("Eva", "Iris", "Noa"):
            refer(session, row, by, name).placement = Placement(starts_on=now().date(), recorded_by=by.id)
    path = complain(counsellor)
    credible(counsellor, path)
    assert "may_be_recognised" not in counsellor.get(path).text
    assert "The employer reads “under review” from" in counsellor.post(f"{path}/safe", page=path).text


def test_what_was_said_stays_text_in_every_language(counsellor: Person, vacancy: int) -> None:
    page = counsellor.post("/complaints/new", employer="astillero", ground="other", told="<script>1</script>")
    path = page.request.path
    assert "<script>1" not in page.text
    for lang in ("es", "fr", "ar"):
        for address in ("/complaints/", "/complaints/new", path):
            assert counsellor.get(address, lang=lang).status_code == 200
