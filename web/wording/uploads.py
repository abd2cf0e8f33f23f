"""Why a document is refused, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from matcher import documents
from matcher.errors import InvalidInput
from matcher.services import evidence


def refused(error: InvalidInput) -> str:
    return refusal(str(error.facts.get("reason", "")))


def refusal(reason: str) -> str:
    """One sentence for each reason of `documents.check` and `evidence.add`; one that is not known is shown as it is."""
    return reasons().get(reason) or _("This file cannot be taken: %(reason)s", reason=reason)


def reasons() -> dict[str, str]:
    size, points = documents.MOST_BYTES // 1_000_000, documents.MOST_PIXELS // 1_000_000
    return {
        "empty": _("The file is empty. Choose it again."),
        f"larger than {size} MB": _("The file is larger than %(size)s MB. Save it smaller, or send it in parts.", size=size),
        "damaged or incomplete": _("The file is damaged or not complete. Save it again and send it anew."),
        "not a PDF, JPEG, PNG, DOCX or XLSX file": _("Only PDF, JPEG, PNG, DOCX and XLSX can be taken. A photo of the paper is fine."),
        "locked with a password": _("The file is locked with a password. Save it without one."),
        f"no pages, or more than {documents.MOST_PAGES}": _(
            "The file has no pages, or more than %(count)s. Send the pages that matter.", count=documents.MOST_PAGES
        ),
        "holds scripts, forms that send, or other files inside": _(
            "The PDF holds programs or other files inside. Print it to a new PDF and send that."
        ),
        f"more than {points} million points": _("The picture is too large. Take it again with a smaller size."),
        "an animation": _("The picture moves. Send a still picture."),
        "too many parts, or a part twice": _("The file is built in an unusual way. Save it again and send it anew."),
        "holds macros or other files inside": _("The file holds macros or other files. Save it without them, or as PDF."),
        "unpacks to far more than it is": _("The file is built in an unusual way. Save it as PDF and send that."),
        "this very document is there already": _("This very document is there already."),
        "it has expired already": _("This day is past. Send a document that is still valid."),
        f"more than {evidence.MOST} documents": _("There are %(count)s documents already; no more can be added.", count=evidence.MOST),
    }  # fmt: skip
