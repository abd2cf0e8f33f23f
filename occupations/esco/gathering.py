"""Gathers the concepts of a download, file by file, and what they are called in each language."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field, replace

from occupations.esco import layout
from occupations.esco.concepts import Concept, ConceptKind, Term
from occupations.esco.layout import Layout, Malformed
from occupations.esco.problems import Problems, shown
from occupations.esco.rows import Row, rows
from occupations.esco.source import File, Source


@dataclass(slots=True)
class Gathered:
    """`left_out`: URIs that do not count, being not released or malformed; what leads to them does not count either.

    `wider`: (concept, wider concept) as the collections tell.
    """

    source: Source
    groups: Set[str]
    problems: Problems
    concepts: dict[str, Concept] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    wider: list[tuple[str, str]] = field(default_factory=list)
    _codes: dict[tuple[ConceptKind, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # The groups of ISCO-08 are the frame of everything else, also where a download lacks their names.
        for code in sorted(self.groups):
            self._know(layout.isco_group(code))

    def take(self, file: File, of: Layout, lang: str) -> None:
        """Adds what a file tells that was not told before in this language; what is wrong in it goes into the problems."""
        seen: dict[str, int] = {}
        for line, row in rows(self.source, file, of.columns, self.problems):
            if of is layout.COLLECTION and row["conceptType"].strip() == layout.SKILL_GROUPS.concept_type:
                continue
            uri = row["conceptUri"].strip()
            try:
                if row.get("status", "released").strip().casefold() != "released":
                    self.left_out.add(uri)
                    continue
                if uri in seen:
                    raise Malformed(f"{shown(uri, 120)} stands in line {seen[uri]} already")
                seen[uri] = line
                self._take_row(of, lang, row)
            except Malformed as error:
                self.left_out.add(uri)
                self.problems.add(file.place, line, str(error))
        if not seen and of is not layout.COLLECTION and file.place not in self.problems.broken:
            self.problems.add(file.place, None, "holds nothing that counts")

    def _take_row(self, of: Layout, lang: str, row: Row) -> None:
        found = layout.concept(of, row, self.groups)
        self._know(found)
        term = layout.term(found.uri, lang, row)
        if term is not None:
            self.terms.setdefault((found.uri, lang), term)
        self.wider += [(found.uri, wider.strip()) for wider in row.get("broaderConceptUri", "").split("|") if wider.strip()]

    def _know(self, found: Concept) -> None:
        """Adds a concept, or what it says beyond what is known of it. Raises Malformed for a contradiction."""
        before = self.concepts.get(found.uri)
        if before and (before.kind, before.code, before.isco08) != (found.kind, found.code, found.isco08):
            raise Malformed(f"{_told(found)}, but {_told(before)} in another file: are they of the same version?")
        if found.code and found.kind is not ConceptKind.SKILL_GROUP:
            holder = self._codes.setdefault((found.kind, found.code), found.uri)
            if holder != found.uri:
                raise Malformed(f"code {found.code} is that of {holder} already")
        if before is None:
            self.concepts[found.uri] = found
        elif before.skill_type is None and found.skill_type is not None:
            self.concepts[found.uri] = replace(found, reuse_level=found.reuse_level or before.reuse_level)


def _told(concept: Concept) -> str:
    return f"{concept.kind.replace('_', ' ')} {concept.code or ''}".strip()
