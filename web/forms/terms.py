"""Names of what a vacancy promises: fields, cost lines, payers, deductions, contracts."""

from __future__ import annotations

from flask_babel import gettext as _

from matcher.vocabulary import ContractType, CostLine, DeductionKind, Payer


def cost_lines() -> list[tuple[str, str]]:
    names = {
        CostLine.RECRUITMENT: _("Recruitment and placement"),
        CostLine.MEDICAL: _("Medical examination"),
        CostLine.VACCINATION: _("Vaccination"),
        CostLine.TRAINING: _("Training and orientation"),
        CostLine.SKILLS_TEST: _("Test of skills or language"),
        CostLine.TRAVEL: _("Travel, there and back"),
        CostLine.VISA_PERMITS: _("Visa, work and residence permit"),
        CostLine.DOCUMENTS: _("Passport and other documents"),
        CostLine.INSURANCE: _("Insurance"),
        CostLine.ACCOMMODATION: _("Accommodation"),
        CostLine.EQUIPMENT: _("Tools, work clothes and equipment"),
        CostLine.ADMINISTRATION: _("Administration"),
    }
    return [(one.value, names[one]) for one in CostLine]


def payers() -> list[tuple[str, str]]:
    names = {
        Payer.EMPLOYER: _("The employer"),
        Payer.AGENCY: _("The agency"),
        Payer.STATE: _("The state"),
        Payer.NOBODY: _("Nobody: there is no such cost"),
        Payer.WORKER: _("The worker"),
    }
    return [(one.value, names[one]) for one in Payer]


def deduction_kinds() -> list[tuple[str, str]]:
    names = {
        DeductionKind.TAX: _("Income tax"),
        DeductionKind.SOCIAL_SECURITY: _("Social security"),
        DeductionKind.MEALS: _("Meals"),
        DeductionKind.ACCOMMODATION: _("Accommodation"),
        DeductionKind.TRANSPORT: _("Transport"),
        DeductionKind.EQUIPMENT: _("Tools, work clothes and equipment"),
        DeductionKind.ADVANCE: _("Paying back an advance"),
        DeductionKind.OTHER: _("Something else"),
    }
    return [(one.value, names[one]) for one in DeductionKind]


def contract_types() -> list[tuple[str, str]]:
    names = {
        ContractType.PERMANENT: _("Permanent contract"),
        ContractType.FIXED_TERM: _("Fixed-term contract"),
        ContractType.SEASONAL: _("Seasonal contract"),
        ContractType.APPRENTICESHIP: _("Apprenticeship"),
    }
    return [(one.value, names[one]) for one in ContractType]


def field_names() -> list[tuple[str, str]]:
    """What each field is called, wherever it is shown."""
    return [
        ("external_id", _("Your own number")),
        ("title", _("Title of the work")),
        ("description", _("Tasks")),
        ("lang", _("Language of this text")),
        ("country", _("Country")),
        ("region", _("Region")),
        ("place", _("Place of work")),
        ("starts_on", _("First day of work")),
        ("closes_on", _("Last day to apply")),
        ("contract_type", _("Kind of contract")),
        ("contract_months", _("Length of the contract in months")),
        ("hours_week", _("Hours a week")),
        ("shifts", _("Working times")),
        ("pay", _("Pay before deductions")),
        ("pay_amount", _("Amount")),
        ("pay_currency", _("Currency")),
        ("pay_period", _("For how long")),
        ("legal_minimum", _("Legal minimum pay")),
        ("deductions", _("What is taken off the pay")),
        ("costs", _("Who pays what")),
        ("deposit", _("Deposit, bond or guarantee asked of the worker")),
        ("intermediaries", _("Agencies or others between you and the worker")),
        ("accommodation", _("A place to live comes with the work")),
        ("sponsorship", _("You arrange the work permit")),
        ("minimum_age", _("Minimum age")),
        ("experience_months", _("Experience asked for, in months")),
        ("positions", _("How many people")),
        ("languages", _("Languages needed")),
        ("licences", _("Licences needed")),
        ("qualifications", _("Schooling or credential needed")),
    ]
