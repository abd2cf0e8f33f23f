"""`oficio qualification` and `oficio licence`: one paper in the person's own words, one JSON line on what it stands for."""

from __future__ import annotations

from dataclasses import asdict

import click

from matcher.codes import COUNTRIES
from matcher.qualification_reading import qualification_of
from occupations import isced, licences, qualifications
from occupations.isco import LANGUAGES
from web.cli.lines import one_line


def _country(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    code = value.strip().upper() if value else None
    if code and code not in COUNTRIES:
        raise click.BadParameter("not a country code of ISO 3166-1, such as MX")
    return code


COUNTRY = click.option("--country", callback=_country, help="Where it was obtained (ISO 3166-1, such as MX).")
LANG = click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the names that come out.")


@click.command("qualification")
@click.argument("title")
@COUNTRY
@LANG
def qualification_command(title: str, country: str | None, lang: str) -> None:
    """Read a qualification: ISCED level, ISCED-F field, EQF level. Several readings where countries differ, none if not understood."""
    readings = qualifications.read(title, country)
    rows = [
        asdict(one)
        | {
            "level_name": isced.level_names()[one.isced][lang] if one.isced is not None else None,
            "field_name": isced.field_names()[one.field][lang] if one.field else None,
        }
        for one in readings
    ]
    click.echo(one_line({"title": title, "country": country, "qualification": qualification_of(readings, title), "readings": rows}))


@click.command("licence")
@click.argument("words")
@COUNTRY
@LANG
def licence_command(words: str, country: str | None, lang: str) -> None:
    """Read a licence: the codes that vacancies ask for, or the question that is still open."""
    reading = licences.read(words, country)
    question = licences.questions()[reading.ask][lang] if reading.ask else None
    click.echo(one_line({"words": words, "country": country} | asdict(reading) | {"question": question}))
