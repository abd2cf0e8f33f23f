"""Languages, skills and driving licences of a SkillsPassport."""

from __future__ import annotations

import re
import textwrap

from matcher.codes import LANGUAGES
from matcher.cv.europass.codes import ASPECTS, LICENCES, NATIVE
from matcher.cv.europass.parsing import Node
from matcher.cv.names import language_code
from matcher.cv.resume import Certificate, Language, Skill
from matcher.vocabulary import Level

_LONGEST = 1_000
_WITH_CLASS = re.compile(r"^(.*?) \(([A-Z][A-Z0-9]{0,2})\)$")
_WITH_LEVEL = re.compile(r"^([^()]+) \(([^()]+)\)$")


def languages(info: Node, lang: str) -> tuple[Language, ...]:
    """Mother tongues first. `lang` is that of the CV, for the words that say "mother tongue"."""
    linguistic = info.at("skills/linguistic")
    old = info.at("languagelist").all("language")
    mothers = [*linguistic.at("mothertonguelist").all("mothertongue"), *(one for one in old if _is_mother(one))]
    foreign = [*linguistic.at("foreignlanguagelist").all("foreignlanguage"), *(one for one in old if not _is_mother(one))]
    return (*(_language(one, NATIVE.get(lang, NATIVE["en"])) for one in mothers), *(_language(one) for one in foreign))


def _is_mother(node: Node) -> bool:
    return node.get("type").endswith("mother")


def _language(node: Node, fluency: str = "") -> Language:
    described = node.at("description") or node
    name, code = described.at("label").line(), described.at("code").line()
    level, mixed = levels([(aspect, _level(node, aspect)) for aspect in ASPECTS])
    during = [one.at("description").line() for one in node.at("acquiredduring").all("experience")]
    said = "; ".join(filter(None, (fluency, *during, mixed)))
    known = LANGUAGES.get(code.lower(), "")
    return Language(name or ("" if known else code), said, known or language_code(name) or "", level)


def _level(node: Node, aspect: str) -> str:
    return (node.at("proficiencylevel") or node.at("level")).at(aspect.lower()).line()


def levels(aspects: list[tuple[str, str]]) -> tuple[Level | None, str]:
    """(the level, ""), or (None, all of them in words) where the aspects of a language have not all the same level."""
    said = [(name, level.upper()) for name, level in aspects if level]
    if len({level for _, level in said}) == 1 and said[0][1] in Level.__members__:
        return Level(said[0][1]), ""
    return None, ", ".join(f"{re.sub('(?<=[a-z])(?=[A-Z])', ' ', name)} {level}" for name, level in said)


def skills(info: Node) -> tuple[Skill, ...]:
    """Every line or point of a section is a skill."""
    sections = [
        one.at("description") for one in info.at("skills").all("communication", "organisational", "jobrelated", "computer", "other")
    ]
    return tuple(skill(line) for one in (*sections, *info.at("skilllist").all("skill")) for line in one.lines())


def skill(said: str) -> Skill:
    """A skill of one line: "name (level): words, words". What is too long for a line is wrapped into words."""
    if len(said) > _LONGEST:
        return Skill(keywords=tuple(textwrap.wrap(said, _LONGEST)))
    head, _, words = said.partition(": ")
    named = _WITH_LEVEL.match(head)
    keywords = tuple(filter(None, (word.strip() for word in words.split(", "))))
    return Skill(named[1], named[2], keywords) if named else Skill(head, keywords=keywords)


def driving(certificates: tuple[Certificate, ...], info: Node) -> tuple[Certificate, ...]:
    """The certificates, and those classes of driving licence that none of them names as "… (B)"."""
    nodes = info.at("skills/driving/description").all("licence")
    nodes += [one for held in info.at("skilllist").all("structured-skill") for one in held.all("drivinglicence")]
    return with_classes(certificates, [node.line().upper() for node in nodes])


def with_classes(certificates: tuple[Certificate, ...], classes: list[str]) -> tuple[Certificate, ...]:
    left = list(dict.fromkeys(filter(None, classes)))
    named = []
    for one in certificates:
        found = _WITH_CLASS.match(one.name)
        if found and found[2] in left and found[2] in LICENCES:
            left.remove(found[2])
            one = Certificate(found[1], one.date, one.url, one.issuer, LICENCES[found[2]])
        named.append(one)
    return (*named, *(Certificate(licence=LICENCES[name]) if name in LICENCES else Certificate(name) for name in left))
