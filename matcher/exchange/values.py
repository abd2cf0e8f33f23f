"""One value of a file to one number, day, yes or no, word or code of ours. What cannot be taken raises Wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from matcher.codes import COUNTRIES, CURRENCIES, LANGUAGES
from matcher.exchange.texts import Wrong, line, shown

#: Arabic-Indic and Persian digits, and the Arabic decimal separator.
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")
YES = frozenset({"yes", "true", "1", "sí", "si", "oui", "نعم", "verdadero", "vrai"})
NO = frozenset({"no", "false", "0", "non", "لا", "falso", "faux"})
#: More than any amount of money, count or age that a vacancy can name; larger ones are slips, or attacks.
LARGEST = 10**12

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,9})?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[.,'’\u066c\s][0-9]{3})+(?:[.,][0-9]+)?")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}[0-9:.,+\-Z]{0,24})?")
_OTHER_DAY = re.compile(r"[0-9]{1,4}\s?[/.-]\s?[0-9]{1,2}\s?[/.-]\s?[0-9]{1,4}")

Word = TypeVar("Word", bound=StrEnum)


def number(low: float, high: float = LARGEST, above: bool = False) -> Callable[[Any], float]:
    """A number from `low` (or, if `above`, from more than that) to `high`."""

    def read(given: Any) -> float:
        value = _digits(given) if isinstance(given, str) else given
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Wrong(f"{shown(given)} is not a number")
        if isinstance(value, float) and not math.isfinite(value):
            raise Wrong("not a finite number")
        if value < low or (above and value == low):
            raise Wrong(f"must be {'more than' if above else 'at least'} {low:g}")
        if value > high:
            raise Wrong(f"must be at most {high:g}" if high < LARGEST else "larger than any such number")
        return value

    return read


def _digits(given: str) -> float:
    text = given.strip()[:60].translate(DIGITS)
    if _AMBIGUOUS.fullmatch(text):
        raise Wrong(f"{shown(given)} can be read in two ways: write {re.sub('[.,]', '', text)}, or at most two decimals")
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", ".")) if "." in text or "," in text else int(text)
    if _GROUPED.fullmatch(text):
        raise Wrong(f"{shown(given)} holds a thousands separator: write 1850 or 1850.50")
    raise Wrong(f"{shown(given)} is not a number")


def whole(low: int, high: int) -> Callable[[Any], int]:
    inside = number(low, high)

    def read(given: Any) -> int:
        value = inside(given)
        if value != int(value):
            raise Wrong(f"{shown(given)} is not a whole number")
        return int(value)

    return read


def day(given: Any) -> date:
    """A date, or the date of a moment."""
    if isinstance(given, date):
        found = given.date() if isinstance(given, datetime) else given
    else:
        text = given.strip()[:60].translate(DIGITS) if isinstance(given, str) else ""
        match = _DAY.fullmatch(text)
        if match is None:
            ambiguous = " can be two different days" if _OTHER_DAY.fullmatch(text) else " is not a date"
            raise Wrong(f"{shown(given)}{ambiguous}: write year-month-day, such as 2026-04-13")
        try:
            found = date(*map(int, match.groups()))
        except ValueError as error:
            raise Wrong(f"{shown(given)} is a day that does not exist") from error
    if not 1990 <= found.year <= 2100:
        raise Wrong(f"{shown(given)} is outside the years 1990 to 2100")
    return found


def flag(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, int | float) and given in (0, 1):
        return bool(given)
    text = given.strip().casefold().translate(DIGITS) if isinstance(given, str) else ""
    if text not in YES and text not in NO:
        raise Wrong(f"{shown(given)} is neither yes nor no")
    return text in YES


def word(words: type[Word]) -> Callable[[Any], Word]:
    """One word of a vocabulary, in any letter case, with spaces or hyphens for underscores."""

    def read(given: Any) -> Word:
        text = re.sub(r"[\s-]+", "_", given.strip().casefold()) if isinstance(given, str) and len(given) <= 60 else ""
        for known in words:
            if known.casefold() == text:
                return known
        raise Wrong(f"{shown(given)} is none of {', '.join(words)}")

    return read


def country(given: Any) -> str:
    return _code(given, str.upper, COUNTRIES, "ISO 3166-1")


def currency(given: Any) -> str:
    return _code(given, str.upper, CURRENCIES, "ISO 4217")


def language(given: Any) -> str:
    """Three letters become two where they can."""
    return LANGUAGES[_code(given, str.lower, LANGUAGES, "ISO 639")]


def _code(given: Any, case: Callable[[str], str], known: Container[str], standard: str) -> str:
    code = case(line(8)(given))
    if code not in known:
        raise Wrong(f"{shown(given)} is no code of {standard}")
    return code
