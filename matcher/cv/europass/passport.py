"""SkillsPassport V3, and the learnerinfo of V2, which has the same parts under names in lower case."""

from __future__ import annotations

import re

from matcher.cv.europass import contacts
from matcher.cv.europass.achieved import Achieved, achieved
from matcher.cv.europass.parsing import Node
from matcher.cv.europass.skilled import driving, languages, skills
from matcher.cv.resume import Basics, Education, Meta, Resume, Work
from matcher.vocabulary import Qualification

_LOCALE = re.compile(r"^([a-z]{2,3})(?:[_-]\w{2,8})*$", re.A)
_ISCED = re.compile(r"\bISCED\b\D{0,3}2011\D{1,3}([1-7])\b", re.A | re.I)
_DURATION = re.compile(r"^P(?:([0-9]{1,2})Y)?(?:([0-9]{1,4})M)?$")


def passport(info: Node, top: Node) -> Resume:
    """`info` is the LearnerInfo, `top` the document around it."""
    lang = found[1] if (found := _LOCALE.match(top.get("locale"))) else ""
    more = achieved(info.at("achievementlist|misclist").all("achievement", "misc"))
    return Resume(
        basics=_basics(info, more),
        work=tuple(_work(one) for one in info.at("workexperiencelist").all("workexperience")),
        education=tuple(_education(one) for one in info.at("educationlist").all("education")),
        awards=tuple(more.awards),
        certificates=driving(tuple(more.certificates), info),
        publications=tuple(more.publications),
        skills=skills(info),
        languages=languages(info, lang),
        interests=tuple(more.interests),
        references=tuple(more.references),
        projects=tuple(more.projects),
        meta=Meta(lang=lang, last_modified=top.at("documentinfo/lastupdatedate").line()),
    )


def _basics(info: Node, more: Achieved) -> Basics:
    person, around = info.at("identification"), info.at("identification/contactinfo")
    name = person.at("personname") or person
    pages, url, picture = contacts.accounts(around)
    label, summary = _headline(info)
    return Basics(
        name=" ".join(filter(None, (name.at("firstname|givenname").line(), name.at("surname|lastname|familyname").line()))),
        label=label,
        image=contacts.photo(person) or picture,
        email=contacts.contact(around.at("email")),
        phone=next((number for one in contacts.phones(around) if (number := contacts.contact(one))), ""),
        url=url,
        summary="\n".join(filter(None, (summary, *more.about))),
        location=contacts.location(around.at("address/contact") or around.at("address")),
        profiles=pages,
    )


def _headline(info: Node) -> tuple[str, str]:
    """(label, summary): a personal statement stands in the place of a headline."""
    headline = info.at("headline")
    described = headline.at("description/label") or info.at("application/label")
    headline.at("type/label").raw()
    if headline.at("type/code").line() == "personal_statement":
        return "", described.prose()
    return described.line(), ""


def _day(node: Node) -> str:
    """V3 has attributes, V2 elements; both write the month as "--03"."""
    parts = [node.get(name) or node.at(name).raw().strip() for name in ("year", "month", "day")]
    year, month, of_month = (part.lstrip("-") for part in parts)
    if not (year or month or of_month):
        return "" if node.element is None or len(node.element) else node.day()
    return node.as_day("-".join(filter(None, (year, month or ("?" if of_month else ""), of_month))))


def _period(node: Node) -> dict[str, str | bool]:
    return {
        "start_date": _day(node.at("from")),
        "end_date": _day(node.at("to")),
        "ongoing": node.at("current").raw().strip().lower() in {"true", "1"},
    }


def _months(node: Node) -> int | None:
    """A duration of years and months; one with days is of a period that is known, or no text for a CV."""
    duration = node.at("duration")
    found = _DURATION.match(duration.text())
    if not found or not any(found.groups()):
        return None
    duration.raw()
    months = int(found[1] or 0) * 12 + int(found[2] or 0)
    return months if months <= 1200 else None


def _work(node: Node) -> Work:
    name, place, country, url = contacts.organisation(node.at("employer"))
    summary, highlights = node.at("activities").split()
    return Work(
        name=name,
        location=place,
        description=node.at("description").prose(),
        position=node.at("position/label").line(),
        url=url,
        summary=summary,
        highlights=highlights,
        months=_months(node.at("period")),
        country=country,
        **_period(node.at("period")),  # type: ignore[arg-type]
    )


def _education(node: Node) -> Education:
    name, place, country, url = contacts.organisation(node.at("organisation"))
    level = node.at("level/label")
    isced = _ISCED.search(level.text())
    if isced:
        level.raw()
    return Education(
        institution=", ".join(filter(None, (name, place))),
        url=url,
        area=node.at("field|educationalfield").at("label").line(),
        study_type=node.at("title").line(),
        courses=node.at("activities|skills").lines(),
        country=country,
        kind=Qualification(f"isced_{isced[1]}") if isced else None,
        **_period(node.at("period")),  # type: ignore[arg-type]
    )
