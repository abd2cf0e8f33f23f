"""What stands in the AchievementList of a SkillsPassport: all that has no section of its own there."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from matcher.cv.europass import facts, rich
from matcher.cv.europass.codes import DRIVING
from matcher.cv.europass.facts import Facts
from matcher.cv.europass.xml import labelled, leaf, node
from matcher.cv.resume import Certificate, Project, Resume
from matcher.cv.sheet import Words
from matcher.vocabulary import Heading


def achievements(cv: Resume, words: Words) -> Iterator[Element | None]:
    """In the order of a CV on paper; each with one of the codes of AchievementTypesEnumeration, where it has one."""
    if cv.basics.summary.strip():
        yield _achievement("", words.sections[Heading.SUMMARY], cv.basics.summary)
    for certificate in cv.certificates:
        yield _certificate(certificate, words)
    for project in cv.projects:
        yield _project(project)
    for award in cv.awards:
        yield _achievement("honors_awards", award.title, award.summary, Facts(award.awarder, award.date))
    for paper in cv.publications:
        yield _achievement("publications", paper.name, paper.summary, Facts(paper.publisher, paper.release_date, url=paper.url))
    interests = tuple(": ".join(filter(None, (one.name, ", ".join(one.keywords)))) for one in cv.interests)
    if any(interests):
        yield _achievement("", words.sections[Heading.INTERESTS], "", points=interests)
    for reference in cv.references:
        yield _achievement("references", reference.name, reference.reference)


def _achievement(code: str, title: str, text: str, known: Facts | None = None, points: tuple[str, ...] = ()) -> Element | None:
    """None where it says nothing but its kind."""
    description = rich.write(text, points, facts.write(known or Facts()))
    return node("Achievement", labelled("Title", title, code), leaf("Description", description)) if title or description else None


def _certificate(one: Certificate, words: Words) -> Element | None:
    """A class of driving licence stands among the skills; here too where more is known of it than the class."""
    title = one.name or (words.licence(one.licence) if one.licence else "")
    if one.licence in DRIVING:
        if not (one.name or one.date or one.issuer or one.url):
            return None
        title = f"{title} ({DRIVING[one.licence]})"
    return _achievement("certifications", title, "", Facts(one.issuer, one.date, url=one.url))


def _project(one: Project) -> Element | None:
    more = " · ".join(filter(None, (", ".join(one.roles), one.type, ", ".join(one.keywords))))
    known = Facts(one.entity, one.start_date, one.end_date, one.url, span=True)
    return _achievement("projects", one.name, "\n".join(filter(None, (one.description, more))), known, one.highlights)
