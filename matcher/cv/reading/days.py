"""When: spans of days and lengths of time as people write them, in seven languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from babel import Locale

from matcher.cv.reading import words
from matcher.cv.reading.words import flat

#: CLDR has the months of Iraq and the Levant, and those of the Maghreb, apart from those of Egypt and the Gulf.
_LOCALES = ("en", "es", "fr", "ar", "ar_SY", "ar_IQ", "ar_MA", "ar_DZ", "ar_TN", "de", "pt", "it", "es_MX", "en_GB", "en_AU")
_MORE = {"sept": 9, "setiembre": 9, "nisan": 4, "marz": 3, "maerz": 3, "ايار": 5, "حزيران": 6, "تموز": 7, "اب": 8, "ايلول": 9}
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Span:
    """`start` and `end` as ISO 8601, month and day optional; `months`: how long, where no days are known. `said`: in which words."""

    start: str = ""
    end: str = ""
    ongoing: bool = False
    months: int | None = None
    said: str = field(default="", compare=False)

    @property
    def known(self) -> bool:
        return bool(self.start or self.end or self.months)

    @property
    def double(self) -> bool:
        """Whether it has a beginning and an end, or goes on: then it is hardly a year that a sentence mentions."""
        return bool(self.months or self.ongoing or (self.start and self.end))


@cache
def _months() -> dict[str, int]:
    known: dict[str, int] = {}
    for name in _LOCALES:
        months = Locale.parse(name).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, text in months[context][width].items():
                    if len(plain := flat(text).rstrip(".")) >= 3:
                        known.setdefault(plain, number)
    return known | _MORE


@cache
def _day_pattern() -> str:
    """One day. Its groups are told apart by position: see `_day`."""
    month = rf"(?<!\w)({words.either(_months())})(?!\w)\.?"
    year = r"(?<![\d+])((?:19|20)\d\d)(?!\d)"
    of = r"(?:[ ]*(?:de|del|of|di|,)[ ]*|[ ]*[-/.][ ]*|[ ]+)?"
    return "|".join(
        (
            rf"(?<!\d)([0-3]?\d)(?:st|nd|rd|th|er|\.|º|°)?{of}{month}{of}{year}",
            rf"{month}[ ]+([0-3]?\d)(?:st|nd|rd|th)?,?[ ]+{year}",
            rf"{month}{of}{year}",
            rf"{month}[ ]?['-][ ]?(\d\d)(?!\d)",
            rf"{year}{of}{month}",
            r"(?<![\d/.-])([0-3]?\d)[ ]?[/.-][ ]?([0-3]?\d)[ ]?[/.-][ ]?((?:19|20)\d\d)(?!\d)",
            r"(?<![\d/.-])((?:19|20)\d\d)[/.-]([01]?\d)[/.-]([0-3]?\d)(?!\d)",
            r"(?<![\d/.-])([01]?\d)[ ]?[/.-][ ]?((?:19|20)\d\d)(?!\d)",
            r"(?<![\d/.-])((?:19|20)\d\d)[/.-](0\d|1[0-2])(?!\d)",
            year,
        )
    )


_ORDERS = ("dmy", "mdy", "my", "mY", "ym", "DMy", "yMD", "My", "yM", "y")


@cache
def _one() -> re.Pattern[str]:
    return re.compile(_day_pattern())


@cache
def _span() -> re.Pattern[str]:
    bare = re.sub(r"(?<!\\)\((?!\?)", "(?:", _day_pattern())
    month = words.either(_months())
    until = rf"{words.alternatives('to')}(?!\w)"
    to = rf"(?:\s*[-–—~→]+\s*(?:{until}\s*)?|\s+{until}\s*(?:l')?|\s*/\s*)(?:{words.alternatives('from')}\s+)?"
    length = rf"(?:\s*[(·,]?\s*{_length_pattern()}\s*\)?)?"
    return re.compile(
        rf"(?:(?<!\w)(?:(?P<since>{words.alternatives('since')})|{words.alternatives('from')})\s+)?"
        rf"(?:(?P<month>(?<!\w){month}(?!\w)\.?)(?=\s*[-–—]\s*(?:{month})(?!\w)\.?\s*(?:de\s+)?(?:19|20)\d\d)|(?P<start>{bare}))"
        rf"(?:{to}(?:(?P<now>{words.alternatives('present')}(?!\w))|(?P<end>{bare})|(?P<short>\d\d(?![\d/.]))))?{length}"
    )


@cache
def _length_pattern() -> str:
    many = r"\d{1,2}(?:[.,]5)?"
    one = rf"{words.alternatives('one_year')}|(?<!\w)(?:سنه|عام)(?!\w)"
    years = rf"(?:{many}\s*{words.alternatives('years')}(?!\w)|{words.alternatives('two_years')}|{one})"
    month = r"(?<!\w)شهر(?: واحد)?(?!\w)"
    months = rf"(?:{many}\s*{words.alternatives('months')}(?!\w)\.?|{words.alternatives('two_months')}|{month})"
    return rf"(?:{years}\.?(?:\s*(?:,|and|y|et|und|e|و|،)?\s*{months})?|{months})"


@cache
def _length() -> re.Pattern[str]:
    return re.compile(
        rf"^\W*(?:{words.either(['about', 'aprox', 'environ', 'circa', 'ca', 'unos', 'حوالي'])}\.?\s+)?({_length_pattern()})\W*$"
    )


def length(text: str) -> int | None:
    """So many months, where a text says nothing else: "2 años y 10 meses" are 34."""
    plain = "".join(one for one in flat(text[:_LONGEST]) if unicodedata.category(one) != "Mn")
    found = _length().match(plain)
    if not found:
        return None
    months = 0.0
    for number, unit in re.findall(r"(\d{1,2}(?:[.,]5)?)?\s*([^\W\d]+)", found[1]):
        unit = unit if number or unit in words.keys("years") | words.keys("months") else re.sub("^و(?=.)", "", unit)
        count = float(number.replace(",", ".")) if number else 1
        if unit in words.keys("two_years") or unit in words.keys("two_months"):
            count = 2
        if unit in words.keys("years") | words.keys("two_years"):
            months += 12 * count
        elif unit in words.keys("months") | words.keys("two_months"):
            months += count
    return round(months) or None


def find(text: str) -> Iterator[tuple[Span, int, int]]:
    """Every span in a text with the places where it begins and ends."""
    plain = flat(text[:_LONGEST])
    for found in _span().finditer(plain):
        since, now, end, short = (found[name] for name in ("since", "now", "end", "short"))
        until = _day(end) if end else ""
        begin = _day(found["start"]) if found["start"] else f"{until[:4]}-{_months()[found['month'].rstrip('.')]:02d}" if until else ""
        if short:
            until = begin[:2] + short
        if not begin or (until and until[:7] < begin[:7] and len(until) == len(begin)):
            continue
        yield Span(begin, until, bool(now) or bool(since and not until)), found.start(), found.end()


def whole(text: str) -> bool:
    """Whether a text is a span with an end, and nothing else."""
    return any(span.double and not text[:start].strip(" .") and not text[end:].strip(" .") for span, start, end in find(text))


def goes_on(text: str) -> bool:
    """Whether a text begins with a day and breaks off before the span has its end."""
    found = next(find(text), None)
    if found is None or found[1] > 12 or found[0].ongoing or (found[0].start and found[0].end):
        return False
    return bool(re.fullmatch(rf"\s*(?:[-–—]|{words.alternatives('to')})?\s*(?:{words.either(_months())}\.?)?\s*", flat(text)[found[2] :]))


def _day(text: str) -> str:
    """ISO 8601 of one day; "" for one that no calendar has."""
    found = _one().match(text)
    if not found:
        return ""
    given = iter(one for one in found.groups() if one is not None)
    order = _ORDERS[_alternative(found)]
    parts = dict(zip(order, given, strict=True))
    year = parts.get("y") or "20" + parts["Y"]
    if order == "mY" and int(parts["Y"]) > date.today().year % 100 + 1:
        year = "19" + parts["Y"]
    month = _months()[parts["m"]] if "m" in parts else int(parts.get("M", 0))
    day = int(parts.get("d") or parts.get("D") or 0)
    if "D" in parts and month > 12 >= day:
        month, day = day, month  # month first, as in the United States
    try:
        date(int(year), month or 1, day or 1)
    except ValueError:
        return year
    return "-".join([year, *(f"{part:02d}" for part in (month, day) if part)])


def _alternative(found: re.Match[str]) -> int:
    """Which of the ways to write a day was found, by its first group."""
    first = next(number for number, one in enumerate(found.groups()) if one is not None)
    for which, order in enumerate(_ORDERS):
        if first < len(order):
            return which
        first -= len(order)
    raise AssertionError
