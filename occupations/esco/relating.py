"""How the concepts of a download stand to each other: wider ones, and the skills that occupations need."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from occupations.esco.concepts import ConceptKind, Relation, RelationKind
from occupations.esco.gathering import Gathered
from occupations.esco.layout import Malformed
from occupations.esco.problems import shown
from occupations.esco.rows import rows
from occupations.esco.source import File

SKILLS_NEEDED = "occupationSkillRelations"
WIDER_OCCUPATIONS, WIDER_SKILLS, HIERARCHY = "broaderRelationsOccPillar", "broaderRelationsSkillPillar", "skillsHierarchy"
_NEEDS = {str(kind): kind for kind in (RelationKind.ESSENTIAL, RelationKind.OPTIONAL)}
_LEVELS = tuple(f"Level {level} URI" for level in range(4))

Kinds = Set[ConceptKind]
OCCUPATIONS: Kinds = frozenset((ConceptKind.OCCUPATION, ConceptKind.ISCO_GROUP))
SKILLS: Kinds = frozenset((ConceptKind.SKILL, ConceptKind.SKILL_GROUP))
_NEEDED_BY: tuple[Kinds, Kinds] = (frozenset((ConceptKind.OCCUPATION,)), frozenset((ConceptKind.SKILL,)))
_GROUPS: Kinds = frozenset((ConceptKind.SKILL_GROUP,))


@dataclass(slots=True)
class Related:
    """`lacking`: kinds of concepts whose file is not in the download, so that nothing can be said of one that is unknown."""

    of: Gathered
    lacking: Kinds
    relations: dict[tuple[str, str], RelationKind] = field(default_factory=dict)

    def take_skills_needed(self, file: File) -> None:
        for line, row in rows(self.of.source, file, ("occupationUri", "relationType", "skillUri"), self.of.problems):
            kind, given = _NEEDS.get(row["relationType"].strip()), row["relationType"]
            if kind is None:
                self.of.problems.add(file.place, line, f"relationType {shown(given)} is neither essential nor optional")
            else:
                self._add(file, line, (row["occupationUri"].strip(), row["skillUri"].strip()), kind, _NEEDED_BY)

    def take_wider(self, file: File, pillar: Kinds) -> None:
        for line, row in rows(self.of.source, file, ("conceptUri", "broaderUri"), self.of.problems):
            self._add(file, line, (row["conceptUri"].strip(), row["broaderUri"].strip()), RelationKind.BROADER, (pillar, pillar))

    def take_hierarchy(self, file: File) -> None:
        """Each row tells one group of skills by the path to it from above; its last columns may be left out."""
        for line, row in rows(self.of.source, file, _LEVELS, self.of.problems, short=True):
            path = [row[level].strip() for level in _LEVELS]
            while path and not path[-1]:
                path.pop()
            if len(path) > 1:
                self._add(file, line, (path[-1], path[-2]), RelationKind.BROADER, (_GROUPS, _GROUPS))

    def take_collections(self) -> None:
        """What the collections tell of wider concepts, as far as these are known: a collection is a part of the whole."""
        known = self.of.concepts
        for ends in self.of.wider:
            if ends[0] in known and ends[1] in known and ends[0] != ends[1]:
                self.relations.setdefault(ends, RelationKind.BROADER)

    def all(self) -> tuple[Relation, ...]:
        return tuple(Relation(source, kind, target) for (source, target), kind in self.relations.items())

    def _add(self, file: File, line: int, ends: tuple[str, str], kind: RelationKind, of_kinds: tuple[Kinds, Kinds]) -> None:
        try:
            if not all(map(self._counts, ends, of_kinds)):
                return
            if ends[0] == ends[1]:
                raise Malformed(f"{ends[0]} leads to itself")
            before = self.relations.setdefault(ends, kind)
            if before is not kind:
                raise Malformed(f"{kind} here and {before} in another line: {' needs '.join(ends)}")
        except Malformed as error:
            self.of.problems.add(file.place, line, str(error))

    def _counts(self, uri: str, kinds: Kinds) -> bool:
        """Whether one end of a relation is there. Raises Malformed where it should be and is not."""
        found = self.of.concepts.get(uri)
        if found is not None and found.kind in kinds:
            return True
        if uri in self.of.left_out or (found is None and (self.lacking & kinds or self.of.problems.broken)):
            return False
        raise Malformed(f"{shown(uri, 120)} is no {' or '.join(sorted(kind.replace('_', ' ') for kind in kinds))} of this download")
