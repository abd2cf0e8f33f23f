"""What can go wrong in the core. Each error carries a code and facts; the wording belongs to web/."""

from __future__ import annotations

from typing import Any, ClassVar


class MatcherError(Exception):
    """Root of all. `code` is stable and documented; `facts` are plain values, never a person's data."""

    code: ClassVar[str] = "error"

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}: {value}" for name, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code


class NotFound(MatcherError):
    """Does not exist, or not for the one who asks: the two are never told apart."""

    code = "not_found"


class ConsentMissing(MatcherError):
    """The person has not agreed to this, or no longer does."""

    code = "consent_missing"


class InvalidInput(MatcherError):
    """A value that cannot be taken; facts name `field` and `reason`, for a file also `file` and `line`."""

    code = "invalid_input"


class NotPublishable(MatcherError):
    """A vacancy that lacks what publication requires; facts name the `problems` as pairs of field and code."""

    code = "not_publishable"


class NotAllowed(MatcherError):
    """This person may not do this here: not an officer, or the same officer twice; facts name the `reason`."""

    code = "not_allowed"


class WrongState(MatcherError):
    """The thing is not in a state in which this can be done; facts name the `state`."""

    code = "wrong_state"


class NotGrantable(MatcherError):
    """A vetting that cannot be granted; facts name the `obstacles` as pairs of criterion and code."""

    code = "not_grantable"


class NotAnEvaluation(MatcherError):
    """Evaluation data was to go into an installation that holds real records, or the other way round."""

    code = "not_an_evaluation"


class EditionNotImported(MatcherError):
    code = "edition_not_imported"


class DownloadRefused(MatcherError):
    """An ESCO download with something wrong in it; facts name the `problems` (file, line, reason), and of how many, `count`."""

    code = "download_refused"


class EncoderNotFound(MatcherError):
    code = "encoder_not_found"


class IndexDamaged(MatcherError):
    """The index on disk does not agree with its manifest; facts name the `reason`."""

    code = "index_damaged"


class DocumentUnreadable(MatcherError):
    """A kept document that no key opens, or that is not what was given."""

    code = "document_unreadable"
