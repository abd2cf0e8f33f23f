"""Plain things as the reader writes them: days, numbers, money, names of codes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from flask import has_request_context
from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.profile import Money
from matcher.services import linking, taxonomies
from matcher.vocabulary import ContractType
from occupations.links import How, Link
from web.forms import choices
from web.i18n import lang, locale
from web.session import db, services


def listed(items: Sequence[str]) -> str:
    """A list as the reader writes one: "a, b and c"."""
    return format_list(list(items), locale=locale())


def day(value: date | str) -> str:
    return format_date(date.fromisoformat(value) if isinstance(value, str) else value, format="long", locale=locale())


def moment(value: datetime, timezone: str) -> str:
    """A day and a time, as clocks show it in that zone."""
    return format_datetime(value.astimezone(ZoneInfo(timezone)), format="d MMMM y, HH:mm", locale=locale())


def number(value: float) -> str:
    return format_decimal(value, locale=locale())


def money(pay: Money) -> str:
    """An amount with its currency and period, as the reader writes them; decimals only where there are any."""
    pattern = str(locale().currency_formats["standard"].pattern)
    if float(pay.amount).is_integer():
        # "340,000 JOD" would be read as 340 thousand
        pattern = pattern.replace("0.00", "0")
    amount = format_currency(pay.amount, pay.currency, format=pattern, locale=locale(), currency_digits=False)
    return f"{amount} {name_of(choices.periods(), pay.period)}"


def percent(share: float) -> str:
    return format_percent(share, format="#,##0 %" if locale().language in ("es", "fr") else None, locale=locale())


def length(months: int) -> str:
    """So many years and months, in words: "2 years and 10 months". From our own catalogue: CLDR's units lack Arabic months."""
    years, rest = divmod(months, 12)
    parts = [ngettext("%(num)s year", "%(num)s years", years)] if years else []
    parts += [ngettext("%(num)s month", "%(num)s months", rest)] if rest or not years else []
    return format_list(parts, locale=locale())


def occupation(code: str | None) -> str:
    """The title of an occupation in the reader's language; empty for none.

    One of ESCO that has no title in it goes by that of its unit group, its own beside it, which tells it from the others in the group.
    """
    known = services().taxonomy.occupations
    found = known.get(code or "")
    if found is None or found.is_group or lang() in found.titles:
        return found.title(lang()) if found else ""
    return f"{known[found.isco08].title(lang())} ({found.title(lang())})"


def likeliest(found: Sequence[Link]) -> str:
    """What somebody's words are taken for while nobody has confirmed it."""
    return occupation(linking.believed(services().taxonomy, found[0]).code) if found else ""


def link(found: Link) -> str:
    """Why an occupation is offered, and how many of a hundred such offers are right."""
    label = {"label": apart(found.matched)}
    why = {
        How.EXACT: _("it is called so: “%(label)s”", **label),
        How.ALIAS: _("an everyday name for it: “%(label)s”", **label),
        How.FUZZY: _("written much like “%(label)s”", **label),
        How.SEMANTIC: _("means much the same as “%(label)s”", **label),
        How.EXEMPLAR: _("confirmed in this centre for such words"),
    }
    return f"{why[found.how]} · {apart(percent(round(found.score, 2)))}"


def apart(words: str) -> str:
    """Words that may be of another script than the sentence around them: they keep their own direction (Unicode isolates)."""
    return f"\u2068{words}\u2069"


def skill(skill_id: str) -> str:
    found = services().taxonomy.skills.get(skill_id)
    return found.label(lang()) if found else elsewhere(skill_id, lang()) or skill_id


def elsewhere(skill_id: str, language: str) -> str:
    """What a skill is called in an edition that is not in use; "" where none knows it, or where there is no store to ask."""
    return taxonomies.skill_label(db(), skill_id, language) if has_request_context() else ""


def contract(kind: ContractType, months: int | None) -> str:
    names = {
        ContractType.PERMANENT: _("Permanent contract"),
        ContractType.FIXED_TERM: _("Fixed-term contract"),
        ContractType.SEASONAL: _("Seasonal contract"),
        ContractType.APPRENTICESHIP: _("Apprenticeship"),
    }
    if not months:
        return names[kind]
    length = ngettext("%(num)s month", "%(num)s months", months)
    return f"{names[kind]} · {length}"


def shift_names(shifts: Sequence[Any]) -> str:
    return listed([name_of(choices.shifts(), one) for one in shifts])


def licence_name(code: Any) -> str:
    return name_of(choices.licences(), code)


def qualification_name(code: Any) -> str:
    return name_of(choices.qualifications(), code)


def name_of(pairs: list[tuple[str, str]], code: Any) -> str:
    return dict(pairs).get(str(code), str(code))
