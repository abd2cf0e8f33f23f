"""What real titles carry besides the title: calls, conditions, references, places, typing errors.

Chosen from how adverts and classifications are written; none of it was taken from a set that the encoder is measured on.
"""

from __future__ import annotations

import numpy as np

_ANY = "*"
_BEFORE = {
    "es": "se busca|se necesita|buscamos|urgente|precisamos|trabajo como|experiencia como|he sido|trabajaba de",
    "en": "wanted|hiring|urgent|we are looking for|experienced|I worked as|full time|job as",
    "de": "wir suchen|gesucht|Aushilfe|erfahrene|dringend gesucht|ich war|Stelle als",
    "fr": "recherche|on recherche|urgent|nous recrutons|poste de|j'étais",
    "ar": "مطلوب|نبحث عن|عاجل|كنت أعمل|وظيفة",
    _ANY: "*|-|1|2|!!",
}
_AFTER = {
    "es": "en general|con experiencia|sin experiencia|turno de noche|jornada completa|fines de semana|(m/f)|y otros|temporal"
    "|por cuenta propia|2 años de experiencia|media jornada|incorporación inmediata",
    "en": "in general|with experience|no experience|night shift|full time|part time|(m/f)|and others|not elsewhere classified|temporary"
    "|self-employed|2 years experience|immediate start|senior|junior",
    "de": "im Allgemeinen|mit Erfahrung|Vollzeit|Teilzeit|(m/w/d)|und andere|a.n.g.|Nachtschicht|befristet|selbstständig|ab sofort",
    "fr": "en général|avec expérience|débutant accepté|temps plein|temps partiel|(h/f)|et autres|de nuit|temporaire|à son compte",
    "ar": "بخبرة|دوام كامل|دوام جزئي|بدون خبرة|ليلي|وغيرهم",
    _ANY: "ref 12345|(ref. 2025-778)|24h|2025|Madrid|Berlin|Paris|Bogotá|Sofia|Praha|Amman|a|b|(2)|x",
}
_LETTERS = "abcdefghilmnoprstu"


def noisy(text: str, lang: str, rng: np.random.Generator) -> str:
    """The text with one thing more, or with one typing error."""
    kind = rng.random()
    if kind < 0.25:
        return f"{_one(_BEFORE, lang, rng)} {text}"
    if kind < 0.7:
        return f"{text} {_one(_AFTER, lang if kind < 0.6 else _ANY, rng)}"
    return mistyped(text, rng)


def _one(parts: dict[str, str], lang: str, rng: np.random.Generator) -> str:
    return str(rng.choice(parts.get(lang, parts[_ANY]).split("|")))


def mistyped(text: str, rng: np.random.Generator) -> str:
    """One letter left out, put in, changed, or two exchanged; a text under five letters stays."""
    if len(text) < 5:
        return text
    at = int(rng.integers(1, len(text) - 1))
    letter = _LETTERS[int(rng.integers(len(_LETTERS)))]
    before, here, after = text[:at], text[at], text[at + 1 :]
    return (before + after, before + letter + here + after, before + letter + after, before + after[:1] + here + after[1:])[
        int(rng.integers(4))
    ]
