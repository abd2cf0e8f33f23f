"""ISCED 2011 levels and ISCED-F 2013 fields: names in four languages, and the field that words speak of.

Sources: data/SOURCES_QUALIFICATIONS.md.
"""

from __future__ import annotations

import re
from functools import cache

from occupations.builtin import DataError, rows
from occupations.isco import LANGUAGES
from occupations.text import LONGEST, fold, normalise

LEVELS = range(9)
#: German beside the four languages served: the dual system names its trades in it.
_WORDS_IN = (*LANGUAGES, "de")
_DOTTED = re.compile(r"\b(?:\w\.){2,}", re.UNICODE)
#: Words between the words of a title, which say nothing of level or field.
_BETWEEN = frozenset(
    re.findall(
        r"\w+",
        "a al and au aux d da das de del den der des die do du e el en et for fur i im in l la las le les los of para por pour s the "
        "to und von y zu zum zur في من ال",
    )
)
_CLITIC = re.compile("^(?:وال|بال|لل|ال)(?=\\w{2})")


def tokens(text: str) -> tuple[str, ...]:
    """The words of a title in the form in which they are compared: "B.T.S." is bts, number and gender are gone.

    >>> tokens("Técnica en enfermería")
    ('tecnic', 'enfermeri')
    """
    words = normalise(undotted(text[:LONGEST])).split()
    return tuple(fold(_CLITIC.sub("", word)) for word in words if word not in _BETWEEN)


def undotted(text: str) -> str:
    """Abbreviations without their points: "B.T.S." is BTS."""
    return _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", text)


def found_at(phrase: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    """Where a phrase stands, word for word, in a text; None where it does not."""
    if not phrase:
        return None
    size = len(phrase)
    return next((start for start in range(len(words) - size + 1) if words[start : start + size] == phrase), None)


@cache
def level_names() -> dict[int, dict[str, str]]:
    """Level to its name by language and, under `says_LANG`, one plain sentence about it."""
    columns = ("level", *LANGUAGES, *(f"says_{lang}" for lang in LANGUAGES))
    return {int(row["level"]): row for _, row in rows("isced_levels.tsv", columns)}


@cache
def field_names() -> dict[str, dict[str, str]]:
    """Code of 2, 3 or 4 digits to its name by language: all broad, narrow and detailed fields."""
    return {row["code"]: {lang: row[lang] for lang in LANGUAGES} for _, row in rows("isced_fields.tsv", ("code", *LANGUAGES))}


def field_of(words: tuple[str, ...]) -> str | None:
    """The ISCED-F code that the tokens of a title speak of: that of its longest known phrase, the first of several.

    Where that phrase belongs to several fields, what their codes have in common (3 or 2 digits); None where that is nothing.
    """
    known = _phrases()
    sizes = range(min(len(words), max(map(len, known))), 0, -1)
    spans = (words[start : start + size] for size in sizes for start in range(len(words) - size + 1))
    codes = next((known[span] for span in spans if span in known), frozenset())
    return next((one[:digits] for digits in (4, 3, 2) for one in codes if len({code[:digits] for code in codes}) == 1), None)


@cache
def _phrases() -> dict[tuple[str, ...], frozenset[str]]:
    """Phrase to its codes. Raises DataError for a code that is no field."""
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for line, row in rows("field_words.tsv", ("field", *_WORDS_IN)):
        if row["field"] not in field_names():
            raise DataError(f"field_words.tsv:{line}: no field {row['field']!r}")
        for text in (text for lang in _WORDS_IN for text in row[lang].split("|")):
            phrase = tokens(text)
            if phrase:
                found[phrase] = found.get(phrase, frozenset()) | {row["field"]}
    return found
