"""Levels of the Common European Framework (CEFR) in plain sentences that a person says yes or no to, and names of languages CLDR lacks.

The sentences are worded here after the self-assessment grid of the Council of Europe (2001); they are not its text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from occupations.builtin import rows
from occupations.isco import LANGUAGES


class Level(StrEnum):
    """Levels of the Common European Framework of Reference for Languages (Council of Europe, 2001)."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"

    def reaches(self, other: Level) -> bool:
        order = list(Level)
        return order.index(self) >= order.index(other)


class LanguageSkill(StrEnum):
    """The five rows of the grid. TALKING: with others. TELLING: speaking alone."""

    LISTENING = "listening"
    READING = "reading"
    TALKING = "talking"
    TELLING = "telling"
    WRITING = "writing"


#: What a person can say yes (True) or no (False) to; a sentence that was not asked is not there.
Answers = Mapping[tuple[LanguageSkill, Level], bool]
#: What is asked at work, and so decides the overall level.
_AT_WORK = (LanguageSkill.LISTENING, LanguageSkill.TALKING, LanguageSkill.TELLING)


@dataclass(frozen=True, slots=True)
class Assessed:
    """`levels`: of each skill that was asked, None below A1. `overall`: None where listening or speaking was not asked, or is below A1."""

    levels: Mapping[LanguageSkill, Level | None]
    overall: Level | None


@cache
def sentences() -> dict[tuple[LanguageSkill, Level], dict[str, str]]:
    """ "I can ..." by skill and level, in each language served."""
    table = rows("cefr.tsv", ("skill", "level", *LANGUAGES))
    return {(LanguageSkill(row["skill"]), Level(row["level"])): {lang: row[lang] for lang in LANGUAGES} for _, row in table}


def level_from(answers: Answers) -> Assessed:
    """Levels from what a person says they can do.

    Of one skill: the highest level up to which every sentence was answered yes; one no, or one that was not asked, ends the climb, so
    a gap never counts as reached. Overall: the lowest of listening and the two rows of speaking, because listening and speaking are what
    is asked at work; reading and writing are told apart. A skill that was not asked at all is not known, and neither is the overall level.
    """
    asked = [skill for skill in LanguageSkill if any((skill, level) in answers for level in Level)]
    levels = {skill: _climbed(skill, answers) for skill in asked}
    at_work = [levels.get(skill) for skill in _AT_WORK]
    reached = [level for level in at_work if level is not None]
    return Assessed(levels, min(reached, key=list(Level).index) if len(reached) == len(_AT_WORK) else None)


def _climbed(skill: LanguageSkill, answers: Answers) -> Level | None:
    reached = None
    for level in Level:
        if not answers.get((skill, level), False):
            break
        reached = level
    return reached


@cache
def also_called() -> dict[str, str]:
    """Name to ISO 639 code: names in use that CLDR does not give, languages of the Americas, Africa and Asia among them."""
    return {name: row["code"] for _, row in rows("language_names.tsv", ("code", "names")) for name in row["names"].split("|")}
