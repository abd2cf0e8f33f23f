"""`oficio match`: a profile to ranked vacancies of employers whose vetting is in force."""

from __future__ import annotations

import click
from marshmallow import ValidationError

from matcher.bootstrap import build
from matcher.errors import InvalidInput
from matcher.services.installation import is_evaluation
from matcher.settings import Settings
from web.cli.lines import one_line, read_json
from web.schemas import match as schema
from web.schemas.profile import first_problem, load_profile

EVALUATION_NOTICE = "EVALUATION INSTALLATION: these employers were never vetted. For measuring only, never for placing people."


@click.command("match")
@click.argument("profile", metavar="PROFILE.json")
@click.option("--top", default=50, show_default=True, type=click.IntRange(1, 1000), help="Vacancies, at most.")
def match_command(profile: str, top: int) -> None:
    """Match a profile (JSON; "-" for standard input) with the vacancies open to it. Nothing is stored."""
    services = build(Settings.from_environ())
    given = read_json(profile)
    services.migrate()
    with services.transaction(writes=False) as session:
        try:
            person, unknown_skills = load_profile(given, services.taxonomy)
        except ValidationError as error:
            field, reason = first_problem(error.messages)
            raise InvalidInput(file=profile, field=field, reason=reason) from error
        for skill in unknown_skills:
            click.echo(f"oficio: {profile}: skills: {skill!r} is no skill of the taxonomy and was not compared", err=True)
        answer = schema.dump(services.matching.match(session, person, top))
        if is_evaluation(session):
            click.echo(f"oficio: {EVALUATION_NOTICE}", err=True)
            answer["evaluation"] = EVALUATION_NOTICE
    click.echo(one_line(answer))
