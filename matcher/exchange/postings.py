"""schema.org JobPosting (JSON-LD), as job boards of all kinds write it, to our plain keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from matcher.errors import InvalidInput
from matcher.exchange.plain import Read, read_plain
from matcher.exchange.posting_parts import Told, contract, described, every, experience, first, hours, language, pay, place
from matcher.exchange.texts import clean, shown
from matcher.terms import Terms

#: Terms of ours that schema.org lacks, by prefix or in full.
_OURS = ("oficio:", "urn:oficio:")


def kind(given: Any) -> str:
    """ "JobPosting", another type of JSON-LD, or "" for a plain object."""
    if not isinstance(given, Mapping):
        return ""
    types = given.get("@type", given.get("type") if "@context" in given else None)
    names = [re.split(r"[/#:]", one)[-1] for one in every(types) if isinstance(one, str)]
    return "JobPosting" if "JobPosting" in names else names[0] if names else "@context" if "@context" in given else ""


def read_terms(given: Mapping[str, Any], file: str) -> Terms:
    """The terms that one plain object or one JobPosting says; nothing is required, nothing masked.

    Raises InvalidInput naming the first wrong field.
    """
    if not isinstance(given, Mapping):
        raise InvalidInput(file=file, field="file", reason="not a JSON object")
    if kind(given) not in ("", "JobPosting"):
        raise InvalidInput(file=file, field="@type", reason=f"{shown(kind(given))} is not JobPosting")
    read, names = read_object(given)
    for key, reason in read.problems:
        raise InvalidInput(file=file, field=clean(names.get(key, key), 60), reason=reason)
    return read.terms


def read_object(given: Mapping[str, Any]) -> tuple[Read, dict[str, str]]:
    """(what it says, its own names for our keys) of a plain object, or of a posting."""
    if not kind(given):
        return read_plain(given), {}
    told = _told(given)
    return read_plain(told.plain, told.others), told.names


def _told(given: Mapping[str, Any]) -> Told:
    told = Told(others={key: value for key, value in given.items() if key not in ("@context", "@type", "type")})
    take = told.others.pop
    identifier = first(take("identifier", None))
    if isinstance(identifier, Mapping):
        identifier = first(identifier.get("value"))
    for name, value in (("identifier", identifier), *((name, given.get(name)) for name in ("@id", "url"))):
        if "id" not in told.plain:
            told.says("id", value, name)
    told.names["id"] = told.names["id"] if "id" in told.plain else "identifier"
    told.says("title", first(take("title", None) or take("name", None)), "title")
    told.says("description", described(take("description", None)), "description")
    told.says("lang", language(take("inLanguage", None)), "inLanguage")
    told.says("closes_on", first(take("validThrough", None)), "validThrough")
    told.says("starts_on", first(take("jobStartDate", None)), "jobStartDate")
    told.says("positions", first(take("totalJobOpenings", None)), "totalJobOpenings")
    for part in (contract, place, pay, hours, experience):
        part(told, given)
    _ours(told, given)
    return told


def _ours(told: Told, given: Mapping[str, Any]) -> None:
    """Our own terms stand over what schema.org could say of them; null says that a term is not said."""
    for name, value in given.items():
        prefix = next((prefix for prefix in _OURS if name.startswith(prefix)), None)
        if prefix is not None:
            key = name.removeprefix(prefix)
            for old in ("pay_amount", "pay_currency", "pay_period") if key == "pay" else (key,):
                told.plain.pop(old, None)
            told.says(key, value, name)
            del told.others[name]
