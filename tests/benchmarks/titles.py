"""Titles whose occupation somebody else has chosen, and the taxonomies they are linked to: what `make eval` and the fit read.

Everything comes from the evaluation data, which the product never holds. `half` divides each set by a hash of the text: weights are
fitted on half 0 and reported on half 1.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from occupations import builtin, editions
from occupations.esco.reading import read
from occupations.taxonomy import Label, LabelKind, Occupation, Taxonomy

ISCO = "http://data.europa.eu/esco/isco/C"
MELO = ("esp_q_es_c_es", "deu_q_de_c_de", "esp_q_es_c_en", "deu_q_de_c_en", "bgr_q_bg_c_en")
NO_WORK = Path(__file__).parent.parent / "occupations" / "no_work.tsv"
_NOISE = {
    "es": ("se busca {}", "{} con experiencia para empresa en Madrid", "{} (REF. 4021)", "URGE {} turno de noche", "{} jornada completa"),
    "en": (
        "{} wanted",
        "experienced {} - immediate start",
        "{} (m/f) ref 8842",
        "{} night shift London",
        "full time {} 3 years experience",
    ),
    "de": ("{} (m/w/d) gesucht", "{} in Vollzeit ab sofort Berlin", "wir suchen {} Ref. 221", "{} Schichtdienst"),
}


@dataclass(frozen=True)
class Titles:
    """Texts of one language or several, and for each the concepts that are right: URIs, or unit groups."""

    name: str
    taxonomy: Taxonomy
    texts: tuple[str, ...]
    langs: tuple[str | None, ...]
    right: tuple[frozenset[str], ...]
    by: str = "uri"

    def part(self, rows: Iterable[int], name: str = "") -> Titles:
        kept = list(rows)
        return Titles(name or self.name, self.taxonomy, *(tuple(of[row] for row in kept) for of in (self.texts, self.langs, self.right)),
                      self.by)  # fmt: skip


def half(text: str) -> int:
    return hashlib.md5(text.encode(), usedforsecurity=False).digest()[0] & 1


@cache
def esco(data: Path) -> Taxonomy:
    """ESCO v1.2 in English, German and Spanish as the product composes it."""
    download = read(data / "esco" / "v1.2")
    return editions.compose("esco-1.2", download.concepts, download.terms, download.relations)


def eures(data: Path, by: str, distinct: bool = False) -> Titles:
    """Spanish public vacancies: `by` "uri" against ESCO, "isco08" against the built-in edition."""
    with (data / "eures_es" / "vacancies.jsonl").open(encoding="utf-8") as stream:
        rows = [row for row in map(json.loads, stream) if row["esco_uri"] and row["isco08"]]
    pairs = [(row["title"], row["esco_uri"] if by == "uri" else row["isco08"]) for row in rows]
    pairs = sorted(set(pairs)) if distinct else pairs
    edition = esco(data) if by == "uri" else builtin.load()
    name = f"EURES {'distinct' if distinct else 'every one'}"
    return Titles(name, edition, tuple(t for t, _ in pairs), ("es",) * len(pairs), tuple(frozenset([c]) for _, c in pairs), by)


def jobbert(data: Path) -> Titles:
    """English vacancy titles to ESCO."""
    with (data / "jobbert_eval" / "validation.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    texts, right = (tuple(row["vacancyTitle"] for row in rows), tuple(frozenset([row["conceptUri"]]) for row in rows))
    return Titles("JobBERT", esco(data), texts, ("en",) * len(rows), right)


def melo_texts(data: Path, name: str) -> tuple[list[str], list[tuple[str, str]], list[frozenset[str]]]:
    """Texts asked, labels with the concept of each in front, and for each text the concepts that are right."""
    folder = data / "melo" / name
    corpus = (folder / "corpus.txt").read_text(encoding="utf-8").strip()
    uris = dict(_pairs(data / "melo" / "corpora" / f"{corpus}.concept_uris.tsv"))
    labels = [(uris[number.split("_")[0]], text) for number, text in _pairs(data / "melo" / "corpora" / f"{corpus}.tsv")]
    right: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "annotations.tsv").read_text(encoding="utf-8").splitlines():
        query, _, label, _ = line.split()
        right[query].add(uris[label.split("_")[0]])
    queries = list(_pairs(folder / "queries.tsv"))
    return [text for _, text in queries], labels, [frozenset(right[number]) for number, _ in queries]


def melo(data: Path, name: str) -> Titles:
    """National titles against the labels of one language only, with the built-in edition beside, as in the product."""
    asked, labels, right = melo_texts(data, name)
    _, _, spoken, _, lang = name.split("_")
    return Titles(f"MELO {name}", _of_labels(name, labels, lang, data), tuple(asked), (spoken,) * len(asked), tuple(right))


def damaged(data: Path, noise: bool, seed: int = 9, size: int = 1_000) -> Titles:
    """Labels with two typing errors, or with the words that adverts put around a title; right is the unit group."""
    taxonomy, rng = esco(data), random.Random(seed)
    groups: dict[str, set[str]] = defaultdict(set)
    for label in taxonomy.labels:
        groups[label.text.lower()].add(taxonomy.occupations[label.concept].isco08)
    usable = [one for one in taxonomy.labels if len(one.text) >= 8 and (not noise or one.lang in _NOISE)]
    chosen = rng.sample(usable, size)
    texts = tuple(rng.choice(_NOISE[one.lang]).format(one.text) if noise else misspelt(one.text.lower(), rng) for one in chosen)
    right = tuple(frozenset(groups[one.text.lower()]) for one in chosen)
    return Titles("noise words" if noise else "two typing errors", taxonomy, texts, tuple(one.lang for one in chosen), right, "isco08")


def misspelt(text: str, rng: random.Random, edits: int = 2) -> str:
    """A letter lost, added, changed, or two swapped, `edits` times."""
    letters = list(text)
    for _ in range(edits):
        at, other = rng.randrange(len(letters)), rng.choice([one for one in text if one.isalpha()] or ["a"])
        kind = rng.randrange(4)
        if kind == 0 and len(letters) > 3:
            del letters[at]
        elif kind == 1:
            letters.insert(at, other)
        elif kind == 2:
            letters[at] = other
        elif at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def everyday(taxonomy: Taxonomy) -> Titles:
    """Short titles in the words of people, in 14 languages, with their unit group."""
    rows = cells(Path(__file__).with_name("everyday_titles.tsv"))[1:]
    return Titles("everyday titles", taxonomy, tuple(row[2] for row in rows), tuple(row[1] for row in rows),
                  tuple(frozenset([row[0]]) for row in rows), "isco08")  # fmt: skip


def stories(taxonomy: Taxonomy) -> Titles:
    """What the demonstration's people say of their work, with the unit groups that a reader finds in it. Nothing is fitted on these."""
    rows = cells(Path(__file__).with_name("stories.tsv"))[1:]
    return Titles("stories", taxonomy, tuple(row[2] for row in rows), tuple(row[0] for row in rows),
                  tuple(frozenset(row[1].split()) for row in rows), "isco08")  # fmt: skip


