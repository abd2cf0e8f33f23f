"""Choices offered in forms, worded in the reader's language when the form is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matcher.profile import Region
from matcher.vocabulary import Level, Licence, PayPeriod, Qualification, Shift
from occupations.text import normalise
from web import i18n

#: "None of these", so that "asked, and none" can be told from "not asked yet".
NONE = "none"
#: Languages offered: those of the people and places served. A code of ISO 639; the name comes from CLDR.
SPOKEN = [
    "am", "ar", "bn", "cab", "cak", "de", "en", "es", "fa", "fr", "ha", "hi", "ht", "id", "it", "kek", "km", "ku", "lo", "mam", "my",
    "ne", "nl", "pl", "ps", "pt", "qu", "quc", "ro", "ru", "so", "sw", "ta", "th", "ti", "tl", "tr", "uk", "ur", "vi", "wo", "yo", "zh",
]  # fmt: skip
#: Countries offered as places to work in: those of the centres and of the vacancies.
COUNTRIES = ["CA", "CR", "DE", "DO", "ES", "FR", "GT", "HN", "JO", "MA", "MX", "PA", "SV", "US"]
CURRENCIES = ["CAD", "CRC", "DOP", "EUR", "GTQ", "HNL", "JOD", "MAD", "MXN", "PAB", "USD"]


class Ticks(SelectMultipleField):
    """Many choices as tick boxes, with "none of these" as a box of its own: ticking nothing leaves the question open."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data and NONE in self.data and len(self.data) > 1:
            raise ValidationError(_("Either “none of these” or something else, not both."))

    def answer(self) -> tuple[str, ...] | None:
        """The codes ticked; an empty tuple for "none of these"; None where nothing is ticked."""
        if not self.data:
            return None
        return () if self.data == [NONE] else tuple(self.data)


def ticked(values: Iterable[str] | None) -> list[str]:
    """What to tick for an answer given before."""
    return [] if values is None else (list(values) or [NONE])


def with_none(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*choices, (NONE, _("None of these"))]


def countries(codes: Iterable[str] = COUNTRIES) -> list[tuple[str, str]]:
    return sorted(((code, i18n.country_name(code)) for code in codes), key=_in_order)


def regions(known: Iterable[Region]) -> list[tuple[str, str]]:
    """By country, then by name; last, that the person can get everywhere in the countries they chose."""
    found = sorted(known, key=lambda one: (normalise(i18n.country_name(one.country)), normalise(one.name)))
    return [
        *((of_region(one), f"{one.name} ({i18n.country_name(one.country)})") for one in found),
        (NONE, _("Anywhere in these countries")),
    ]


def of_region(one: Region) -> str:
    return f"{one.country} {one.name}"


def to_region(said: str) -> Region:
    country, name = said.split(" ", 1)
    return Region(country, name)


def _in_order(choice: tuple[str, str]) -> str:
    """Without accents, and Arabic hamza apart: "árabe" stands among the a's."""
    return normalise(choice[1])


def spoken() -> list[tuple[str, str]]:
    return sorted(((code, i18n.language_name(code)) for code in SPOKEN), key=_in_order)


def common() -> list[tuple[str, str]]:
    """The languages vacancies ask for most; the guided profile offers all."""
    return [(code, name) for code, name in spoken() if code in ("ar", "de", "en", "es", "fr")]


def levels() -> list[tuple[str, str]]:
    """CEFR levels in plain sentences (our wording of the global scale of the Common European Framework, 2001)."""
    sentences = {
        Level.A1: _("A1: a few words, if the other person speaks slowly"),
        Level.A2: _("A2: simple everyday talk: shopping, family, work orders"),
        Level.B1: _("B1: gets along at work and in travel, tells about plans"),
        Level.B2: _("B2: talks freely with colleagues and customers"),
        Level.C1: _("C1: speaks and writes well on difficult matters"),
        Level.C2: _("C2: like a first language"),
    }
    return [(level.value, sentences[level]) for level in Level]


def licences() -> list[tuple[str, str]]:
    names = {
        Licence.DRIVING_AM: _("Driving licence: moped"),
        Licence.DRIVING_A: _("Driving licence: motorcycle"),
        Licence.DRIVING_B: _("Driving licence: car"),
        Licence.DRIVING_C: _("Driving licence: lorry"),
        Licence.DRIVING_CE: _("Driving licence: lorry with trailer"),
        Licence.DRIVING_D: _("Driving licence: bus"),
        Licence.FORKLIFT: _("Forklift licence"),
        Licence.FOOD_HANDLING: _("Food handling certificate"),
        Licence.WORK_AT_HEIGHT: _("Certificate for work at height"),
        Licence.SECURITY_GUARD: _("Security guard licence"),
    }
    return [(licence.value, names[licence]) for licence in Licence]


def qualifications() -> list[tuple[str, str]]:
    names = {
        Qualification.PRIMARY: _("Primary school"),
        Qualification.LOWER_SECONDARY: _("Lower secondary school (about 9 years)"),
        Qualification.UPPER_SECONDARY: _("Upper secondary school or vocational training"),
        Qualification.POST_SECONDARY: _("Course after secondary school, not higher education"),
        Qualification.SHORT_TERTIARY: _("Higher technical diploma (about 2 years)"),
        Qualification.BACHELOR: _("Bachelor's degree or similar"),
        Qualification.MASTER: _("Master's degree or similar"),
        Qualification.NURSE: _("Nurse"),
        Qualification.TEACHER: _("Teacher"),
        Qualification.ELECTRICIAN: _("Electrician"),
        Qualification.WELDER: _("Welder"),
        Qualification.CARE_ASSISTANT: _("Care assistant"),
        Qualification.UNMAPPED: _("Another certificate"),
    }
    return [(one.value, names[one]) for one in Qualification]


def shifts() -> list[tuple[str, str]]:
    names = {
        Shift.DAY: _("Days"),
        Shift.EVENING: _("Evenings"),
        Shift.NIGHT: _("Nights"),
        Shift.WEEKEND: _("Weekends"),
        Shift.ROTATING: _("Rotating shifts"),
        Shift.SPLIT: _("Split shifts"),
        Shift.LIVE_IN: _("Living in the house"),
    }
    return [(shift.value, names[shift]) for shift in Shift]


def periods() -> list[tuple[str, str]]:
    names = {
        PayPeriod.HOUR: _("an hour"),
        PayPeriod.DAY: _("a day"),
        PayPeriod.WEEK: _("a week"),
        PayPeriod.MONTH: _("a month"),
        PayPeriod.YEAR: _("a year"),
    }
    return [(period.value, names[period]) for period in PayPeriod]
