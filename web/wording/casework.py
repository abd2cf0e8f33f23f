"""Referrals, complaints and the table of legal minimum pay as counsellors read them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from flask_babel import gettext as _

from matcher.models import Complaint, LegalMinimumRow
from matcher.services import legal_minimum
from matcher.services.legal_minimum import Gap
from matcher.vocabulary import OfferDecision
from web.i18n import lang, locale
from web.wording.plain import day, money, number


def offer_decision(given: OfferDecision | str | None) -> str:
    """What the person decided about an offer."""
    names = {
        OfferDecision.ACCEPTED: _("Accepted"),
        OfferDecision.ASK: _("To be mended first"),
        OfferDecision.DECLINED: _("Declined"),
    }
    return names[OfferDecision(given)] if given else _("Not decided yet")


def complaint_state(given: Complaint) -> str:
    if given.closed_at is not None:
        return _("Closed") if given.credible_at is not None else _("Not credible")
    return _("Credible") if given.credible_at is not None else _("Waiting to be judged")


def answered(given: bool | None) -> str:
    """What a worker answered to a question that may not have been asked."""
    return _("not asked") if given is None else (_("yes") if given else _("no"))


def month(value: date) -> str:
    return format_date(value, format="MMMM y", locale=locale())


def minimum(row: LegalMinimumRow) -> str:
    """The amount as the source prints it: with the period, how often a year, and for which hours."""
    said = money(legal_minimum.value(row).pay)
    if row.payments:
        said = _("%(amount)s, %(times)s times a year", amount=said, times=number(row.payments))
    return _("%(amount)s, for %(hours)s hours a week", amount=said, hours=number(row.hours_week)) if row.hours_week else said


def valid(row: LegalMinimumRow) -> str:
    """From when to when an amount counts, as far as the source says."""
    if row.valid_from and row.valid_until:
        return _("%(first)s to %(last)s", first=day(row.valid_from), last=day(row.valid_until))
    if row.valid_from:
        return _("since %(day)s", day=day(row.valid_from))
    return _("until %(day)s", day=day(row.valid_until)) if row.valid_until else _("not said")


def sector(code: str) -> str:
    """The kind of work a special minimum is for; what a user wrote stays as written."""
    return _sectors().get(code, code)


def not_known(given: Gap) -> tuple[str, str]:
    """(why a country's minimum is not known here, whom to ask)."""
    return given.why.get(lang()) or given.why["en"], given.ask.get(lang()) or given.ask["en"]


def _sectors() -> dict[str, str]:
    return {
        "domestic": _("Domestic work"),
        "domestic_hourly": _("Domestic work by the hour"),
        "seasonal_up_to_120_days": _("Seasonal work up to 120 days"),
        "agriculture": _("Agriculture"),
        "agriculture_small_company": _("Agriculture, small companies"),
        "agriculture_large_company": _("Agriculture, large companies"),
        "agriculture_and_small_company": _("Agriculture, and small companies"),
        "banana": _("Banana growing"),
        "sugar_cane_harvest_and_coffee_mills": _("Sugar cane harvest and coffee mills"),
        "export_manufacturing": _("Export manufacturing"),
        "manufacturing_small_company": _("Manufacturing, small companies"),
        "manufacturing_large_company": _("Manufacturing, large companies"),
        "construction": _("Construction"),
        "hotels_large_company": _("Hotels, large companies"),
        "federally_regulated": _("Work under federal law"),
        "field_workers": _("Field workers"),
        "lowest_2025": _("The lowest of several rates, 2025"),
        "non_sectorised_micro_company": _("Other work, very small companies"),
        "non_sectorised_small_company": _("Other work, small companies"),
        "non_sectorised_medium_company": _("Other work, medium companies"),
        "non_sectorised_large_company": _("Other work, large companies"),
    }
