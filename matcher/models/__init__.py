"""Tables: one small module per thing. The database itself holds what must always be true (unique, foreign key, check)."""

from matcher.models.alerts import Alerted, MatchingRun, SavedSearch
from matcher.models.centre import Centre, Installation
from matcher.models.change import Change
from matcher.models.complaint import Complaint, Notice
from matcher.models.consent import Consent
from matcher.models.cv import CurriculumVitae, Photo, PracticeNote, Translation
from matcher.models.employer import (
    AnswerEvidence,
    CorrectiveAction,
    CriterionAnswer,
    Employer,
    Evidence,
    EvidenceContent,
    Invitation,
    LawException,
    Statement,
    Vetting,
    VettingStep,
)
from matcher.models.jobseeker import (
    Jobseeker,
    JobseekerAccess,
    JobseekerExtra,
    JobseekerLanguage,
    JobseekerPermit,
    JobseekerQualification,
    JobseekerSkill,
    WorkExperience,
)
from matcher.models.judgement import MatchJudgement
from matcher.models.legal_minimum import LegalMinimumRow
from matcher.models.referral import FollowUp, Interview, Offer, Placement, Referral
from matcher.models.taxonomy import TaxonomyConcept, TaxonomyEdition, TaxonomyRelation, TaxonomyTerm
from matcher.models.user import SignInFailure, User, UserRole
from matcher.models.vacancy import (
    AllowedWording,
    Publication,
    VacancyCost,
    VacancyDeduction,
    VacancyIntermediary,
    VacancyLanguage,
    VacancyLicence,
    VacancyQualification,
    VacancyRow,
    VacancySkill,
)

__all__ = [
    "Alerted",
    "AllowedWording",
    "AnswerEvidence",
    "Centre",
    "Change",
    "Complaint",
    "Consent",
    "CorrectiveAction",
    "CriterionAnswer",
    "CurriculumVitae",
    "Employer",
    "Evidence",
    "EvidenceContent",
    "FollowUp",
    "Installation",
    "Interview",
    "Invitation",
    "Jobseeker",
    "JobseekerAccess",
    "JobseekerExtra",
    "JobseekerLanguage",
    "JobseekerPermit",
    "JobseekerQualification",
    "JobseekerSkill",
    "LawException",
    "LegalMinimumRow",
    "MatchJudgement",
    "MatchingRun",
    "Notice",
    "Offer",
    "Photo",
    "Placement",
    "PracticeNote",
    "Publication",
    "Referral",
    "SavedSearch",
    "SignInFailure",
    "Statement",
    "TaxonomyConcept",
    "TaxonomyEdition",
    "TaxonomyRelation",
    "TaxonomyTerm",
    "Translation",
    "User",
    "UserRole",
    "VacancyCost",
    "VacancyDeduction",
    "VacancyIntermediary",
    "VacancyLanguage",
    "VacancyLicence",
    "VacancyQualification",
    "VacancyRow",
    "VacancySkill",
    "Vetting",
    "VettingStep",
    "WorkExperience",
]
