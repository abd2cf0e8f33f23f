"""`oficio nightly`, and what a counsellor reads of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from matcher.bootstrap import Services
from matcher.database import now
from matcher.models import Alerted, Centre, Jobseeker, Notice, SavedSearch, User
from matcher.services import access, alerts, consents, jobseekers, vacancies
from matcher.vocabulary import ConsentPurpose, Role
from tests import factories
from tests.web.conftest import HASH, Oficio, Person
from tests.web.test_judgements import say
from tests.web.test_pages import take_in
from web.cli import nightly


def test_the_nightly_run_tells_on_the_first_page_and_names_nobody(oficio: Oficio, counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor, "Ana Tecún")
    with sqlite_store.transaction() as session:
        person = session.scalars(select(Jobseeker)).one()
        jobseekers.add_experience(session, person, "fui soldador", "es", occupation="7212")
        factories.employer(session, "astillero", valid_until=now().replace(year=2090))
    with sqlite_store.transaction() as session:
        user = session.scalar(select(User).where(User.email == "counsellor@one.example"))
        alerts.watch(session, sqlite_store.matching, user, session.scalars(select(Jobseeker)).one())
    assert oficio("nightly").lines == [{"lapsed": 0, "matched": 0, "skipped": 1, "told": 0}]
    with sqlite_store.transaction() as session:
        owner = session.scalar(select(factories.Employer))
        row = factories.vacancy_row(session, owner, "A-1", title="Soldador de buques")
        vacancies.record_changes(session, [row])
    assert oficio("nightly").lines == [{"lapsed": 0, "matched": 1, "skipped": 0, "told": 1}]
    assert oficio("nightly").lines == [{"lapsed": 0, "matched": 0, "skipped": 1, "told": 0}]
    page = counsellor.get("/jobseekers/").text
    told = page[page.index('role="status"') : page.index("<main")]
    assert "There are new vacancies that may fit" in told
    for private in ("Ana", number, "oldador", "Astillero"):
        assert private not in told
    counsellor.post(f"/jobseekers/{number}/erase")
    assert "There are new vacancies" not in counsellor.get("/jobseekers/").text


def test_a_night_that_breaks_off_goes_on_where_it_was(
    oficio: Oficio, counsellor: Person, sqlite_store: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One person a transaction; the machine goes out before the second."""
    take_in(counsellor, "Ana Tecún")
    take_in(counsellor, "Rosa Choc")
    with sqlite_store.transaction() as session:
        user = session.scalar(select(User).where(User.email == "counsellor@one.example"))
        for person in session.scalars(select(Jobseeker)):
            jobseekers.add_experience(session, person, "fui soldador", "es", occupation="7212")
            alerts.watch(session, sqlite_store.matching, user, person)
        owner = factories.employer(session, "astillero", valid_until=now().replace(year=2090))
        vacancies.record_changes(session, [factories.vacancy_row(session, owner, "A-1", title="Soldador de buques")])
    monkeypatch.setattr(nightly, "PEOPLE_AT_ONCE", 1)
    whole, calls = alerts.tell_of_new_matches, iter([True, False])

    def broken(*given: Any) -> alerts.Told:
        done = whole(*given)
        if not next(calls):
            raise KeyboardInterrupt
        return done

    with monkeypatch.context() as patch:
        patch.setattr(alerts, "tell_of_new_matches", broken)
        assert oficio("nightly").code != 0
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(Alerted)) == 1
    assert oficio("nightly").lines == [{"lapsed": 0, "matched": 1, "skipped": 1, "told": 1}]
    assert oficio("nightly").lines == [{"lapsed": 0, "matched": 0, "skipped": 2, "told": 0}]


def told(oficio: Oficio, counsellor: Person, store: Services) -> tuple[str, int]:
    """Somebody followed by the button, and a vacancy that last night told of: (person's number, vacancy)."""
    number = take_in(counsellor, "Ana Tecún")
    with store.transaction() as session:
        jobseekers.add_experience(session, session.scalars(select(Jobseeker)).one(), "fui soldador", "es", occupation="7212")
        owner = factories.employer(session, "astillero", valid_until=now().replace(year=2090))
        vacancies.record_changes(session, [factories.vacancy_row(session, owner, "A-0", title="Soldador viejo")])
    matches = f"/jobseekers/{number}/matches"
    page = counsellor.get(matches).text
    assert "Tell me of new vacancies" in page
    assert "Stop telling me" not in page
    page = counsellor.post(f"/jobseekers/{number}/watch", page=matches).text
    assert "Stop telling me" in page
    assert "text-bg-warning" not in page
    with store.transaction() as session:
        row = factories.vacancy_row(session, session.scalar(select(factories.Employer)), "A-1", title="Soldador de buques")
        vacancies.record_changes(session, [row])
        new = row.id
    assert oficio("nightly").lines[0]["told"] == 1
    return number, new


