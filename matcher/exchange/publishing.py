"""Terms to a plain object, and to a schema.org JobPosting (JSON-LD): neither loses anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from html import escape
from typing import Any

from matcher.exchange.postings import read_object
from matcher.terms import Terms
from matcher.vocabulary import ContractType

CONTEXT = ["https://schema.org/", {"oficio": "urn:oficio:"}]


def terms_to_json(terms: Terms) -> dict[str, Any]:
    """A plain object of what is said; `read_terms` makes the same Terms of it."""
    plain: dict[str, Any] = {}
    for field in fields(Terms):
        value = getattr(terms, field.name)
        if value is not None and value != "" and value != {}:
            plain["id" if field.name == "external_id" else field.name] = _plain(value)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _plain(part) for name, part in parts.items() if part is not None and part != ""}
    return value


def to_jobposting(terms: Terms, *, employer: str, address: str, posted: date | None) -> dict[str, Any]:
    """One JobPosting; `address` is that of the vacancy's page. `read_terms` makes the same Terms of it.

    Whatever schema.org has no word for, or would not give back as it was, stands under `oficio:` in our own plain form.
    """
    posting: dict[str, Any] = {"@context": list(CONTEXT), "@type": "JobPosting", "url": address}
    posting |= {key: value for key, value in _standard(terms, employer).items() if value}
    if posted is not None:
        posting["datePosted"] = posted.isoformat()
    whole, back = terms_to_json(terms), terms_to_json(read_object(posting)[0].terms)
    lost = [key for key in {**whole, **back} if whole.get(key) != back.get(key)]
    return posting | {f"oficio:{key}": whole.get(key) for key in lost}


def _standard(terms: Terms, employer: str) -> dict[str, Any]:
    place = {"addressLocality": terms.place, "addressRegion": terms.region, "addressCountry": terms.country}
    address = {"@type": "PostalAddress"} | {key: value for key, value in place.items() if value}
    experience = {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": terms.experience_months}
    return {
        "title": terms.title,
        "description": escape(terms.description, quote=False).replace("\n", "<br>\n"),
        "identifier": terms.external_id and {"@type": "PropertyValue", "name": employer, "value": terms.external_id},
        "validThrough": terms.closes_on and terms.closes_on.isoformat(),
        "jobStartDate": terms.starts_on and terms.starts_on.isoformat(),
        "employmentType": "TEMPORARY" if terms.contract_type in (ContractType.FIXED_TERM, ContractType.SEASONAL) else None,
        "hiringOrganization": {"@type": "Organization", "name": employer},
        "jobLocation": {"@type": "Place", "address": address} if len(address) > 1 else None,
        "baseSalary": terms.pay
        and {
            "@type": "MonetaryAmount",
            "currency": terms.pay.currency,
            "value": {"@type": "QuantitativeValue", "value": terms.pay.amount, "unitText": terms.pay.period.upper()},
        },
        "workHours": f"{terms.hours_week:g} hours a week" if terms.hours_week is not None else None,
        "experienceRequirements": experience if terms.experience_months is not None else None,
        "totalJobOpenings": terms.positions,
        "jobBenefits": "Accommodation" if terms.accommodation else None,
    }
