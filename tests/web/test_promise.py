"""The promise, as a property: no way out ever shows a vacancy whose employer's vetting is not in force at that moment.

A random history of employers, vettings, vacancies and days, told to two processes over one store; after every step the core of
both, the pages of one, and the command line are asked, and answer exactly what a plain recomputation allows.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select, update

from matcher import vetting as rules
from matcher.bootstrap import Services, build
from matcher.models import CorrectiveAction, Employer, Jobseeker, VacancyRow, Vetting
from matcher.profile import Experience, Profile
from matcher.services import cvs, vacancies, vetting
from matcher.settings import Settings
from matcher.vocabulary import JudgementVerdict, VacancyState, VettingState
from tests import factories
from tests.conftest import _adopt
from tests.web.conftest import HASH, Person
from tests.web.test_pages import take_in
from web.app import create_app
from web.cli.matching import match_command

# Most are granted and published, so that a walk meets what could be shown wrongly, and not only what nobody would show.
vettings = st.sampled_from([VettingState.GRANTED] * 5 + list(VettingState))
states = st.sampled_from([VacancyState.PUBLISHED] * 5 + list(VacancyState))
ANYONE = Profile(experiences=(Experience("fui soldador", "es"),))


def now() -> datetime:
    return datetime.now(UTC)


class World(RuleBasedStateMachine):
    """`allowed` is recomputed from rows alone, in plain Python."""

    template: Path
    house: Services
    employers = Bundle("employers")
    rows = Bundle("rows")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "oficio.db")
        where = Settings(self.folder, f"sqlite:///{self.folder / 'oficio.db'}", secret_key="for-tests-only")
        self.one, self.two = (_adopt(build(where), self.house) for _ in range(2))
        with self.one.transaction() as session:
            factories.user(session, factories.centre(session, "c"), "counsellor@c.example", password=HASH)
        self.person = Person(create_app(services=self.two))
        self.person.sign_in("counsellor@c.example")
        self.stranger = Person(self.person.app)
        # Somebody with a CV for every vacancy: made while it could be shown, and kept when it no longer may.
        self.number = take_in(self.person)
        with self.one.transaction() as session:
            self.jobseeker = session.scalars(select(Jobseeker.id)).one()
        self.count = 0
        self.public: dict[int, str] = {}
        self.titles: dict[int, str] = {}
        self.steps = 0

    @rule(target=employers, state=vettings, begins=st.integers(-3, 2), lasts=st.integers(1, 4))
    def employ(self, state: VettingState, begins: int, lasts: int) -> str:
        self.count += 1
        first = now() + timedelta(days=begins, hours=1)
        with self.one.transaction() as session:
            factories.employer(
                session, f"e{self.count}", state, recruiter=True, valid_from=first, valid_until=first + timedelta(days=lasts)
            )
        return f"e{self.count}"

    @rule(
        target=rows, slug=employers, state=states, closes=st.none() | st.integers(-1, 3), through=st.none() | employers | st.just("nobody")
    )
    def write(self, slug: str, state: VacancyState, closes: int | None, through: str | None) -> int:
        self.count += 1
        with self.two.transaction() as session:
            owner = session.scalar(select(factories.Employer).where(factories.Employer.slug == slug))
            closes_on = None if closes is None else now().date() + timedelta(days=closes)
            row = factories.vacancy_row(session, owner, f"v{self.count}", state=state, closes_on=closes_on, title=f"Soldador v{self.count}")
            if through is not None:
                vacancies.write_terms(session, row, factories.terms(intermediaries=(through,)), ["intermediaries"])
            vacancies.record_changes(session, [row])
            self.public[row.id], self.titles[row.id] = row.public_id, row.title
            wanted = cvs.Settings(lang="es", country=row.country, occupation=row.occupation)
            cvs.make(session, session.get_one(Jobseeker, self.jobseeker), wanted, row.id)
            return row.id

    @rule(row=rows, state=states)
    def change(self, row: int, state: VacancyState) -> None:
        with self.one.transaction() as session:
            found = session.get_one(VacancyRow, row)
            found.state = state
            vacancies.record_changes(session, [found])

    @rule(row=rows, verdict=st.sampled_from(JudgementVerdict))
    def judge(self, row: int, verdict: JudgementVerdict) -> None:
        """What a counsellor says of a match is kept, and must not bring it back later."""
        path = f"/jobseekers/{self.number}/matches"
        fields = {f"v{row}-verdict": verdict, f"v{row}-reason": "kind"}
        answer = self.person.post(f"{path}/{row}/judge", page=path, **fields)
        assert answer.status_code == (200 if row in self.allowed() else 404)

    @rule(slug=employers)
    def suspend(self, slug: str) -> None:
        with self.two.transaction() as session:
            granted = select(Vetting).join(Vetting.employer).where(factories.Employer.slug == slug, Vetting.state == VettingState.GRANTED)
            found = session.scalar(granted)
            # One that a condition has suspended already cannot be suspended once more.
            if found and not any(action.lapses_at <= now() for action in found.actions):
                factories.suspend(session, slug, "a reason")

    @rule(slug=employers, state=vettings)
    def decide(self, slug: str, state: VettingState) -> None:
        """Any decision at all, written past the services: the answers may not depend on who wrote it."""
        with self.one.transaction() as session:
            for row in session.scalars(select(Vetting).join(Vetting.employer).where(factories.Employer.slug == slug)):
                row.state = state

    @rule(slug=employers, days=st.integers(0, 2))
    def set_a_condition(self, slug: str, days: int) -> None:
        """One that is never met, and runs out."""
        with self.two.transaction() as session:
            for row in session.scalars(select(Vetting).join(Vetting.employer).where(factories.Employer.slug == slug)):
                ends = now() + timedelta(days=days, seconds=-1)
                row.actions.append(CorrectiveAction(criterion="freedom_of_association", what="x", due_on=ends.date(), lapses_at=ends))

    @rule(days=st.integers(1, 2))
    def time_passes(self, days: int) -> None:
        """A day for us is a day earlier for every date in the store; nothing else is touched, no change is logged for a vetting."""
        with self.one.transaction() as session:
            for one in session.scalars(select(Vetting)):
                one.valid_from, one.valid_until = one.valid_from - timedelta(days=days), one.valid_until - timedelta(days=days)
            for action in session.scalars(select(CorrectiveAction)):
                action.lapses_at -= timedelta(days=days)
            closing = list(session.scalars(select(VacancyRow).where(VacancyRow.closes_on.is_not(None))))
            for row in closing:
                row.closes_on -= timedelta(days=days)
            if closing:
                vacancies.record_changes(session, closing)

    def allowed(self) -> set[int]:
        moment, found = now(), set()
        with self.one.transaction(writes=False) as session:
            good = {owner.id for owner in session.scalars(select(Employer)) if any(self.holds(one, moment) for one in owner.vettings)}
            for row in session.scalars(select(VacancyRow)):
                chain = {row.employer_id, *(link.employer_id for link in row.intermediaries)}
                open_still = row.closes_on is None or row.closes_on >= moment.date()
                if chain <= good and open_still and row.state is VacancyState.PUBLISHED:
                    found.add(row.id)
        return found

    @staticmethod
    def holds(one: Vetting, moment: datetime) -> bool:
        inside = one.state is VettingState.GRANTED and one.valid_from <= moment < one.valid_until
        return inside and not any(action.lapses_at <= moment for action in one.actions)

    @invariant()
    def the_core_shows_exactly_what_it_may(self) -> None:
        for process in (self.one, self.two):
            with process.transaction(writes=False) as session:
                result = process.matching.match(session, ANYONE, top=500)
                assert {match.vacancy.id for match in result.matches} == self.allowed()

    @invariant()
    def the_pages_show_exactly_what_they_may(self) -> None:
        allowed = self.allowed()
        page = self.person.post("/match", text="fui soldador", lang="es", level="")
        assert {int(number) for number in re.findall(r'href="/vacancies/(\d+)"', page.text)} == allowed if len(allowed) < 20 else True
        for number in range(1, self.count + 1):
            for way in ("", "/people"):
                assert self.person.get(f"/vacancies/{number}{way}").status_code == (200 if number in allowed else 404)
        page = self.person.get(f"/jobseekers/{self.number}/matches")
        assert {int(number) for number in re.findall(r'href="/vacancies/(\d+)\?', page.text)} == allowed if len(allowed) < 20 else True
        self.steps += 1
        for number, public in self.public.items():
            way = ("", "/job.jsonld", "/notice", "/offer")[(number + self.steps) % 4]
            assert self.stranger.get(f"/v/{public}{way}").status_code == (200 if number in allowed else 404), way
            way, form = (("", ""), ("/practice", ""), ("/file", "md"), ("/file", "epub"))[(number + self.steps) % 4]
            mine = self.person.get(f"/jobseekers/{self.number}/interview/{public}{way}", format=form)
            assert mine.status_code == (200 if number in allowed else 404), way
        titles = {f"Soldador v{name}" for name in re.findall(r"Soldador v(\d+)", self.person.get(f"/jobseekers/{self.number}/cv/").text)}
        prepared = set(re.findall(r"/interview/([0-9a-f]{16})", self.person.get(f"/jobseekers/{self.number}/interview/").text))
        assert prepared == {self.public[number] for number in allowed}
        assert titles == {self.titles[number] for number in allowed}

    def teardown(self) -> None:
        if hasattr(self, "one"):
            for process in (self.one, self.two):
                process.engine.dispose()
            shutil.rmtree(self.folder, ignore_errors=True)


def test_no_page_and_no_process_ever_shows_a_vacancy_it_may_not(sqlite_template: Path, house: Services) -> None:
    World.template, World.house = sqlite_template, house
    run_state_machine_as_test(World, settings=settings(max_examples=20, stateful_step_count=20, deadline=None))


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory, house: Services) -> Services:
    """The whole demonstration and, where it can be had, all imported vacancies of an employer nobody vetted."""
    from matcher.services import importing
    from matcher.services.seeding import seed
    from tests.conftest import DATA
    from web.security import hash_secret

    home = tmp_path_factory.mktemp("seeded")
    services = _adopt(build(Settings(home, f"sqlite:///{home / 'oficio.db'}")), house)
    services.migrate()
    with services.transaction() as session:
        assert seed(session, lambda: services.linker, services.vault, hash_secret)["vacancies"] == 160
        if DATA.is_dir():
            report, before = importing.Report(), importing.known(session, "demo-eures")
            raw = (DATA / "eures_es" / "vacancies.jsonl").read_bytes()
            lines = list(importing.read(raw, "vacancies.jsonl", "es", before.country, report))
            importing.store(session, "demo-eures", lines, importing.link(lines, before, services.linker), report)
            # Were they all published by mistake, their employer still is not vetted.
            session.execute(update(VacancyRow).where(VacancyRow.state == VacancyState.DRAFT).values(state=VacancyState.PUBLISHED))
            everything = list(session.scalars(select(VacancyRow)))
            vacancies.record_changes(session, everything)
    return services


def in_force(employer: Employer, moment: datetime) -> bool:
    return any(rules.is_in_force(one.state, one.valid_from, one.valid_until, [], moment) for one in employer.vettings)


def test_the_command_line_over_all_seeds_and_imports(seeded: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every occupation of the seeds is asked for; then employer after employer is suspended, and gone from the next answer."""
    monkeypatch.setattr("web.cli.matching.build", lambda _: seeded)
    path = tmp_path / "profile.json"

    def shown() -> set[int]:
        path.write_text(json.dumps({"experiences": [{"text": text, "lang": "es"} for text in ("soldador", "cocinera", "peón agrícola")]}))
        answer = CliRunner().invoke(match_command, [str(path), "--top", "1000"], catch_exceptions=False)
        assert answer.exit_code == 0
        return {match["vacancy_id"] for match in json.loads(answer.stdout)["matches"]}

    def permitted() -> set[int]:
        moment = now()
        with seeded.transaction(writes=False) as session:
            return {
                row.id
                for row in session.scalars(select(VacancyRow))
                if all(in_force(one, moment) for one in (row.employer, *(session.get(Employer, n.employer_id) for n in row.intermediaries)))
            }

    first = shown()
    assert len(first) > 100
    assert first <= permitted()
    with seeded.transaction(writes=False) as session:
        slugs = [one.slug for one in vetting.overview(session) if one.in_force]
    for slug in slugs:
        with seeded.transaction() as session:
            factories.suspend(session, slug, "a reason")
        assert shown() <= permitted()
    assert shown() == set()
