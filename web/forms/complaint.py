"""Forms about a complaint. Whoever judges it writes the ground down; it is kept with their name."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from web.wording import employers

KEPT = Length(max=4000)


class ComplaintForm(FlaskForm):
    employer = SelectField(_l("Employer"), validators=[InputRequired(_l("Choose the employer."))])
    ground = RadioField(_l("What is it about?"), validators=[InputRequired(_l("Choose one."))])
    told = TextAreaField(_l("What happened, in the person's words"), validators=[DataRequired(_l("Write what the person says.")), KEPT])
    person = SelectField(_l("Who says so"), validators=[Optional()])

    def __init__(self, known: list[tuple[str, str]], people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employer.choices = [("", "—"), *known]
        self.ground.choices = employers.grounds()
        self.person.choices = [("", _("Nobody named")), *people]


class CredibleForm(FlaskForm):
    because = TextAreaField(_l("It is credible because"), validators=[DataRequired(_l("Write why; it is kept with your name.")), KEPT])


class NotCredibleForm(FlaskForm):
    why_not = TextAreaField(_l("It is not credible because"), validators=[DataRequired(_l("Write why; it is kept.")), KEPT])


class OutcomeForm(FlaskForm):
    outcome = TextAreaField(_l("What came of it"), validators=[DataRequired(_l("Write what came of it; it is kept.")), KEPT])


class SafeForm(FlaskForm):
    may_be_recognised = BooleanField(_l("The person knows they may be recognised, and is safe"))
