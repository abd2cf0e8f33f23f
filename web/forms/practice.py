"""The form of one practised question."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import Length, Optional

from matcher.models import PracticeNote


class PracticeForm(FlaskForm):
    note = TextAreaField(_l("Your notes"), validators=[Length(max=5000)])
    rating = RadioField(_l("How did it go?"), validators=[Optional()])
    comment: Any = TextAreaField(_l("The counsellor's words"), validators=[Length(max=5000)])

    def __init__(self, comments: bool, **given: Any) -> None:
        super().__init__(**given)
        self.rating.choices = [
            ("1", _l("I could not answer yet")),
            ("2", _l("With difficulty")),
            ("3", _l("It was all right")),
            ("4", _l("Well")),
            ("5", _l("Very well")),
        ]
        if not comments:
            del self.comment

    @classmethod
    def of(cls, kept: PracticeNote | None, comments: bool) -> PracticeForm:
        if kept is None:
            return cls(comments)
        return cls(comments, note=kept.note or "", rating=str(kept.rating) if kept.rating else None, comment=kept.comment or "")

    def stars(self) -> int | None:
        return int(self.rating.data) if self.rating.data else None
