"""Reads the built-in edition: ISCO-08 with everyday titles and typical skills in four languages (see data/SOURCES.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from occupations.isco import LANGUAGES
from occupations.taxonomy import Label, LabelKind, Occupation, Skill, Taxonomy

EDITION = "isco08"


class DataError(ValueError):
    """A line of a data file that cannot be read; `str()` names file, line and reason."""


def rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, row) of a tab-separated file in data/. The first line names the columns."""
    path = files("occupations") / "data" / name
    with path.open(encoding="utf-8") as stream:
        reader = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(reader, [])
        if tuple(header) != columns:
            raise DataError(f"{name}:1: columns are {header}, expected {list(columns)}")
        for line, values in enumerate(reader, 2):
            if len(values) != len(columns):
                raise DataError(f"{name}:{line}: {len(values)} fields, expected {len(columns)}")
            yield line, dict(zip(columns, values, strict=True))


@lru_cache(maxsize=1)
def load() -> Taxonomy:
    """The built-in edition. Raises DataError naming file and line."""
    groups = {row["code"]: {lang: row[lang] for lang in LANGUAGES} for _, row in rows("groups.tsv", ("code", *LANGUAGES))}
    skills = {
        row["skill"]: Skill(row["skill"], MappingProxyType({lang: row[lang] for lang in LANGUAGES}))
        for _, row in rows("skills.tsv", ("skill", *LANGUAGES))
    }
    typical: dict[str, tuple[str, ...]] = {}
    for line, row in rows("occupation_skills.tsv", ("code", "skills")):
        typical[row["code"]] = tuple(row["skills"].split())
        for code, known, what in [(row["code"], groups, "code")] + [(s, skills, "skill") for s in typical[row["code"]]]:
            if code not in known:
                raise DataError(f"occupation_skills.tsv:{line}: no {what} {code!r}")
    labels = [
        Label(code, lang, titles[lang], LabelKind.PREFERRED) for code, titles in groups.items() if len(code) == 4 for lang in LANGUAGES
    ]
    for lang in LANGUAGES:
        labels.extend(_everyday(lang, groups))
    units = {
        code: Occupation(code, code, None, MappingProxyType(titles), typical.get(code, ()))
        for code, titles in groups.items()
        if len(code) == 4
    }
    return Taxonomy(EDITION, MappingProxyType(units), tuple(labels), MappingProxyType(skills), MappingProxyType(groups))


def _everyday(lang: str, groups: dict[str, dict[str, str]]) -> Iterator[Label]:
    """Everyday titles and activity phrases of one language, from titles.LANG.tsv."""
    name = f"titles.{lang}.tsv"
    kinds = {"title": LabelKind.ALTERNATIVE, "activity": LabelKind.ACTIVITY}
    for line, row in rows(name, ("code", "kind", "title", "regions")):
        if len(row["code"]) != 4 or row["code"] not in groups:
            raise DataError(f"{name}:{line}: no unit group {row['code']!r}")
        if row["kind"] not in kinds:
            raise DataError(f"{name}:{line}: kind {row['kind']!r} is neither title nor activity")
        yield Label(row["code"], lang, row["title"], kinds[row["kind"]], tuple(row["regions"].split()))


@lru_cache(maxsize=1)
def not_work() -> tuple[str, ...]:
    """What people say that names no work: greetings, needs, addresses, hours, family. Raises DataError."""
    return tuple(row["text"] for _, row in rows("not_work.tsv", ("lang", "text")))
