"""The files of the download that hold concepts: their columns, and what each field must be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from occupations.esco.concepts import ISCO_URI, Concept, ConceptKind, SkillType, Term
from occupations.esco.problems import shown


class Malformed(ValueError):
    """A field of a record that cannot be what it says; `str()` is the reason."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of file: the beginning of its name, what it holds, and the columns it must have. Others may be missing."""

    stem: str
    kind: ConceptKind
    concept_type: str
    columns: tuple[str, ...]

    def named(self, lang: str) -> str:
        return f"{self.stem}_{lang}.csv"


_ALWAYS = ("conceptType", "conceptUri", "preferredLabel")
ISCO_GROUPS = Layout("ISCOGroups", ConceptKind.ISCO_GROUP, "ISCOGroup", (*_ALWAYS, "code"))
OCCUPATIONS = Layout("occupations", ConceptKind.OCCUPATION, "Occupation", (*_ALWAYS, "iscoGroup", "altLabels", "code"))
SKILLS = Layout("skills", ConceptKind.SKILL, "KnowledgeSkillCompetence", (*_ALWAYS, "altLabels"))
SKILL_GROUPS = Layout("skillGroups", ConceptKind.SKILL_GROUP, "SkillGroup", _ALWAYS)
#: In the order they are read.
LAYOUTS = (ISCO_GROUPS, OCCUPATIONS, SKILLS, SKILL_GROUPS)
#: Skills by theme (digital, green, language ...): what is in skills_LANG.csv once more, and the wider concepts.
COLLECTION = Layout("SkillsCollection", ConceptKind.SKILL, SKILLS.concept_type, SKILLS.columns)

REUSE_LEVELS = frozenset(("transversal", "cross-sector", "sector-specific", "occupation-specific"))
LONGEST_LABEL = 1_000
#: What the URI of each kind of concept looks like.
URIS = {
    ConceptKind.ISCO_GROUP: re.compile(re.escape(ISCO_URI) + r"\d{1,4}"),
    ConceptKind.OCCUPATION: re.compile(r"http://data\.europa\.eu/esco/occupation/[\w.-]{1,80}", re.A),
    ConceptKind.SKILL: re.compile(r"http://data\.europa\.eu/esco/skill/[\w.-]{1,80}", re.A),
    ConceptKind.SKILL_GROUP: re.compile(r"http://data\.europa\.eu/esco/(?:skill|isced-f)/[\w.-]{1,80}", re.A),
}
_CODE = re.compile(r"\d{4}(?:\.\d{1,3})+", re.A)
LONGEST_CODE = 16
#: Labels of one field stand on lines of their own or, in the collections and since v1.2.1, between bars.
_BETWEEN = re.compile(r"[\r\n]+|\s\|\s")


def concept(layout: Layout, row: Mapping[str, str], groups: Set[str]) -> Concept:
    """The concept of a record; `groups` are the codes of ISCO-08. Raises Malformed."""
    if row["conceptType"].strip() != layout.concept_type:
        raise Malformed(f"conceptType {shown(row['conceptType'])} is not {layout.concept_type}")
    uri = row["conceptUri"].strip()
    if not URIS[layout.kind].fullmatch(uri):
        raise Malformed(f"conceptUri {shown(uri)} is no {layout.concept_type} URI")
    code = row.get("code", "").strip()
    match layout.kind:
        case ConceptKind.ISCO_GROUP:
            if code not in groups:
                raise Malformed(f"code {shown(code)} does not exist in ISCO-08")
            if uri != ISCO_URI + code:
                raise Malformed(f"conceptUri {shown(uri)} is not that of code {code}")
            return isco_group(code)
        case ConceptKind.OCCUPATION:
            group = row["iscoGroup"].strip()
            if len(group) != 4 or group not in groups:
                raise Malformed(f"iscoGroup {shown(group)} does not exist in ISCO-08")
            if not _CODE.fullmatch(code) or not code.startswith(f"{group}.") or len(code) > LONGEST_CODE:
                raise Malformed(f"code {shown(code)} is none of an occupation in {group}")
            return Concept(layout.kind, uri, code, group)
        case ConceptKind.SKILL:
            return Concept(layout.kind, uri, skill_type=_skill_type(row), reuse_level=_reuse_level(row))
    return Concept(layout.kind, uri, code[:LONGEST_CODE] or None)


def isco_group(code: str) -> Concept:
    return Concept(ConceptKind.ISCO_GROUP, ISCO_URI + code, code, code if len(code) == 4 else None)


def term(uri: str, lang: str, row: Mapping[str, str]) -> Term | None:
    """What the record calls the concept; None without a preferred label, which only English must have. Raises Malformed."""
    preferred = _one_line(row["preferredLabel"])
    if not preferred:
        if lang == "en":
            raise Malformed("preferredLabel is empty")
        return None
    taken = {preferred.casefold()}
    alternatives = _labels(row.get("altLabels", ""), taken)
    hidden = _labels(row.get("hiddenLabels", ""), taken)
    if max(map(len, (preferred, *alternatives, *hidden))) > LONGEST_LABEL:
        raise Malformed(f"a label of more than {LONGEST_LABEL:,} characters")
    return Term(uri, lang, preferred, alternatives, hidden, row.get("description", "").strip())


def _labels(field: str, taken: set[str]) -> tuple[str, ...]:
    """The labels of a field, each once, without those that are `taken`."""
    found = []
    for label in map(_one_line, _BETWEEN.split(field)):
        if label and label.casefold() not in taken:
            taken.add(label.casefold())
            found.append(label)
    return tuple(found)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _skill_type(row: Mapping[str, str]) -> SkillType | None:
    """One concept of v1.0 is both; what can be done weighs more than what is known."""
    given = row.get("skillType", "").split()
    if not given:
        return None
    if unknown := set(given) - set(SkillType):
        raise Malformed(f"skillType {shown(' '.join(sorted(unknown)))} is neither {' nor '.join(SkillType)}")
    return SkillType.COMPETENCE if SkillType.COMPETENCE in given else SkillType.KNOWLEDGE


def _reuse_level(row: Mapping[str, str]) -> str | None:
    level = row.get("reuseLevel", "").strip()
    return level if level in REUSE_LEVELS else None
