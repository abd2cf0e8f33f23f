"""Commands around the store: migrate, seed, import vacancies, index."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from matcher.bootstrap import Services, build
from matcher.errors import IndexDamaged
from matcher.services import importing, installation
from matcher.services.seeding import evaluation_employer, seed
from matcher.settings import Settings
from web.cli.lines import read_bytes
from web.cli.matching import EVALUATION_NOTICE
from web.security import hash_secret


def services_ready() -> Services:
    """Services over a store that has the newest schema."""
    services = build(Settings.from_environ())
    services.migrate()
    return services


def progress_bar() -> Progress:
    """On standard error, so that what a command prints stays clean, and only where somebody looks at it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, disable=not console.is_terminal)


@click.command("migrate")
def migrate_command() -> None:
    """Bring the store to the newest schema."""
    services_ready()


@click.command("seed")
def seed_command() -> None:
    """Load the demonstration data, all of it fictional. Quick, and without effect, where the store holds a centre already."""
    services = services_ready()
    with services.transaction() as session:
        loaded = seed(session, lambda: services.linker, services.vault, hash_secret)
    if loaded:
        with services.transaction(writes=False) as session:
            services.search.save(session)
    click.echo(json.dumps(loaded))


#: Vacancies that are linked and then written in one transaction: few enough that whoever else wants to write waits a second at most,
#: and that little is done again by an import that was stopped and goes on.
STORED_AT_ONCE = 1_000


@click.group("vacancies")
def vacancies_group() -> None:
    """Vacancies in bulk."""


@vacancies_group.command("import")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--employer", required=True, help="Slug of the employer the vacancies belong to.")
@click.option("--lang", default="es", show_default=True, help="Language of texts that do not say.")
@click.option("--evaluation", is_flag=True, help="Into an installation for measuring only; marks a new one as such.")
def import_command(file: str, employer: str, lang: str, evaluation: bool) -> None:
    """Import vacancies (CSV, XLSX, JSON Lines, JSON-LD) as drafts, link and encode them.

    The same file again changes nothing; an import that was stopped goes on where it was when the same is asked again.
    """
    services, raw, report = services_ready(), read_bytes(file)[1], importing.Report()
    with services.transaction() as session:
        if evaluation:
            installation.mark(session, evaluation=True)
            evaluation_employer(session, employer)
        before = importing.known(session, employer)
    lines = importing.read(raw, Path(file).name, lang, before.country, report)
    with progress_bar() as bar:
        task, said = bar.add_task("linking and storing", total=len(lines)), importing.Titles()
        for start in range(0, len(lines), STORED_AT_ONCE):
            some = lines[start : start + STORED_AT_ONCE]
            occupations = importing.link(some, before, services.linker, said)
            with services.transaction() as session:
                importing.store(session, employer, some, occupations, report)
            bar.update(task, completed=start + len(some))
        bar.add_task("encoding", total=None)
        with services.transaction(writes=False) as session:
            services.search.save(session)
            marked = installation.is_evaluation(session)
    for line in report.unreadable:
        click.echo(f"oficio: {line}", err=True)
    if marked:
        click.echo(f"oficio: {EVALUATION_NOTICE}", err=True)
    counted = ("read", "new", "changed", "unchanged", "unlinked", "drafts")
    click.echo(json.dumps({name: getattr(report, name) for name in counted} | {"unreadable": len(report.unreadable)}))
    if report.unreadable:
        raise SystemExit(2)


@click.group("index")
def index_group() -> None:
    """The search index, which is derived data and can always be made again."""


@index_group.command("status")
def index_status() -> None:
    """What the index was made from, against what is in use; exit 1 where it must be rebuilt."""
    services = services_ready()
    with services.transaction(writes=False) as session:
        status = services.search.status(session)
    click.echo(json.dumps(status))
    raise SystemExit(0 if status["usable"] else 1)


@index_group.command("rebuild")
def index_rebuild() -> None:
    """Encode every vacancy anew and write the index."""
    services = services_ready()
    with services.transaction(writes=False) as session:
        manifest = services.search.rebuild(session)
    click.echo(json.dumps({"count": manifest.count, "change": manifest.change, "encoder": manifest.encoder}))


@index_group.command("verify")
def index_verify() -> None:
    """Check the index on disk byte by byte, and against the database; exit 1 where it fails."""
    services = services_ready()
    try:
        with services.transaction(writes=False) as session:
            services.search.verify(session)
    except IndexDamaged as error:
        raise click.ClickException(f"index: {error.facts['reason']}; make it anew with: oficio index rebuild") from error
    click.echo("index: verified")
