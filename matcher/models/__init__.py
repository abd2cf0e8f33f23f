"""Tables: one small module per thing. The database itself holds what must always be true (unique, foreign key, check)."""

from matcher.models.centre import Centre, Installation
from matcher.models.change import Change
from matcher.models.consent import Consent
from matcher.models.employer import Employer, Vetting
from matcher.models.jobseeker import (
    Jobseeker,
    JobseekerLanguage,
    JobseekerPermit,
    JobseekerQualification,
    JobseekerSkill,
    WorkExperience,
)
from matcher.models.user import SignInFailure, User, UserRole
from matcher.models.vacancy import VacancyLanguage, VacancyLicence, VacancyQualification, VacancyRow, VacancySkill

__all__ = [
    "Centre",
    "Change",
    "Consent",
    "Employer",
    "Installation",
    "Jobseeker",
    "JobseekerLanguage",
    "JobseekerPermit",
    "JobseekerQualification",
    "JobseekerSkill",
    "SignInFailure",
    "User",
    "UserRole",
    "VacancyLanguage",
    "VacancyLicence",
    "VacancyQualification",
    "VacancyRow",
    "VacancySkill",
    "Vetting",
    "WorkExperience",
]
