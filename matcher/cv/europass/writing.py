"""A CV as SkillsPassport V3.4. The order of elements is that of the XSD, and must stay so.

The schema asks for a day of creation, a day of change and the name of a program; a CV does not say them, so they are not made up. It has
levels of education only by EQF, which are not those of ISCED: those stand in words. What has no place becomes an Achievement.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, indent, tostring

from matcher.cv.europass import rich
from matcher.cv.europass.achievements import achievements
from matcher.cv.europass.codes import ASPECTS, DRIVING, native, to_country
from matcher.cv.europass.identity import identification
from matcher.cv.europass.xml import day, labelled, leaf, listed, node
from matcher.cv.names import language_code
from matcher.cv.names import level as named_level
from matcher.cv.resume import Education, Language, Resume, Skill, Volunteer, Work
from matcher.cv.sheet import Words, country
from matcher.vocabulary import Qualification, WorkKind

NAMESPACE = "http://europass.cedefop.europa.eu/Europass"
_SCHEMA = "http://europass.cedefop.europa.eu/xml/v3.4.0/EuropassSchema.xsd"
_INSTANT = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$", re.A)
#: ESCO occupations are known to the schema by the last part of their URI.
_ESCO = re.compile(r"[a-z0-9]{8}(?:-[a-z0-9]{4}){3}-[a-z0-9]{12}$")


def dumps(cv: Resume, words: Words) -> bytes:
    """The document, in UTF-8. The same CV gives the same bytes; of an anonymous one nothing tells who it is of."""
    root = Element(
        "SkillsPassport",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{NAMESPACE} {_SCHEMA}",
            "locale": words.lang.replace("-", "_"),
        },
    )
    root.extend(part for part in (_document(cv), _learner(cv, words)) if part is not None)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _document(cv: Resume) -> Element | None:
    changed = cv.meta.last_modified if _INSTANT.match(cv.meta.last_modified) and not cv.meta.anonymous else ""
    return node("DocumentInfo", leaf("DocumentType", "ECV"), leaf("LastUpdateDate", changed), leaf("XSDVersion", "V3.4"))


def _learner(cv: Resume, words: Words) -> Element:
    jobs = [*(_work(one, words) for one in cv.work), *(_volunteer(one, words) for one in cv.volunteer)]
    made = node(
        "LearnerInfo",
        None if cv.meta.anonymous else identification(cv.basics, words),
        node("Headline", labelled("Type", "", "position"), labelled("Description", cv.basics.label)) if cv.basics.label.strip() else None,
        listed("WorkExperienceList", jobs),
        listed("EducationList", (_education(one, words) for one in cv.education)),
        _skills(cv, words),
        listed("AchievementList", achievements(cv, words)),
    )
    return Element("LearnerInfo") if made is None else made  # the schema asks for it even where there is nothing to say


def _period(start: str, end: str, ongoing: bool, months: int | None = None) -> Element | None:
    duration = f"P{months}M" if months is not None and not (start and end) else ""
    return node("Period", day("From", start), day("To", end), leaf("Current", "true" if ongoing else ""), leaf("Duration", duration))


def _organisation(tag: str, name: str, place: str, code: str, url: str, words: Words) -> Element | None:
    land = labelled("Country", country(code, words.locale), to_country(code))
    address = node("Address", node("Contact", leaf("Municipality", place), land))
    site = node("Website", leaf("Contact", url))
    return node(tag, leaf("Name", name), node("ContactInfo", address, site))


def _work(one: Work, words: Words) -> Element | None:
    tasks = tuple(name for task in one.tasks if (name := words.skill(task)))
    kind = words.kinds.get(one.kind, "") if one.kind else ""
    title = one.position or (words.occupation(one.occupation) if one.occupation else "")
    esco = _ESCO.search(one.occupation_uri)
    return node(
        "WorkExperience",
        _period(one.start_date, one.end_date, one.ongoing, one.months),
        leaf("Description", rich.write("\n".join(filter(None, (one.description, kind))))),
        labelled("Position", title, esco[0] if esco else ""),
        leaf("Activities", rich.write(one.summary, tasks + one.highlights)),
        _organisation("Employer", one.name, one.location, one.country, one.url, words),
    )


def _volunteer(one: Volunteer, words: Words) -> Element | None:
    """As work, for the schema has no section for it, and with the word that says that it was voluntary."""
    parts = (
        _period(one.start_date, one.end_date, one.ongoing),
        labelled("Position", one.position),
        leaf("Activities", rich.write(one.summary, one.highlights)),
        _organisation("Employer", one.organization, "", "", one.url, words),
    )
    if all(part is None for part in parts):
        return None
    return node("WorkExperience", parts[0], leaf("Description", words.kinds.get(WorkKind.VOLUNTEER, "")), *parts[1:])


def _education(one: Education, words: Words) -> Element | None:
    score = f"{words.labels['score']}: {one.score}" if one.score else ""
    kind = words.qualification(one.kind) if one.kind and one.kind is not Qualification.UNMAPPED else ""
    level = f"ISCED 2011: {one.kind.isced}" if one.kind and one.kind.isced else ""
    return node(
        "Education",
        _period(one.start_date, one.end_date, one.ongoing),
        leaf("Title", one.study_type),
        leaf("Activities", rich.write(score, one.courses)),
        _organisation("Organisation", one.institution, "", one.country, one.url, words),
        labelled("Level", f"{kind} ({level})" if kind and level else kind or level),
        labelled("Field", one.area),
    )


def _skills(cv: Resume, words: Words) -> Element | None:
    mothers = [one for one in cv.languages if native(one.fluency)]
    foreign = [one for one in cv.languages if not native(one.fluency)]
    linguistic = node(
        "Linguistic",
        listed("MotherTongueList", (node("MotherTongue", _language(one, words)) for one in mothers)),
        listed("ForeignLanguageList", (_foreign(one, words) for one in foreign)),
    )
    at_work = tuple(_skill(one, words) for one in cv.skills if one.skill)
    other = tuple(_skill(one, words) for one in cv.skills if not one.skill)
    classes = sorted({DRIVING[one.licence] for one in cv.certificates if one.licence in DRIVING})
    driving = node("Driving", listed("Description", (leaf("Licence", name) for name in classes)))
    return node("Skills", linguistic, _generic("JobRelated", at_work), driving, _generic("Other", other))


def _generic(tag: str, lines: tuple[str, ...]) -> Element | None:
    return node(tag, leaf("Description", rich.write("", lines)))


def _skill(one: Skill, words: Words) -> str:
    name = one.name or (words.skill(one.skill) if one.skill else "")
    head = f"{name} ({one.level})" if name and one.level else name or one.level
    return ": ".join(filter(None, (head, ", ".join(one.keywords))))


def _language(one: Language, words: Words) -> Element | None:
    code = one.code or language_code(one.language) or ""
    return labelled("Description", one.language or str(words.locale.languages.get(code, "")), code)


def _foreign(one: Language, words: Words) -> Element | None:
    level = one.level or named_level(one.fluency)
    said = "" if level and one.fluency.strip() == level else one.fluency
    return node(
        "ForeignLanguage",
        _language(one, words),
        listed("ProficiencyLevel", (leaf(aspect, level or "") for aspect in ASPECTS)),
        node("AcquiredDuring", node("Experience", leaf("Description", said))),
    )
