"""Achievements of a SkillsPassport, each to the section of a CV that its code or its title names."""

from __future__ import annotations

from dataclasses import dataclass, field

from matcher.cv.europass import codes, facts, rich
from matcher.cv.europass.parsing import Node
from matcher.cv.europass.skilled import skill
from matcher.cv.resume import Award, Certificate, Interest, Project, Publication, Reference

_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Achieved:
    """`about` are texts about the person, for the summary."""

    about: list[str] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    interests: list[Interest] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def achieved(nodes: list[Node]) -> Achieved:
    found = Achieved()
    for node in nodes:
        code, title = node.at("title/code").line(), node.at("title/label").line()
        said = node.at("description") or (node if not node.at("title") else node.at("description"))
        if not code and title.casefold() in codes.INTERESTS:
            found.interests.extend(_interest(line) for line in said.lines())
        elif not code and title.casefold() in codes.ABOUT:
            found.about.append(said.prose())
        else:
            _one(found, code, title or _spoken(code), said)
    return found


def _spoken(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _interest(line: str) -> Interest:
    read = skill(line)
    return Interest(f"{read.name} ({read.level})" if read.level else read.name, read.keywords)


def _one(found: Achieved, code: str, title: str, said: Node) -> None:
    text, known = facts.read(said.prose())
    if code == "honors_awards":
        found.awards.append(Award(title, known.start, known.who, text))
    elif code == "publications":
        found.publications.append(Publication(title, known.who, known.start, known.url, text))
    elif code == "references":
        found.references.append(Reference(title, said.prose()))
    elif code == "certifications" and len(text) < _LONGEST - len(title):
        # A certificate has no text of its own: what is said of it stands behind its name.
        name = ": ".join(filter(None, (title, " · ".join(rich.lines(text)))))
        found.certificates.append(Certificate(name, known.start, known.url, known.who))
    else:
        found.projects.append(_project(code, title, said))


def _project(code: str, title: str, said: Node) -> Project:
    """Also presentations, seminars, memberships, courses and what people call as they like: `type` keeps the code."""
    _, known = facts.read(said.prose())
    blocks = rich.blocks(said.raw())
    text, points = rich.split(blocks if known == facts.Facts() else blocks[:-1])
    kind = "" if code in {"", "projects"} else code
    return Project(title, text, points, start_date=known.start, end_date=known.end, url=known.url, entity=known.who, type=kind)
