"""Vacancies on their way to publication, and offers held against them."""

from __future__ import annotations

from enum import StrEnum


class VacancyState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    FILLED = "filled"
    CLOSED = "closed"


class CostLine(StrEnum):
    """Recruitment fees and related costs: the lines of a cost sheet, each to be answered (ILO definition; IOM's list)."""

    RECRUITMENT = "recruitment"
    MEDICAL = "medical"
    VACCINATION = "vaccination"
    TRAINING = "training"
    SKILLS_TEST = "skills_test"
    TRAVEL = "travel"
    VISA_PERMITS = "visa_permits"
    DOCUMENTS = "documents"
    INSURANCE = "insurance"
    ACCOMMODATION = "accommodation"
    EQUIPMENT = "equipment"
    ADMINISTRATION = "administration"


class Payer(StrEnum):
    """Who pays a cost line. NOBODY: the cost does not arise."""

    EMPLOYER = "employer"
    AGENCY = "agency"
    STATE = "state"
    NOBODY = "nobody"
    WORKER = "worker"


class DeductionKind(StrEnum):
    """What is taken off the pay before the worker gets it."""

    TAX = "tax"
    SOCIAL_SECURITY = "social_security"
    MEALS = "meals"
    ACCOMMODATION = "accommodation"
    TRANSPORT = "transport"
    EQUIPMENT = "equipment"
    ADVANCE = "advance"
    OTHER = "other"


class Severity(StrEnum):
    STOP = "stop"
    WARN = "warn"


class CheckCode(StrEnum):
    """What a check of a vacancy before publication can find."""

    UNREADABLE = "UNREADABLE"
    MISSING = "MISSING"
    COST_LINE_MISSING = "COST_LINE_MISSING"
    COST_AMOUNT_MISSING = "COST_AMOUNT_MISSING"
    WORKER_PAYS = "WORKER_PAYS"
    DEPOSIT = "DEPOSIT"
    BELOW_LEGAL_MINIMUM = "BELOW_LEGAL_MINIMUM"
    BELOW_GENERAL_MINIMUM = "BELOW_GENERAL_MINIMUM"
    LEGAL_MINIMUM_UNKNOWN = "LEGAL_MINIMUM_UNKNOWN"
    PAY_NOT_COMPARABLE = "PAY_NOT_COMPARABLE"
    DISCRIMINATORY = "DISCRIMINATORY"
    UNSAFE = "UNSAFE"
    UNDER_18 = "UNDER_18"
    CLOSING_PAST = "CLOSING_PAST"
    START_PAST = "START_PAST"
    ADVANCE_DEDUCTED = "ADVANCE_DEDUCTED"
    INTERMEDIARY_NOT_VETTED = "INTERMEDIARY_NOT_VETTED"
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD"


class DiscriminationGround(StrEnum):
    SEX = "sex"
    AGE = "age"
    NATIONALITY = "nationality"
    RELIGION = "religion"
    LOOKS = "looks"
    FAMILY = "family"


class UnsafeGround(StrEnum):
    """What the free text of an advert may not ask of a worker, whatever its cost sheet says."""

    FEES = "fees"
    DEPOSIT = "deposit"
    PAPERS = "papers"


class TermCode(StrEnum):
    """How a term of an offer differs from the vacancy as published."""

    WORSE = "WORSE"
    BETTER = "BETTER"
    CHANGED = "CHANGED"
    NOT_SAID = "NOT_SAID"
    NOT_COMPARABLE = "NOT_COMPARABLE"
    BELOW_GENERAL_MINIMUM = "BELOW_GENERAL_MINIMUM"
    BELOW_LEGAL_MINIMUM = "BELOW_LEGAL_MINIMUM"
    LEGAL_MINIMUM_UNKNOWN = "LEGAL_MINIMUM_UNKNOWN"
