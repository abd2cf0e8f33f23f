"""Why a file is not read: the reasons that `web.wording.bringing` words."""

from __future__ import annotations

LOCKED = "locked with a password"
DAMAGED = "damaged or incomplete"
PICTURES = "holds no text: it may be a picture of a CV"
TOO_LONG = "takes too long to read"
OTHER = "not a PDF, DOCX, JSON Resume or Europass XML file"
EMPTY = "empty"


class Refused(Exception):
    """Inside the process that reads; whoever asked gets InvalidInput."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
