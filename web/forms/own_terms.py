"""Step two of a vacancy: its conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, SelectField
from wtforms.validators import AnyOf, ValidationError

from matcher.profile import Money
from matcher.terms import Deduction, Terms
from matcher.vocabulary import ContractType, DeductionKind, PayPeriod, Shift
from web.forms import choices, terms
from web.forms.choices import NONE, Ticks
from web.forms.own_fields import DayField, LineField, NumberField, ProseField, WholeField

#: More would not be between an employer and a worker.
LINKS = 20


class _DeductionForm(Form):
    kind = HiddenField(validators=[AnyOf(list(DeductionKind))])
    on = BooleanField()
    amount = NumberField(_l("Amount, if it is always the same"))
    text = LineField(_l("What it is"), 200)

    def validate_amount(self, field: Any) -> None:
        if field.data is not None and not self.on.data:
            raise ValidationError(_("Tick this line too, or empty the amount."))

    def validate_text(self, field: Any) -> None:
        if field.data and not self.on.data:
            raise ValidationError(_("Tick this line too, or empty the text."))


class VacancyTermsForm(FlaskForm):
    FIELDS = ("starts_on", "closes_on", "contract_type", "contract_months", "hours_week", "shifts", "pay", "deductions",
              "intermediaries")  # fmt: skip

    starts_on = DayField(_l("First day of work"))
    closes_on = DayField(_l("Last day to apply"))
    contract_type = SelectField(_l("Kind of contract"))
    contract_months = WholeField(_l("Length of the contract in months"), 1, 1200)
    hours_week = NumberField(_l("Hours a week"), 0, 168, above=True)
    shifts = Ticks(_l("Working times"))
    pay_amount = NumberField(_l("Pay before deductions"))
    pay_currency = SelectField(_l("Currency"))
    pay_period = SelectField(_l("For how long"))
    no_deductions = BooleanField(_l("Nothing is taken off"))
    deductions = FieldList(FormField(_DeductionForm), max_entries=60)
    intermediaries = Ticks(_l("Agencies or others between you and the worker"))
    others = ProseField(_l("Somebody else between you and the worker"), 4000)

    def __init__(self, recruiters: Mapping[str, str], own: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recruiters, self.own = recruiters, own
        currency = self.pay_currency.object_data
        self.contract_type.choices = [("", "—"), *terms.contract_types()]
        self.shifts.choices = choices.shifts()
        self.pay_currency.choices = [("", "—"), *((one, one) for one in sorted({*choices.CURRENCIES, currency or "EUR"}))]
        self.pay_period.choices = choices.periods()
        self.intermediaries.choices = choices.with_none(list(recruiters.items()))

    @classmethod
    def of(cls, held: Terms, recruiters: Mapping[str, str], own: str) -> VacancyTermsForm:
        """With every kind of deduction, in its order; one that stands there twice has two lines."""
        rows: list[dict[str, Any]] = []
        for kind in DeductionKind:
            there = [{"kind": str(kind), "on": True, "amount": n.amount, "text": n.text} for n in held.deductions or () if n.kind is kind]
            rows += there or [{"kind": str(kind)}]
        known = [one for one in held.intermediaries or () if one in recruiters]
        plain = ("starts_on", "closes_on", "contract_months", "hours_week")
        return cls(
            recruiters, own, **{name: getattr(held, name) for name in plain},
            contract_type=str(held.contract_type or ""), shifts=[str(one) for one in held.shifts or ()],
            pay_amount=held.pay.amount if held.pay else None, pay_currency=held.pay.currency if held.pay else "",
            pay_period=str(held.pay.period if held.pay else PayPeriod.MONTH),
            no_deductions=held.deductions == (), deductions=rows,
            intermediaries=[NONE] if held.intermediaries == () else known,
            others="\n".join(one for one in held.intermediaries or () if one not in recruiters),
        )  # fmt: skip

    def validate_pay_currency(self, field: Any) -> None:
        if self.pay_amount.data is not None and not field.data:
            raise ValidationError(_("Choose the currency."))

    def validate_deductions(self, field: Any) -> None:
        if self.no_deductions.data and any(row.on.data for row in field):
            raise ValidationError(_("Either “Nothing is taken off” or something else, not both."))

    def validate_others(self, field: Any) -> None:
        names = self._names()
        if names and NONE in (self.intermediaries.data or ()):
            raise ValidationError(_("Either “none of these” or something else, not both."))
        if len(names) > LINKS or any(len(name) > 200 for name in names):
            raise ValidationError(_("Write one name on each line, each with at most 200 characters."))
        if self.own in names:
            raise ValidationError(_("Name others here, not yourself."))

    def terms(self) -> Terms:
        taken = tuple(Deduction(DeductionKind(n.kind.data), n.amount.data, n.text.data or "") for n in self.deductions if n.on.data)
        links = (*(self.intermediaries.answer() or ()), *self._names())
        pay = None
        if self.pay_amount.data is not None:
            pay = Money(self.pay_amount.data, self.pay_currency.data, PayPeriod(self.pay_period.data))
        return Terms(
            starts_on=self.starts_on.data, closes_on=self.closes_on.data, contract_months=self.contract_months.data,
            contract_type=ContractType(self.contract_type.data) if self.contract_type.data else None, hours_week=self.hours_week.data,
            shifts=tuple(Shift(one) for one in self.shifts.data) if self.shifts.data else None, pay=pay,
            deductions=taken or (() if self.no_deductions.data else None),
            intermediaries=tuple(dict.fromkeys(links)) or self.intermediaries.answer(),
        )  # fmt: skip

    def _names(self) -> list[str]:
        """One on each line; the name of somebody known here stands for them."""
        slugs = {name.casefold(): slug for slug, name in self.recruiters.items()}
        lines = [" ".join(one.split()) for one in (self.others.data or "").splitlines()]
        return list(dict.fromkeys(slugs.get(one.casefold(), one) for one in lines if one))
