"""What a rule finds of one person and one vacancy, and why a vacancy stands where it stands."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a rule says of one person and one vacancy. UNKNOWN is never MET: it becomes a question."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"

    @staticmethod
    def all_of(verdicts: list[Verdict]) -> Verdict:
        """Unmet if any is; else unknown if any is; else met (of nothing, too)."""
        if Verdict.UNMET in verdicts:
            return Verdict.UNMET
        return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.MET


class RuleCode(StrEnum):
    """One code a rule. The list it stands in says the verdict: reasons (met), gaps (unmet), questions (unknown)."""

    EMPLOYER_VETTING = "EMPLOYER_VETTING"
    CLOSED = "CLOSED"
    COUNTRY = "COUNTRY"
    PERMIT = "PERMIT"
    LANGUAGE = "LANGUAGE"
    LICENCE = "LICENCE"
    QUALIFICATION = "QUALIFICATION"
    MINIMUM_AGE = "MINIMUM_AGE"
    LANGUAGE_WISHED = "LANGUAGE_WISHED"
    LICENCE_WISHED = "LICENCE_WISHED"
    START = "START"
    HOURS = "HOURS"
    SHIFTS = "SHIFTS"
    PAY = "PAY"
    ACCOMMODATION = "ACCOMMODATION"
    REFUSED_COUNTRY = "REFUSED_COUNTRY"


class FitCode(StrEnum):
    """Why a vacancy stands where it stands."""

    SAME_OCCUPATION = "SAME_OCCUPATION"
    NEAR_OCCUPATION = "NEAR_OCCUPATION"
    SIMILAR_WORK = "SIMILAR_WORK"
    SKILLS = "SKILLS"
    EXPERIENCE = "EXPERIENCE"
