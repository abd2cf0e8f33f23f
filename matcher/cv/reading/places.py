"""Countries by their names in the languages of CVs, and what of a text is a place."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from matcher.codes import COUNTRIES
from matcher.cv.reading.words import key
from matcher.cv.resume import Location

_READ_IN = ("en", "es", "fr", "ar", "de", "pt", "it")
_OTHERS = {
    "usa": "US",
    "u s a": "US",
    "eeuu": "US",
    "ee uu": "US",
    "امريكا": "US",
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "inglaterra": "GB",
    "uae": "AE",
    "الامارات": "AE",
    "السعوديه": "SA",
    "المملكه العربيه السعوديه": "SA",
    "سلطنه عمان": "OM",
    "ivory coast": "CI",
    "czech republic": "CZ",
    "فلسطين": "PS",
    "palestine": "PS",
    "palestina": "PS",
    "drc": "CD",
    "rdc": "CD",
}
_COMMA = re.compile(r"\s*[,،]\s*")
_LONGEST = 80


@cache
def _known() -> dict[str, str]:
    known = {
        key(str(name)): code
        for reader in reversed(_READ_IN)
        for code, name in Locale.parse(reader).territories.items()
        if code in COUNTRIES
    }
    # Without its vowel marks, as nearly everybody writes it, the name of Oman is also that of the capital of Jordan.
    known.pop(key("عمان"), None)
    return known | _OTHERS


def country(text: str) -> str:
    """The code of ISO 3166 of a country that a text names and says nothing else; "" for any other."""
    return _known().get(key(text), "") if len(text) <= _LONGEST else ""


def split(text: str) -> tuple[str, str]:
    """(the place without its country, the code of the country): "Tapachula, México" is ("Tapachula", "MX")."""
    plain = text.strip().removesuffix(")").strip()
    if code := country(plain):
        return "", code
    parts = _COMMA.split(plain)
    code = country(parts[-1]) if len(parts) > 1 else ""
    if code:
        return ", ".join(parts[:-1]), code
    if (found := re.match(r"^(.{2,60}?)\s*\(([^()]{2,40})\)?$", text.strip())) and (code := country(found[2])):
        return found[1], code
    return text.strip(), ""


_POSTAL = re.compile(r"^(?:[A-Z]{1,2}-)?(\d{4,6}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\s+(\D.*)$")
_POSTAL_LAST = re.compile(r"^([^\W\d][^\d]{2,40})\s(\d{5})$")

_STREET = re.compile(
    r"(?i)(?<!\w)(?:rue|avenue|boulevard|bd|chemin|allée|street|st|road|rd|lane|calle|avenida|av|avda|carrer|jr|jirón|carrera|cra|barrio|colonia|col|aldea|cantón|urb|via|viale|piazza|corso|rua"
    r"|travessa|platz|weg|allee|شارع|حي)(?!\w)|(?:straße|strasse|str\.|gasse)(?!\w)"
)


def is_street(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_STREET.search(text))


def location(text: str) -> Location:
    """An address: the street where there is one, postal code, town and country."""
    rest, code = split(text)
    parts = [part for part in _COMMA.split(rest) if part]
    postal = ""
    for number, part in enumerate(parts):
        if found := _POSTAL.match(part):
            postal, parts[number] = found[1], found[2]
            return Location(", ".join(parts[:number]), postal, found[2], code, ", ".join(parts[number + 1 :]))
        if found := _POSTAL_LAST.match(part):
            return Location(", ".join(parts[:number]), found[2], found[1], code, ", ".join(parts[number + 1 :]))
    if len(parts) > 1 and re.search(r"\d", parts[-1]) and not re.search(r"\d", parts[0]):
        return Location(", ".join(parts[1:]), "", parts[0], code)
    if parts and re.search(r"\d", parts[-1]):
        return Location(", ".join(parts), "", "", code)
    count = 0
    while count < len(parts) - 1 and (re.search(r"\d", parts[count]) or is_street(parts[count])):
        count += 1
    address, towns = parts[:count], parts[count:]
    return Location(", ".join(address), "", towns[0] if towns else "", code, ", ".join(towns[1:]))
