"""`oficio serve`: the pages, by the embedded server."""

from __future__ import annotations

import threading

import click
import waitress

from matcher.bootstrap import Services, build
from matcher.services.installation import is_evaluation
from matcher.services.seeding import demonstration_accounts
from matcher.settings import Settings
from web.app import create_app


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def serve_command(host: str, port: int) -> None:
    """Serve the pages until Ctrl-C."""
    services = build(Settings.from_environ())
    services.migrate()
    if services.settings.encoder:
        services.encoder.encode(["x"])  # a model that cannot be had is said now, not at somebody's first question
    app = create_app(services=services)
    try:
        server = waitress.create_server(app, host=host, port=port, threads=8, ident=None)
    except (OSError, ValueError) as error:
        raise click.ClickException(f"cannot listen on {host}:{port}: {getattr(error, 'strerror', None) or error}") from error
    with services.transaction(writes=False) as session:
        accounts = [] if is_evaluation(session) else demonstration_accounts(session)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Oficio is at http://{shown}:{server.effective_port}/  (Ctrl-C ends it)")
    if accounts:
        click.echo("Demonstration accounts (e-mail, password, what for):")
        for email, password, purpose in accounts:
            click.echo(f"  {email:32} {password:26} {purpose}")
    # The pages are there at once; what is heavy is ready a few seconds later.
    threading.Thread(target=_warm, args=(services,), daemon=True).start()
    server.run()


def _warm(services: Services) -> None:
    """Loads encoder, index, linker and finder of skills, so that the first person does not wait for them."""
    with services.transaction(writes=False) as session:
        services.search.current(session)
    services.linker.link("soldador", "es")
    services.skill_finder.find("soldaba tuberías", "es")
