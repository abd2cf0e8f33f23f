"""Forms about putting a person forward, and about what comes of it."""

from __future__ import annotations

import json
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from matcher.errors import InvalidInput
from matcher.services.referrals import ASKED
from matcher.vocabulary import OfferDecision, Shared
from web.forms.choices import Ticks
from web.wording import casework, employers

_ANSWERS = {"yes": True, "no": False}


class ReferForm(FlaskForm):
    """Nothing is ticked beforehand: each thing an employer may see is agreed to by itself."""

    consent = BooleanField(_l("The person has said yes"))
    shared = Ticks(_l("What may the employer see?"))
    contact = TextAreaField(
        _l("How the employer reaches the person, in their words"), validators=[Length(max=500)], filters=[lambda text: (text or "").strip()]
    )

    def __init__(self, agreed: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreed = agreed
        self.shared.choices = employers.shared_topics()

    def validate_consent(self, field: Any) -> None:
        if not self.agreed and not field.data:
            raise ValidationError(_("Without a yes nobody is put forward."))

    def validate_shared(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Tick what the person agreed to; at least one."))

    def validate_contact(self, field: Any) -> None:
        if Shared.CONTACT in (self.shared.data or ()) and not field.data:
            raise ValidationError(_("Write how the employer can reach the person, or take the tick away."))

    def topics(self) -> list[Shared]:
        return [Shared(one) for one in self.shared.data]


class OfferFileForm(FlaskForm):
    """An offer as a file, in place of typing it in."""

    file = FileField(_l("Offer as a JSON file"))

    def given(self) -> Any:
        """What the file says. Raises InvalidInput where it is no JSON."""
        try:
            return json.loads(self.file.data.read()) if self.file.data else None
        except (ValueError, RecursionError) as error:
            raise InvalidInput(field="file", reason="no JSON") from error

    def blame(self, error: InvalidInput) -> None:
        field, reason = str(error.facts.get("field", "file")), str(error.facts.get("reason", ""))
        if not self.file.data:
            said = _("Choose a file first.")
        elif field == "file":
            said = _("This is no JSON object. Nothing was saved.")
        else:
            said = _("The file cannot be read at “%(field)s”: %(reason)s", field=field, reason=reason)
        self.file.errors = [*self.file.errors, said]


class DecisionForm(FlaskForm):
    """What the person decides about one offer."""

    decision = RadioField(_l("What does the person decide?"), validators=[InputRequired(_l("Choose one."))])
    reason = TextAreaField(_l("Why, in the person's words"), validators=[Optional(), Length(max=2000)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision.choices = [(one.value, casework.offer_decision(one)) for one in OfferDecision]


class PlacementForm(FlaskForm):
    starts_on = DateField(_l("Day the work began"), validators=[InputRequired(_l("Choose a day."))])


class FollowUpForm(FlaskForm):
    """The questions a placed worker is asked. Nothing is answered beforehand."""

    fees_paid = RadioField(validators=[Optional()])
    documents_held = RadioField(validators=[Optional()])
    pay_as_promised = RadioField(validators=[Optional()])
    contract_as_promised = RadioField(validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[str] = []
        for name in ASKED:
            self[name].label.text = employers.question_asked(name)
            self[name].choices = [("yes", _("Yes")), ("no", _("No")), ("", _("Not asked"))]
            self[name].data = self[name].data or ""

    def answers(self) -> dict[str, bool | None]:
        return {name: _ANSWERS.get(self[name].data) for name in ASKED}
