"""What is wrong in a file of vacancies, row by row, in the reader's language. The readers of files speak English, for the command line."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask_babel import gettext as _

Found = re.Match[str]


def file_problem(reason: str) -> str:
    """The sentence for a reason of `matcher.exchange`; one that nobody has worded is shown as it is."""
    for pattern, sentence in _SENTENCES:
        found = pattern.fullmatch(reason)
        if found:
            return sentence(found)
    return reason


def worded(reason: str) -> bool:
    return any(pattern.fullmatch(reason) for pattern, _sentence in _SENTENCES)


def _rule(pattern: str, sentence: Callable[[Found], str]) -> tuple[re.Pattern[str], Callable[[Found], str]]:
    return re.compile(pattern, re.S), sentence


_SENTENCES = [
    _rule(r"missing|(\S+) missing|missing, although .*", lambda m: _("Missing. Fill it in.")),
    _rule(
        r"(.+) stands in row (\d+) already", lambda m: _("This number stands in row %(row)s already. Each vacancy has its own.", row=m[2])
    ),
    _rule(r"(.*\S )?stands twice.*", lambda m: _("Stands twice. Give it once.")),
    _rule(r"(.+) is not a (?:whole )?number", lambda m: _("%(given)s is not a number. Write digits, such as 40.", given=m[1])),
    _rule(
        r"(.+) can be read in two ways.*|(.+) holds a thousands separator.*",
        lambda m: _("Write the number without a thousands separator, such as 1850 or 1850.50."),
    ),
    _rule(r"not a finite number|larger than any such number", lambda m: _("This number is too large.")),
    _rule(r"must be (more than|at least) (\S+)", lambda m: _("The number is too small. It begins at %(low)s.", low=m[2])),
    _rule(r"must be at most (\S+)", lambda m: _("The number is too large. The most is %(high)s.", high=m[1])),
    _rule(r"(.+): write year-month-day, such as 2026-04-13", lambda m: _("Write the day as year-month-day, such as 2026-04-13.")),
    _rule(r"(.+) is a day that does not exist", lambda m: _("%(given)s is a day that does not exist.", given=m[1])),
    _rule(r"(.+) is outside the years .*", lambda m: _("%(given)s: check the year.", given=m[1])),
    _rule(r"(.+) is neither yes nor no", lambda m: _("Write yes or no.")),
    _rule(r"(.+) is none of (.+)", lambda m: _("%(given)s is not known here. Write one of: %(words)s", given=m[1], words=m[2])),
    _rule(r"(.+) is no code of (.+)", lambda m: _("%(given)s is no code of %(standard)s.", given=m[1], standard=m[2])),
    _rule(r"longer than ([\d,]+) (characters|bytes)", lambda m: _("Too long: %(most)s characters are the most.", most=m[1])),
    _rule(r"too long, once contact details are masked", lambda m: _("Too long. Make the text shorter.")),
    _rule(
        r"holds a control character|holds a character that is not text|not a text",
        lambda m: _("Holds a character that is not text. Type it anew."),
    ),
    _rule(
        r"holds a character that changes the direction of text",
        lambda m: _("Holds a hidden character that turns text around. Type it anew."),
    ),
    _rule(r"a formula; write its value", lambda m: _("Holds a formula. Write its value.")),
    _rule(r"an error of the sheet: (.+)", lambda m: _("Holds an error of the sheet: %(given)s", given=m[1])),
    _rule(r"a time of day or a length of time: write it as text", lambda m: _("Holds a time of day. Write it as text.")),
    _rule(
        r"names nothing: write (\S+) where there is none", lambda m: _("Names nothing. Where there is none, write “%(word)s”.", word=m[1])
    ),
    _rule(
        r"(.+) is not a list|(.+) is not an object of (.+)|not an object of cost lines|knows no (.+), only (.+)|a name is empty",
        lambda m: _("Is not built as the example shows."),
    ),
    _rule(r"more than ([\d,]+) items", lambda m: _("Names more than %(most)s things.", most=m[1])),
    _rule(r"is not the same as id", lambda m: _("The vacancy has two different numbers. Give it one.")),
    _rule(
        r"(\d+) cells, but the header has (\d+)",
        lambda m: _("The row has %(cells)s cells, the first row has %(header)s.", cells=m[1], header=m[2]),
    ),
    _rule(r"not JSON.*|not a JSON object", lambda m: _("This line is not JSON.")),
    _rule(r"not UTF-8.*", lambda m: _("This line is not UTF-8. Save the file as UTF-8.")),
    _rule(r"(.+) is not JobPosting", lambda m: _("This is not a JobPosting.")),
    _rule(
        r"the file is empty|the first visible sheet is empty|holds no vacancy.*|an XLSX file without a visible sheet",
        lambda m: _("The file holds no vacancy."),
    ),
    _rule(r"a damaged.*", lambda m: _("The file is damaged or not complete. Save it again.")),
    _rule(r"an archive protected.*", lambda m: _("The file is locked with a password. Save it without one.")),
    _rule(r"holds macros.*", lambda m: _("The file holds macros. Save it as a plain workbook (.xlsx) or as CSV.")),
    _rule(r"more than ([\d,]+) (rows|empty lines).*", lambda m: _("More than %(most)s rows. Split the file.", most=m[1])),
    _rule(r"more than ([\d,]+) columns", lambda m: _("More than %(most)s columns. Keep those of the example.", most=m[1])),
    _rule(r"merged cells.*", lambda m: _("Holds merged cells. Undo the merge and fill every cell.")),
    _rule(
        r".*not a list of vacancies.*|.*save it as XLSX or as CSV", lambda m: _("This is not a list of vacancies. Send CSV, XLSX or JSON.")
    ),
    _rule(
        r"(too large|too many|a part of|an XLSX file|larger than|more than [\d,]+ values).*",
        lambda m: _("The file is too large or not built as it should be. Save it as CSV, or split it."),
    ),
    _rule(r"holds a NUL byte.*|not UTF-16.*", lambda m: _("The file is not UTF-8. Save it as UTF-8.")),
    _rule(r"a quotation mark that is opened.*|not CSV.*", lambda m: _("A quotation mark is opened here and not closed.")),
    _rule(r"holds something, but the column has no name", lambda m: _("Stands in a column without a name. Name it, or empty the cell.")),
    _rule(r"no such column.*", lambda m: _("The first row must name the columns, as in the example.")),
    _rule(r"(\S+): (.+)", lambda m: file_problem(m[2])),
]
