"""The words of the field, each defined once, by what they are about. Everything else reads them from here."""

from matcher.vocabulary.access import PERMISSIONS, ChangedThing, NoticeCode, Permission, Role
from matcher.vocabulary.matching import FitCode, JudgementReason, JudgementVerdict, LikenessCode, Ring, RuleCode, Verdict
from matcher.vocabulary.papers import CvFormat, Design, GuideFormat, Heading, HintCode, Paper, PersonalDetail
from matcher.vocabulary.placing import ComplaintGround, ConsentPurpose, OfferDecision, ReferralState, Shared
from matcher.vocabulary.vacancies import (
    CheckCode,
    CostLine,
    DeductionKind,
    DiscriminationGround,
    Payer,
    Severity,
    TermCode,
    UnsafeGround,
    VacancyState,
)
from matcher.vocabulary.vetting import Disqualifies, ObstacleCode, ProposalKind, Shown, Standing, StepKind, VettingState
from matcher.vocabulary.work import ContractType, Finished, Licence, PayPeriod, Qualification, Shift, WorkKind
from occupations.languages import Level

__all__ = [
    "PERMISSIONS",
    "ChangedThing",
    "CheckCode",
    "ComplaintGround",
    "ConsentPurpose",
    "ContractType",
    "CostLine",
    "CvFormat",
    "DeductionKind",
    "Design",
    "DiscriminationGround",
    "Disqualifies",
    "Finished",
    "FitCode",
    "GuideFormat",
    "Heading",
    "HintCode",
    "JudgementReason",
    "JudgementVerdict",
    "Level",
    "Licence",
    "LikenessCode",
    "NoticeCode",
    "ObstacleCode",
    "OfferDecision",
    "Paper",
    "PayPeriod",
    "Payer",
    "Permission",
    "PersonalDetail",
    "ProposalKind",
    "Qualification",
    "ReferralState",
    "Ring",
    "Role",
    "RuleCode",
    "Severity",
    "Shared",
    "Shift",
    "Shown",
    "Standing",
    "StepKind",
    "TermCode",
    "UnsafeGround",
    "VacancyState",
    "Verdict",
    "VettingState",
    "WorkKind",
]
