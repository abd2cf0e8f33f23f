"""What a rule finds of one person and one vacancy, why a vacancy stands where it stands, and what a counsellor says to that."""

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
    REGION = "REGION"
    PERMIT = "PERMIT"
    LANGUAGE = "LANGUAGE"
    LICENCE = "LICENCE"
    QUALIFICATION = "QUALIFICATION"
    MINIMUM_AGE = "MINIMUM_AGE"
    RECOGNITION = "RECOGNITION"
    LANGUAGE_WISHED = "LANGUAGE_WISHED"
    LICENCE_WISHED = "LICENCE_WISHED"
    START = "START"
    HOURS = "HOURS"
    SHIFTS = "SHIFTS"
    PAY = "PAY"
    ACCOMMODATION = "ACCOMMODATION"
    REFUSED_COUNTRY = "REFUSED_COUNTRY"


class LikenessCode(StrEnum):
    """What a score is made of; each has its weight."""

    OCCUPATION = "occupation"
    MEANING = "meaning"
    SKILLS = "skills"
    EXPERIENCE = "experience"
    LANGUAGE = "language"
    PAY = "pay"
    LEGAL_PAY = "legal_pay"
    PLACE = "place"


class FitCode(StrEnum):
    """Why a vacancy stands where it stands."""

    SAME_OCCUPATION = "SAME_OCCUPATION"
    NEAR_OCCUPATION = "NEAR_OCCUPATION"
    SIMILAR_WORK = "SIMILAR_WORK"
    SKILLS = "SKILLS"
    EXPERIENCE = "EXPERIENCE"


class Ring(StrEnum):
    """How far from home a vacancy lies, for somebody who comes back; nearest first."""

    REGION = "region"
    COUNTRY = "country"
    ELSEWHERE = "elsewhere"


class JudgementVerdict(StrEnum):
    """What a counsellor says of one match. It orders what is shown, and lets nothing through that a rule leaves out."""

    WRONG = "wrong"
    UP = "up"
    DOWN = "down"


class JudgementReason(StrEnum):
    """Why. The first five are sides of the work, and may speak for a vacancy or against it."""

    KIND = "kind"
    SKILLS = "skills"
    LEVEL = "level"
    PLACE = "place"
    CONDITIONS = "conditions"
    UNWANTED = "unwanted"
    WANTED = "wanted"
    OTHER = "other"

    def fits(self, verdict: JudgementVerdict) -> bool:
        """That the person wants it is no reason against a vacancy, nor that they do not want it one for it."""
        return self is not (JudgementReason.UNWANTED if verdict is JudgementVerdict.UP else JudgementReason.WANTED)
