"""Why a CV that somebody brings cannot be read, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from matcher.cv import intake
from matcher.errors import InvalidInput
from matcher.exchange.texts import clean
from matcher.services.carrying import Left

#: Codes that are told; more would not be read.
MOST_NAMED = 6


def refused(error: InvalidInput) -> str:
    """One sentence; the place in the file where the file has places."""
    reason, place = str(error.facts.get("reason", "")), str(error.facts.get("field", ""))
    known = {
        "empty": _("The file is empty. Choose it again."),
        "not a PDF, DOCX, JSON Resume or Europass XML file": _("Only PDF, Word (DOCX), JSON Resume and Europass (XML) can be read."),
        "says nothing that belongs on a CV": _("Nothing was found in this file that belongs on a CV."),
        f"larger than {intake.LARGEST // 1_000_000} MB": _("The file is larger than %(size)s MB.", size=intake.LARGEST // 1_000_000),
        "holds far more than a CV does": _("The file holds far more than a CV does. Bring a shorter one."),
        "locked with a password": _("The file is locked with a password. Save it without one."),
        "damaged or incomplete": _("The file is damaged or not complete. Save it again and send it anew."),
        "holds no text: it may be a picture of a CV": _("The file holds pictures and no text. Type the CV, or bring another file."),
        "takes too long to read": _("The file takes too long to read. Save it again as a simple PDF."),
    }
    if reason in known:
        return known[reason]
    if place and place != "file":
        return _("This cannot be read at %(place)s: %(reason)s", place=place, reason=reason)
    return _("This file cannot be taken: %(reason)s", reason=reason)


def not_known(left: Sequence[Left]) -> str:
    """What a file names that could not be taken in, in its own codes: nobody here knows what they are called."""
    codes = list(dict.fromkeys(clean(one.was, 80) for one in left))
    told = codes[:MOST_NAMED] + ["…"] * (len(codes) > MOST_NAMED)
    return _("Not known here, and so not taken in: %(codes)s. Choose the occupation of each work yourself.", codes=", ".join(told))


def part(name: str) -> str:
    """What kind of thing a line of a CV is."""
    names = {
        "name": _("Name"),
        "label": _("Under the name"),
        "email": _("E-mail address"),
        "phone": _("Telephone"),
        "url": _("Web"),
        "summary": _("About me"),
        "address": _("Address"),
        "plans": _("Where and when the person would work"),
        "work": _("Work"),
        "volunteer": _("Voluntary work"),
        "education": _("School or course"),
        "certificates": _("Licence or certificate"),
        "skills": _("Skills"),
        "languages": _("Languages"),
        "projects": _("Projects"),
        "awards": _("Awards"),
        "publications": _("Publications"),
        "interests": _("Interests"),
        "references": _("References"),
    }
    return names.get(name, name)
