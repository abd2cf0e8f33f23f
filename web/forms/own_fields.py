"""Fields that read what is typed as files are read (Arabic digits, decimal commas), and say what is wrong in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField, StringField
from wtforms.widgets import TextArea

from matcher.exchange.texts import Wrong, line, prose
from matcher.exchange.values import LARGEST, day, number, whole
from matcher.masking import mask_contacts


class LineField(StringField):
    """One line of text; `masked`: contact details are taken out, as they are from files."""

    def __init__(self, label: Any, longest: int, masked: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.longest, self.masked = longest, masked

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else ""
        try:
            read = self._read(self.data)
        except Wrong as wrong:
            raise ValueError(_("At most %(count)s characters, and plain text only.", count=self.longest)) from wrong
        read = mask_contacts(read) if self.masked else read
        if len(read) > self.longest:
            raise ValueError(_("At most %(count)s characters, and plain text only.", count=self.longest))
        self.data = read

    def _read(self, given: str) -> str:
        return line(self.longest)(given)


class ProseField(LineField):
    """Text of many lines."""

    widget = TextArea()

    def _read(self, given: str) -> str:
        return prose(self.longest)(given.replace("\r\n", "\n"))


class NumberField(StringField):
    """A number, or None where nothing is written. `above`: more than `low`, not from `low` on."""

    data: Any

    def __init__(self, label: Any, low: float = 0, high: float = LARGEST, above: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.low, self.high, self._take = low, high, self._reader(low, high, above)

    def _reader(self, low: float, high: float, above: bool) -> Callable[[Any], float]:
        return number(low, high, above)

    def process_formdata(self, valuelist: list[str]) -> None:
        given = valuelist[0].strip() if valuelist else ""
        self.data = None
        try:
            self.data = self._take(given) if given else None
        except Wrong as wrong:
            raise ValueError(self._wrong()) from wrong

    def _wrong(self) -> str:
        if self.high < LARGEST:
            return _("Write a number from %(low)s to %(high)s.", low=f"{self.low:g}", high=f"{self.high:g}")
        return _("Write a number such as 1850 or 1850.50, without a sign between thousands.")

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        return str(int(self.data)) if float(self.data).is_integer() else repr(self.data)


class WholeField(NumberField):
    def _reader(self, low: float, high: float, above: bool) -> Callable[[Any], float]:
        return whole(int(low), int(high))

    def _wrong(self) -> str:
        return _("Write a whole number from %(low)s to %(high)s.", low=int(self.low), high=int(self.high))


class DayField(DateField):
    """A day, or None where nothing is written."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        given = valuelist[0].strip() if valuelist else ""
        self.data = None
        try:
            self.data = day(given) if given else None
        except Wrong as wrong:
            raise ValueError(_("Write the day as year-month-day, such as 2026-04-13.")) from wrong
