"""Step one of a vacancy: what the work is, where, and what it asks for. Anything may be left open and filled in later."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, Form, FormField, RadioField, SelectField
from wtforms.validators import Optional, ValidationError

from matcher.codes import COUNTRIES
from matcher.terms import Terms
from matcher.vacancy import LanguageNeed, LicenceNeed
from matcher.vocabulary import Level, Licence, Qualification
from web.forms import choices
from web.forms.choices import NONE, Ticks, ticked
from web.forms.own_fields import LineField, ProseField, WholeField
from web.i18n import language_name

TO_CODE = {True: "yes", False: "no", None: ""}
FROM_CODE = {"yes": True, "no": False}
#: Empty lines offered for more languages.
MORE = 2


def spoken_and(code: str | None) -> list[tuple[str, str]]:
    """The languages offered, and one that was noted before."""
    return choices.spoken() + ([(code, language_name(code))] if code and code not in choices.SPOKEN else [])


def yes_no() -> list[tuple[str, str]]:
    return [("yes", _("Yes")), ("no", _("No")), ("", _("Not said yet"))]


class _NeedForm(Form):
    code = SelectField(_l("Language"))
    level = SelectField(_l("Level"))
    required = SelectField(_l("How much"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.choices = [("", "—"), *spoken_and(self.code.object_data)]
        self.level.choices = [("", _("any level")), *choices.levels()]
        self.required.choices = [("yes", _("Needed")), ("no", _("Welcome, not required"))]


class VacancyWorkForm(FlaskForm):
    FIELDS = ("title", "description", "lang", "country", "region", "place", "positions", "experience_months", "minimum_age",
              "accommodation", "sponsorship", "languages", "licences", "qualifications")  # fmt: skip

    title = LineField(_l("Title of the work"), 500, masked=True)
    description = ProseField(_l("Tasks"), 50_000, masked=True)
    lang = SelectField(_l("Language of this text"))
    country = SelectField(_l("Country"))
    region = LineField(_l("Region"), 120)
    place = LineField(_l("Place of work"), 120)
    positions = WholeField(_l("How many people"), 1, 1_000_000)
    experience_months = WholeField(_l("Experience asked for, in months"), 0, 1200)
    minimum_age = WholeField(_l("Minimum age"), 0, 99)
    accommodation = RadioField(_l("A place to live comes with the work"), validators=[Optional()])
    sponsorship = RadioField(_l("You arrange the work permit"), validators=[Optional()])
    no_language = BooleanField(_l("No language is needed"))
    languages = FieldList(FormField(_NeedForm), max_entries=30)
    licences = Ticks(_l("Licences needed"))
    licences_wished = Ticks(_l("Licences that are welcome, not required"))
    qualifications = Ticks(_l("Schooling or credential needed"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = spoken_and(self.lang.object_data)
        self.country.choices = [("", "—"), *choices.countries(COUNTRIES)]
        self.accommodation.choices = self.sponsorship.choices = yes_no()
        self.licences.choices = choices.with_none(choices.licences())
        self.licences_wished.choices = choices.licences()
        self.qualifications.choices = choices.with_none(choices.qualifications())

    @classmethod
    def of(cls, held: Terms) -> VacancyWorkForm:
        rows = [{"code": n.code, "level": n.level.value if n.level else "", "required": TO_CODE[n.required]} for n in held.languages or ()]
        needed = None if held.licences is None else [str(n.code) for n in held.licences if n.required]
        wished = [str(n.code) for n in held.licences or () if not n.required]
        return cls(
            **{name: getattr(held, name) for name in ("title", "description", "lang", "region", "place")},
            **{name: getattr(held, name) for name in ("positions", "experience_months", "minimum_age")},
            country=held.country or "", accommodation=TO_CODE[held.accommodation], sponsorship=TO_CODE[held.sponsorship],
            no_language=held.languages == (), languages=rows + [{"code": "", "level": "", "required": "yes"}] * MORE,
            licences=needed if wished else ticked(needed), licences_wished=wished,
            qualifications=ticked(None if held.qualifications is None else map(str, held.qualifications)),
        )  # fmt: skip

    def validate_languages(self, field: Any) -> None:
        codes = [row.code.data for row in field if row.code.data]
        if len(set(codes)) != len(codes):
            raise ValidationError(_("A language stands here twice."))
        if codes and self.no_language.data:
            raise ValidationError(_("Either “No language is needed” or a language, not both."))

    def validate_licences_wished(self, field: Any) -> None:
        if set(field.data or ()) & set(self.licences.data or ()):
            raise ValidationError(_("A licence is either needed or welcome, not both."))

    def terms(self) -> Terms:
        qualifications = self.qualifications.answer()
        return Terms(
            title=self.title.data, description=self.description.data, lang=self.lang.data, country=self.country.data or None,
            region=self.region.data or None, place=self.place.data or None, positions=self.positions.data,
            experience_months=self.experience_months.data, minimum_age=self.minimum_age.data,
            accommodation=FROM_CODE.get(self.accommodation.data or ""), sponsorship=FROM_CODE.get(self.sponsorship.data or ""),
            languages=self._languages(), licences=self._licences(),
            qualifications=None if qualifications is None else tuple(Qualification(one) for one in qualifications),
        )  # fmt: skip

    def _languages(self) -> tuple[LanguageNeed, ...] | None:
        rows = [row for row in self.languages if row.code.data]
        if not rows:
            return () if self.no_language.data else None
        return tuple(LanguageNeed(n.code.data, Level(n.level.data) if n.level.data else None, n.required.data == "yes") for n in rows)

    def _licences(self) -> tuple[LicenceNeed, ...] | None:
        needed, wished = [one for one in self.licences.data or () if one != NONE], self.licences_wished.data or []
        if not needed and not wished:
            return () if self.licences.data else None
        return tuple([LicenceNeed(Licence(one)) for one in needed] + [LicenceNeed(Licence(one), required=False) for one in wished])
