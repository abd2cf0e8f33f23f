"""Forms of the vetting officer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length


class SuspendForm(FlaskForm):
    reason = TextAreaField(_l("Reason"), validators=[InputRequired(_l("Write the reason; it is kept.")), Length(max=2000)])
