"""No way out ever shows a vacancy whose employer's vetting is not in force at that moment, and `unknown` is never `met`.

Short here; `make trust` walks at least 5,000 steps on SQLite, and some on PostgreSQL (`tests/benchmarks/promise.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.bootstrap import Services
from matcher.vocabulary import ProposalKind
from tests.promise import run, sweep
from tests.promise.furnished import on_postgres, on_sqlite
from tests.promise.worker import Worker
from tests.promise.world import Tally
from web.app import create_app


@pytest.fixture(scope="module")
def worker(house: Services) -> Iterator[Worker]:
    started = Worker(house)
    yield started
    started.end()


def test_every_way_out_of_two_processes_keeps_both_promises(sqlite_template: Path, house: Services, worker: Worker) -> None:
    with on_sqlite(sqlite_template, house) as fresh:
        tally = run.histories(fresh, worker, examples=3, steps=8)
    assert tally.steps > 15
    assert sum(count for shown, count in tally.vacancies.items() if shown) > 10


def test_what_ends_by_the_clock_alone_ends_in_that_moment(sqlite_template: Path, house: Services, worker: Worker) -> None:
    """A condition runs out, and so does a vetting: asked in the last moment before, and in the very one."""
    first = [("publish_new", (0, {})), ("publish_new", (1, {})), ("publish_new", (2, {"intermediaries": (1,)}))]
    with on_sqlite(sqlite_template, house) as fresh:
        told = run.machine(fresh, worker, Tally())()
        told.begin(first=first, person={})
        told.every_way_out_keeps_both_promises()
        # Of "long", which is also between another employer and whoever it employs; the vetting of "short" ends two days later.
        told.an_employer(("set_a_condition", (1, 0, 0)))
        shown = []
        for _ in range(2):
            for before in (True, False):
                told.an_end_is_reached(which=0, before=before)
                told.every_way_out_keeps_both_promises()
                shown.append(len(told.world.read().allowed()))
        told.teardown()
    assert shown == [3, 1, 1, 0]


def test_what_chance_may_leave_out_of_a_short_walk(sqlite_template: Path, house: Services, worker: Worker) -> None:
    """A closing day passes, an employer is suspended after somebody was put forward there, and a person no longer agrees."""
    first = [("publish_new", (1, {"closes_on": 1})), ("publish_new", (1, {})), ("publish_new", (2, {}))]
    with on_sqlite(sqlite_template, house) as fresh:
        told = run.machine(fresh, worker, Tally())()
        told.begin(first=first, person={})
        for one in (("take_in", ({"experiences": []},)), ("refer", (0, 1)), ("refer", (1, 1))):
            told.a_person(one)
        told.every_way_out_keeps_both_promises()
        shown = [len(told.world.read().allowed())]
        for step in (
            lambda: told.time_passes(hours=48),
            lambda: told.an_employer(("suspend", (1,))),
            lambda: told.a_person(("withdraw_consent", (0,))),
        ):
            step()
            for _ in range(5):
                told.every_way_out_keeps_both_promises()
            shown.append(len(told.world.read().allowed()))
        told.teardown()
    assert shown == [3, 2, 1, 1]
    assert len(told.world.gone) == 1


def test_what_a_night_told_is_shown_only_while_it_may_be(sqlite_template: Path, house: Services, worker: Worker) -> None:
    """Told, hidden with its employer, there again, told no second time, and seen."""
    with on_sqlite(sqlite_template, house) as fresh:
        told = run.machine(fresh, worker, Tally())()
        told.begin(first=[("publish_new", (1, {"country": "ES"})), ("publish_new", (2, {"country": "ES"}))], person={})
        told.somebody_watches(("a_night_breaks_off", ()))
        new = []
        for step in (
            lambda: told.a_night_passes(everything=False),
            lambda: told.an_employer(("suspend", (1,))),
            lambda: told.an_employer(("decide", (1, ProposalKind.REINSTATE))),
            lambda: told.a_night_passes(everything=False),
            lambda: told.somebody_watches(("look", (0,))),
            lambda: told.somebody_watches(("stop_watching", (0,))),
        ):
            step()
            before = told.tally.ways["new for somebody"]
            told.every_way_out_keeps_both_promises()
            new.append(told.tally.ways["new for somebody"] - before)
        told.teardown()
    assert told.tally.ways["told by night"] == 2
    assert new == [2, 1, 2, 2, 0, 0]


def test_the_same_on_postgresql(postgres: str, postgres_template: str, house: Services, worker: Worker) -> None:
    with on_postgres(postgres, postgres_template, house) as fresh:
        assert run.histories(fresh, worker, examples=2, steps=6).steps > 8


def test_every_page_is_asked_or_it_is_said_why_not(sqlite_store: Services) -> None:
    """A new page with a new kind of address makes this fail, until a history can fill it in."""
    known = {"public_id", "vacancy_id", "vacancy", "subject", "cv", "isco", "country", "code", "number"}
    app = create_app(services=sqlite_store)
    assert {rule.endpoint: rule.arguments for rule in sweep.bound(app) if not rule.arguments <= known} == {}
    assert len(sweep.bound(app)) > 40
    endpoints = [rule.endpoint for rule in app.url_map.iter_rules()]
    assert [one for one in sweep.UNBOUND if not any(endpoint.startswith(one) for endpoint in endpoints)] == []
