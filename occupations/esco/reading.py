"""Reads an ESCO download, whole: what it holds, what it lacks, and everything that is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from occupations import builtin
from occupations.esco import layout, relating
from occupations.esco.concepts import Concept, ConceptKind, Relation, Term
from occupations.esco.gathering import Gathered
from occupations.esco.layout import LAYOUTS, Layout
from occupations.esco.problems import Problem, Problems, Unusable
from occupations.esco.relating import Related
from occupations.esco.source import File, Source, opened

#: Told how many bytes of how many are read.
Progress = Callable[[int, int], None]
#: What stands in for a file that is not there.
_INSTEAD = {
    layout.SKILLS.stem: ": the skills of the collections stand in for it",
    relating.SKILLS_NEEDED: ": no skill is essential, and occupations have the typical skills of their unit group",
}


@dataclass(frozen=True)
class Download:
    """What a download holds. Nothing of it is to be used where it has `problems`: of many, `problem_count` counts them all.

    `version`: as its name tells ("1.2.0"). `notes`: what it lacks, and what was left out.
    """

    version: str | None
    languages: tuple[str, ...]
    concepts: tuple[Concept, ...]
    terms: tuple[Term, ...]
    relations: tuple[Relation, ...]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0

    @cached_property
    def checksum(self) -> str:
        return checksum(self.concepts, self.terms, self.relations)


def checksum(concepts: Iterable[Concept], terms: Iterable[Term], relations: Iterable[Relation]) -> str:
    """SHA-256 over everything that is kept, whatever its order."""
    digest = hashlib.sha256()
    for part in (concepts, terms, relations):
        for line in sorted(map(repr, part)):
            digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def read(path: Path, languages: Sequence[str] = (), progress: Progress = lambda done, total: None) -> Download:
    """A folder or a zip archive; `languages` limits what is read, none means all that are there. Raises OSError."""
    problems = Problems()
    try:
        with opened(path) as source:
            version, wanted = source.version(), _languages(source, languages)
            return _Reader(source, wanted, problems, progress).download(version)
    except Unusable as error:
        problems.add(path.resolve().name, None, error.reason)
    return Download(None, (), (), (), (), (), tuple(problems.named), problems.count)


def _languages(source: Source, asked: Sequence[str]) -> tuple[str, ...]:
    """English first: it is what everything else is held against."""
    found = {lang for stem, lang in source.files if lang and any(stem == one.stem.lower() for one in LAYOUTS)}
    if absent := [lang for lang in asked if lang not in found]:
        raise Unusable(f"nothing in {', '.join(absent)} is there, only {', '.join(sorted(found)) or 'nothing at all'}")
    return tuple(sorted(set(asked) or found, key=lambda lang: (lang != "en", lang)))


class _Reader:
    def __init__(self, source: Source, languages: tuple[str, ...], problems: Problems, progress: Progress) -> None:
        self._source, self._languages, self._problems, self._progress = source, languages, problems, progress
        self._gathered = Gathered(source, builtin.load().groups.keys(), problems)
        self._notes: list[str] = []
        self._done, self._total = 0, sum(file.size for file in source.files.values())

    def download(self, version: str | None) -> Download:
        if not any(self._file(layout.OCCUPATIONS.stem, lang) for lang in self._languages):
            raise Unusable(f"no occupations_LANG.csv is there{' for ' if self._languages else ''}{' or '.join(self._languages)}")
        lacking = {one.kind for one in LAYOUTS if not self._take(one)}
        related = Related(self._gathered, lacking - {ConceptKind.ISCO_GROUP})  # they are known without their names
        self._relate(related)
        self._progress(self._total, self._total)
        held = self._gathered
        self._notes += self._unnamed()
        if unreleased := held.left_out - held.concepts.keys():
            self._notes.append(f"left out, being not released: {len(unreleased):,} concepts")
        concepts, terms = tuple(held.concepts.values()), tuple(held.terms.values())
        found = (tuple(self._notes), tuple(self._problems.named), self._problems.count)
        return Download(version, self._languages, concepts, terms, related.all(), *found)

    def _take(self, of: Layout) -> bool:
        """Reads the files of one kind in every language; whether there was any."""
        read = 0
        for lang in self._languages:
            file = self._file(of.stem, lang)
            if file is None:
                self._notes.append(f"{of.named(lang)} is not there{_INSTEAD.get(of.stem, '')}")
            else:
                read += 1
                self._gathered.take(self._counted(file), of, lang)
            for collection in self._collections(lang) if of is layout.SKILLS else ():
                self._gathered.take(self._counted(collection), layout.COLLECTION, lang)
        return bool(read)

    def _relate(self, related: Related) -> None:
        if wider := self._any_language(relating.WIDER_OCCUPATIONS):
            related.take_wider(self._counted(wider), relating.OCCUPATIONS)
        if wider := self._any_language(relating.WIDER_SKILLS):
            related.take_wider(self._counted(wider), relating.SKILLS)
        else:
            related.take_collections()
        if ConceptKind.SKILL_GROUP not in related.lacking and (file := self._any_language(relating.HIERARCHY)):
            related.take_hierarchy(self._counted(file))
        needed = self._any_language(relating.SKILLS_NEEDED)
        if needed and ConceptKind.SKILL in related.lacking:
            # With the skills of the collections alone an occupation would seem to need no others.
            self._notes.append(f"{needed.name} is not used: the skills themselves are not there")
        elif needed:
            related.take_skills_needed(self._counted(needed))

    def _unnamed(self) -> Iterator[str]:
        """Of what a language has a file for, what it has no name for."""
        for of in LAYOUTS:
            uris = [one.uri for one in self._gathered.concepts.values() if one.kind is of.kind]
            for lang in self._languages:
                lacking = sum((uri, lang) not in self._gathered.terms for uri in uris)
                if lacking and self._file(of.stem, lang):
                    yield f"{of.named(lang)}: {lacking:,} of {len(uris):,} concepts have no name in it"

    def _file(self, stem: str, lang: str) -> File | None:
        return self._source.files.get((stem.lower(), lang))

    def _any_language(self, stem: str) -> File | None:
        """A file that says the same in every language, with or without a language in its name; a note where there is none."""
        found = [self._file(stem, lang) for lang in ("", *self._languages)]
        found += [file for (of, _), file in sorted(self._source.files.items()) if of == stem.lower()]
        file = next(filter(None, found), None)
        if file is None:
            self._notes.append(f"{stem}.csv is not there{_INSTEAD.get(stem, '')}")
        return file

    def _collections(self, lang: str) -> Iterator[File]:
        for (stem, of), file in sorted(self._source.files.items()):
            if of == lang and stem.endswith(layout.COLLECTION.stem.lower()):
                yield file

    def _counted(self, file: File) -> File:
        self._progress(self._done, self._total)
        self._done += file.size
        return file
