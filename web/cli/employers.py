"""Commands around employers: suspend one, the public register, and what the clock did to conditions."""

from __future__ import annotations

import json

import click

from matcher.database import now
from matcher.errors import WrongState
from matcher.services import cases, vetting
from matcher.vocabulary import VettingState
from web.cli.lines import one_line
from web.cli.store import services_ready
from web.schemas import register as schema


@click.group("employers")
def employers_group() -> None:
    """Employers and their vetting."""


@employers_group.command("suspend")
@click.argument("slug")
@click.option("--reason", required=True)
def suspend_command(slug: str, reason: str) -> None:
    """Suspend an employer's vetting: its vacancies are gone from the next answer on."""
    with services_ready().transaction() as session:
        case = vetting.latest(vetting.employer_of(session, slug))
        if case is None or case.state is not VettingState.GRANTED:
            raise WrongState(employer=slug, state=str(case.state) if case else "never vetted", reason="no vetting is granted")
        cases.suspend(session, case, reason, None)
    click.echo(f"{slug}: suspended")


@employers_group.command("settle")
def settle_command() -> None:
    """Write down which vettings a condition has suspended. They are hidden without it; a nightly run keeps the history complete."""
    with services_ready().transaction() as session:
        click.echo(json.dumps({"lapsed": cases.settle_all(session)}))


@click.command("register")
@click.option(
    "--format", "form", type=click.Choice(["json", "lines"]), default="json", show_default=True, help="One list, or one line each."
)
def register_command(form: str) -> None:
    """The public register: employers whose vetting is in force at this moment."""
    with services_ready().transaction(writes=False) as session:
        found = schema.dump(vetting.register(session, now()))
    for line in [found] if form == "json" else found:
        click.echo(one_line(line))
