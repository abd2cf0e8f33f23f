"""For people who come back: whom to turn to at home, and what to ask oneself before working on one's own account.

Cards are those of rights with other topics: each fact with where it was read; what was not read is said to be not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matcher.guides import rights
from matcher.guides.content import Checker, Words
from matcher.guides.rights import Card

#: Help on arrival, where to look for work, where to learn, and working on one's own account.
TOPICS = ("return", "work", "training", "own_account")


@dataclass(frozen=True, slots=True)
class Returning:
    """`cards`: by country. `ask`: said where there is none. `questions`: to oneself, before working on one's own account."""

    cards: Mapping[str, Card]
    ask: Words
    questions: tuple[Words, ...]


def read(general: Any, file: str, cards: Mapping[str, Any]) -> Returning:
    """`cards`: what was read of each file, by its path. Raises InvalidInput naming file and place, for a fact without its source above
    all."""
    check, told = Checker(file), general if isinstance(general, Mapping) else {}
    ask = check.words(told.get("ask"), "ask")
    questions = tuple(check.words(one, f"questions[{at}]") for at, one in enumerate(check.list(told.get("questions"), "questions")))
    check.problems += [("questions", "missing")] if not questions else []
    made: dict[str, Card] = {}
    for name, given in cards.items():
        card = rights.read(given, name, TOPICS)
        if card.country in made:
            check.problems.append((name, f"a second card of {card.country}"))
        made[card.country] = card
    check.done()
    return Returning(made, ask, questions)
