"""The texts with known skills that `tests/benchmarks/skills.py` measures on."""

from __future__ import annotations

import ast
import csv
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import yaml

from occupations.taxonomy import Skill, Taxonomy

#: SkillSkape's word for a sentence that names no skill.
NONE = "UNK"


@dataclass(frozen=True)
class Gold:
    """A text and its skills: each of `said` is one thing said, by the skills that answer to it; `right` are all that count as right."""

    text: str
    lang: str
    said: tuple[frozenset[str], ...]
    right: frozenset[str]
    half: int


def esco(folder: Path, langs: Sequence[str]) -> Taxonomy:
    """The skills of ESCO v1.0 in some of en, es, fr, without occupations; in English only those that are no knowledge are there."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    others: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for lang in langs:
        with (folder / "esco" / "v1.0" / f"skills_{lang}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                labels[row["conceptUri"]][lang] = row["preferredLabel"]
                others[row["conceptUri"]][lang] = tuple(filter(None, (name.strip() for name in row["altLabels"].split("\n"))))
    skills = {uri: Skill(uri, MappingProxyType(labels[uri]), MappingProxyType(others[uri])) for uri in labels}
    return Taxonomy("esco-1.0", MappingProxyType({}), (), MappingProxyType(skills))


def skillskape(folder: Path, taxonomy: Taxonomy) -> list[Gold]:
    """The distinct sentences of SkillSkape's dev.csv that name a skill of the taxonomy, or none at all; halved by the hash of the sentence.

    Its skills are told by their English labels. Those the taxonomy does not have are passed over, and so are sentences left without any.
    """
    uri_of = {skill.labels["en"].lower(): skill.id for skill in esco(folder, ["en"]).skills.values()}
    named: dict[str, set[str]] = defaultdict(set)
    with (folder / "skillskape" / "dev.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            named[row["sentence"]].update(ast.literal_eval(row["skills"]))
    gold = []
    for sentence, labels in named.items():
        skills = frozenset(uri_of[label.lower()] for label in labels if uri_of.get(label.lower()) in taxonomy.skills)
        if skills or labels == {NONE}:
            half = hashlib.sha256(sentence.encode()).digest()[-1] % 2
            gold.append(Gold(sentence, "en", tuple(frozenset({skill}) for skill in skills), skills, half))
    return gold


def told() -> list[Gold]:
    """What people and adverts say, with skills of the built-in edition: in half 0 what the score was fitted on, in half 1 what was kept."""
    parts = yaml.safe_load((Path(__file__).parent / "skills_told.yaml").read_text(encoding="utf-8"))
    gold = []
    for half, part in enumerate(("fitted", "kept")):
        for one in parts[part]:
            said = tuple(frozenset(line.split()) for line in one["skills"])
            right = frozenset().union(*said, (one.get("also") or "").split())
            gold.append(Gold(one["text"], one["lang"], said, right, half))
    return gold
