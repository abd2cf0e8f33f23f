"""The command line as a way out: `oficio match`, `oficio guide --vacancy`, `oficio register`."""

from __future__ import annotations

import json
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner

from tests.promise.core import titles_of
from tests.promise.plain_rules import Rows
from tests.promise.vacancies import marks
from tests.promise.world import World
from web.cli.documents import guide_command
from web.cli.employers import register_command
from web.cli.matching import match_command


def match(world: World, rows: Rows) -> None:
    """The same JSON as the core's."""
    with patch("web.cli.matching.build", lambda _: world.here):
        found = CliRunner().invoke(match_command, ["-", "--top", "500"], input=json.dumps(world.anybody), catch_exceptions=False)
    assert found.exit_code == 0
    world.tally.ways["oficio match"] += 1
    assert {one["vacancy_id"] for one in json.loads(found.stdout)["matches"]} == rows.expected(world.anybody)


def guide(world: World, rows: Rows, vacancy: str, may: bool) -> None:
    """By its number, or by the id in its address."""
    with patch("web.cli.documents.build", lambda _: world.here):
        found = CliRunner().invoke(guide_command, ["--vacancy", vacancy, "--format", "md", "--out", "-"])
    world.tally.ways["oficio guide"] += 1
    assert (found.exit_code == 0) == may, found.output
    assert marks(found.stdout) <= titles_of(rows, rows.allowed())


def register(world: World) -> list[dict[str, Any]]:
    with patch("web.cli.store.build", lambda _: world.here):
        found = CliRunner().invoke(register_command, [], catch_exceptions=False)
    world.tally.ways["oficio register"] += 1
    return list(json.loads(found.stdout))
