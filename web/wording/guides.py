"""The system's own words of interview guides, and what they say of a vacancy and of a person's own work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from babel.dates import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from matcher.cv.resume import Work
from matcher.database import now
from matcher.guides import xhtml
from matcher.guides.blocks import Block, Bullets, Part, Text, Warning
from matcher.guides.compose import GuideWords, Own, fact
from matcher.guides.customs import Customs
from matcher.models import Jobseeker
from matcher.terms import Terms
from matcher.vocabulary import Payer
from web.i18n import country_name, lang, locale
from web.wording import checks
from web.wording.plain import contract, day, length, money, number, shift_names


class _Days(dict[date, str]):
    def __missing__(self, key: date) -> str:
        return format_date(key, format="long", locale=locale())


class _Countries(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return country_name(key)


def words() -> GuideWords:
    """In the language that is in force."""
    return GuideWords(lang(), _labels() | _rights(), _Days(), _Countries())


def _labels() -> dict[str, str]:
    return {
        "about": _("What the work is like"),
        "own": _("Your own examples"),
        "own_intro": _("This is what you told about your work. It is the best beginning of your answers."),
        "you_told": _("You told"),
        "use_it_for": _("It can answer this question:"),
        "own_situation": _("Where were you, and when?"),
        "own_task": _("What had to be done?"),
        "own_action": _("What did you do yourself, step by step?"),
        "own_result": _("What came of it? Think of a number: how many, how long, how often."),
        "trade": _("Questions about this work"),
        "questions": _("Questions that nearly everybody is asked"),
        "example": _("One answer, weak and strong"),
        "weak": _("A weak answer"),
        "strong": _("A strong answer, in four steps"),
        "situation": _("Situation"),
        "task": _("Task"),
        "action": _("What I did"),
        "result": _("Result"),
        "topics": _("Hard to talk about"),
        "you_can_say": _("You can say"),
        "forbidden": _("Questions that are not about the work"),
        "forbidden_intro": _("You need not answer these. Stay friendly, come back to the work, and tell your counsellor afterwards."),
        "to_ask": _("Questions that you should ask"),
        "phrases": _("Sentences for the interview"),
        "words": _("Words of this work"),
        "test": _("If you are asked to show your work"),
        "job": _("This vacancy"),
        "contents": _("What is in it"),
    }


def _rights() -> dict[str, str]:
    return {
        "rights": _("Your rights"),
        "rights_stale": _("This card is older than it should be. Ask your counsellor before you rely on it."),
        "rights_checked": _("Read in its sources on"),
        "rights_check_on": _("to be checked again on"),
        "rights_no_fees": _("Nobody takes money from you for a job"),
        "rights_documents": _("Your documents"),
        "rights_contract": _("Your contract"),
        "rights_minimum": _("Legal minimum pay"),
        "rights_hours": _("Hours and rest"),
        "rights_complaints": _("If something is wrong"),
        "rights_hotlines": _("Help by telephone"),
        "rights_emergency": _("In an emergency"),
        "rights_embassy": _("Your embassy or consulate"),
        "not_known": _("Not known here."),
        "no_date": _("no date printed"),
        "source": _("Source"),
        "read_on": _("read on"),
    }


def title(name: str) -> str:
    return _("Interview guide: %(work)s", work=name)


def job_part(terms: Terms, employer: str) -> Part:
    """What the vacancy promises, to be compared with what is said in the interview."""
    lines = tuple(_promised(terms, employer))
    intro = _("Compare what they say with this. If it differs, ask why, and tell your counsellor.")
    return Part("job", _("This vacancy"), (Text(intro), Bullets(lines)))


def _promised(terms: Terms, employer: str) -> Iterator[str]:
    unknown = _("not said")
    place = ", ".join(part for part in (terms.place, terms.region, country_name(terms.country) if terms.country else "") if part)
    yield f"**{_('Employer')}:** {employer}"
    yield f"**{_('Place')}:** {place or unknown}"
    yield f"**{_('Pay, before deductions')}:** {money(terms.pay) if terms.pay else unknown}"
    if terms.deductions is not None:
        taken = ", ".join(checks.deduction(one) for one in terms.deductions) or _("nothing")
        yield f"**{_('What is taken off the pay')}:** {taken}"
    yield f"**{_('Contract')}:** {contract(terms.contract_type, terms.contract_months) if terms.contract_type else unknown}"
    yield f"**{_('Hours a week')}:** {number(terms.hours_week) if terms.hours_week else unknown}"
    if terms.shifts:
        yield f"**{_('Working times')}:** {shift_names(terms.shifts)}"
    yield f"**{_('Start')}:** {day(terms.starts_on) if terms.starts_on else unknown}"
    if terms.accommodation is not None:
        yield f"**{_('Place to live')}:** {_('Comes with the work') if terms.accommodation else _('Does not come with the work')}"
    if terms.costs and all(one.payer is not Payer.WORKER for one in terms.costs.values()):
        yield f"**{_('Who pays what')}:** {_('No worker pays for a job found here. If anybody asks you for money, tell your counsellor.')}"


def own_work(person: Jobseeker, occupations: Mapping[int, str]) -> list[Own]:
    """What a person told, with how long and where, in the language that is in force. `occupations`: by number of the work."""
    return [Own(one.text, one.lang, " · ".join(_told(one.months, one.country)), occupations.get(one.id, "")) for one in person.experiences]


def own_of(work: Sequence[Work]) -> list[Own]:
    """The same out of a CV."""
    found = []
    for one in work:
        said = one.summary or " ".join(one.highlights) or one.position
        if said:
            when = "–".join(filter(None, (one.start_date[:4], one.end_date[:4])))
            found.append(Own(said, one.lang, " · ".join(filter(None, (_("You told"), one.position, one.name, when)))))
    return found


def _told(months: int | None, country: str | None) -> Iterator[str]:
    yield _("You told")
    if months:
        yield length(months)
    if country:
        yield country_name(country)


def minimum_lines(lines: list[str], ask: str) -> list[Block]:
    """The legal minimum beside the contract, or that it is not known."""
    return [Text(_("Legal minimum pay"), strong=True), Bullets(tuple(lines)) if lines else Text(ask)]


def customs(found: Customs | None) -> Part | None:
    """What a CV for a country usually shows, as a chapter; None where nothing is known here."""
    if found is None or not found.says:
        return None
    said = words()
    blocks: list[Block] = [Warning(said["rights_stale"])] if now().date() >= found.check_on else []
    blocks += [fact(one, said) for _, one in found.says]
    return Part("customs", _("What a CV for this country usually shows"), tuple(blocks))


def chapter(part: Part) -> Markup:
    """The blocks of a chapter, for a page that has its own heading."""
    return Markup(xhtml.blocks(part))  # noqa: S704 - every text in it is escaped
