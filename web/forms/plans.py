"""The form "where and when", and what the person holds. Anything may be left open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, FloatField, IntegerField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from matcher import codes
from matcher.database import now
from matcher.models import Jobseeker
from matcher.profile import Hours, Money, Region
from matcher.services.jobseekers import Answers
from matcher.vocabulary import Licence, PayPeriod, Qualification, Shift
from web.forms import choices
from web.forms.choices import Ticks, ticked

#: Nobody younger is profiled for work; who is under 18 finds no vacancy all the same.
YOUNGEST = 12
_TO_CODE = {True: "yes", False: "no", None: ""}
_FROM_CODE = {"yes": True, "no": False, "": None}


class PlansForm(FlaskForm):
    countries = Ticks(_l("Countries where the person would work"))
    refused_countries = Ticks(_l("Countries the person does not want to go to"))
    permits = Ticks(_l("Countries where the person may already work"))
    regions = Ticks(_l("Regions the person can get to"))
    returns_to = SelectField(_l("Country the person comes back to, to live there"), validators=[Optional()])
    available_from = DateField(_l("Free to start from"), validators=[Optional()])
    hours_low = FloatField(_l("Hours a week, at least"), validators=[Optional(), NumberRange(0, 168, _l("From 0 to 168."))])
    hours_high = FloatField(_l("Hours a week, at most"), validators=[Optional(), NumberRange(0, 168, _l("From 0 to 168."))])
    shifts = Ticks(_l("When the person can work"))
    pay_amount = FloatField(
        _l("Least pay, before deductions"),
        validators=[Optional(), NumberRange(0, 1e9, _l("A number from 0 on, and not above a thousand million."))],
    )
    pay_currency = SelectField(_l("Currency"), validators=[Optional()])
    pay_period = SelectField(_l("for"), validators=[Optional()])
    accommodation_needed = RadioField(_l("Needs a place to live with the work"), validators=[Optional()])
    licences = Ticks(_l("Licences"))
    qualifications = Ticks(_l("School and training"))
    birth_year = IntegerField(_l("Year of birth"), validators=[Optional(), NumberRange(1900, 2100, _l("Four digits, from 1900 on."))])

    def __init__(self, *args: Any, regions_offered: Iterable[Region] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions.choices = choices.regions(regions_offered)
        where = choices.countries()
        self.countries.choices = where
        self.refused_countries.choices = choices.with_none(where)
        self.permits.choices = choices.with_none(where)
        self.returns_to.choices = [("", _l("Does not come back, or not asked yet")), *choices.countries(codes.COUNTRIES)]
        self.shifts.choices = choices.shifts()
        self.pay_currency.choices = [("", "—"), *((code, code) for code in choices.CURRENCIES)]
        self.pay_period.choices = choices.periods()
        self.accommodation_needed.choices = [("yes", _l("Yes")), ("no", _l("No")), ("", _l("Not asked yet"))]
        self.licences.choices = choices.with_none(choices.licences())
        self.qualifications.choices = choices.with_none(choices.qualifications())

    @classmethod
    def of(cls, person: Jobseeker, regions: Collection[Region]) -> PlansForm:
        """`regions`: of vacancies that are open now; those named before are offered too."""
        told = set(person.answered)
        named = None if person.regions is None else [Region(*one) for one in person.regions]
        return cls(
            regions_offered=dict.fromkeys([*regions, *(named or ())]),
            regions=ticked(None if named is None else map(choices.of_region, named)),
            countries=ticked(person.countries),
            refused_countries=ticked(person.refused_countries),
            returns_to=person.returns_to or "",
            permits=ticked([one.country for one in person.permits] if "permits" in told else None),
            available_from=person.available_from,
            hours_low=person.hours_low,
            hours_high=person.hours_high,
            shifts=ticked(person.shifts),
            pay_amount=person.pay_amount,
            pay_currency=person.pay_currency or "",
            pay_period=person.pay_period.value if person.pay_period else PayPeriod.MONTH.value,
            accommodation_needed=_TO_CODE[person.accommodation_needed],
            licences=ticked(person.licences),
            qualifications=ticked([str(one) for one in person.held()] if "qualifications" in told else None),
            birth_year=person.birth_year,
        )

    def validate_birth_year(self, field: Any) -> None:
        if field.data is not None and field.data > now().year - YOUNGEST:
            raise ValidationError(_l("This person would be a small child. Check the year."))

    def validate_refused_countries(self, field: Any) -> None:
        if set(field.data or ()) & set(self.countries.data or ()):
            raise ValidationError(_l("A country stands both among those wanted and those refused."))

    def validate_hours_high(self, field: Any) -> None:
        if field.data is not None and self.hours_low.data is not None and field.data < self.hours_low.data:
            raise ValidationError(_l("The most is less than the least."))

    def validate_pay_amount(self, field: Any) -> None:
        if field.data is not None and not self.pay_currency.data:
            raise ValidationError(_l("Choose the currency."))

    def answers(self) -> Answers:
        hours = Hours(self.hours_low.data, self.hours_high.data)
        licences, qualifications, shifts = self.licences.answer(), self.qualifications.answer(), self.shifts.answer()
        pay = None
        if self.pay_amount.data is not None:
            pay = Money(self.pay_amount.data, self.pay_currency.data, PayPeriod(self.pay_period.data))
        return Answers(
            birth_year=self.birth_year.data,
            countries=self.countries.answer(),
            refused_countries=self.refused_countries.answer(),
            returns_to=self.returns_to.data or None,
            permits=self.permits.answer(),
            regions=None if (named := self.regions.answer()) is None else tuple(map(choices.to_region, named)),
            licences=None if licences is None else tuple(Licence(one) for one in licences),
            qualifications=None if qualifications is None else tuple(Qualification(one) for one in qualifications),
            shifts=None if shifts is None else tuple(Shift(one) for one in shifts),
            hours=hours if hours != Hours() else None,
            pay_floor=pay,
            accommodation_needed=_FROM_CODE[self.accommodation_needed.data or ""],
            available_from=self.available_from.data,
        )