def told(taxonomy: Taxonomy) -> Titles:
    """Other stories, to fit on whether a text names work; which work is not said."""
    parts = yaml.safe_load(Path(__file__).with_name("skills_told.yaml").read_text(encoding="utf-8"))
    kept = [one for one in parts["fitted"] if one["skills"]]
    return Titles("told", taxonomy, tuple(one["text"] for one in kept), tuple(one["lang"] for one in kept), (frozenset(),) * len(kept))


def no_work_said() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(texts, languages) that name no job, to fit on; not those of `no_work`, which are measured on."""
    return _said(Path(__file__).with_name("no_work_said.tsv"))


def no_work() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(texts, languages) that name no job; none of them stands in the product."""
    return _said(NO_WORK)


def _said(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = list(_pairs(path))[1:]
    return tuple(text for _, text in rows), tuple(lang for lang, _ in rows)


def cells(path: Path) -> list[list[str]]:
    """Every line that is not empty, at its tabs."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]


def _pairs(path: Path) -> Iterable[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        first, second = line.split("\t")[:2]
        yield first, second


def _of_labels(name: str, labels: Iterable[tuple[str, str]], lang: str, data: Path) -> Taxonomy:
    """A taxonomy of just these labels, with the groups that ESCO v1.2 puts their concepts in, on the frame of ISCO-08."""
    base, known = builtin.load(), {str(one.uri): one for one in esco(data).occupations.values()}
    occupations = {code: Occupation(code, code, f"{ISCO}{code}", one.titles, one.skills) for code, one in base.occupations.items()}
    made: list[Label] = list(base.labels)
    for uri, text in labels:
        one = known.get(uri)
        if one is None and uri.startswith(ISCO):
            continue  # a group above the unit groups
        code, isco08 = (one.code, one.isco08) if one else (f"9629.{uri[-8:]}", "9629")
        kind = LabelKind.ALTERNATIVE if code in occupations and code != isco08 else LabelKind.PREFERRED
        occupations.setdefault(code, Occupation(code, isco08, uri, MappingProxyType({lang: text})))
        made.append(Label(code, lang, text, kind))
    return Taxonomy(name, MappingProxyType(occupations), tuple(dict.fromkeys(made)), base.skills, base.groups)
