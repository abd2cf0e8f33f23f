"""The smaller sections of a Candidate: lists of things with a title, a text, a time and perhaps a page."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.cv.europass.parsing import Node
from matcher.cv.europass.skilled import skill
from matcher.cv.resume import Award, Certificate, Interest, Project, Publication, Reference, Skill, Volunteer

#: Sections that a CV shows as projects, each with the names of its entries.
_PROJECTS = {
    "projects": ("project",),
    "creativeworks": ("creativework",),
    "networksandmemberships": ("networkandmembership", "membership"),
    "conferencesandseminars": ("conferenceandseminar",),
    "socialandpoliticalactivities": ("socialandpoliticalactivity", "socialandnetworkingactivity"),
    "others": ("other",),
}
_PLACE = "organizationname|organization|location"
_SKILLS = (
    *("communicationandinterpersonalskills", "managementandleadershipskills", "organisationalskills", "digitalskills", "jobrelatedskills"),
    *("otherskills", "otherskillslist"),
)


@dataclass(frozen=True, slots=True)
class Period:
    start: str = ""
    end: str = ""
    ongoing: bool = False


def period(node: Node) -> Period:
    """From and to; a day stands in the element, or in one of its own inside."""
    return Period(_day(node.at("startdate")), _day(node.at("enddate")), yes(node.at("currentindicator|ongoing")))


def _day(node: Node) -> str:
    return (node.at("formatteddatetime") or node).day()


def yes(node: Node) -> bool:
    return node.raw().strip().lower() in {"true", "1"}


def _entries(node: Node, *names: str) -> list[Node]:
    """The entries of a section; of those that wrap an activity, the activity."""
    return [one.at("activity") or one for one in node.all(*names)]


def _when(node: Node) -> Period:
    when = node.at("date|period|effectiveperiod")
    return period(when) if when.at("startdate|enddate|ongoing") else Period(_day(when))


def _title(node: Node) -> str:
    return node.at("title").line()


def projects(profile: Node) -> tuple[Project, ...]:
    """`type` names the section where it is not that of projects; of sections that people call as they like, their title."""
    made: list[Project] = []
    for section, names in _PROJECTS.items():
        for around in profile.all(section):
            kind = "" if section == "projects" else _title(around) or around.name()
            made.extend(_project(one, kind) for one in around.all(*names))
    return tuple(made)


def _project(outer: Node, kind: str) -> Project:
    """A membership has its place beside the activity, the others in it."""
    one = outer.at("activity") or outer
    when = _when(one)
    text, points = one.at("description").split()
    place = (outer.at(_PLACE) or one.at(_PLACE)).line()
    link = one.at("link").line()
    return Project(_title(one), text, points, start_date=when.start, end_date=when.end, url=link, entity=place, type=kind)


def volunteer(profile: Node) -> tuple[Volunteer, ...]:
    made = []
    for one in _entries(profile.at("voluntaryworks"), "voluntarywork"):
        when, (summary, points) = _when(one), one.at("description").split()
        organisation = one.at(_PLACE).line()
        made.append(Volunteer(organisation, _title(one), one.at("link").line(), when.start, when.end, summary, points, when.ongoing))
    return tuple(made)


def awards(profile: Node) -> tuple[Award, ...]:
    nodes = _entries(profile.at("honoursandawards|honorsandawards"), "honourandaward", "honouraward", "award")
    return tuple(
        Award(_title(one), _when(one).start, one.at("awardingbody|organization").line(), one.at("description").prose()) for one in nodes
    )


def certificates(profile: Node) -> tuple[Certificate, ...]:
    nodes = [*profile.at("certifications").all("certification"), *profile.at("coursecertifications").all("coursecertification")]
    return tuple(_certificate(one) for one in nodes)


def _certificate(node: Node) -> Certificate:
    """What is said of it stands behind its name, for a certificate has no text of its own."""
    name = node.at("certificationname|title|certificationtypecode").line()
    issuer = node.at("issuingauthority|issuingauthortity")
    dated = _day(node.at("firstissueddate|certificationdate|issueddate")) or _when(node).start
    said = " · ".join(node.at("certificationdescription|description").lines())
    said = said if len(name) + len(said) < 1_000 else said[: 1_000 - len(name)]
    return Certificate(": ".join(filter(None, (name, said))), dated, node.at("link").line(), (issuer.at("name") or issuer).line())


def publications(profile: Node) -> tuple[Publication, ...]:
    """Authors and the place of publication stand below what is said of it: a publication of a CV has nothing for them."""
    made = []
    for one in profile.at("publicationhistory").all("publication"):
        said = [one.at(name).prose() for name in ("description", "formattedpublicationdescription", "abstract", "authors", "reference")]
        dated = _day(one.at("publicationdate|year")) or _when(one).start
        publisher, link = one.at("publishername|publisher").line(), one.at("link").line()
        made.append(Publication(_title(one), publisher, dated, link, "\n".join(filter(None, said))))
    return tuple(made)


def skills(profile: Node) -> tuple[Skill, ...]:
    """Groups of skills with their words, and skills that are a title and perhaps a text."""
    around = profile.at("skills")
    groups = [group for section in (*profile.all(*_SKILLS), *around.all(*_SKILLS)) for group in section.children()]
    found = [made for group in (*groups, *around.all("skillsgroup")) for made in _group(group)]
    single = (one.at("competencyname").line() for one in profile.at("personqualifications").all("personcompetency"))
    return (*found, *(Skill(name) for name in single if name))


def _group(node: Node) -> list[Skill]:
    words = [one.line() for one in node.all("digitalskill", "skill")]
    for one in node.all("personcompetency"):
        one.at("taxonomyid").raw()  # says no more than the section
        words.append(one.at("competencyname").line())
    title, keywords = _title(node), tuple(filter(None, words))
    if title or keywords:
        return [Skill(title, keywords=keywords + node.at("description").lines())]
    return [skill(line) for line in (node.at("description") or node).lines()]


def interests(profile: Node) -> tuple[Interest, ...]:
    nodes = profile.at("hobbiesandinterests").all("hobbyandinterest", "hobbyorinterest", "hobbiesandinterest")
    return tuple(Interest(_title(one), one.at("description").lines()) for one in nodes)


def references(profile: Node) -> tuple[Reference, ...]:
    """How to reach a referee is what a reference says, beside the role."""
    made = []
    for one in profile.at("employmentreferences").all("referee", "employmentreference", "reference"):
        person = one.at("personname") or one
        name = " ".join(filter(None, (person.at(part).line() for part in ("givenname", "familyname"))))
        reached = [each.at(part).line() for each in one.all("communication") for part in ("uri", "countrydialing", "dialnumber")]
        said = [one.at("role").line(), one.at("description|comment").prose(), *reached]
        made.append(Reference(name or person.at("formattedname|title").line(), "\n".join(filter(None, said))))
    return tuple(made)
