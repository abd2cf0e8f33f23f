"""`oficio taxonomy`: editions of ESCO beside the built-in one: import, list, use, remove, check."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from matcher.errors import InvalidInput
from matcher.services import taxonomies
from occupations import builtin, check
from occupations.editions import attribution
from occupations.esco import reading
from web.cli.lines import one_line
from web.cli.store import progress_bar, services_ready


@click.group("taxonomy")
def taxonomy_group() -> None:
    """Taxonomies of work."""


@taxonomy_group.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--languages", default="", help="Languages to read (ISO 639-1, with commas between); all that are there.")
@click.option("--as", "name", default="", help='Name of the edition; "esco-1.2" where the path tells the version.')
def import_command(path: Path, languages: str, name: str) -> None:
    """Import the official ESCO download (CSV, version 1.1 or later): a folder or a zip archive. All of it or nothing.

    Every row that cannot be taken is named. Nothing changes for anybody before the edition is put to use.
    """
    wanted = [lang.strip().lower() for lang in languages.split(",") if lang.strip()]
    services = services_ready()
    with progress_bar() as bar:
        task = bar.add_task("reading", total=None)
        try:
            download = reading.read(path, wanted, lambda done, total: bar.update(task, completed=done, total=total))
        except OSError as error:
            raise InvalidInput(file=str(path), reason=error.strerror or "cannot be read") from error
        task = bar.add_task("storing", total=None)
        with services.transaction() as session:
            stored, new = taxonomies.import_(session, download, name, lambda done, total: bar.update(task, completed=done, total=total))
            edition = next(one for one in taxonomies.all_of(session) if one.name == stored)
    for note in download.notes:
        click.echo(f"oficio: {note}", err=True)
    if not new:
        click.echo(f"oficio: edition {stored} holds just this already: nothing was changed", err=True)
    click.echo(_line(edition, unchanged=not new))


@taxonomy_group.command("list")
def list_command() -> None:
    """Print one JSON line for each edition, the built-in one first."""
    with services_ready().transaction(writes=False) as session:
        for edition in taxonomies.all_of(session):
            click.echo(_line(edition))


@taxonomy_group.command("use")
@click.argument("edition")
def use_command(edition: str) -> None:
    """Make an edition the one that everything works with; isco08 is the built-in one. Running servers follow at once.

    What was linked is carried over: occupations by their ESCO URI, else to the unit group; skills by name. Going back restores the
    precise occupation. One JSON line tells what was carried, and one more each thing that stays as it was.
    """
    services = services_ready()
    with progress_bar() as bar:
        # Whatever takes long is done before, so that nobody waits for it after.
        bar.add_task("preparing", total=None)
        services.linker_for(services.edition(edition))
    with services.transaction() as session:
        report = taxonomies.use(session, edition)
    with services.transaction(writes=False) as session:
        services.search.save(session)
    summary = {"edition": report.after, "before": report.before, "carried": report.carried, "changed": report.changed}
    click.echo(one_line(summary | {"left": len(report.left), "attribution": attribution(report.after)}))
    for left in report.left:
        click.echo(one_line(asdict(left)))


@taxonomy_group.command("remove")
@click.argument("edition")
def remove_command(edition: str) -> None:
    """Remove an imported edition that is not in use."""
    with services_ready().transaction() as session:
        taxonomies.remove(session, edition)
    click.echo(f"{edition}: removed")


@taxonomy_group.command("check")
@click.argument("edition", default=builtin.EDITION)
def check_command(edition: str) -> None:
    """Prove an edition whole, the built-in one or an imported one; print its sizes. Exit 1 with a line for each thing wrong."""
    taxonomy = builtin.load() if edition == builtin.EDITION else services_ready().edition(edition)
    problems = check.findings(taxonomy)
    if edition != builtin.EDITION:
        with services_ready().transaction(writes=False) as session:
            if not taxonomies.is_whole(session, edition):
                problems.append("the store no longer holds what was imported")
    for problem in problems:
        click.echo(f"oficio: taxonomy {taxonomy.edition}: {problem}", err=True)
    click.echo(one_line({"edition": taxonomy.edition, "checksum": taxonomy.checksum} | check.counts(taxonomy)))
    raise SystemExit(1 if problems else 0)


def _line(edition: taxonomies.Edition, **more: object) -> str:
    moment = edition.imported_at.isoformat(timespec="seconds") if edition.imported_at else None
    return one_line(asdict(edition) | {"imported_at": moment, "attribution": attribution(edition.name)} | more)
