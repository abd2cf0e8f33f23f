"""A CV that somebody brings, made fit to be kept: codes that exist, numbers that can be, and no more of it than a life holds.

What a foreign file says wrongly is left out, never stored: a language that is none would break the person's own CV later.
"""

from __future__ import annotations

from dataclasses import replace

from matcher.codes import COUNTRIES, CURRENCIES, LANGUAGES
from matcher.cv.resume import Education, Plans, Resume, Work
from matcher.errors import InvalidInput
from occupations.esco.concepts import ConceptKind
from occupations.esco.layout import URIS

MOST_WORKS, MOST_OTHERS, MOST_LETTERS = 60, 200, 200_000
_LISTS = ("volunteer", "education", "awards", "certificates", "publications", "skills", "languages", "interests", "references", "projects")
_OCCUPATIONS = (ConceptKind.OCCUPATION, ConceptKind.ISCO_GROUP)
_YEARS, _MOST_MONTHS, _MOST_HOURS, _MOST_PAY, _REGION = range(1900, 2101), 960, 168, 1e9, 120


def sound(resume: Resume, lang: str) -> Resume:
    """The same CV with what can be kept. `lang`: of texts whose language is none. Raises InvalidInput for far too much of it."""
    if len(resume.work) > MOST_WORKS or any(len(getattr(resume, name)) > MOST_OTHERS for name in _LISTS):
        raise InvalidInput(field="file", reason="holds far more than a CV does")
    if sum(map(len, map(str, (resume.work, *(getattr(resume, name) for name in _LISTS))))) > MOST_LETTERS * 4:
        raise InvalidInput(field="file", reason="holds far more than a CV does")
    basics = replace(resume.basics, summary_lang=_language(resume.basics.summary_lang, lang), birth_year=None)
    plans = _plans(resume.meta.plans, lang) if resume.meta.plans else None
    return replace(
        resume,
        basics=basics,
        work=tuple(_work(one, lang) for one in resume.work),
        education=tuple(_education(one, lang) for one in resume.education),
        meta=replace(resume.meta, plans=plans),
    )


def _language(code: str, otherwise: str) -> str:
    return code if code in LANGUAGES else otherwise if code else ""


def _work(one: Work, lang: str) -> Work:
    months = one.months if one.months is not None and one.months <= _MOST_MONTHS else None
    uri = one.occupation_uri if any(URIS[kind].fullmatch(one.occupation_uri) for kind in _OCCUPATIONS) else ""
    return replace(one, lang=_language(one.lang, lang), months=months, occupation_uri=uri)


def _education(one: Education, lang: str) -> Education:
    return replace(one, lang=_language(one.lang, lang))


def _plans(plans: Plans, lang: str) -> Plans:
    low, high = plans.hours_low, plans.hours_high
    possible = (low or 0) <= (high or _MOST_HOURS) <= _MOST_HOURS and (low or 0) <= _MOST_HOURS
    hours = (low, high) if possible else (None, None)
    paid = plans.pay_amount is not None and plans.pay_amount < _MOST_PAY and plans.pay_currency in CURRENCIES
    return replace(
        plans,
        lang=plans.lang if plans.lang in LANGUAGES else lang,
        birth_year=plans.birth_year if plans.birth_year in _YEARS else None,
        hours_low=hours[0],
        hours_high=hours[1],
        pay_amount=plans.pay_amount if paid else None,
        pay_currency=plans.pay_currency if paid else "",
        pay_period=plans.pay_period if paid else None,
        countries=_countries(plans.countries),
        refused_countries=_countries(plans.refused_countries),
        regions=tuple(one for one in plans.regions if one.country_code in COUNTRIES and 0 < len(one.region) <= _REGION),
        returns_to=plans.returns_to if plans.returns_to in COUNTRIES else "",
        permits=_countries(plans.permits),
    )


def _countries(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(codes) if code in COUNTRIES)
