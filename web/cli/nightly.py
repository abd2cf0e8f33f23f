"""`oficio nightly`: what has to be done once a night, started by a timer."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from matcher.services import alerts, cases
from web.cli.store import progress_bar, services_ready

#: People in one transaction: few enough that whoever else wants to write waits a second at most.
PEOPLE_AT_ONCE = 10


@click.command("nightly")
def nightly_command() -> None:
    """Settle conditions that ran out, and tell of new vacancies. Interrupted, it goes on where it was when started again."""
    services = services_ready()
    with services.transaction() as session:
        lapsed = cases.settle_all(session)
    done = alerts.Told()
    with progress_bar() as bar:
        task = bar.add_task("matching", total=None)
        with services.transaction(writes=False) as session:
            # What takes long the first time is made before anybody has to wait for it.
            services.matching.search.current(session)
            people = alerts.watched(session)
        bar.update(task, total=len(people))
        for start in range(0, len(people), PEOPLE_AT_ONCE):
            with services.transaction() as session:
                done += alerts.tell_of_new_matches(session, services.matching, people[start : start + PEOPLE_AT_ONCE])
            bar.update(task, completed=start + PEOPLE_AT_ONCE)
    click.echo(json.dumps({"lapsed": lapsed, **asdict(done)}))
