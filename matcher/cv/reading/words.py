"""The words by which a CV is understood (`words.yaml`), and texts brought to the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_ARABIC = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ة": "ه",
    "ؤ": "و",
    "ئ": "ي",
    "’": "'",
    "‘": "'",
    "`": "'",
    "−": "-",
    "‐": "-",
    "‑": "-",
}
_WORD = re.compile(r"[^\W_]+")


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((files("matcher.cv.reading") / "words.yaml").read_text("utf-8"))
    return found


def flat(text: str) -> str:
    """Lower case without accents, Arabic digits and letters at their simplest; as long as the text, so that places agree."""
    return "".join(_flat(one) for one in text)


@cache
def _flat(character: str) -> str:
    if character in _ARABIC:
        return _ARABIC[character]
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    base = unicodedata.normalize("NFD", character)[0].lower()
    return _ARABIC.get(base, base) if len(base) == 1 else character


def key(text: str) -> str:
    """Only the words of a text, for comparison: no accents, case, Arabic vowel marks or punctuation."""
    plain = "".join(c for c in flat(text) if unicodedata.category(c) != "Mn" and c != "ـ")
    return " ".join(_WORD.findall(plain))


@cache
def by_word(group: str) -> dict[str, str]:
    """What each usual word of a group (`headings`, `labels`, `kinds`) stands for."""
    return {key(word): meaning for meaning, words in reversed(_data()[group].items()) for word in words}


@cache
def keys(group: str) -> frozenset[str]:
    return frozenset(key(word) for word in _data()[group])


@cache
def alternatives(group: str) -> str:
    """A pattern that finds any word of a group in a flat text, the longest first."""
    return either(flat(word) for word in _data()[group])


def either(words: Iterable[str]) -> str:
    found = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[\s'’]{1,2}") for word in found) + ")"


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + alternatives(group) + r"(?!\w)")


def has(group: str, text: str) -> bool:
    """Whether a text holds a word of a group."""
    return bool(_pattern(group).search(flat(text)))


def label(text: str) -> tuple[str, str]:
    """(what a label in front of a colon, or in a column of its own, stands for, what follows it); ("", text) where there is none."""
    found = re.match(r"^\s*([^:：\t]{1,60}?)\s*[:：\t]\s*(.*)$", text, re.S)
    if found and (meaning := by_word("labels").get(key(found[1]))):
        return meaning, found[2].strip()
    return "", text
