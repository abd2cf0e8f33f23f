"""What a taxonomy of work is: occupations, their labels in people's languages, and their typical skills."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from occupations.text import folded_words


class LabelKind(StrEnum):
    PREFERRED = "preferred"  # the taxonomy's own title
    ALTERNATIVE = "alternative"  # an everyday title
    HIDDEN = "hidden"  # outdated or misspelt: found by, never shown
    ACTIVITY = "activity"  # what somebody says they did: "cuidaba niños"


@dataclass(frozen=True, slots=True)
class Label:
    """One name of one concept. `regions` are ISO 3166 codes where it is said; empty means everywhere."""

    concept: str
    lang: str
    text: str
    kind: LabelKind
    regions: tuple[str, ...] = ()


_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Skill:
    """A thing a person can do or knows, worded by language: {"es": "colocar ladrillos", ...}.

    `id` is the word of the built-in edition, or the ESCO URI. `others`: alternative labels by language.
    `knowledge` tells what is known from what can be done, as ESCO does.
    """

    id: str
    labels: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    knowledge: bool = False

    def label(self, lang: str) -> str:
        """The preferred label in a language, else in English, else in any."""
        return self.labels.get(lang) or self.labels.get("en") or next(iter(self.labels.values()), self.id)


@dataclass(frozen=True, slots=True)
class Occupation:
    """A concept people can be linked to: an ISCO-08 unit group ("7212"), or an ESCO occupation ("7212.1") with its URI.

    `skills` are all its typical ones; `essential` those of them that ESCO calls essential: empty where nobody has said which.
    """

    code: str
    isco08: str
    uri: str | None
    titles: Mapping[str, str]
    skills: tuple[str, ...] = ()
    essential: frozenset[str] = frozenset()

    @property
    def is_group(self) -> bool:
        """Whether it is a whole unit group of ISCO-08 and not one occupation inside it."""
        return self.code == self.isco08

    def title(self, lang: str) -> str:
        """The title in a language, else in English, else in any."""
        return self.titles.get(lang) or self.titles.get("en") or next(iter(self.titles.values()), self.code)


@dataclass(frozen=True)
class Taxonomy:
    """One edition, whole and immutable. `groups` holds the titles of every ISCO level: {"72": {"en": ...}}."""

    edition: str
    occupations: Mapping[str, Occupation]
    labels: tuple[Label, ...]
    skills: Mapping[str, Skill]
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def checksum(self) -> str:
        """SHA-256 over edition, concepts, titles, labels and skills: changes when anything changes that is matched or shown."""
        digest = hashlib.sha256(self.edition.encode())
        for label in self.labels:
            digest.update(f"\n{label.concept}\t{label.lang}\t{label.kind}\t{label.text}\t{','.join(label.regions)}".encode())
        for one in self.occupations.values():
            needs = (*one.skills, "", *sorted(one.essential))
            digest.update(f"\n{one.code}\t{one.isco08}\t{one.uri}\t{sorted(one.titles.items())}\t{','.join(needs)}".encode())
        for skill in self.skills.values():
            named = (sorted(skill.labels.items()), sorted(skill.others.items()))
            digest.update(f"\n{skill.id}\t{skill.knowledge}\t{named}".encode())
        for code, titles in self.groups.items():
            digest.update(f"\n{code}\t{sorted(titles.items())}".encode())
        return digest.hexdigest()

    @cached_property
    def by_uri(self) -> Mapping[str, Occupation]:
        """Occupations and unit groups that have a URI, under it."""
        return MappingProxyType({one.uri: one for one in self.occupations.values() if one.uri})

    @cached_property
    def _skill_by_words(self) -> Mapping[tuple[str, ...], str]:
        by_words: dict[tuple[str, ...], str] = {}
        for skill in self.skills.values():
            for text in skill.labels.values():
                by_words.setdefault(folded_words(text), skill.id)
        return MappingProxyType(by_words)

    @cached_property
    def _labels_by_concept(self) -> Mapping[str, tuple[Label, ...]]:
        found: dict[str, list[Label]] = {}
        for label in self.labels:
            found.setdefault(label.concept, []).append(label)
        return MappingProxyType({code: tuple(labels) for code, labels in found.items()})

    def labels_of(self, code: str) -> tuple[Label, ...]:
        """Every name of one concept, in the order of the taxonomy."""
        return self._labels_by_concept.get(code, ())

    def skills_of(self, code: str) -> Iterator[Skill]:
        """The typical skills of an occupation, in the order of the taxonomy; none for an unknown code."""
        occupation = self.occupations.get(code)
        for skill_id in occupation.skills if occupation else ():
            yield self.skills[skill_id]

    @cached_property
    def _occupations_by_words(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        by_words: dict[tuple[str, ...], frozenset[str]] = {}
        for label in self.labels:
            words = folded_words(label.text)
            by_words[words] = by_words.get(words, frozenset()) | {label.concept}
        return MappingProxyType(by_words)

    def find_occupation(self, text: str) -> Occupation | None:
        """The one occupation with exactly this name in any language (case, accents and endings aside); none where several share it.

        Where several of one unit group do, it is the only precise one among them, else the group.
        """
        codes = self._occupations_by_words.get(folded_words(text), frozenset())
        found = [self.occupations[code] for code in codes]
        groups = {one.isco08 for one in found}
        if len(groups) != 1:
            return None
        precise = [one for one in found if not one.is_group]
        return precise[0] if len(precise) == 1 else self.occupations.get(groups.pop())

    def find_skill(self, text: str) -> Skill | None:
        """The skill with this identifier or, in any language, exactly this label (case, accents and endings aside)."""
        if text in self.skills:
            return self.skills[text]
        skill_id = self._skill_by_words.get(folded_words(text))
        return self.skills[skill_id] if skill_id else None
