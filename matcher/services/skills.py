"""Skills to be ticked: those that somebody's own words name, then those typical of an occupation. Nothing here is held or asked yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from matcher.models import Jobseeker
from occupations.skills import Offered, SkillFinder, SkillFound, Why, offered

#: Skills out of words; more would not be read.
MOST = 20

#: A text and the language it is in, or None.
Told = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Said:
    """Words as they were written, their language, and the skills that they name, the likeliest first."""

    words: str
    lang: str | None
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToTick:
    """Each skill stands once. `typical`: of each occupation the skills that no words name; `before`: held, and in neither."""

    said: tuple[Said, ...]
    typical: tuple[tuple[str, tuple[Offered, ...]], ...]
    before: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.said or self.typical or self.before)


def told(person: Jobseeker) -> list[Told]:
    """Everything that a person told about work, in their own words: each story, and each line for the CV."""
    return [(text, one.lang) for one in person.experiences for text in (one.text, *one.lines)]


def to_tick(finder: SkillFinder, texts: Iterable[Told], codes: Iterable[str], held: Collection[str] = ()) -> ToTick:
    """What to offer for these texts and occupations; codes that the taxonomy does not know are passed over."""
    taxonomy, found = finder.taxonomy, _found(finder, texts)
    seen = {one.skill for one, _ in found}
    typical: list[tuple[str, tuple[Offered, ...]]] = []
    for code in filter(taxonomy.occupations.get, dict.fromkeys(codes)):
        others = offered(taxonomy, code, [one for one, _ in found])
        fresh = tuple(one for one in others if one.why is not Why.SAID and one.skill.id not in seen)
        seen.update(one.skill.id for one in fresh)
        typical.append((code, fresh))
    return ToTick(_by_words(found), tuple(typical), tuple(skill for skill in held if skill not in seen))


def _found(finder: SkillFinder, texts: Iterable[Told]) -> list[tuple[SkillFound, str | None]]:
    """Each skill once, where it is named best, with the language of the text; the likeliest first."""
    best: dict[str, tuple[SkillFound, str | None]] = {}
    for text, lang in dict.fromkeys(texts):
        for found in finder.find(text, lang):
            if found.skill not in best or found.score > best[found.skill][0].score:
                best[found.skill] = (found, lang)
    return sorted(best.values(), key=lambda one: -one[0].score)[:MOST]


def _by_words(found: Iterable[tuple[SkillFound, str | None]]) -> tuple[Said, ...]:
    groups: dict[Told, list[str]] = {}
    for one, lang in found:
        groups.setdefault((one.words, lang), []).append(one.skill)
    return tuple(Said(words, lang, tuple(skills)) for (words, lang), skills in groups.items())
