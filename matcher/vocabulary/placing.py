"""A person on the way to an employer, with consent: referrals, offers, and what can be complained of."""

from __future__ import annotations

from enum import StrEnum


class ConsentPurpose(StrEnum):
    """MATCHING: a profile is kept and matched. PROPOSING: an employer is told of the person, as far as each referral says."""

    MATCHING = "matching"
    PROPOSING = "proposing"


class Shared(StrEnum):
    """What of a person an employer may see with a referral; each is agreed to by itself."""

    NAME = "name"
    CONTACT = "contact"
    WORK = "work"
    SKILLS = "skills"
    LANGUAGES = "languages"
    AVAILABILITY = "availability"


class ReferralState(StrEnum):
    SENT = "sent"
    INTERVIEW = "interview"
    HIRED = "hired"
    NOT_HIRED = "not_hired"
    WITHDRAWN = "withdrawn"


class OfferDecision(StrEnum):
    """What the person decided about an offer; ASK is to have it mended before deciding."""

    ACCEPTED = "accepted"
    ASK = "ask"
    DECLINED = "declined"


class ComplaintGround(StrEnum):
    """What a complaint is about. Those of GRAVE hide the employer at once when a named person records that they are credible."""

    FEES = "fees"
    DOCUMENTS = "documents"
    DEPOSIT = "deposit"
    SUBSTITUTION = "substitution"
    FREEDOM = "freedom"
    FORCED_LABOUR = "forced_labour"
    UNDER_18 = "under_18"
    VIOLENCE = "violence"
    GRAVE_SAFETY = "grave_safety"
    PAY = "pay"
    HOUSING = "housing"
    OTHER = "other"

    @property
    def grave(self) -> bool:
        return self not in (ComplaintGround.PAY, ComplaintGround.HOUSING, ComplaintGround.OTHER)

    @property
    def criterion(self) -> str | None:
        """The vetting criterion that has to be shown anew after a credible complaint of this kind."""
        return _CRITERION_OF.get(self)


_CRITERION_OF = {
    ComplaintGround.FEES: "no_fees",
    ComplaintGround.DOCUMENTS: "documents_not_held",
    ComplaintGround.DEPOSIT: "no_deposits",
    ComplaintGround.SUBSTITUTION: "no_substitution",
    ComplaintGround.FREEDOM: "free_to_leave",
    ComplaintGround.FORCED_LABOUR: "no_forced_labour",
    ComplaintGround.UNDER_18: "adults_only",
    ComplaintGround.VIOLENCE: "no_forced_labour",
    ComplaintGround.GRAVE_SAFETY: "hours_safety",
    ComplaintGround.PAY: "pay_legal_regular",
    ComplaintGround.HOUSING: "decent_housing",
}
