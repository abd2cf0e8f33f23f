"""Step three of a vacancy: who pays what."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, FormField, RadioField, SelectField
from wtforms.validators import Optional, ValidationError

from matcher.terms import Cost, Terms
from matcher.vocabulary import CostLine, Payer
from web.forms import terms
from web.forms.own_fields import NumberField
from web.forms.own_work import FROM_CODE, TO_CODE


class _CostForm(Form):
    payer = SelectField(_l("Who pays"), validators=[Optional()])
    amount = NumberField(_l("How much for one worker"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.payer.choices = [("", "—"), *terms.payers()]

    def validate_amount(self, field: Any) -> None:
        if field.data is not None and not self.payer.data:
            raise ValidationError(_("Say who pays it."))


class VacancyCostsForm(FlaskForm):
    """One line for each member of CostLine, under its name."""

    FIELDS = ("costs", "deposit")

    deposit = RadioField(_l("Deposit, bond or guarantee asked of the worker"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deposit.choices = [("no", _("No")), ("yes", _("Yes")), ("", _("Not said yet"))]

    @classmethod
    def of(cls, held: Terms) -> VacancyCostsForm:
        lines = {str(line): {"payer": str(one.payer), "amount": one.amount} for line, one in held.costs.items()}
        return cls(**lines, deposit=TO_CODE[held.deposit])

    def lines(self) -> list[tuple[str, Any]]:
        return [(label, self._fields[line]) for line, label in terms.cost_lines()]

    def fill(self) -> None:
        """Lines left open are paid by the employer; the amounts remain to be said."""
        for _name, line in self.lines():
            line.payer.data = line.payer.data or Payer.EMPLOYER.value

    def terms(self) -> Terms:
        told = {line: self._fields[line.value] for line in CostLine}
        costs = {line: Cost(Payer(one.payer.data), one.amount.data) for line, one in told.items() if one.payer.data}
        return Terms(costs=costs, deposit=FROM_CODE.get(self.deposit.data or ""))


for _line in CostLine:
    setattr(VacancyCostsForm, _line.value, FormField(_CostForm))
