"""What ESCO is made of: concepts under their URIs, what they are called in each language, and how they stand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: What the URIs of ISCO-08 groups begin with in ESCO; the code follows.
ISCO_URI = "http://data.europa.eu/esco/isco/C"


class ConceptKind(StrEnum):
    ISCO_GROUP = "isco_group"
    OCCUPATION = "occupation"
    SKILL = "skill"
    SKILL_GROUP = "skill_group"


class SkillType(StrEnum):
    """In ESCO's own words."""

    COMPETENCE = "skill/competence"
    KNOWLEDGE = "knowledge"


class RelationKind(StrEnum):
    BROADER = "broader"  # the target is the wider one
    ESSENTIAL = "essential"  # an occupation always needs this skill
    OPTIONAL = "optional"  # it may, depending on employer, country or conditions


@dataclass(frozen=True, slots=True)
class Concept:
    """`code`: "7212.1" of an occupation, "721" of an ISCO group, None of a skill. `isco08`: unit group of an occupation.

    `reuse_level`: how widely a skill is used, from "transversal" to "occupation-specific".
    """

    kind: ConceptKind
    uri: str
    code: str | None = None
    isco08: str | None = None
    skill_type: SkillType | None = None
    reuse_level: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """What a concept is called in one language (ISO 639-1). `hidden` labels are outdated or misspelt: found by, never shown."""

    uri: str
    lang: str
    preferred: str
    alternatives: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    source: str
    kind: RelationKind
    target: str
