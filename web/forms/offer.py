"""An offer's terms, typed in from a letter or a contract. What is left open is not said."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional

from matcher.errors import InvalidInput
from matcher.terms import Terms
from matcher.vocabulary import CostLine, Payer
from web.forms import choices, terms
from web.forms.choices import Ticks

_YES_NO = {"yes": True, "no": False}


class OfferForm(FlaskForm):
    title = StringField(_l("Title of the work"), validators=[Optional(), Length(max=500)])
    country = SelectField(_l("Country"), validators=[Optional()])
    place = StringField(_l("Place of work"), validators=[Optional(), Length(max=120)])
    starts_on = DateField(_l("First day of work"), validators=[Optional()])
    contract_type = SelectField(_l("Kind of contract"), validators=[Optional()])
    contract_months = StringField(_l("Length of the contract in months"), validators=[Optional(), Length(max=20)])
    hours_week = StringField(_l("Hours a week"), validators=[Optional(), Length(max=20)])
    pay_amount = StringField(_l("Pay before deductions"), validators=[Optional(), Length(max=30)])
    pay_currency = SelectField(_l("Currency"), validators=[Optional()])
    pay_period = SelectField(_l("For how long"), validators=[Optional()])
    deductions = Ticks(_l("What is taken off the pay"))
    worker_pays = Ticks(_l("What the worker has to pay"))
    deposit = RadioField(_l("Does it ask the worker for a deposit, bond or guarantee?"), validators=[Optional()])
    accommodation = RadioField(_l("Does a place to live come with it?"), validators=[Optional()])
    sponsorship = RadioField(_l("Does the employer arrange the work permit?"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[str] = []
        self.country.choices = [("", "—"), *choices.countries()]
        self.contract_type.choices = [("", "—"), *terms.contract_types()]
        self.pay_currency.choices = [("", "—"), *((code, code) for code in choices.CURRENCIES)]
        self.pay_period.choices = choices.periods()
        self.deductions.choices = choices.with_none(terms.deduction_kinds())
        self.worker_pays.choices = choices.with_none(terms.cost_lines())
        for field in (self.deposit, self.accommodation, self.sponsorship):
            field.choices = [("yes", _("Yes")), ("no", _("No")), ("", _("It does not say"))]

    def start_from(self, promised: Terms) -> None:
        """What is surely alike is filled in, to be changed: never the pay, the hours and the costs, which have to be read."""
        self.title.data, self.country.data, self.place.data = promised.title, promised.country or "", promised.place or ""
        if promised.pay:
            self.pay_currency.data, self.pay_period.data = promised.pay.currency, promised.pay.period.value

    def given(self, promised: Terms) -> dict[str, Any]:
        """What was said, as a file would say it. Costs the worker does not pay are paid as promised."""
        found: dict[str, Any] = {"id": "offer", "title": self.title.data or None}
        for name in ("country", "place", "contract_type", "contract_months", "hours_week"):
            found[name] = getattr(self, name).data or None
        if self.starts_on.data:
            found["starts_on"] = self.starts_on.data.isoformat()
        if self.pay_amount.data:
            found["pay"] = {"amount": self.pay_amount.data, "currency": self.pay_currency.data, "period": self.pay_period.data}
        taken = self.deductions.answer()
        if taken is not None:
            found["deductions"] = [{"kind": kind, **({"text": _("Something else")} if kind == "other" else {})} for kind in taken]
        paid = self.worker_pays.answer()
        if paid is not None:
            found["costs"] = {line.value: {"payer": _payer(promised, line, line.value in paid).value} for line in CostLine}
        for name in ("deposit", "accommodation", "sponsorship"):
            answer = getattr(self, name).data
            if answer:
                found[name] = _YES_NO[answer]
        return {name: value for name, value in found.items() if value is not None}

    def blame(self, error: InvalidInput) -> None:
        """Puts what could not be read where the user sees it."""
        name = str(error.facts.get("field", "")).partition(".")[0]
        field = getattr(self, {"pay": "pay_amount", "costs": "worker_pays"}.get(name, name), None)
        sentence = _("This cannot be read: %(reason)s", reason=error.facts.get("reason", ""))
        if field is not None and hasattr(field, "errors"):
            field.errors = [*field.errors, sentence]
        else:
            self.problems.append(sentence)


def _payer(promised: Terms, line: CostLine, worker: bool) -> Payer:
    if worker:
        return Payer.WORKER
    was = promised.costs.get(line)
    return was.payer if was and was.payer is not Payer.WORKER else Payer.NOBODY
