"""The level of one language, out of sentences that a person says are true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField

from matcher.models import Jobseeker
from matcher.vocabulary import Level
from occupations.languages import Assessed, LanguageSkill, level_from, sentences
from web.forms import choices

#: In which order they are asked: what decides the level comes first.
ORDER = (LanguageSkill.LISTENING, LanguageSkill.TALKING, LanguageSkill.TELLING, LanguageSkill.READING, LanguageSkill.WRITING)


def skill_names() -> dict[LanguageSkill, str]:
    return {
        LanguageSkill.LISTENING: _("Understanding what is said"),
        LanguageSkill.TALKING: _("Talking with others"),
        LanguageSkill.TELLING: _("Telling something"),
        LanguageSkill.READING: _("Reading"),
        LanguageSkill.WRITING: _("Writing"),
    }


class LevelForm(FlaskForm):
    """`true` holds the sentences that were ticked ("listening-A1"); `level` what is to be noted."""

    true = SelectMultipleField(_l("What is true"), choices=[f"{skill}-{level}" for skill, level in sentences()])
    level = SelectField(_l("Level"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.level.choices = [("", _l("level not known")), *choices.levels()]

    @classmethod
    def of(cls, person: Jobseeker, code: str) -> LevelForm:
        """With the level that was noted before, if one was."""
        noted = next((one.level for one in person.languages if one.code == code), None)
        return cls(level=noted.value if noted else "")

    def assessed(self) -> Assessed:
        """What the ticks come to. A skill without any tick was not asked; in the others, what is not ticked is not true."""
        ticked = set(self.true.data or ())
        asked = {skill for skill, level in sentences() if f"{skill}-{level}" in ticked}
        return level_from({(skill, level): f"{skill}-{level}" in ticked for skill, level in sentences() if skill in asked})

    def propose(self) -> Assessed:
        """Puts the level that the ticks come to where it can be changed; without one, what was noted stays."""
        found = self.assessed()
        if found.overall:
            self.level.data = found.overall.value
        return found

    def chosen(self) -> Level | None:
        return Level(self.level.data) if self.level.data else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tick box: what it sends, and what it says, as (language, text) once for each language asked for that it is worded in."""

    value: str
    worded: tuple[tuple[str, str], ...]


def asked_in(langs: Iterable[str]) -> list[tuple[LanguageSkill, str, list[Sentence]]]:
    """(skill, its name, its sentences from the easiest on), in the order in which they are asked."""
    langs, texts = list(dict.fromkeys(langs)), sentences()
    names = skill_names()
    return [(skill, names[skill], [_sentence(f"{skill}-{level}", texts[skill, level], langs) for level in Level]) for skill in ORDER]


def _sentence(value: str, texts: Mapping[str, str], langs: Iterable[str]) -> Sentence:
    return Sentence(value, tuple((lang, texts[lang]) for lang in langs if lang in texts))
