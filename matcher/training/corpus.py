"""Texts that name the same thing, from a folder laid out as the official downloads of ESCO, O*NET and TalentCLEF are."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from occupations import builtin
from occupations.text import normalise

GROUP = "http://data.europa.eu/esco/isco/C"
#: Of a description its first sentence: what is done. The rest tells of conditions and exceptions.
_SENTENCE = re.compile(r"(?<=[.!?])\s")
_LONGEST = 300
_SHARE_HELD = 5
OCCUPATIONS, SKILLS, ONET = "occupations", "skills", "onet"


class CorpusError(Exception):
    """A file that is missing or not in its layout; the message names it."""


@dataclass(frozen=True, slots=True)
class Row:
    """`concept`: what the text names. `unit`: ISCO-08 unit group, empty where none. `source`: one of OCCUPATIONS, SKILLS, ONET."""

    text: str
    concept: str
    lang: str
    source: str
    unit: str = ""


def held_out(concept: str) -> bool:
    """One unit group of the built-in edition in five is kept out of training, to measure Arabic on what was never seen."""
    return int(hashlib.sha256(concept.encode()).hexdigest(), 16) % _SHARE_HELD == 0


def read(folder: Path, without: frozenset[str] = frozenset()) -> list[Row]:
    """Every text once, in a fixed order. `without`: unit groups of which nothing may be learnt, from any source.

    Raises `CorpusError` where the labels or the occupations are missing; skills, O*NET and pairs are used where they are.
    """
    units = _units(folder)
    rows = [
        *_labels(folder, units),
        *_pairs(folder, units),
        *_descriptions(folder, units),
        *_builtin(),
        *_builtin_skills(),
        *_skills(folder),
    ]
    forbidden = {normalise(row.text) for row in rows if row.unit in without}
    rows = [row for row in rows if row.unit not in without]
    rows += _onet(folder, forbidden)
    return list(dict.fromkeys(row for row in rows if row.text))


def _table(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from (line.rstrip("\r\n") for line in file)


def _units(folder: Path) -> dict[str, str]:
    """Concept to unit group."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("esco/*/occupations_*.csv")):
        for line in _table(path):
            code = line.get("iscoGroup", "").removeprefix("C")
            if len(code) == 4:
                found[line["conceptUri"]] = code
    if not found:
        raise CorpusError(f"{folder / 'esco'}: no occupations_*.csv with a column iscoGroup")
    return found


def _unit(concept: str, units: dict[str, str]) -> str:
    """Of an ISCO group of four digits itself; coarser groups have none."""
    code = concept.removeprefix(GROUP)
    return units.get(concept, code if code.isdigit() and len(code) == 4 else "")


def _labels(folder: Path, units: dict[str, str]) -> Iterator[Row]:
    paths = sorted(folder.glob("esco_labels/*.tsv"))
    if not paths:
        raise CorpusError(f"{folder / 'esco_labels'}: no LANG.tsv with concept and label")
    for path in paths:
        for number, line in enumerate(_lines(path), 1):
            concept, tab, label = line.partition("\t")
            if not tab:
                raise CorpusError(f"{path}, line {number}: no tab between concept and label")
            for form in _forms(label):
                yield Row(form, concept, path.stem, OCCUPATIONS, _unit(concept, units))


def _forms(label: str) -> Iterable[str]:
    """ "director/directora" as it stands, and each form by itself."""
    halves = label.split("/") if label.count("/") == 1 and len(label) > 12 else []
    return [" ".join(form.split()) for form in (label, *halves)]


def _pairs(folder: Path, units: dict[str, str]) -> Iterator[Row]:
    for path in sorted(folder.glob("talentclef2025_taskA/taskA_training_*.tsv")):
        lang = path.stem.rpartition("_")[2]
        for line in _lines(path):
            cells = line.split("\t")
            for title in cells[2:4] if len(cells) >= 4 else ():
                yield Row(" ".join(title.split()), cells[1], lang, OCCUPATIONS, _unit(cells[1], units))


def _descriptions(folder: Path, units: dict[str, str]) -> Iterator[Row]:
    for path in sorted(folder.glob("esco/*/occupations_*.csv")):
        lang = path.stem.rpartition("_")[2]
        for line in _table(path):
            yield Row(
                _first_sentence(line.get("description", "")), line["conceptUri"], lang, OCCUPATIONS, units.get(line["conceptUri"], "")
            )


def _first_sentence(text: str) -> str:
    return _SENTENCE.split(" ".join(text.split()))[0][:_LONGEST]


def _builtin() -> Iterator[Row]:
    for label in builtin.load().labels:
        if not held_out(label.concept):
            yield Row(" ".join(label.text.split()), GROUP + label.concept, label.lang, OCCUPATIONS, label.concept)


def _builtin_skills() -> Iterator[Row]:
    for skill in builtin.load().skills.values():
        for lang, label in skill.labels.items():
            for text in (label, *skill.others.get(lang, ())):
                yield Row(" ".join(text.split()), skill.id, lang, SKILLS)


def _skills(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("esco/*/skills_*.csv")):
        lang = path.stem.rpartition("_")[2]
        for line in _table(path):
            for label in (line["preferredLabel"], *(line.get("altLabels") or "").split("\n")):
                yield Row(" ".join(label.split()), line["conceptUri"], lang, SKILLS)
            yield Row(_first_sentence(line.get("description") or ""), line["conceptUri"], lang, SKILLS)


def _onet(folder: Path, forbidden: set[str]) -> Iterator[Row]:
    """Titles of O*NET by its own codes. A code of which one title names something forbidden is left out whole."""
    rows: dict[str, list[str]] = {}
    for name in ("Occupation Data.txt", "Alternate Titles.txt", "Sample of Reported Titles.txt"):
        path = folder / "onet_titles" / name
        for line in _table(path, "\t") if path.is_file() else ():
            cells = list(line.values())
            rows.setdefault(str(cells[0]), []).append(" ".join(str(cells[1]).split()))
            if name == "Occupation Data.txt":
                rows[str(cells[0])].append(_first_sentence(str(cells[2])))
    for code, texts in rows.items():
        if not any(normalise(text) in forbidden for text in texts):
            yield from (Row(text, f"onet:{code}", "en", ONET) for text in texts)
