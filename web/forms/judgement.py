"""The form beside each match: what a counsellor says of it. One small form a vacancy, without scripts."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import AnyOf, InputRequired, Length

from matcher.errors import InvalidInput
from matcher.services.judgements import LONGEST
from matcher.vocabulary import JudgementReason, JudgementVerdict
from web.wording import judgements


class JudgementForm(FlaskForm):
    """`verdict` comes from the button that was pressed."""

    verdict = StringField(validators=[AnyOf(list(JudgementVerdict))])
    reason = SelectField(_l("Because of"), validators=[InputRequired(_l("Choose one."))])
    note = StringField(_l("In your words, if you like"), validators=[Length(max=LONGEST)], filters=[lambda text: (text or "").strip()])

    def __init__(self, vacancy_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"v{vacancy_id}-", **kwargs)
        self.reason.choices = [("", "—"), *((one.value, judgements.reason(one)) for one in JudgementReason)]

    def given(self) -> tuple[JudgementVerdict, JudgementReason, str]:
        return JudgementVerdict(self.verdict.data), JudgementReason(self.reason.data), self.note.data

    def blame(self, error: InvalidInput) -> None:
        if error.facts["field"] == "note":
            self.note.errors = [*self.note.errors, _("Write what it is.")]
        else:
            self.reason.errors = [*self.reason.errors, _("This speaks for the opposite. Choose another reason, or another button.")]
