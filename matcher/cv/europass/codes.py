"""What the codes of Europass stand for."""

from __future__ import annotations

from matcher.codes import COUNTRIES
from matcher.vocabulary import Licence

#: Categories of vehicles (EUDrivingLicence V1.1.0) that the vocabulary has.
DRIVING: dict[Licence, str] = {one: one.value.removeprefix("driving_").upper() for one in Licence if one.value.startswith("driving_")}
LICENCES: dict[str, Licence] = {name: one for one, name in DRIVING.items()}

#: EuropassISOCountries writes the codes of the EU's style guide where they differ from ISO 3166.
_STYLE_GUIDE = {"GB": "UK", "GR": "EL"}
_ISO = {style: iso for iso, style in _STYLE_GUIDE.items()}

#: The aspects of a language, by element, each with a CEFR level of its own.
ASPECTS = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")

#: What says that a language is a mother tongue, by the language of the CV.
NATIVE = {"en": "Native speaker", "es": "Lengua materna", "fr": "Langue maternelle", "ar": "اللغة الأم"}
_NATIVE = {"native", "mother tongue", "nativo", "nativa", "materna", "lengua nativa", "hablante nativo", "hablante nativa", "natif"}
_NATIVE |= {"لغة أم", "لغتي الأم", "muttersprache", "língua materna", "madrelingua", *(one.casefold() for one in NATIVE.values())}

#: Titles, in lower case, under which the two sections without a code stand.
ABOUT = {
    "about me",
    "sobre mí",
    "acerca de mí",
    "à propos de moi",
    "profile",
    "perfil",
    "profil",
    "personal statement",
    "summary",
    "resumen",
    "résumé",
}
ABOUT |= {"نبذة عني", "عني", "نبذة شخصية"}
INTERESTS = {
    "interests",
    "hobbies",
    "hobbies and interests",
    "intereses",
    "aficiones",
    "centres d'intérêt",
    "loisirs",
    "الاهتمامات",
    "اهتمامات",
    "هوايات",
}


def to_country(code: str) -> str:
    """The code that Europass has for a country of ISO 3166; "" for what is none."""
    known = code.upper()
    return _STYLE_GUIDE.get(known, known) if known in COUNTRIES else ""


def from_country(code: str) -> str:
    known = _ISO.get(code.upper(), code.upper())
    return known if known in COUNTRIES else ""


def native(fluency: str) -> bool:
    return fluency.casefold().strip(" .") in _NATIVE
