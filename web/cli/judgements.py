"""`oficio judgements`: what counsellors' judgements say of the ranking, as figures without a person in them."""

from __future__ import annotations

from dataclasses import asdict

import click

from matcher.services import judgements
from web.cli.lines import one_line
from web.cli.store import services_ready


@click.command("judgements")
def judgements_command() -> None:
    """How many matches were judged, the share found wrong, and mean places moved; nothing that rests on fewer than five."""
    with services_ready().transaction(writes=False) as session:
        click.echo(one_line(asdict(judgements.figures(session)) | {"weights": judgements.WEIGHTS}))