def marked(page: str) -> bool:
    return "text-bg-warning" in page


def test_the_notice_leads_to_the_matches_where_what_is_new_is_marked_until_seen(
    oficio: Oficio, counsellor: Person, sqlite_store: Services
) -> None:
    number, new = told(oficio, counsellor, sqlite_store)
    page = counsellor.post("/notices/1/follow", page="/jobseekers/")
    assert page.request.path == f"/jobseekers/{number}/matches"
    assert page.text.count("text-bg-warning") == 1
    assert f'href="#v{new}"' in page.text
    assert f'name="vacancy" value="{new}"' in page.text
    assert "There are new vacancies" not in counsellor.get("/jobseekers/").text
    matches = f"/jobseekers/{number}/matches"
    assert marked(counsellor.post(f"/jobseekers/{number}/watch/seen", page=matches, vacancy=["999", "nonsense"]).text)
    assert not marked(counsellor.post(f"/jobseekers/{number}/watch/seen", page=matches, vacancy=[str(new)]).text)


def test_what_is_new_is_on_the_page_however_many_fit_better(oficio: Oficio, counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    with sqlite_store.transaction() as session:
        jobseekers.add_experience(session, session.scalars(select(Jobseeker)).one(), "fui soldador", "es", occupation="7212")
        owner = factories.employer(session, "astillero", valid_until=now().replace(year=2090))
        vacancies.record_changes(session, [factories.vacancy_row(session, owner, f"A-{n}") for n in range(60)])
    counsellor.post(f"/jobseekers/{number}/watch", page=f"/jobseekers/{number}/matches")
    with sqlite_store.transaction() as session:
        owner = session.scalar(select(factories.Employer))
        row = factories.vacancy_row(session, owner, "B", title="Chapista", occupation="7213", description="Dar forma a chapas.")
        vacancies.record_changes(session, [row])
        new = row.id
    oficio("nightly")
    page = counsellor.get(f"/jobseekers/{number}/matches").text
    assert f'id="v{new}"' in page
    assert page.count("text-bg-warning") == 1


def test_what_is_suspended_after_it_was_told_is_neither_named_nor_counted(
    oficio: Oficio, counsellor: Person, sqlite_store: Services
) -> None:
    number, new = told(oficio, counsellor, sqlite_store)
    with sqlite_store.transaction() as session:
        factories.suspend(session, "astillero")
    page = counsellor.get(f"/jobseekers/{number}/matches").text
    assert not marked(page)
    assert "Soldador de buques" not in page
    assert f'value="{new}"' not in page
    assert "I have seen these" not in page


def test_whoever_stops_is_told_nothing_any_more(oficio: Oficio, counsellor: Person, sqlite_store: Services) -> None:
    number, _ = told(oficio, counsellor, sqlite_store)
    page = counsellor.post(f"/jobseekers/{number}/watch/stop", page=f"/jobseekers/{number}/matches").text
    assert "Tell me of new vacancies" in page
    assert not marked(page)
    assert "There are new vacancies" not in counsellor.get("/jobseekers/").text
    assert counsellor.post("/notices/1/follow", page="/jobseekers/new").status_code == 404
    assert oficio("nightly").lines == [{"lapsed": 0, "matched": 0, "skipped": 0, "told": 0}]


def test_only_who_follows_gets_through(oficio: Oficio, counsellor: Person, sqlite_store: Services, signed_in, visitor: Person) -> None:
    number, new = told(oficio, counsellor, sqlite_store)
    other, officer = signed_in("counsellor@two.example"), signed_in("officer@one.example")
    for way in (f"/jobseekers/{number}/watch", f"/jobseekers/{number}/watch/stop", f"/jobseekers/{number}/watch/seen", "/notices/1/follow"):
        assert other.post(way, page="/jobseekers/new", vacancy=[str(new)]).status_code == 404
        assert officer.post(way, page="/employers/").status_code == 403
        assert visitor.client.post(way).status_code in (302, 400)
        assert counsellor.client.post(way).status_code == 400  # without the token of a page
    assert marked(counsellor.get(f"/jobseekers/{number}/matches").text)
    with sqlite_store.transaction() as session:
        consents.withdraw(session, session.scalars(select(Jobseeker)).one(), ConsentPurpose.MATCHING)
    assert counsellor.post("/notices/1/follow", page="/jobseekers/new").status_code == 404
    assert counsellor.post(f"/jobseekers/{number}/watch", page="/jobseekers/new").status_code == 404


def test_a_saved_search_is_narrowed_on_its_page(oficio: Oficio, counsellor: Person, sqlite_store: Services) -> None:
    number, _ = told(oficio, counsellor, sqlite_store)
    with sqlite_store.transaction() as session:
        session.scalars(select(Jobseeker)).one().countries = ["ES", "MX"]
    matches = f"/jobseekers/{number}/matches"
    assert 'name="countries" type="checkbox" value="MX"' in counsellor.get(matches).text
    page = counsellor.post(f"/jobseekers/{number}/watch", page=matches, countries="MX", near_only="y").text
    assert re.search(r'<input checked[^>]*name="countries"[^>]*value="MX"', page)
    assert not re.search(r'<input checked[^>]*name="countries"[^>]*value="ES"', page)
    with sqlite_store.transaction() as session:
        search = session.scalars(select(SavedSearch)).one()
        assert (search.countries, search.near_only) == (["MX"], True)
        owner = session.scalar(select(factories.Employer))
        for country in ("ES", "MX"):
            vacancies.record_changes(session, [factories.vacancy_row(session, owner, f"N-{country}", title="Soldador", country=country)])
    assert oficio("nightly").lines[0]["told"] == 1
    counsellor.post(f"/jobseekers/{number}/watch", page=matches, countries="XX")
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalars(select(SavedSearch)).one().countries == ["MX"], "what is not offered is not taken"


def test_a_person_sees_their_own_matches_and_is_told(oficio: Oficio, counsellor: Person, app: Flask, sqlite_store: Services) -> None:
    number, new = told(oficio, counsellor, sqlite_store)
    say(counsellor, number, new, "down", "other", "a remark")
    assert "a remark" in counsellor.get(f"/jobseekers/{number}/matches").text
    with sqlite_store.transaction() as session:
        person = session.scalars(select(Jobseeker)).one()
        factories.user(
            session, session.get_one(Centre, person.centre_id), f"12345678@{access.DOMAIN}", Role.JOBSEEKER, HASH
        ).jobseeker_id = person.id
    person = Person(app)
    person.sign_in("12345678")
    page = person.get(f"/jobseekers/{number}/matches").text
    assert "Soldador de buques" in page
    assert "a remark" not in page
    assert "/judge" not in page
    assert person.get(f"/vacancies/{new}", person=number).status_code == 200
    assert "Tell me of new vacancies" in page
    assert "Stop telling me" in person.post(f"/jobseekers/{number}/watch", page=f"/jobseekers/{number}/matches").text
    with sqlite_store.transaction() as session:
        owner = session.scalar(select(factories.Employer))
        row = factories.vacancy_row(session, owner, "A-2", title="Soldador naval")
        vacancies.record_changes(session, [row])
    assert oficio("nightly").lines[0]["told"] == 2, "the counsellor and the person"
    first = person.get("/")
    assert "There are new vacancies that may fit" in first.text
    with sqlite_store.transaction(writes=False) as session:
        notice = session.scalars(select(Notice).join(User, User.id == Notice.user_id).where(User.jobseeker_id.is_not(None))).one()
    followed = person.post(f"/notices/{notice.id}/follow", page=first.request.path)
    assert followed.request.path == f"/jobseekers/{number}/matches"
    assert "Soldador naval" in followed.text
    other = take_in(counsellor, "Otra")
    assert person.get(f"/jobseekers/{other}/matches").status_code == 404
    assert person.post(f"/jobseekers/{other}/watch", page=f"/jobseekers/{number}/matches").status_code == 404
    assert person.get("/anonymous").status_code in (403, 404)
