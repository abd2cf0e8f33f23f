"""What the core answers in both processes, held against the plain rules: which vacancies, why, what was left out."""

from __future__ import annotations

from typing import Any

from tests.promise.plain_rules import Rows
from tests.promise.plain_verdicts import MET, UNKNOWN, UNMET, Person
from tests.promise.vacancies import marks
from tests.promise.worker import ask
from tests.promise.world import Edit, World

#: In which list of an answer a verdict stands.
LIST = {MET: "reasons", UNMET: "gaps", UNKNOWN: "questions"}


def both_answer_alike(world: World, person: Person, rows: Rows) -> None:
    """Exactly what may be shown to this person, with the same words in both processes."""
    here, there = ask(world.here, person), world.worker.ask(person, world.now)
    assert here == there
    shown = [match["vacancy_id"] for match in here["matches"]]
    world.tally.ways["core here"] += 1
    world.tally.ways["core in another process"] += 1
    world.tally.vacancies[len(shown)] += 1
    world.tally.parts[len(world.here.search._snapshot.searchable.parts)] += 1
    assert len(set(shown)) == len(shown)
    assert set(shown) == rows.expected(person)
    assert here["left_out"] == rows.left_out(person)
    for match in here["matches"]:
        is_as_told(match, person, rows)


def is_as_told(match: dict[str, Any], person: Person, rows: Rows) -> None:
    """Today's title, and every verdict in its list: what nobody told is a question, never a reason."""
    number = match["vacancy_id"]
    assert match["title"] == rows.vacancies[number]["title"]
    for code, verdict in rows.verdicts(person, number).items():
        stands = [name for name in LIST.values() if code in [one["code"] for one in match[name]]]
        # What is met because nothing was asked is not said.
        assert stands == [LIST[verdict]] or (verdict == MET and not stands), (code, verdict, stands)


def an_edit_meanwhile(world: World, person: Person, edit: Edit) -> None:
    """Committed here while the other process stands between its search and its last question to the database."""
    before = world.read().expected(person)
    with world.worker.paused(person, world.now) as answered:
        world.apply(edit)
    rows = world.read()
    after, shown = rows.expected(person), {match["vacancy_id"] for match in answered[0]["matches"]}
    world.tally.ways["core, edited meanwhile"] += 1
    assert shown <= after
    assert shown >= before & after
    for match in answered[0]["matches"]:
        is_as_told(match, person, rows)


def titles_of(rows: Rows, numbers: set[int]) -> set[int]:
    """The marks that stand in their titles now."""
    return {mark for number in numbers for mark in marks(rows.vacancies[number]["title"])}
