"""What a check of a vacancy found, and how an offer differs from it: codes and facts to sentences that say what to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from matcher.offers import Difference
from matcher.profile import Money
from matcher.publication import Problem
from matcher.terms import Cost, Deduction
from matcher.vocabulary import CheckCode, DiscriminationGround, PayPeriod, TermCode
from web.forms import choices, terms
from web.i18n import country_name, lang, language_name
from web.wording.plain import day, listed, money, name_of, number, percent

Facts = Mapping[str, Any]


def problem(given: Problem) -> str:
    """One finding of a check: one or two sentences."""
    return _PROBLEMS[given.code](given.field, given.facts)


def difference(given: Difference | Mapping[str, Any]) -> str:
    """One differing term of an offer: one or two sentences. Takes the record that was kept of it, too."""
    one = given if isinstance(given, Difference) else Difference(**{**given, "code": TermCode(given["code"])})
    return _DIFFERENCES[one.code](one)


def term(name: str) -> str:
    """A term of the work by its name; "costs.travel" is the line of the cost sheet."""
    kind, dot, part = name.partition(".")
    if kind == "costs" and dot:
        return _("Cost: %(line)s", line=name_of(terms.cost_lines(), part))
    if kind == "deductions" and dot:
        return _("Deduction: %(kind)s", kind=name_of(terms.deduction_kinds(), part))
    return field_name(kind)


def field_name(name: str) -> str:
    """What a form calls a field."""
    if name.startswith(("costs.", "deductions.")):
        return term(name)
    return name_of(terms.field_names(), name)


def cost(line: Any, given: Cost) -> str:
    """Who pays a line, and how much, without the currency."""
    payer = name_of(terms.payers(), given.payer)
    return f"{payer} · {number(given.amount)}" if given.amount else payer


def deduction(given: Deduction) -> str:
    name = given.text or name_of(terms.deduction_kinds(), given.kind)
    return f"{name}: {number(given.amount)}" if given.amount is not None else name


def value(name: str, given: Any) -> str:
    """A plain value of a term as the reader writes it."""
    if given is None:
        return _("not said")
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    if isinstance(given, Mapping):
        return money(Money(given["amount"], given["currency"], PayPeriod(given["period"])))
    if isinstance(given, list | tuple):
        return listed([_coded(name, one) for one in given]) if given else _("none")
    if isinstance(given, int | float):
        return number(given)
    return _coded(name, given)


def _coded(name: str, given: Any) -> str:
    text = str(given)
    kind = name.partition(".")[0]
    if kind == "costs":
        return name_of(terms.payers(), text)
    if kind == "country":
        return country_name(text)
    if kind == "languages":
        return language_name(text)
    if kind in ("starts_on", "closes_on"):
        return day(date.fromisoformat(text))
    known = {"contract_type": terms.contract_types, "shifts": choices.shifts, "deductions": terms.deduction_kinds}
    return name_of(known[kind](), text) if kind in known else text


def _floor(facts: Facts) -> str:
    amount = money(Money(facts["amount"], facts["currency"], PayPeriod(facts["period"])))
    if facts.get("payments") and facts["payments"] != 12:
        amount = _("%(amount)s, %(times)s times a year", amount=amount, times=facts["payments"])
    place = country_name(facts["country"])
    if facts.get("region"):
        place = f"{facts['region']}, {place}"
    if not facts.get("since"):
        return _("%(amount)s (%(place)s)", amount=amount, place=place)
    return _("%(amount)s (%(place)s, since %(day)s)", amount=amount, place=place, day=day(facts["since"]))


def _line(facts: Facts) -> str:
    return name_of(terms.cost_lines(), facts["line"])


def ground_name(ground: str) -> str:
    names = {
        DiscriminationGround.SEX: _("sex"),
        DiscriminationGround.AGE: _("age"),
        DiscriminationGround.NATIONALITY: _("nationality or origin"),
        DiscriminationGround.RELIGION: _("religion"),
        DiscriminationGround.LOOKS: _("looks"),
        DiscriminationGround.FAMILY: _("family"),
    }
    return names[DiscriminationGround(ground)]


def _instead(facts: Facts) -> str:
    return str(facts["say_instead"].get(lang()) or facts["say_instead"]["en"])


_PROBLEMS: Mapping[CheckCode, Callable[[str, Facts], str]] = {
    CheckCode.UNREADABLE: lambda name, f: _("This cannot be read: %(reason)s", reason=f["reason"]),
    CheckCode.MISSING: lambda name, f: _("%(field)s: fill this in. A person cannot decide without it.", field=field_name(name)),
    CheckCode.COST_LINE_MISSING: lambda name, f: _("Say who pays: %(line)s. If it costs nothing, say “Nobody”.", line=_line(f)),
    CheckCode.COST_AMOUNT_MISSING: lambda name, f: _("Say how much it is for one worker: %(line)s.", line=_line(f)),
    CheckCode.WORKER_PAYS: lambda name, f: _(
        "The worker may not pay this: %(line)s. Say that the employer pays, or take it out of the deductions.", line=_line(f)
    ),
    CheckCode.DEPOSIT: lambda name, f: _("No deposit, bond or guarantee may be asked of a worker. Take it out."),
    CheckCode.BELOW_LEGAL_MINIMUM: lambda name, f: _(
        "The pay is %(share)s of the legal minimum known here: %(floor)s. Raise it, or correct the hours or the period.",
        share=percent(f["share"]), floor=_floor(f),
    ),
    CheckCode.BELOW_GENERAL_MINIMUM: lambda name, f: _(
        "The pay is below the general legal minimum. Only for some kinds of work is a lower one known here: %(floor)s. Check which counts.",
        floor=_floor(f),
    ),
    CheckCode.LEGAL_MINIMUM_UNKNOWN: lambda name, f: _(
        "The legal minimum pay of %(country)s is not known here. Ask the labour inspectorate there.", country=country_name(f["country"])
    ),
    CheckCode.PAY_NOT_COMPARABLE: lambda name, f: _(
        "The pay cannot be compared with the legal minimum known here: %(floor)s. Check it by hand.", floor=_floor(f)
    ),
    CheckCode.DISCRIMINATORY: lambda name, f: _(
        "“%(words)s” shuts people out by %(ground)s. %(instead)s", words=f["words"], ground=ground_name(f["ground"]), instead=_instead(f)
    ),
    CheckCode.UNSAFE: lambda name, f: _(
        "%(field)s: “%(words)s” asks of a worker what nobody may ask. %(instead)s",
        field=field_name(name), words=f["words"], instead=_instead(f),
    ),
    CheckCode.UNDER_18: lambda name, f: _("Nobody under 18 is recruited here. Set the minimum age to 18 or more, or leave it out."),
    CheckCode.CLOSING_PAST: lambda name, f: _("The closing day is past: %(day)s. Choose a later one.", day=day(f["day"])),
    CheckCode.START_PAST: lambda name, f: _("The start is past: %(day)s. Is that right?", day=day(f["day"])),
    CheckCode.ADVANCE_DEDUCTED: lambda name, f: _(
        "Paying back an advance can bind a worker. Say in the tasks how much it is and when it ends."
    ),
    CheckCode.INTERMEDIARY_NOT_VETTED: lambda name, f: _(
        "%(name)s stands between you and the worker, and has no vetting in force here. Until it has, nobody sees this vacancy.",
        name=f["who"],
    ),
    CheckCode.NOT_UNDERSTOOD: lambda name, f: _("Not understood, and left out: %(what)s", what=f["what"]),
}  # fmt: skip

_DIFFERENCES: Mapping[TermCode, Callable[[Difference], str]] = {
    TermCode.WORSE: lambda d: _(
        "%(term)s is worse than promised: promised %(promised)s, offered %(offered)s.", **_both(d)
    ),
    TermCode.BETTER: lambda d: _("%(term)s is better than promised: promised %(promised)s, offered %(offered)s.", **_both(d)),
    TermCode.CHANGED: lambda d: _("%(term)s is not the same: promised %(promised)s, offered %(offered)s.", **_both(d)),
    TermCode.NOT_SAID: lambda d: _(
        "%(term)s was promised (%(promised)s), and the offer does not say it. What is not written cannot be claimed.", **_both(d)
    ),
    TermCode.NOT_COMPARABLE: lambda d: _(
        "%(term)s cannot be compared: promised %(promised)s, offered %(offered)s. Ask before anybody signs.", **_both(d)
    ),
    TermCode.BELOW_LEGAL_MINIMUM: lambda d: _(
        "The offered pay is %(share)s of the legal minimum known here: %(floor)s.", share=percent(d.facts["share"]), floor=_floor(d.facts)
    ),
    TermCode.BELOW_GENERAL_MINIMUM: lambda d: _(
        "The offered pay is below the general legal minimum. Only for some kinds of work is a lower one known here: %(floor)s.",
        floor=_floor(d.facts),
    ),
    TermCode.LEGAL_MINIMUM_UNKNOWN: lambda d: _(
        "The legal minimum pay of %(country)s is not known here. Ask the labour inspectorate there.",
        country=country_name(d.facts["country"]),
    ),
}  # fmt: skip


def _both(given: Difference) -> dict[str, str]:
    return {"term": term(given.term), "promised": value(given.term, given.promised), "offered": value(given.term, given.offered)}
