"""Vacancies from files and into files: CSV, XLSX, JSON, JSON Lines and schema.org JobPosting. Knows no database."""

from matcher.exchange.columns import COLUMNS
from matcher.exchange.files import read_vacancies
from matcher.exchange.plain import CONTRACTS, NEVER_READ
from matcher.exchange.postings import read_terms
from matcher.exchange.publishing import terms_to_json, to_jobposting
from matcher.exchange.rows import Problem, Reading, Row
from matcher.exchange.templates import template_csv, template_xlsx

__all__ = [
    "COLUMNS",
    "CONTRACTS",
    "NEVER_READ",
    "Problem",
    "Reading",
    "Row",
    "read_terms",
    "read_vacancies",
    "template_csv",
    "template_xlsx",
    "terms_to_json",
    "to_jobposting",
]
