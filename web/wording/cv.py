"""The system's own words of a CV, in the language of the CV, whatever language the reader of the page has."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.cv import titles
from matcher.cv.hints import Hint
from matcher.cv.sheet import Words
from matcher.models import CurriculumVitae, Jobseeker
from matcher.vocabulary import Heading, HintCode, Level, WorkKind
from occupations.taxonomy import Taxonomy
from web.forms import choices
from web.i18n import in_language
from web.wording.plain import elsewhere, length


def words(lang: str, taxonomy: Taxonomy) -> Words:
    """Everything the system says on a CV in one of the four languages."""
    with in_language(lang):
        headings, labels, kinds = sections(), _labels(), work_kinds()
        qualifications, licences = dict(choices.qualifications()), dict(choices.licences())
    shown: dict[WorkKind, str] = {kind: name for kind, name in kinds.items() if kind is not WorkKind.EMPLOYED}

    def skill(code: str) -> str:
        found = taxonomy.skills.get(code)
        name = found.label(lang) if found else elsewhere(code, lang)
        return name[:1].upper() + name[1:]

    def occupation(code: str) -> str:
        name = titles.title(taxonomy, code, lang)
        return name[:1].upper() + name[1:]

    return Words(
        lang=lang,
        sections=headings,
        labels=labels,
        kinds=shown,
        occupation=occupation,
        skill=skill,
        qualification=lambda code: qualifications.get(code, ""),
        licence=lambda code: licences.get(code, ""),
        length=partial(_in_language, lang),
    )


def _in_language(lang: str, months: int) -> str:
    with in_language(lang):
        return length(months)


def sections() -> dict[Heading, str]:
    """The headings of a CV, in the language that is in force."""
    return {
        Heading.SUMMARY: _("About me"),
        Heading.WORK: _("Work experience"),
        Heading.SKILLS: _("Skills"),
        Heading.EDUCATION: _("Education and training"),
        Heading.CERTIFICATES: _("Licences and certificates"),
        Heading.LANGUAGES: _("Languages"),
        Heading.VOLUNTEER: _("Voluntary work"),
        Heading.PROJECTS: _("Projects"),
        Heading.AWARDS: _("Awards"),
        Heading.PUBLICATIONS: _("Publications"),
        Heading.INTERESTS: _("Interests"),
        Heading.REFERENCES: _("References"),
    }


def work_kinds() -> dict[WorkKind, str]:
    """Kinds of work, each said so that it can be proud of itself."""
    return {
        WorkKind.EMPLOYED: _("Work for an employer"),
        WorkKind.SELF_EMPLOYED: _("Self-employed"),
        WorkKind.INFORMAL: _("Independent work"),
        WorkKind.FAMILY_BUSINESS: _("Family business"),
        WorkKind.CARE_AT_HOME: _("Care of family members"),
        WorkKind.VOLUNTEER: _("Voluntary work"),
        WorkKind.APPRENTICE: _("Apprenticeship"),
    }


def _labels() -> dict[str, str]:
    basic, intermediate, advanced = _("basic"), _("intermediate"), _("advanced")
    steps = {Level.A1: basic, Level.A2: basic, Level.B1: intermediate, Level.B2: intermediate, Level.C1: advanced, Level.C2: advanced}
    return {
        "cv": _("CV"),
        "anonymous": _("CV without name"),
        "present": _("today"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "address": _("Address"),
        "web": _("Web"),
        "born": _("Year of birth"),
        "photo": _("Photograph"),
        "score": _("Result"),
        "unfinished": _("not finished"),
        **{f"level_{level}": f"{level} ({step})" for level, step in steps.items()},
    }


def section(code: Heading) -> str:
    return sections()[code]


def hint(one: Hint) -> str:
    """What could be better, as a friend would say it."""
    sentences = {
        HintCode.NO_CONTACT: lambda: _("Nobody can reach you: add a telephone number or an e-mail address."),
        HintCode.SCRIPT: lambda: _("Your name stands in letters that readers of this CV may not know. Write it as in your passport."),
        HintCode.NO_WORK: lambda: _(
            "There is no work on it yet. Paid or not, all work counts: care, household, farm, market, family trade."
        ),
        HintCode.NO_TITLE: lambda: _("This work has no name yet: write what it is called, or confirm the occupation."),
        HintCode.NO_DATES: lambda: _("This work has no dates. The years alone are enough."),
        HintCode.RAW_WORDS: lambda: _("This work stands in your spoken words. Say in short lines what you did on a normal day."),
        HintCode.UNTRANSLATED: lambda: ngettext(
            "One text is not yet in the language of the CV.", "%(num)s texts are not yet in the language of the CV.", one.count
        ),
        HintCode.NO_SKILLS: lambda: _("No skills are ticked yet."),
        HintCode.NO_LANGUAGES: lambda: _("No languages are there yet. Your first language counts too."),
        HintCode.NO_EDUCATION: lambda: _("No school or course is there yet. Leave it so if you like; short courses count too."),
        HintCode.NO_ABOUT: lambda: _("Two or three lines about you help whoever reads many CVs."),
        HintCode.LONG_SENTENCE: lambda: _("This sentence is long. Two short ones are easier to read."),
        HintCode.CAPITALS: lambda: _("This is written in capital letters, which is hard to read."),
        HintCode.PERSONAL: lambda: _(
            "This says something private, such as your age, family or where you come from. An employer need not know it."
        ),
        HintCode.LONG: lambda: _(
            "The CV has %(count)s pages. One or two are read; untick what this employer need not know.", count=one.count
        ),
    }
    return sentences[one.code]()


def hint_place(one: Hint, person: Jobseeker, cv: CurriculumVitae) -> str:
    """Where to do something about it; "" where that is one of many places."""
    here: dict[str, Any] = {"public_id": person.public_id}
    this = here | {"cv": cv.public_id}
    places = {
        HintCode.NO_CONTACT: ("cvs.telling.reach", here),
        HintCode.NO_ABOUT: ("cvs.telling.reach", here),
        HintCode.NO_WORK: ("profile.work", here),
        HintCode.UNTRANSLATED: ("cvs.translate", this),
        HintCode.NO_SKILLS: ("profile.skills", here),
        HintCode.NO_LANGUAGES: ("profile.languages", here),
        HintCode.NO_EDUCATION: ("cvs.telling.school", here),
        HintCode.LONG: ("cvs.choose", this),
        HintCode.SCRIPT: ("cvs.choose", this),
    }
    if one.code in (HintCode.NO_DATES, HintCode.NO_TITLE, HintCode.RAW_WORDS, HintCode.LONG_SENTENCE, HintCode.CAPITALS, HintCode.PERSONAL):
        work = next((work for work in person.experiences if one.text in (work.text, work.title, *work.lines)), None)
        return url_for("cvs.telling.work", number=work.id, **here) if work else url_for("cvs.telling.reach", **here)
    endpoint, values = places.get(one.code, ("", {}))
    return url_for(endpoint, **values) if endpoint else ""
