"""Forms of "Study and papers": one line of school or training in the person's own words, what was settled of each, and a licence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from matcher.codes import COUNTRIES
from matcher.models import Jobseeker, JobseekerQualification
from matcher.services.papers import Paper, Settled
from matcher.vocabulary import Finished, Licence, Qualification
from web.forms import choices

_YEAR = [Optional(), NumberRange(1940, 2100, _l("Four digits, such as 2019."))]
_WORDS = 200


def finished() -> list[tuple[str, Any]]:
    return [(Finished.YES.value, _l("Finished")), (Finished.NO.value, _l("Not finished")), (Finished.STILL.value, _l("Still going on"))]


class PaperForm(FlaskForm):
    """One line to add. Empty it says nothing: the page is there to be skipped, too."""

    title = StringField(_l("What was studied or learnt, in the person's own words"), validators=[
        DataRequired(_l("Write what it is called.")), Length(max=400),
    ])  # fmt: skip
    lang = SelectField(_l("Language of these words"))
    country = SelectField(_l("Country where it was learnt"), validators=[Optional()])
    start_year = IntegerField(_l("From (year)"), validators=_YEAR)
    end_year = IntegerField(_l("Until (year)"), validators=_YEAR)
    finished = RadioField(_l("Was it finished?"), validators=[Optional()], validate_choice=False)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.lang.choices = choices.spoken()
        self.country.choices = [("", "—"), *choices.countries(COUNTRIES)]
        self.finished.choices = finished()

    def empty(self) -> bool:
        return not (self.title.data or "").strip() and self.start_year.data is None and self.end_year.data is None

    def validate_end_year(self, field: Any) -> None:
        if field.data is not None and self.start_year.data is not None and field.data < self.start_year.data:
            raise ValidationError(_l("It ends before it begins."))

    def paper(self) -> Paper:
        started, ended = (f"{year:04d}" if year else "" for year in (self.start_year.data, self.end_year.data))
        return Paper(self.title.data, self.lang.data, self.country.data or None, started, ended, _finished(self.finished.data))


def settled(person: Jobseeker, sent: Mapping[str, str]) -> list[tuple[JobseekerQualification, Settled]]:
    """What was sent of each line; a line that did not stand on the page, or a word of no list, says nothing."""
    found = []
    for line in person.qualifications:
        if f"finished-{line.id}" in sent:
            kind = sent.get(f"kind-{line.id}", "")
            said = Settled(
                _finished(sent[f"finished-{line.id}"]),
                sent.get(f"reading-{line.id}", ""),
                Qualification(kind) if kind in set(Qualification) else None,
            )
            found.append((line, said))
    return found


def _finished(sent: str | None) -> Finished | None:
    return Finished(sent) if sent in set(Finished) else None


class LicenceForm(FlaskForm):
    """A licence or card as it is called. `seen`: the words whose reading stands on the page already."""

    words = StringField(_l("Licence or card, as it is called"), validators=[Length(max=_WORDS)])
    issued_in = SelectField(_l("Country that gave it"), validators=[Optional()])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.issued_in.choices = [("", "—"), *choices.countries(COUNTRIES)]

    def asked(self) -> str:
        return (self.words.data or "").strip()[:_WORDS]

    def country(self) -> str | None:
        return self.issued_in.data if self.issued_in.data in COUNTRIES else None


def licences(sent: list[str]) -> list[Licence]:
    """Those ticked; a word of no list is none."""
    return [Licence(one) for one in sent if one in set(Licence)]
