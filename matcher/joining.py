"""Several parts as one, without what is hidden: from the parts alone, no vacancy is read or encoded again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from matcher.columns import Columns
from matcher.index import Rows, VectorIndex, Vectors
from matcher.index_files import vectors_into
from matcher.keys import narrow
from matcher.searchable import Part
from matcher.skill_sets import SkillSets

CHUNK = 65_536


def joined(parts: Sequence[Part], folder: Path | None = None) -> Part:
    """By ascending vacancy number. `folder`: a new one, where the vectors are to lie instead of in memory."""
    kept = [np.delete(np.arange(len(part.index)), part.hidden) for part in parts]
    ids = np.concatenate([part.index.ids[rows] for part, rows in zip(parts, kept, strict=True)])
    order = np.argsort(ids)
    columns = _reordered(Columns.joined([(part.columns, rows) for part, rows in zip(parts, kept, strict=True)]), order)
    group, groups = _groups(parts, kept)
    sets = [(part.skills.asked(), part.skills.of[rows]) for part, rows in zip(parts, kept, strict=True)]
    asked = [mappings[number] for mappings, of in sets for number in of.tolist()]
    skills = SkillSets.made([asked[at] for at in order.tolist()])
    texts = np.concatenate([part.index.texts[rows] for part, rows in zip(parts, kept, strict=True)])[order]
    index = VectorIndex(ids[order], _vectors(parts, kept, order, folder), texts, columns.personal[0].column)
    return Part(index, columns, group[order], groups, skills, np.empty(0, np.int64))


def _reordered(columns: Columns, order: Rows) -> Columns:
    general, personal = ([replace(one, column=one.column[order]) for one in kind] for kind in (columns.general, columns.personal))
    return Columns(general, personal, [replace(one, column=one.column[order]) for one in columns.single])


def _groups(parts: Sequence[Part], kept: Sequence[Rows]) -> tuple[np.ndarray, tuple[str | None, ...]]:
    known: dict[str | None, int] = {}
    columns = []
    for part, rows in zip(parts, kept, strict=True):
        distinct, back = np.unique(part.group[rows], return_inverse=True)
        columns.append(np.array([known.setdefault(part.groups[one], len(known)) for one in distinct], np.int64)[back])
    return narrow(np.concatenate(columns), len(known)), tuple(known)


def _vectors(parts: Sequence[Part], kept: Sequence[Rows], order: Rows, folder: Path | None) -> Vectors:
    """Chunk by chunk, each row from the part it lies in."""
    part_of, row_of = np.repeat(np.arange(len(parts)), [len(rows) for rows in kept]), np.concatenate(kept)
    dimension = parts[0].index.vectors.shape[1]
    made = vectors_into(folder, dimension)
    for start in range(0, len(order), CHUNK):
        chunk = order[start : start + CHUNK]
        vectors = np.empty((len(chunk), dimension), np.float32)
        for number, part in enumerate(parts):
            here = part_of[chunk] == number
            vectors[here] = part.index.vectors[row_of[chunk[here]]]
        made.append(vectors)
    return made.close()
