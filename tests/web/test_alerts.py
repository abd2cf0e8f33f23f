"""`oficio nightly`, and what a counsellor reads of it."""

from __future__ import annotations

from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.database import now
from matcher.models import Jobseeker, User
from matcher.services import alerts, jobseekers, vacancies
from tests import factories
from tests.web.conftest import Oficio, Person
from tests.web.test_pages import take_in


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
    assert "New vacancies may fit somebody you follow" in told
    for private in ("Ana", number, "oldador", "Astillero"):
        assert private not in told
    counsellor.post(f"/jobseekers/{number}/erase")
    assert "New vacancies may fit" not in counsellor.get("/jobseekers/").text
