"""Why a vacancy stands where it stands: reasons, gaps and questions, from codes and facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from matcher import ranking
from matcher.explanation import Match, Reason
from matcher.profile import Money
from matcher.unlocking import Unlock
from matcher.vocabulary import FitCode, LikenessCode, PayPeriod, RuleCode
from web.i18n import country_name, language_name
from web.wording.plain import day, licence_name, listed, money, number, occupation, percent, qualification_name, shift_names, skill

Facts = Mapping[str, Any]


def reason(given: Reason) -> str:
    """Why a vacancy fits: one sentence."""
    return _REASONS[given.code](given.facts)


def gap(given: Reason) -> str:
    """What speaks against it: one sentence."""
    return _GAPS[given.code](given.facts)


def question(given: Reason) -> str:
    """What nobody has answered yet: one sentence, to be asked of the person or of the employer."""
    by_side = _ASK_PERSON if given.facts.get("unknown") == "profile" else _ASK_EMPLOYER
    return by_side[given.code](given.facts)


def doubtful(given: Reason) -> bool:
    """Whether a reason rests on a guess of the linker that nobody has confirmed."""
    return given.facts.get("confirmed") is False


def left_out(code: RuleCode, count: int) -> str:
    """Why vacancies are not in the list, with their number."""
    return _LEFT_OUT[code](count)


def unlock(one: Unlock) -> str:
    """What one thing more would open, with how many vacancies."""
    return _UNLOCKS[one.code](one.facts, one.count)


def shares(match: Match) -> list[str]:
    """What a score is made of: each likeness, how much of it there is and what it counts; then what gaps took off."""
    said = []
    whole = 0.0
    for code, weight in ranking.shares(match.alike).items():
        value = min(max(match.alike[code], 0.0), 1.0)
        whole += weight * value
        said.append(_("%(what)s: %(value)s, counts for %(weight)s", what=_LIKE[code](), value=percent(value), weight=percent(weight)))
    if whole - match.score >= 0.005:
        said.append(_("What speaks against it takes away %(points)s", points=percent(whole - match.score)))
    return said


def ask_person(matches: Sequence[Match]) -> list[str]:
    """The questions that the answers of the person would settle, each once, most often needed first."""
    counted: dict[str, int] = {}
    for match in matches:
        for one in match.questions:
            if one.facts.get("unknown") == "profile":
                sentence = question(one)
                counted[sentence] = counted.get(sentence, 0) + 1
    return sorted(counted, key=lambda sentence: -counted[sentence])


def ask_employer(match: Match) -> list[str]:
    return list(dict.fromkeys(question(one) for one in match.questions if one.facts.get("unknown") != "profile"))


def _licences(facts: Facts) -> str:
    return listed([licence_name(code) for code in facts["licences"]])


def _qualifications(facts: Facts) -> str:
    return listed([qualification_name(code) for code in facts["qualifications"]])


def _asked_languages(facts: Facts) -> str:
    return listed([f"{language_name(one['code'])} {one['asked'] or ''}".strip() for one in facts["languages"]])


def _skills(ids: Sequence[str], most: int = 4) -> str:
    """Some of the skills by name, and how many more there are."""
    names = [skill(one) for one in ids[:most]]
    more = len(ids) - len(names)
    return listed([*names, ngettext("%(num)s more", "%(num)s more", more)] if more else names)


def _recognised(facts: Facts) -> str:
    """What regulated work needs, and whether one may work meanwhile; what is not known here is left out."""
    where, what = country_name(facts["country"]), occupation(facts["occupation"])
    asked = _(
        "In %(country)s this work is regulated: %(occupation)s. Is the qualification recognised there?", occupation=what, country=where
    )
    meanwhile = {
        "yes": _("Until then one may already work."),
        "supervised": _("Until then one may work only under supervision."),
        "no": _("One may not begin before."),
    }
    return f"{asked} {meanwhile[facts['meanwhile']]}" if facts["meanwhile"] else asked


def _months(count: int | None) -> str:
    return ngettext("%(num)s month", "%(num)s months", count or 0)


def _shifts(facts: Facts) -> str:
    return shift_names(facts["shifts"])


def _pay(amount: float, facts: Facts, period: str) -> str:
    return money(Money(amount, facts["currency"], PayPeriod(period)))


_Words = Mapping[RuleCode | FitCode, Callable[[Facts], str]]

_REASONS: _Words = {
    FitCode.SAME_OCCUPATION: lambda f: (
        _("Same occupation: %(occupation)s", occupation=occupation(f["occupation"]))
        if f["confirmed"]
        else _("Perhaps the same occupation, not confirmed yet: %(occupation)s", occupation=occupation(f["occupation"]))
    ),
    FitCode.NEAR_OCCUPATION: lambda f: (
        _("Close to work done before: %(worked)s → %(occupation)s", worked=occupation(f["worked"]), occupation=occupation(f["occupation"]))
        if f["confirmed"]
        else _("Perhaps close to work done before, not confirmed yet: %(worked)s", worked=occupation(f["worked"]))
    ),
    FitCode.SIMILAR_WORK: lambda f: _("The words for the work are alike"),
    FitCode.SKILLS: lambda f: _(
        "Can do %(count)s of %(asked)s skills: %(skills)s", count=len(f["held"]), asked=f["asked"], skills=_skills(f["held"])
    ),
    FitCode.EXPERIENCE: lambda f: _("Enough experience: %(asked)s asked", asked=_months(f["asked"])),
    RuleCode.COUNTRY: lambda f: _("In a country the person wants: %(country)s", country=country_name(f["country"])),
    RuleCode.REGION: lambda f: _("In a region the person can get to: %(region)s", region=f["region"]),
    RuleCode.PERMIT: lambda f: (
        _("Has the right to work in %(country)s", country=country_name(f["country"]))
        if f["by"] == "held"
        else _("The employer arranges the work permit")
    ),
    RuleCode.LANGUAGE: lambda f: _("Languages asked for are spoken: %(languages)s", languages=_asked_languages(f)),
    RuleCode.LANGUAGE_WISHED: lambda f: _("Speaks a language that is welcome: %(languages)s", languages=_asked_languages(f)),
    RuleCode.LICENCE: lambda f: _("Holds what is required: %(licences)s", licences=_licences(f)),
    RuleCode.LICENCE_WISHED: lambda f: _("Holds what is welcome: %(licences)s", licences=_licences(f)),
    RuleCode.QUALIFICATION: lambda f: _("Has the schooling asked for: %(qualifications)s", qualifications=_qualifications(f)),
    RuleCode.START: lambda f: _("Free in time: the work starts on %(day)s", day=day(f["starts_on"])),
    RuleCode.HOURS: lambda f: _("The weekly hours suit: %(hours)s", hours=number(f["hours"])),
    RuleCode.SHIFTS: lambda f: _("The working times suit: %(shifts)s", shifts=_shifts(f)),
    RuleCode.PAY: lambda f: _("Pays what the person needs, or more: %(pay)s", pay=_pay(f["offered"], f, f["period"])),
    RuleCode.ACCOMMODATION: lambda f: _("A place to live comes with the work"),
}

_GAPS: _Words = {
    FitCode.SKILLS: lambda f: _("Not ticked yet: %(skills)s", skills=_skills(f["missing"])),
    FitCode.EXPERIENCE: lambda f: _("Asks for %(asked)s of experience, has %(held)s", asked=_months(f["asked"]), held=_months(f["held"])),
    RuleCode.LANGUAGE_WISHED: lambda f: _("A language that would be welcome is missing: %(languages)s", languages=_asked_languages(f)),
    RuleCode.LICENCE_WISHED: lambda f: _("Would be welcome, but is missing: %(licences)s", licences=_licences(f)),
    RuleCode.START: lambda f: _(
        "Starts on %(day)s; the person is free from %(free)s", day=day(f["starts_on"]), free=day(f["available_from"])
    ),
    RuleCode.HOURS: lambda f: _("The weekly hours do not suit: %(hours)s", hours=number(f["hours"])),
    RuleCode.SHIFTS: lambda f: _("Asks for times the person cannot work: %(shifts)s", shifts=_shifts(f)),
    RuleCode.PAY: lambda f: _(
        "Pays less than the person needs: %(pay)s, needed %(floor)s",
        pay=_pay(f["offered"], f, f["period"]),
        floor=_pay(f["floor"], f, f["floor_period"]),
    ),
    RuleCode.ACCOMMODATION: lambda f: _("No place to live comes with the work"),
    RuleCode.REFUSED_COUNTRY: lambda f: _("Warning: the person does not want to go to %(country)s", country=country_name(f["country"])),
}

_ASK_PERSON: _Words = {
    FitCode.SKILLS: lambda f: _("Which of the typical skills can the person do?"),
    FitCode.EXPERIENCE: lambda f: _("Which occupation was each work, and how long did it last?"),
    RuleCode.COUNTRY: lambda f: _("In which countries would the person work?"),
    RuleCode.REGION: lambda f: _("Are there regions of the countries chosen that the person cannot get to?"),
    RuleCode.RECOGNITION: lambda f: _recognised(f),
    RuleCode.PERMIT: lambda f: _("In which countries may the person already work?"),
    RuleCode.LANGUAGE: lambda f: _("Which languages does the person speak, and how well?"),
    RuleCode.LANGUAGE_WISHED: lambda f: _("Which languages does the person speak, and how well?"),
    RuleCode.LICENCE: lambda f: _("Which licences does the person hold?"),
    RuleCode.LICENCE_WISHED: lambda f: _("Which licences does the person hold?"),
    RuleCode.QUALIFICATION: lambda f: _("Which school or training has the person finished?"),
    RuleCode.MINIMUM_AGE: lambda f: _("In which year was the person born?"),
    RuleCode.START: lambda f: _("When can the person start?"),
    RuleCode.HOURS: lambda f: _("How many hours a week can the person work?"),
    RuleCode.SHIFTS: lambda f: _("At which times can the person work?"),
    RuleCode.PAY: lambda f: _("What is the least pay the person can accept?"),
    RuleCode.ACCOMMODATION: lambda f: _("Does the person need a place to live?"),
    RuleCode.REFUSED_COUNTRY: lambda f: _("Is there a country the person does not want to go to?"),
}

_ASK_EMPLOYER: _Words = {
    RuleCode.COUNTRY: lambda f: _("In which country is the work?"),
    RuleCode.REGION: lambda f: _("In which region is the work?"),
    RuleCode.PERMIT: lambda f: _("Does the employer arrange the work permit?"),
    RuleCode.LANGUAGE: lambda f: _("Which languages does the work need, and how well?"),
    RuleCode.LANGUAGE_WISHED: lambda f: _("Which languages does the work need, and how well?"),
    RuleCode.LICENCE: lambda f: _("Which licences does the work need?"),
    RuleCode.LICENCE_WISHED: lambda f: _("Which licences does the work need?"),
    RuleCode.QUALIFICATION: lambda f: _("Which schooling does the work need?"),
    RuleCode.START: lambda f: _("When does the work start?"),
    RuleCode.HOURS: lambda f: _("How many hours a week is it?"),
    RuleCode.SHIFTS: lambda f: _("What are the working times?"),
    RuleCode.PAY: lambda f: _("What is the pay, in a form that can be compared?"),
    RuleCode.ACCOMMODATION: lambda f: _("Does a place to live come with the work?"),
    RuleCode.REFUSED_COUNTRY: lambda f: _("In which country is the work?"),
}

_LEFT_OUT: Mapping[RuleCode, Callable[[int], str]] = {
    RuleCode.EMPLOYER_VETTING: lambda n: ngettext(
        "%(number)s vacancy: the employer's ethical-recruitment vetting is not in force",
        "%(number)s vacancies: the employer's ethical-recruitment vetting is not in force",
        n,
        number=number(n),
    ),
    RuleCode.CLOSED: lambda n: ngettext(
        "%(number)s vacancy: closed or filled", "%(number)s vacancies: closed or filled", n, number=number(n)
    ),
    RuleCode.COUNTRY: lambda n: ngettext(
        "%(number)s vacancy: in another country than the person wants",
        "%(number)s vacancies: in another country than the person wants",
        n,
        number=number(n),
    ),
    RuleCode.REGION: lambda n: ngettext(
        "%(number)s vacancy: in a region the person cannot get to",
        "%(number)s vacancies: in a region the person cannot get to",
        n,
        number=number(n),
    ),
    RuleCode.PERMIT: lambda n: ngettext(
        "%(number)s vacancy: no right to work there, and the employer does not arrange a permit",
        "%(number)s vacancies: no right to work there, and the employer does not arrange a permit",
        n,
        number=number(n),
    ),
    RuleCode.LANGUAGE: lambda n: ngettext(
        "%(number)s vacancy: a required language is missing or not strong enough",
        "%(number)s vacancies: a required language is missing or not strong enough",
        n,
        number=number(n),
    ),
    RuleCode.LICENCE: lambda n: ngettext(
        "%(number)s vacancy: a required licence is missing",
        "%(number)s vacancies: a required licence is missing",
        n,
        number=number(n),
    ),
    RuleCode.QUALIFICATION: lambda n: ngettext(
        "%(number)s vacancy: the required schooling or credential is missing",
        "%(number)s vacancies: the required schooling or credential is missing",
        n,
        number=number(n),
    ),
    RuleCode.MINIMUM_AGE: lambda n: ngettext(
        "%(number)s vacancy: the person is younger than the minimum age",
        "%(number)s vacancies: the person is younger than the minimum age",
        n,
        number=number(n),
    ),
}

_UNLOCKS: Mapping[RuleCode, Callable[[Facts, int], str]] = {
    RuleCode.LANGUAGE: lambda f, n: ngettext(
        "With %(language)s at level %(level)s: %(number)s more vacancy",
        "With %(language)s at level %(level)s: %(number)s more vacancies",
        n,
        language=language_name(f["language"]),
        level=f["level"],
        number=number(n),
    ),
    RuleCode.LICENCE: lambda f, n: ngettext(
        "With this licence: %(licence)s – %(number)s more vacancy",
        "With this licence: %(licence)s – %(number)s more vacancies",
        n,
        licence=licence_name(f["licence"]),
        number=number(n),
    ),
    RuleCode.QUALIFICATION: lambda f, n: ngettext(
        "With this school or training: %(qualification)s – %(number)s more vacancy",
        "With this school or training: %(qualification)s – %(number)s more vacancies",
        n,
        qualification=qualification_name(f["qualification"]),
        number=number(n),
    ),
}

_LIKE: Mapping[LikenessCode, Callable[[], str]] = {
    LikenessCode.OCCUPATION: lambda: _("Same or near occupation"),
    LikenessCode.MEANING: lambda: _("Words for the work"),
    LikenessCode.SKILLS: lambda: _("Skills asked for"),
    LikenessCode.EXPERIENCE: lambda: _("Experience, how long and how recent"),
    LikenessCode.LANGUAGE: lambda: _("Languages above the level asked for"),
    LikenessCode.PAY: lambda: _("Pay above what the person needs"),
    LikenessCode.LEGAL_PAY: lambda: _("Pay above the legal minimum of the place"),
    LikenessCode.PLACE: lambda: _("In the region where the person lives"),
}
