"""The Candidate of europass.eu (after HR Open 3). Names are those of its files; where those differ, each of them is looked for."""

from __future__ import annotations

import re

from matcher.codes import LANGUAGES
from matcher.cv.europass import sections
from matcher.cv.europass.codes import NATIVE, from_country
from matcher.cv.europass.parsing import Node
from matcher.cv.europass.sections import period
from matcher.cv.europass.skilled import levels, with_classes
from matcher.cv.names import language_code
from matcher.cv.resume import Account, Basics, Education, Language, Location, Meta, Resume, Work

_ASPECT = re.compile(r"^CEF-(?:Understanding-)?")


def candidate(top: Node) -> Resume:
    """Of several profiles, which are the same in other languages, the first is read."""
    person, profile = top.at("candidateperson"), top.at("candidateprofile")
    lang = profile.get("languagecode").lower()
    lang = LANGUAGES.get(lang, "")
    projects, volunteer = sections.projects(profile), sections.volunteer(profile)
    return Resume(
        basics=_basics(person, profile),
        work=tuple(work for one in profile.at("employmenthistory").all("employerhistory") for work in _works(one)),
        volunteer=volunteer,
        education=tuple(_education(one) for one in profile.at("educationhistory").all("educationorganizationattendance")),
        awards=sections.awards(profile),
        certificates=with_classes(sections.certificates(profile), _classes(profile)),
        publications=sections.publications(profile),
        skills=sections.skills(profile),
        languages=_languages(person, profile, lang),
        interests=sections.interests(profile),
        references=sections.references(profile),
        projects=projects,
        meta=Meta(lang=lang),
    )


def _basics(person: Node, profile: Node) -> Basics:
    name = person.at("personname")
    contacts = person.all("communication")
    pages = [account for one in contacts if (account := _page(one)).url or account.username]
    own = next((one for one in pages if not one.network and one.url), Account())
    return Basics(
        name=" ".join(filter(None, (name.at(part).line() for part in ("givenname", "middlename", "familyname"))))
        or name.at("formattedname").line(),
        label=person.at("persontitle").line() or profile.at("positiontitle").line(),
        email=next(filter(None, (_uri(one) for one in contacts if _channel(one) == "email")), ""),
        phone=next(filter(None, (_number(one) for one in contacts if _channel(one) in {"telephone", "mobiletelephone"})), ""),
        url=own.url,
        summary=profile.at("executivesummary").prose() or person.at("persondescription").prose(),
        location=next((_location(one.at("address")) for one in contacts if one.at("address")), Location()),
        profiles=tuple(one for one in pages if one is not own),
    )


def _channel(node: Node) -> str:
    return node.at("channelcode").line().lower().replace(" ", "")


def _uri(node: Node) -> str:
    return node.at("uri|url|text").line()


def _number(node: Node) -> str:
    node.at("usecode").raw()
    country, number = node.at("countrydialing").line().lstrip("+"), node.at("dialnumber|formattednumber|text").line()
    return f"+{country} {number}" if country and number and not number.startswith(("+", "00")) else number


def _page(node: Node) -> Account:
    """A website, an account of a network or of a messenger; nothing for the other channels."""
    channel = _channel(node)
    if channel in {"", "email", "telephone", "mobiletelephone", "fax"}:
        return Account()
    use, title, said = node.at("usecode").line(), node.at("othertitle").line(), _uri(node) or node.at("dialnumber").line()
    network = title or ("" if use.lower() in {"other", "home", "personal", "business"} else use)
    if re.match(r"^(?:https?://|www\.)", said):
        return Account(network, "", said)
    return Account(network or node.at("channelcode").line(), said)


def _location(address: Node) -> Location:
    lines = [one.prose() for one in address.all("addressline")]
    return Location(
        address="\n".join(filter(None, lines)),
        postal_code=address.at("postalcode").line(),
        city=address.at("cityname").line(),
        country_code=_country(address.at("countrycode")),
        region=address.at("countrysubdivisioncode|region").line(),
    )


def _country(node: Node) -> str:
    said = node.line()
    return from_country(said) or said


def _organisation(node: Node) -> tuple[str, str, str, str]:
    """(name, place, country, page)."""
    contacts = node.at("organizationcontact").all("communication")
    where = next((_location(one.at("address")) for one in contacts if one.at("address")), Location())
    page = next(filter(None, (_uri(one) for one in contacts if _channel(one) == "web")), "")
    place = ", ".join(filter(None, (*where.address.split("\n"), where.postal_code, where.city, where.region)))
    return node.at("organizationname").line(), place, where.country_code, page


def _works(node: Node) -> list[Work]:
    """Each position with an employer is a work of its own."""
    name, place, country, url = _organisation(node)
    around = node.at("employmentperiod")
    made = []
    for position in node.all("positionhistory") or [Node(node.reading)]:
        summary, highlights = position.at("description").split()
        city, land = position.at("city").line(), _country(position.at("country"))
        when = period(position.at("employmentperiod") or around)
        made.append(
            Work(
                name=name,
                location=place or city,
                position=position.at("positiontitle").line(),
                url=url,
                start_date=when.start,
                end_date=when.end,
                summary=summary,
                highlights=highlights,
                ongoing=when.ongoing or sections.yes(position.at("currentindicator")),
                country=country or land,
            )
        )
    return made


def _education(node: Node) -> Education:
    name, place, country, url = _organisation(node)
    degree = node.at("educationdegree")
    when = period(node.at("attendanceperiod"))
    field = degree.at("fieldofstudy|degreemajor")
    if field.get("typecode").upper() == "URI":  # a number of ISCED-F, which tells a reader nothing
        field = Node(node.reading)
    title, program = degree.at("degreename").line(), node.at("programname").line()
    return Education(
        institution=", ".join(filter(None, (name, place))),
        url=url,
        area=(field.at("mainfieldofstudy") or field.at("programname") or field).line(),
        study_type=title or program,
        start_date=when.start,
        end_date=when.end,
        score=(degree.at("finalgrade/scoretext") or degree.at("finalgrade")).line(),
        courses=tuple(line for one in degree.all("occupationalskillscovered", "description") for line in one.lines()),
        country=country,
        ongoing=when.ongoing,
    )


def _languages(person: Node, profile: Node, lang: str) -> tuple[Language, ...]:
    """Mother tongues first."""
    found = [_language(one.line(), NATIVE.get(lang, NATIVE["en"]), []) for one in person.all("primarylanguagecode") if one.text()]
    for one in profile.at("personqualifications").all("personcompetency"):
        kind, code = one.at("taxonomyid"), one.at("competencyid")
        if kind.text().lower() == "language" and code.text():
            kind.raw()
            aspects = [(_aspect(each), each.at("score/scoretext").line()) for each in one.all("competencydimension")]
            found.append(_language(code.line(), "", aspects))
    return tuple(found)


def _aspect(node: Node) -> str:
    """ "CEF-Speaking-Interaction" as "Speaking interaction"."""
    return _ASPECT.sub("", node.at("competencydimensiontypecode").line()).replace("-", " ").capitalize()


def _language(given: str, fluency: str, aspects: list[tuple[str, str]]) -> Language:
    """A code of three letters, the address of one in the authority table of the EU, or a name where somebody typed one."""
    code = given.rpartition("/")[2] if "://" in given else given
    known = LANGUAGES.get(code.lower(), "")
    level, mixed = levels(aspects)
    return Language("" if known else code, fluency or mixed, known or language_code(code) or "", level)


def _classes(profile: Node) -> list[str]:
    return [one.at("licensetypecode").line().upper() for one in profile.at("licenses").all("license")]
