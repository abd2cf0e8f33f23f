"""What is offered to somebody for confirmation: what they said first, then what is typical of the work. Nothing is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from occupations.skills.finder import SkillFound
from occupations.taxonomy import Skill, Taxonomy


class Why(StrEnum):
    SAID = "said"  # the text names it
    ESSENTIAL = "essential"  # the taxonomy calls it essential for the occupation
    TYPICAL = "typical"  # many in the occupation have it


@dataclass(frozen=True, slots=True)
class Offered:
    """A skill to be confirmed or not, why it is offered, and where it was said the words that said it."""

    skill: Skill
    why: Why
    found: SkillFound | None = None


def offered(taxonomy: Taxonomy, code: str | None, found: Sequence[SkillFound]) -> list[Offered]:
    """Skills found in the text, in their order; then the occupation's that were not, the essential ones first.

    A code that the taxonomy does not know adds nothing, nor does a found skill that it does not have.
    """
    said = {one.skill: Offered(taxonomy.skills[one.skill], Why.SAID, one) for one in found if one.skill in taxonomy.skills}
    occupation = taxonomy.occupations.get(code or "")
    essential = occupation.essential if occupation else frozenset()
    others = [
        Offered(skill, Why.ESSENTIAL if skill.id in essential else Why.TYPICAL)
        for skill in taxonomy.skills_of(code or "")
        if skill.id not in said
    ]
    return [*said.values(), *sorted(others, key=lambda one: one.why is not Why.ESSENTIAL)]
