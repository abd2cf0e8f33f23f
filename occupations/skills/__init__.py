"""Skills of a taxonomy found in free text, each with the words that named it."""

from occupations.skills.finder import SkillFinder, SkillFound
from occupations.skills.meaning import texts
from occupations.skills.offering import Offered, Why, offered

__all__ = ["Offered", "SkillFinder", "SkillFound", "Why", "offered", "texts"]
