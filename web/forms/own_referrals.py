"""The employer's answer to somebody who was put forward: a time to meet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.dates import get_timezone_location
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, TimeField
from wtforms.validators import InputRequired, ValidationError

from matcher.errors import InvalidInput
from matcher.models import Interview
from web.forms import choices
from web.forms.own_fields import DayField, LineField, WholeField
from web.i18n import locale


def zones(*more: str) -> list[tuple[str, str]]:
    """Time zones of the countries served, named as the reader names them."""
    known = {zone for zone, country in get_global("zone_territories").items() if country in choices.COUNTRIES} | set(more)
    return sorted(((zone, get_timezone_location(zone, locale=locale())) for zone in known), key=lambda one: one[1])


class InterviewForm(FlaskForm):
    day = DayField(_l("Day"), validators=[InputRequired(_l("Choose a day."))])
    time = TimeField(_l("Time"), validators=[InputRequired(_l("Write the time, such as 09:30."))])
    timezone = SelectField(_l("Time of which place"))
    minutes = WholeField(_l("How many minutes"), 5, 480, validators=[InputRequired(_l("Write how long it takes."))])
    where = LineField(_l("Place, telephone or link"), 300, validators=[InputRequired(_l("Write where to meet."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.timezone.choices = zones(*filter(None, [self.timezone.object_data]))

    @classmethod
    def of(cls, held: Interview | None, timezone: str) -> InterviewForm:
        if held is None:
            return cls(timezone=timezone, minutes=30)
        start = held.starts_at.astimezone(ZoneInfo(held.timezone))
        return cls(day=start.date(), time=start.time(), timezone=held.timezone, minutes=held.minutes, where=held.where)

    def validate_time(self, field: Any) -> None:
        """Where clocks are put forward, an hour of that day does not exist."""
        if self.day.data and field.data and self.timezone.data in dict(self.timezone.choices):
            told = self.starts_at()
            if told.astimezone(UTC).astimezone(told.tzinfo).time() != field.data:
                raise ValidationError(_("Clocks change that day: this time does not exist there."))

    def starts_at(self) -> datetime:
        return datetime.combine(self.day.data, self.time.data, ZoneInfo(self.timezone.data))

    def blame(self, error: InvalidInput) -> None:
        """Puts what the service refused beside its field."""
        field = {"minutes": self.minutes, "where": self.where, "timezone": self.timezone}.get(str(error.facts.get("field")), self.day)
        past = error.facts.get("reason") == "past"
        field.errors = [*field.errors, _("This time is past.") if past else _("This cannot be taken. Check it.")]
