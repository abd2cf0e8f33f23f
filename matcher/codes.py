"""Codes of international standards (from pycountry): countries ISO 3166-1, currencies ISO 4217, languages ISO 639."""

from __future__ import annotations

import pycountry

COUNTRIES = frozenset(country.alpha_2 for country in pycountry.countries)
CURRENCIES = frozenset(currency.alpha_3 for currency in pycountry.currencies)
#: Language codes of two and of three letters, each to the one that is used: two letters where there are ("spa" is "es").
LANGUAGES: dict[str, str] = {
    code: getattr(one, "alpha_2", one.alpha_3)
    for one in pycountry.languages
    for code in (getattr(one, "alpha_2", None), one.alpha_3, getattr(one, "bibliographic", None))
    if code
}
# Codes of ISO 639-2 for groups of languages whose speakers name the group: Nahuatl, Otomi, Tamazight.
LANGUAGES |= {one.alpha_3: one.alpha_3 for one in pycountry.language_families if one.alpha_3 in ("nah", "oto", "ber")}
