"""Finds wording that shuts people out, or that asks of a worker what nobody may ask. The lists are data; this only reads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from matcher.vocabulary import DiscriminationGround, UnsafeGround
from occupations.text import without_accents

Ground = DiscriminationGround | UnsafeGround


@dataclass(frozen=True, slots=True)
class Entry:
    """Phrases of one ground in one language, and what to write instead, by language of the reader."""

    ground: Ground
    lang: str
    phrases: tuple[str, ...]
    patterns: tuple[str, ...]
    say_instead: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """`words`: as they stand in the text; `term`: the phrase or pattern of the list that found them."""

    ground: Ground
    words: str
    term: str
    say_instead: Mapping[str, str]


#: Texts whose hits are kept, so that a list of drafts is not searched anew at every look.
REMEMBERED = 20_000
_WORDS = re.compile(r"\w+")


class WordingList:
    """All entries, whatever the language of the advert says: people mix languages, and shut others out in any of them."""

    def __init__(self, version: str, entries: Sequence[Entry]) -> None:
        self.version, self._entries = version, entries
        self._known: dict[bytes, list[Hit]] = {}

    @classmethod
    def of(cls, data: Mapping[str, Any], grounds: type[DiscriminationGround] | type[UnsafeGround] = DiscriminationGround) -> WordingList:
        """From a file in `seeds/`. Raises KeyError or ValueError where it is not in its form."""
        entries = [
            Entry(
                grounds(one["ground"]),
                one["lang"],
                tuple(one.get("phrases") or ()),
                tuple(one.get("patterns") or ()),
                one["say_instead"],
            )
            for one in data["entries"]
        ]
        return cls(str(data["version"]), entries)

    @cached_property
    def _terms(self) -> list[tuple[re.Pattern[str], str, Entry, frozenset[str]]]:
        """Each with the whole words without which it cannot be found: looking those up first spares most searches."""
        found: list[tuple[re.Pattern[str], str, Entry, frozenset[str]]] = []
        for entry in self._entries:
            found += [(_whole_words(phrase), phrase, entry, _needed(phrase)) for phrase in entry.phrases]
            found += [(re.compile(pattern), pattern, entry, frozenset()) for pattern in entry.patterns]
        return found

    def hits(self, text: str) -> list[Hit]:
        """What the list finds, each term once, in the order of the list."""
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        if key not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = self._search(text)
        return self._known[key]

    def _search(self, text: str) -> list[Hit]:
        plain, places = _plain(text)
        held = frozenset(_WORDS.findall(plain))
        found: list[Hit] = []
        for pattern, term, entry, needed in self._terms:
            if not needed <= held:
                continue
            match = pattern.search(plain)
            if match and match.end() > match.start():
                words = text[places[match.start()] : places[match.end() - 1] + 1]
                found.append(Hit(entry.ground, " ".join(words.split()), term, entry.say_instead))
        return found


def _plain(text: str) -> tuple[str, list[int]]:
    """The form the list is written for (lower case, no accents, Arabic letters unified, one space between words), and for each of
    its characters the place in the text that it comes from."""
    kept: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for one in without_accents(char):
            one = " " if one.isspace() else one
            if one != " " or (kept and kept[-1] != " "):
                kept.append(one)
                places.append(place)
    return "".join(kept), places


def _needed(phrase: str) -> frozenset[str]:
    words = _WORDS.findall(_plain(phrase.rstrip("*"))[0])
    return frozenset(words[:-1] if phrase.endswith("*") else words)


def _whole_words(phrase: str) -> re.Pattern[str]:
    """A phrase as whole words; a star at the end takes any ending of the last word."""
    words = _plain(phrase.rstrip("*"))[0].strip()
    return re.compile(r"(?<!\w)" + re.escape(words) + (r"\w*" if phrase.endswith("*") else r"(?!\w)"))
