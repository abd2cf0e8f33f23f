"""Forms of the vetting officer. Whatever is written here is kept, with name and day."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matcher.vocabulary import ProposalKind, Shown
from web import i18n
from web.forms import choices
from web.wording import employers as say

KEPT = Length(max=4000)
_APPLIES = {"yes": True, "no": False, "": None}


class ReasonForm(FlaskForm):
    reason = TextAreaField(_l("Reason"), validators=[InputRequired(_l("Write the reason; it is kept.")), KEPT])


class NewEmployerForm(FlaskForm):
    name = StringField(_l("Name, as registered"), validators=[InputRequired(_l("Write the name.")), Length(max=200)])
    country = SelectField(_l("Country"), validators=[InputRequired(_l("Choose one."))])
    place = StringField(_l("Place"), validators=[Optional(), Length(max=120)])
    recruiter = BooleanField(_l("It recruits workers for others (agency, recruiter)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = [("", "—"), *choices.countries(i18n.all_countries())]


class Documents(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AnswerForm(FlaskForm):
    """What was found about one criterion."""

    shown = RadioField(_l("What you found"), validators=[InputRequired(_l("Choose one."))])
    applies = RadioField(_l("Does the condition apply?"), validators=[Optional()])
    evidence = Documents(_l("Documents this rests on"), validators=[Optional()])
    note = TextAreaField(_l("Note"), validators=[Optional(), KEPT])

    def __init__(self, documents: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown.choices = [(one.value, say.shown(one)) for one in Shown]
        self.applies.choices = [("yes", _("Yes, it applies")), ("no", _("No (say why in the note)")), ("", _("Not known: counts as yes"))]
        self.evidence.choices = documents

    def applies_answer(self) -> bool | None:
        return _APPLIES[self.applies.data or ""]


class DocumentForm(FlaskForm):
    file = FileField(_l("File (PDF, JPEG, PNG, DOCX or XLSX, 10 MB at most)"))
    title = StringField(_l("What it is"), validators=[Optional(), Length(max=120)])
    expires_on = DateField(_l("Valid until (leave open if it does not expire)"), validators=[Optional()])


class ActionForm(FlaskForm):
    what = TextAreaField(_l("What has to be mended"), validators=[InputRequired(_l("Write what has to be mended.")), KEPT])
    due_on = DateField(_l("By the end of"), validators=[InputRequired(_l("Choose a day."))])


class DoneForm(FlaskForm):
    note = TextAreaField(_l("What you saw"), validators=[InputRequired(_l("Write what you saw.")), KEPT])


class PostponeForm(FlaskForm):
    due_on = DateField(_l("New last day"), validators=[InputRequired(_l("Choose a day."))])


class ExceptionForm(FlaskForm):
    criterion = SelectField(_l("Criterion"))
    what = TextAreaField(_l("What is allowed, as workers should read it"), validators=[InputRequired(_l("Write what is allowed.")), KEPT])
    law = StringField(_l("Law and article"), validators=[InputRequired(_l("Name the law.")), Length(max=500)])


class SignForm(FlaskForm):
    """An officer's word: the password once more, because it is signed."""

    password = PasswordField(_l("Your password, to sign"), validators=[InputRequired(_l("Type your password."))])


class ProposeForm(SignForm):
    kind = RadioField(_l("What you propose"), validators=[InputRequired(_l("Choose one."))])
    last_day = DateField(_l("Last day in force"), validators=[Optional()])
    reason = TextAreaField(_l("Reason"), validators=[InputRequired(_l("Write the reason; it is kept.")), KEPT])

    def __init__(self, kinds: list[ProposalKind], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(one.value, say.proposal(one)) for one in kinds]


class DecideForm(SignForm):
    expected = HiddenField(validators=[InputRequired()])
    agree = RadioField(_l("Your decision"), validators=[InputRequired(_l("Choose one."))])
    note = TextAreaField(_l("Note (needed if you do not agree)"), validators=[Optional(), KEPT])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agree.choices = [("yes", _("I agree: do it")), ("no", _("I do not agree"))]


class LawForm(FlaskForm):
    term = StringField(validators=[InputRequired()])
    law = StringField(_l("Law that asks for this wording"), validators=[InputRequired(_l("Name the law.")), Length(max=500)])
