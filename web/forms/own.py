"""An employer's forms: taking an invitation, and saying what the vetting asks."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length, ValidationError

from matcher.errors import InvalidInput
from matcher.services.accounts import PASSWORD_LENGTH
from web.forms.own_fields import DayField, LineField, ProseField
from web.wording import uploads
from web.wording.files import file_problem


class InvitationForm(FlaskForm):
    name = StringField(_l("Your name"), validators=[DataRequired(_l("Write your name.")), Length(max=200)])
    email = StringField(_l("Your e-mail address"), validators=[DataRequired(_l("Write your e-mail address.")), Length(max=255)])
    password = PasswordField(
        _l("A password"), validators=[Length(min=PASSWORD_LENGTH, max=1000, message=_l("At least 15 characters, and at most 1,000."))]
    )
    again = PasswordField(_l("The same password again"), validators=[EqualTo("password", _l("The two passwords are not the same."))])

    def blame(self, error: InvalidInput) -> None:
        """Puts what the service refused beside its field."""
        sentences = {
            "has an account already": _("This address has an account already. Sign in with it, or use another address."),
            "not an e-mail address": _("This is not an e-mail address."),
        }
        field = self._fields.get(str(error.facts.get("field")), self.email)
        reason = str(error.facts.get("reason"))
        field.errors = [*field.errors, sentences.get(reason) or _("This cannot be read: %(reason)s", reason=reason)]


class CriterionForm(FlaskForm):
    """Words and a document in one form: what was typed is not lost by sending a file."""

    text = ProseField(_l("Your answer"), 10_000)
    file = FileField(_l("Document"))
    title = LineField(_l("What the document is (if you like)"), 120)
    expires_on = DayField(_l("Valid until (if the document has a last day)"))

    def validate_text(self, field: Any) -> None:
        if not field.data and field.object_data:
            field.data = field.object_data
            raise ValidationError(_("An answer that was given can be changed, but not emptied."))

    def blame(self, error: InvalidInput) -> None:
        """Puts what was refused beside the file, or beside its last day."""
        field = self.expires_on if error.facts.get("field") == "expires_on" else self.file
        field.errors = [*field.errors, uploads.refused(error)]


class ImportForm(FlaskForm):
    file = FileField(_l("File with vacancies"))

    def blame(self, error: InvalidInput) -> None:
        sentences = {"missing": _("Choose a file."), "too large": _("The file is larger than 5 MB. Split it.")}
        reason = str(error.facts.get("reason", ""))
        self.file.errors = [*self.file.errors, sentences.get(reason) or file_problem(reason)]


class ExtendForm(FlaskForm):
    closes_on = DayField(_l("New last day to apply"))

    def validate_closes_on(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError(_("Choose a day."))

    def blame(self, error: InvalidInput) -> None:
        past = error.facts.get("reason") == "past"
        self.closes_on.errors = [_("This day is past.") if past else _("Choose a later day than now.")]
