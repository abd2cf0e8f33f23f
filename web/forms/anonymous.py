"""The form for matching without a name: the fewest questions that give an honest answer."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from matcher.profile import Experience, LanguageHeld, Profile
from matcher.vocabulary import Level
from web.forms import choices
from web.forms.choices import Ticks
from web.i18n import lang


class AnonymousForm(FlaskForm):
    text = TextAreaField(
        _l("The work, in the person's own words"),
        validators=[DataRequired(_l("Write what the person says.")), Length(max=5000)],
    )
    lang = SelectField(_l("Language of these words"))
    level = SelectField(_l("How well the person speaks it"))
    others = Ticks(_l("Other languages the person speaks"))
    countries = Ticks(_l("Countries where the person would work"))
    permits = Ticks(_l("Countries where the person may already work"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = choices.spoken()
        self.lang.data = self.lang.data or lang()
        self.level.choices = [("", _l("level not known")), *choices.levels()]
        self.others.choices = choices.with_none(choices.common())
        self.countries.choices = choices.countries()
        self.permits.choices = choices.with_none(choices.countries())

    def profile(self) -> Profile:
        """Only what was asked. Unless the other languages were asked too, nobody knows them all: they stay unknown."""
        others = self.others.answer()
        level = Level(self.level.data) if self.level.data else None
        languages = None
        if others is not None:
            rest = tuple(LanguageHeld(code) for code in others if code != self.lang.data)
            languages = (LanguageHeld(self.lang.data, level), *rest)
        return Profile(
            experiences=(Experience(self.text.data, self.lang.data),),
            languages=languages,
            countries=self.countries.answer(),
            permits=self.permits.answer(),
        )
