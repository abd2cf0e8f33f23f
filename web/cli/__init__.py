"""The command `oficio`. Errors are one clear line on standard error: exit 2 for bad input, 1 for a failure."""

from __future__ import annotations

import sys

import click
from sqlalchemy.exc import SQLAlchemyError

from matcher.cv.json_resume import Unreadable
from matcher.errors import (
    DownloadRefused,
    EditionNotImported,
    EncoderNotFound,
    InvalidInput,
    MatcherError,
    NotAnEvaluation,
    NotFound,
    WrongState,
)
from web.cli.checks import offer_group, vacancies_check
from web.cli.documents import content_group, cv_command, guide_command
from web.cli.employers import employers_group, register_command
from web.cli.judgements import judgements_command
from web.cli.matching import match_command
from web.cli.nightly import nightly_command
from web.cli.papers import licence_command, qualification_command
from web.cli.serving import serve_command
from web.cli.store import index_group, migrate_command, seed_command, vacancies_group
from web.cli.taxonomies import taxonomy_group
from web.cli.words import encode_command, link_command, skills_command

#: What a user typed wrongly, in contrast to what failed.
_BAD_INPUT = (EditionNotImported, EncoderNotFound, InvalidInput, NotAnEvaluation, NotFound, WrongState)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="oficio")
def cli() -> None:
    """Matches what a migrant worker can do with work that is safe to take."""


for command in (
    link_command, skills_command, encode_command, match_command, seed_command, serve_command, migrate_command, index_group, taxonomy_group,
    vacancies_group, employers_group, offer_group, register_command, cv_command,
    guide_command, content_group, nightly_command,
):  # fmt: skip
    cli.add_command(command)
for command in (qualification_command, licence_command, judgements_command):
    cli.add_command(command)
vacancies_group.add_command(vacancies_check)


def main() -> None:
    """Entry point: turns what went wrong into one line and an exit status; a traceback is for our own mistakes only."""
    try:
        status = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except click.Abort:
        status = 130
    except Unreadable as error:
        for problem in error.facts["problems"]:
            click.echo(f"oficio: {error.facts['file']}: {problem.path}: {problem.reason}", err=True)
        status = 2
    except DownloadRefused as error:
        for problem in error.facts["problems"]:
            click.echo(f"oficio: {problem}", err=True)
        count = error.facts["count"]
        click.echo(f"oficio: nothing was imported: {count:,} {'problem' if count == 1 else 'problems'}", err=True)
        status = 2
    except _BAD_INPUT as error:
        click.echo(f"oficio: {sentence(error)}", err=True)
        status = 2
    except MatcherError as error:
        click.echo(f"oficio: {sentence(error)}", err=True)
        status = 1
    except SQLAlchemyError as error:
        click.echo(f"oficio: the database failed: {str(error.__cause__ or error).splitlines()[0]}", err=True)
        status = 1
    except UnicodeEncodeError:
        click.echo("oficio: an argument holds half a character", err=True)
        status = 2
    except BrokenPipeError:
        # Whoever read us has gone (`| head`); say nothing more, not even at exit.
        sys.stderr.close()
        status = 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"oficio: {place}{error.strerror or error}", err=True)
        status = 1
    sys.exit(status or 0)


def sentence(error: MatcherError) -> str:
    """One line for one error, naming file, line and field where it has them."""
    facts = error.facts
    if isinstance(error, EditionNotImported):
        return f"edition {facts['edition']!r} is not imported here; import it with: oficio taxonomy import PATH"
    if isinstance(error, EncoderNotFound):
        return f"OFICIO_ENCODER: no sentence-transformers model or folder {facts['name']!r}: {facts['reason']}"
    if isinstance(error, NotFound):
        return "; ".join(f"no {thing} {which!r}" for thing, which in facts.items())
    if isinstance(error, InvalidInput):
        place = ":".join(str(facts[name]) for name in ("file", "line") if name in facts)
        return ": ".join(part for part in (place, str(facts.get("field", "")), str(facts["reason"])) if part)
    return str(facts.get("reason") or error)
