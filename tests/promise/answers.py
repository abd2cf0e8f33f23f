"""Every way out of the house but the core: pages, files, the command line. Each shows what may be shown, and nothing else.

Bound by the promise is whatever jobseekers, counsellors and the public read. Not bound: an employer reads its own vacancies, and officers
those of the employer they examine (`UNBOUND`). What a person was put forward for stays in their record, with a warning.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import request
from sqlalchemy import select
from werkzeug.test import TestResponse

from matcher.models import CurriculumVitae, Employer, Jobseeker, Referral
from tests.promise import commands
from tests.promise.core import titles_of
from tests.promise.vacancies import marks
from tests.promise.world import World
from tests.web.conftest import Person
from web.app import create_app

#: Every so many turns each vacancy is asked for by itself, each time by another way.
APART = 3


class Answers:
    def __init__(self, world: World) -> None:
        self.world = world
        self.app = create_app(services=world.here)
        self.app.after_request(self._asked)
        self.stranger, self.counsellor, self.officer, self.jobseeker = (Person(self.app) for _ in range(4))
        self.counsellor.sign_in("counsellor@c.example")
        self.officer.sign_in("first@c.example")
        self.jobseeker.sign_in("ana@c.example")
        self.rows = world.read()

    def _asked(self, response: TestResponse) -> TestResponse:
        self.world.tally.ways[f"{request.method} {request.endpoint}"] += 1
        return response

    def hold(self, turn: int) -> None:
        """All that list vacancies; and every vacancy, whether it may be shown or not, by one way after the other as turns go on."""
        self.rows = rows = self.world.read()
        allowed, number = rows.allowed(), self.world.ana
        mine = sorted(self.world.told)[turn % len(self.world.told)]
        owner = (self.counsellor, self.jobseeker)[turn % 2]
        reader = owner if mine == number else self.counsellor
        assert self.lists(reader, f"/jobseekers/{mine}/matches") == titles_of(rows, rows.expected(self.world.told[mine]))
        with_cv, referred = self.of_ana()
        assert self.lists(owner, f"/jobseekers/{number}/cv/") == titles_of(rows, with_cv & allowed)
        assert self.lists(owner, f"/jobseekers/{number}/interview/") == titles_of(rows, (with_cv | referred) & allowed)
        [self.anonymous, self.command_line, self.register, self.records, self.who_left][turn % 5]()
        for place, (vacancy, row) in enumerate(rows.vacancies.items()):
            if place % APART == turn % APART:
                self.ways[(vacancy + turn // APART) % len(self.ways)](self, vacancy, row["public_id"], vacancy in allowed)

    def lists(self, person: Person, path: str) -> set[int]:
        """The marks on a page of several vacancies."""
        page = person.get(path)
        assert page.status_code == 200, (path, page.status_code)
        return self.nothing_forbidden(page)

    def nothing_forbidden(self, page: TestResponse) -> set[int]:
        """No title and no address of a vacancy that may not be shown; returns the marks there are."""
        allowed, found = self.rows.allowed(), marks(page.text)
        assert page.headers["Cache-Control"] == "no-store", page.request.path
        assert found <= titles_of(self.rows, allowed), page.request.path
        if page.status_code == 200:
            for number, row in self.rows.vacancies.items():
                assert number in allowed or row["public_id"] not in page.text, page.request.path
        return found

    def of_ana(self) -> tuple[set[int], set[int]]:
        """The vacancies that she has a CV for, and those that she was put forward for."""
        with self.world.here.transaction(writes=False) as session:
            ana = session.scalars(select(Jobseeker.id).where(Jobseeker.public_id == self.world.ana)).one()
            cvs = session.scalars(select(CurriculumVitae.vacancy_id).where(CurriculumVitae.jobseeker_id == ana))
            referred = session.scalars(select(Referral.vacancy_id).where(Referral.jobseeker_id == ana))
            return {one for one in cvs if one is not None}, set(referred)

    def one(self, reader: Person, path: str, may: bool, **query: object) -> None:
        page = reader.get(path, **query)
        assert page.status_code == (200 if may else 404), (path, page.status_code)
        self.nothing_forbidden(page)

    def posted(self, person: Person, path: str, may: bool, **fields: str) -> None:
        page = person.post(path, page="/recognition" if person is self.stranger else "/match", **fields)
        assert page.status_code == (200 if may else 404), (path, page.status_code)
        self.nothing_forbidden(page)

    def judged(self, number: int) -> None:
        """What a counsellor says of a match does not bring it back."""
        said = {f"v{number}-verdict": "up", f"v{number}-reason": "kind"}
        self.posted(self.counsellor, f"/jobseekers/{self.world.ana}/matches/{number}/judge", may=False, **said)

    #: Ways to one vacancy: given its number, its public number and whether it may be shown.
    ways: tuple[Callable[[Answers, int, str, bool], None], ...] = (
        lambda self, number, public, may: self.one(self.counsellor, f"/vacancies/{number}", may, person=self.world.ana),
        lambda self, number, public, may: self.one(self.stranger, f"/v/{public}", may),
        lambda self, number, public, may: self.one(self.counsellor, f"/jobseekers/{self.world.ana}/interview/{public}", may),
        lambda self, number, public, may: self.one(self.stranger, f"/v/{public}/job.jsonld", may),
        lambda self, number, public, may: self.one(self.stranger, f"/v/{public}/offer", may),
        lambda self, number, public, may: self.one(self.officer, f"/vacancies/{number}", may),
        lambda self, number, public, may: self.one(self.counsellor, f"/vacancies/{number}/people", may),
        lambda self, number, public, may: self.one(
            self.jobseeker, f"/jobseekers/{self.world.ana}/interview/{public}/file", may, format="md"
        ),
        lambda self, number, public, may: self.one(self.stranger, f"/v/{public}/notice", may),
        lambda self, number, public, may: self.one(self.jobseeker, f"/jobseekers/{self.world.ana}/interview/{public}/practice", may),
        lambda self, number, public, may: commands.guide(self.world, self.rows, str(number) if number % 2 else public, may),
        lambda self, number, public, may: self.one(self.counsellor, f"/jobseekers/{self.world.ana}/referrals/new/{public}", may),
        lambda self, number, public, may: may or self.posted(self.counsellor, f"/jobseekers/{self.world.ana}/cv/for/{public}", may),
        lambda self, number, public, may: may or self.posted(self.counsellor, f"/v/{public}/offer", may, title="x"),
        lambda self, number, public, may: may or self.judged(number),
    )

    def anonymous(self) -> None:
        """Matching without a name: what was typed is all that is known."""
        fields = {"text": "fui soldador", "lang": "es", "level": ""}
        person = {"experiences": [{"text": "fui soldador", "lang": "es"}]}
        if countries := self.world.anybody.get("countries"):
            fields, person = fields | {"countries": countries}, person | {"countries": countries}
        page = self.counsellor.post("/match", **fields)
        assert page.status_code == 200
        assert self.nothing_forbidden(page) == titles_of(self.rows, self.rows.expected(person))

    def command_line(self) -> None:
        commands.match(self.world, self.rows)

    def register(self) -> None:
        """The public register holds the employers in force, on the page, as JSON and on the command line."""
        with self.world.here.transaction(writes=False) as session:
            names = {one.name for one in session.scalars(select(Employer).where(Employer.id.in_(self.rows.good)))}
        lines = commands.register(self.world)
        for told in (lines, self.stranger.get("/register.json").json):
            assert {line["name"] for line in told} == names
        self.lists(self.stranger, "/register")

    def records(self) -> None:
        """A record names what a person was put forward for; with a warning and without the way there, while it may not be shown."""
        allowed = self.rows.allowed()
        with self.world.here.transaction(writes=False) as session:
            kept = [(one.jobseeker.public_id, one.public_id, one.vacancy_id) for one in session.scalars(select(Referral))]
        for person, referral, vacancy in kept:
            if person in self.world.told:
                page = self.counsellor.get(f"/jobseekers/{person}/referrals/{referral}")
                warned = "Hidden now" in page.text or "The vacancy is closed" in page.text
                assert page.status_code == 200
                assert ("Hidden now" in page.text) == (not self.rows.vetted(self.rows.vacancies[vacancy]))
                assert warned == (f'href="/vacancies/{vacancy}' not in page.text) == (vacancy not in allowed)

    def who_left(self) -> None:
        """Somebody who no longer agrees, or is erased, is matched with nothing."""
        for number in self.world.gone:
            for path in ("matches", "interview/", "cv/", "referrals/"):
                assert self.counsellor.get(f"/jobseekers/{number}/{path}").status_code == 404
