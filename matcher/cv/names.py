"""Names of languages and of levels as people write them, to codes."""

from __future__ import annotations

import re
from functools import cache

import pycountry
from babel import Locale

from matcher.codes import LANGUAGES
from matcher.vocabulary import Level
from occupations.languages import also_called
from occupations.text import without_accents

#: Languages whose own names for languages are understood in a CV.
_READ_IN = ("en", "es", "fr", "ar", "de", "pt", "it", "uk", "tr", "nl", "pl", "ro", "ru")
_APOSTROPHES = re.compile("['’ʼʻ`´]")
#: Said before the name: "idioma español", "langue arabe".
_THE_LANGUAGE = re.compile(r"^(?:idioma|lengua|langue|la langue|اللغه|لغه)\s+(?=\S)")
_CEFR = re.compile(r"\b([ABC][12])\b", re.I)


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for reader in reversed(_READ_IN):
        for code, name in Locale.parse(reader).languages.items():
            if code in LANGUAGES:
                known[_plain(str(name))] = LANGUAGES[code]
    for code in LANGUAGES:
        own = Locale.parse(code).get_display_name(code) if code in _READ_IN else None
        if own:
            known[_plain(str(own))] = code
    return {_plain(name): code for name, code in also_called().items()} | known


def _plain(text: str) -> str:
    return _THE_LANGUAGE.sub("", _APOSTROPHES.sub("", without_accents(text)).casefold().strip(" .:"))


def language_name(code: str, locale: Locale) -> str:
    """From CLDR; the English name of ISO 639 where CLDR has none in that language; the code where nobody has."""
    known = locale.languages.get(code)
    if known is None:
        kinds = (pycountry.languages, pycountry.language_families) if len(code) == 3 else (pycountry.languages,)
        entry = next((one for kind in kinds if (one := kind.get(**{f"alpha_{len(code)}": code}))), None)
        known = entry.name if entry else code
    return str(known)


def language_code(name: str) -> str | None:
    """The ISO 639 code of a language named in one of a dozen languages, or by its code; None where it is not understood."""
    text = name.strip()
    if text in LANGUAGES and text.isascii() and len(text) <= 3:
        return LANGUAGES[text]
    return _known().get(_plain(re.sub(r"\s*[(（].*$", "", text)))


def level(fluency: str) -> Level | None:
    """The CEFR level that a text names; words such as "fluent" name none, for they mean different things to different people."""
    found = {one.upper() for one in _CEFR.findall(fluency)}
    return Level(found.pop()) if len(found) == 1 else None
