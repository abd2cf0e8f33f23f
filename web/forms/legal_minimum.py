"""One legal minimum pay, with where it was read. Without its source it is hearsay and is not taken."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, DecimalField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import NumberInput

from matcher.codes import CURRENCIES
from matcher.errors import InvalidInput
from matcher.vocabulary import PayPeriod
from web import i18n
from web.forms import choices

_SAY = _l("Write this too: without its source no amount is taken.")
_NAMES = (
    "country", "region", "sector", "currency", "period", "payments", "valid_from", "valid_until", "covers", "publisher", "document",
    "place", "document_date", "address", "quote", "read_on",
)  # fmt: skip


class LegalMinimumForm(FlaskForm):
    country = SelectField(_l("Country"), validators=[InputRequired(_l("Choose the country."))])
    region = StringField(_l("Region, if it is not the whole country"), validators=[Optional(), Length(max=120)])
    sector = StringField(_l("Kind of work, if it is not the general minimum"), validators=[Optional(), Length(max=60)])
    amount = DecimalField(
        _l("Amount"),
        places=None,
        widget=NumberInput(step="any", min=0),
        validators=[InputRequired(_l("Write the amount.")), NumberRange(0, 1e9)],
    )
    currency = SelectField(_l("Currency"), validators=[InputRequired(_l("Choose the currency."))])
    period = SelectField(_l("For how long"))
    payments = IntegerField(_l("Payments a year, if the source says"), validators=[Optional(), NumberRange(1, 366)])
    hours_week = DecimalField(
        _l("Hours a week, if the source says"), places=None, widget=NumberInput(step="any"), validators=[Optional(), NumberRange(1, 168)]
    )
    valid_from = DateField(_l("First day it counts"), validators=[Optional()])
    valid_until = DateField(_l("Last day it counts"), validators=[Optional()])
    covers = TextAreaField(_l("Whom it covers, as the source says"), validators=[Optional(), Length(max=2000)])
    publisher = StringField(_l("Who publishes it"), validators=[DataRequired(_SAY), Length(max=200)])
    document = StringField(_l("Document"), validators=[DataRequired(_SAY), Length(max=1000)])
    place = StringField(_l("Where in it (article, page, heading)"), validators=[DataRequired(_SAY), Length(max=1000)])
    quote = TextAreaField(_l("The sentence, word for word"), validators=[DataRequired(_SAY), Length(max=4000)])
    read_on = DateField(_l("Day you read it"), validators=[InputRequired(_SAY)])
    document_date = DateField(_l("Date of the document"), validators=[Optional()])
    address = StringField(
        _l("Address on the web"),
        validators=[Optional(), Length(max=2000), Regexp(r"https?://\S+$", message=_l("An address begins with https://"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = [("", "—"), *choices.countries(i18n.all_countries())]
        self.currency.choices = [("", "—"), *((code, code) for code in sorted(CURRENCIES))]
        self.period.choices = choices.periods()
        self.period.data = self.period.data or PayPeriod.MONTH.value

    def given(self) -> dict[str, Any]:
        hours = self.hours_week.data
        plain = {name: _said(self[name].data) for name in _NAMES}
        return plain | {"amount": float(self.amount.data), "hours_week": None if hours is None else float(hours)}

    def blame(self, error: InvalidInput) -> None:
        """Puts what was refused where the user sees it."""
        sentences = {
            "missing": _("Fill this in."),
            "in the future": _("This day has not come yet."),
            "before it begins": _("The last day is before the first."),
        }
        field = self[error.facts["field"]]
        field.errors = [*field.errors, sentences.get(str(error.facts.get("reason")), _("This cannot be taken."))]


def _said(value: Any) -> Any:
    """What was left open is not said."""
    return (value.strip() or None) if isinstance(value, str) else value
