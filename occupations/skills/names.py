"""Finds names of skills that stand, word by word, inside a text: "soldar tuberías", "machine learning", "C#"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from occupations.skills.spans import Place, words
from occupations.taxonomy import Skill
from occupations.text import folded_words

#: Words of the longest name looked for.
LONGEST_NAME = 8
_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of the skill in row `row`; the taxonomy's own label in a language is the preferred one."""

    row: int
    text: str
    preferred: bool


class Names:
    """Every name of every skill by its folded words.

    Held as sorted 64-bit hashes, because hundreds of thousands of tuples of words would take some 100 MB.
    """

    def __init__(self, skills: Sequence[Skill]) -> None:
        self._names = [name for row, skill in enumerate(skills) for name in _names(row, skill)]
        keys = np.array([hash(_key(name.text)) for name in self._names], np.int64)
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]

    def inside(self, text: str, parts: Sequence[Place]) -> Iterator[tuple[Name, Place]]:
        """The names inside the parts of a text, each with its place, in the order of the text."""
        for start, end in parts:
            tokens = [(token, place) for place in words(text, start, end) for token in _tokens(text[slice(*place)])]
            for first in range(len(tokens)):
                for last in range(first, min(first + LONGEST_NAME, len(tokens))):
                    key, place = tuple(token for token, _ in tokens[first : last + 1]), (tokens[first][1][0], tokens[last][1][1])
                    yield from ((name, place) for name in self._with(key) if len(key) > 1 or _proper(name.text, text[slice(*place)]))

    def _with(self, key: tuple[str, ...]) -> Iterator[Name]:
        value = hash(key)
        for at in range(int(np.searchsorted(self._keys, value)), len(self._keys)):
            if self._keys[at] != value:
                return
            name = self._names[self._order[at]]
            if _key(name.text) == key:
                yield name


def _names(row: int, skill: Skill) -> Iterator[Name]:
    """The names of a skill that can be looked for; "Java (computer programming)" is also called "Java"."""
    for label in dict.fromkeys(skill.labels.values()):
        yield Name(row, label, True)
        short = _BRACKETS.sub("", label)
        if short != label:
            yield Name(row, short, False)
    for others in skill.others.values():
        yield from (Name(row, other, False) for other in others)


def _proper(name: str, written: str) -> bool:
    """Whether a name of one word is a proper one, written as it is: "Java" and "C#", but not "plan", which is said of anything."""
    return name == written and (name != name.lower() or not name.isalnum())


def _key(name: str) -> tuple[str, ...]:
    """The folded words of a name; empty where that is a single letter, which says nothing."""
    key = tuple(token for place in words(name, 0, len(name)) for token in _tokens(name[slice(*place)]))
    return key if len("".join(key)) > 1 else ()


def _tokens(word: str) -> tuple[str, ...]:
    """A word folded, mostly one; with a sign it is left whole, so that "C#" is not "c"."""
    return (word.casefold(),) if word[-1] in "+#" else folded_words(word)
