"""A small ESCO download in the layout of the official one, to be damaged by tests. All of its concepts are made up."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

ESCO = "http://data.europa.eu/esco"
Row = dict[str, str]
Files = dict[str, list[Row]]

WELDER, BRAZIER, MASON = (f"{ESCO}/occupation/{name}" for name in ("welder", "brazier", "mason"))
ARC, METALS, BRICKS, ADVISE, HUNGARIAN = (f"{ESCO}/skill/{name}" for name in ("arc", "metals", "bricks", "advise", "hungarian"))
DOING, KNOWING, LANGUAGES = f"{ESCO}/skill/S", f"{ESCO}/isced-f/07", f"{ESCO}/skill/L"
OCCUPATION = ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "hiddenLabels", "status", "description", "code"]
SKILL = ["conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "hiddenLabels", "status", "description"]


def isco(code: str) -> str:
    return f"{ESCO}/isco/C{code}"


def _occupation(uri: str, code: str, label: str, others: str = "", hidden: str = "", description: str = "") -> Row:
    fields = ("Occupation", uri, code[:4], label, others, hidden, "released", description, code)
    return dict(zip(OCCUPATION, fields, strict=True))


def _skill(uri: str, kind: str, label: str, others: str = "", **more: str) -> Row:
    fields = ("KnowledgeSkillCompetence", uri, kind, "sector-specific", label, others, "", "released", "")
    return dict(zip(SKILL, fields, strict=True)) | more


def _group(uri: str, code: str, label: str) -> Row:
    return {"conceptType": "SkillGroup", "conceptUri": uri, "preferredLabel": label, "altLabels": "", "status": "released", "code": code}


def _isco(code: str, label: str) -> Row:
    fields = {"conceptType": "ISCOGroup", "conceptUri": isco(code), "code": code, "preferredLabel": label}
    return fields | {"status": "released", "altLabels": "", "description": f"They work in {label}.\nAnd so on."}


def _wider(kind: str, uri: str, wider_kind: str, wider: str) -> Row:
    return {"conceptType": kind, "conceptUri": uri, "broaderType": wider_kind, "broaderUri": wider}


def _needs(occupation: str, kind: str, skill: str) -> Row:
    return {"occupationUri": occupation, "relationType": kind, "skillType": "skill/competence", "skillUri": skill}


def _level(*uris: str) -> Row:
    return {f"Level {n} URI": uris[n] if n < len(uris) else "" for n in range(4)}


_FILES: Files = {
    "occupations_en.csv": [
        _occupation(WELDER, "7212.1", "welder", "arc welder\nboiler welder", "wellder", "Welders, all of them,\njoin metal."),
        _occupation(BRAZIER, "7212.1.1", "brazier", "brazing worker\nWelder"),
        _occupation(MASON, "7112.1", "stone mason", "mason | stone setter"),
    ],
    "occupations_es.csv": [
        _occupation(WELDER, "7212.1", "soldador/soldadora", "soldador\nsoldadora\nsoldador de arco"),
        _occupation(BRAZIER, "7212.1.1", "soldador/soldadora de latón"),
        _occupation(MASON, "7112.1", "mampostero/mampostera"),
    ],
    "skills_en.csv": [
        _skill(ARC, "skill/competence", "weld with an arc", "arc weld"),
        _skill(METALS, "knowledge", "types of metal"),
        _skill(BRICKS, "skill/competence", "lay bricks and blocks in line"),
    ],
    "skills_es.csv": [
        _skill(ARC, "skill/competence", "soldar con arco de prueba", "soldar por arco"),
        _skill(METALS, "knowledge", "tipos de metal"),
        _skill(BRICKS, "skill/competence", ""),
    ],
    "transversalSkillsCollection_en.csv": [
        _skill(ADVISE, "skill/competence", "advise others", "give advice | counsel others", broaderConceptUri=DOING, broaderConceptPT="x"),
    ],
    "transversalSkillsCollection_es.csv": [_skill(ADVISE, "skill/competence", "aconsejar a otros")],
    "languageSkillsCollection_en.csv": [
        _skill(HUNGARIAN, "skill/competence", "write Hungarian", broaderConceptUri=f"{LANGUAGES} | {DOING}", broaderConceptPT="x | y"),
    ],
    "ISCOGroups_en.csv": [
        _isco("7", "crafts"),
        _isco("72", "metal"),
        _isco("721", "sheets"),
        _isco("7212", "welding"),
        _isco("7112", "bricks"),
    ],
    "ISCOGroups_de.csv": [_isco("7212", "Schweißer und Brennschneider")],
    "skillGroups_en.csv": [_group(DOING, "S", "skills"), _group(KNOWING, "07", "knowledge"), _group(LANGUAGES, "L", "languages")],
    "skillsHierarchy_en.csv": [_level(DOING), _level(DOING, LANGUAGES)],
    "broaderRelationsOccPillar_en.csv": [
        _wider("ISCOGroup", isco("7212"), "ISCOGroup", isco("721")),
        _wider("Occupation", WELDER, "ISCOGroup", isco("7212")),
        _wider("Occupation", BRAZIER, "Occupation", WELDER),
        _wider("Occupation", MASON, "ISCOGroup", isco("7112")),
    ],
    "broaderRelationsSkillPillar_en.csv": [
        _wider("KnowledgeSkillCompetence", ARC, "SkillGroup", DOING),
        _wider("KnowledgeSkillCompetence", METALS, "SkillGroup", KNOWING),
    ],
    "occupationSkillRelations_en.csv": [
        _needs(WELDER, "optional", METALS),
        _needs(WELDER, "essential", ARC),
        _needs(WELDER, "optional", ADVISE),
        _needs(MASON, "essential", BRICKS),
    ],
}


def files() -> Files:
    """The rows of every file, to be changed at will."""
    return deepcopy(_FILES)


def text(rows: list[Row], end: str = "\n") -> str:
    """One file. A column is there as soon as one row has it."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator=end, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def raw(given: Files) -> dict[str, bytes]:
    return {name: text(rows).encode() for name, rows in given.items()}


def folder(path: Path, given: Mapping[str, bytes] | None = None, inside: str = "") -> Path:
    """Writes a download as a folder; `inside` is a folder in it."""
    (path / inside).mkdir(parents=True, exist_ok=True)
    for name, content in (raw(files()) if given is None else given).items():
        (path / inside / name).write_bytes(content)
    return path


def zipped(path: Path, given: Mapping[str, bytes] | None = None, inside: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (raw(files()) if given is None else given).items():
            archive.writestr(f"{inside}/{name}" if inside else name, content)
    return path
