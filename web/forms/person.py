"""Forms about one person: taking in, work, skills, languages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from matcher.codes import COUNTRIES
from matcher.models import Jobseeker, SavedSearch
from matcher.profile import LanguageHeld
from matcher.vocabulary import Level
from web.forms import choices
from web.forms.choices import Ticks
from web.i18n import lang, language_name


class ConfirmForm(FlaskForm):
    """Nothing but the CSRF token: a button that changes something."""


class WatchForm(FlaskForm):
    """What a counsellor wants to be told of; nothing ticked is everything that fits."""

    countries = Ticks(_l("Only vacancies in"))
    near_only = BooleanField(_l("Only work near to what was done before"))

    @classmethod
    def of(cls, person: Jobseeker, search: SavedSearch | None) -> WatchForm:
        chosen = (search.countries or []) if search else []
        form = cls(countries=chosen, near_only=bool(search and search.near_only))
        form.countries.choices = choices.countries(dict.fromkeys([*(person.countries or ()), *filter(None, [person.returns_to]), *chosen]))
        return form


class SeenForm(FlaskForm):
    """The numbers of vacancies that stood on a page. Which of them were told, the core says."""

    vacancy = SelectMultipleField(coerce=int, validate_choice=False)


class TakeInForm(FlaskForm):
    name = StringField(
        _l("Name, as the person wants to be called"),
        validators=[DataRequired(_l("Write a name; it may be a first name only.")), Length(max=200)],
    )
    lang = SelectField(_l("Language the person speaks best"))
    consent = BooleanField(
        _l("The text was read to the person, who agrees"),
        validators=[InputRequired(_l("Without consent nothing can be stored. You can still match without a name."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = choices.spoken()
        self.lang.data = self.lang.data or lang()


class WorkForm(FlaskForm):
    text = TextAreaField(
        _l("The work, in the person's own words"),
        validators=[DataRequired(_l("Write what the person says.")), Length(max=5000)],
    )
    lang = SelectField(_l("Language of these words"))
    years = IntegerField(_l("Years"), validators=[Optional(), NumberRange(0, 70, _l("Years: from 0 to 70."))])
    months = IntegerField(_l("Months"), validators=[Optional(), NumberRange(0, 11, _l("Months: from 0 to 11."))])
    country = SelectField(_l("Country where it was"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = choices.spoken()
        self.country.choices = [("", "—"), *choices.countries(COUNTRIES)]

    def empty(self) -> bool:
        """Nothing was written: the form stands there for who wants to add something."""
        return not (self.text.data or "").strip() and self.years.data is None and self.months.data is None

    def total_months(self) -> int | None:
        """Both fields empty is not known, not zero."""
        if self.years.data is None and self.months.data is None:
            return None
        return int(self.years.data or 0) * 12 + int(self.months.data or 0)


class SkillsForm(FlaskForm):
    skills = SelectMultipleField(_l("Skills"), validate_choice=False)

    def known(self, *held: Collection[str]) -> list[str]:
        """What was ticked. What stands in none of `held` was offered before another edition was put to use, and is left out."""
        return [one for one in self.skills.data or () if any(one in each for each in held)]


class _LanguageForm(Form):
    code = SelectField(_l("Language"))
    level = SelectField(_l("Level"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.choices = [("", "—"), *choices.spoken()]
        before = self.code.object_data  # a language noted before may be one we do not offer; what is sent may not
        if before and before not in choices.SPOKEN:
            self.code.choices.append((before, language_name(before)))
        self.level.choices = [("", _l("level not known")), *choices.levels()]


class LanguagesForm(FlaskForm):
    """The languages held, and three empty lines for more."""

    #: What a button beside a line sends: this, and the name of the line.
    SENTENCES = "sentences-"

    languages = FieldList(FormField(_LanguageForm), max_entries=30)
    do = StringField()

    @classmethod
    def of(cls, person: Jobseeker) -> LanguagesForm:
        rows = [{"code": one.code, "level": one.level.value if one.level else ""} for one in person.languages]
        rows = rows or [{"code": person.lang, "level": Level.C2.value}]
        return cls(languages=rows + [{"code": "", "level": ""}] * 3)

    def held(self) -> list[LanguageHeld]:
        rows = [(row.code.data, row.level.data) for row in self.languages if row.code.data]
        return [LanguageHeld(code, Level(level) if level else None) for code, level in rows]

    def asked(self) -> str | None:
        """The language beside whose line the sentences were asked for."""
        return next((row.code.data for row in self.languages if self.do.data == f"{self.SENTENCES}{row.id}"), None)

    def validate_languages(self, field: Any) -> None:
        if (self.do.data or "").startswith(self.SENTENCES) and not self.asked():
            raise ValidationError(_l("Choose the language first."))
        if any(row.level.data and not row.code.data for row in self.languages):
            raise ValidationError(_l("A level stands here without its language."))
        codes = [row.code.data for row in self.languages if row.code.data]
        if len(set(codes)) != len(codes):
            raise ValidationError(_l("A language stands here twice."))
