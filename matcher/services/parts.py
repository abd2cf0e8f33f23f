"""From vacancies to parts that can be searched; vectors of texts that are known are reused, the others encoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from matcher.columns import Columns
from matcher.encoder import Encoder, Vectors, unit_rows
from matcher.index import Rows, VectorIndex, text_key
from matcher.index_files import vectors_into
from matcher.keys import narrow
from matcher.searchable import Part
from matcher.services.reading import batches
from matcher.skill_sets import SkillSets
from matcher.vacancy import Vacancy
from occupations.taxonomy import Taxonomy
from occupations.text import clean_title

#: How much of a vacancy's vector its title is. Of 0, 0.5, 0.7, 0.85 and 1, nDCG@10 by ISCO-08 distance of profiles made of titles, on
#: real Spanish adverts: 0.696, 0.720, 0.728, 0.728, 0.724 (what `make eval` prints as the last).
TITLE = 0.7
#: How much a skill counts that is optional for the occupation, beside an essential one.
OPTIONAL = 0.5
_NOTHING = np.empty(0, np.int64)


class PartMaker:
    def __init__(self, encoder: Encoder, taxonomy: Taxonomy) -> None:
        self._encoder, self._taxonomy = encoder, taxonomy

    def make(self, vacancies: Iterable[Vacancy], known: Sequence[VectorIndex] = (), folder: Path | None = None) -> Part:
        """One part of these vacancies, which come by ascending number. `known`: where vectors of their texts may stand already.

        `folder`: a new one, where the vectors are to lie instead of in memory.
        """
        ids, keys = [_NOTHING], [_NOTHING]
        kept = vectors_into(folder, self._encoder.dimension)
        groups: dict[str | None, int] = {}
        group: list[int] = []
        skills: list[Mapping[str, float]] = []
        typical = cache(lambda code: typical_skills(self._taxonomy, code or ""))

        def looked_at() -> Iterator[Vacancy]:
            for chunk in batches(vacancies):
                ids.append(np.array([one.id for one in chunk], np.int64))
                keys.append(np.array([key_of(one) for one in chunk], np.int64))
                kept.append(self._vectors(chunk, keys[-1], known))
                for one in chunk:
                    group.append(groups.setdefault(one.isco08, len(groups)))
                    skills.append(dict.fromkeys(one.skills, 1.0) or typical(one.occupation))
                yield from chunk

        columns = Columns.of(looked_at())
        index = VectorIndex(np.concatenate(ids), kept.close(), np.concatenate(keys), columns.personal[0].column)
        return Part(index, columns, narrow(group, len(groups)), tuple(groups), SkillSets.made(skills), _NOTHING)

    def _vectors(self, vacancies: Sequence[Vacancy], keys: Rows, known: Sequence[VectorIndex]) -> Vectors:
        found = np.zeros((len(vacancies), self._encoder.dimension), np.float32)
        missing = np.ones(len(vacancies), np.bool_)
        for index in known:
            rows = index.of_texts(keys)
            here = missing & (rows >= 0)
            found[here], missing[here] = index.vectors[rows[here]], False
        wanted = {int(keys[at]): vacancies[at] for at in np.flatnonzero(missing).tolist()}
        if wanted:
            made = dict(zip(wanted, encoded(self._encoder, list(wanted.values())), strict=True))
            found[missing] = [made[key] for key in keys[missing].tolist()]
        return found


def typical_skills(taxonomy: Taxonomy, code: str) -> dict[str, float]:
    """What an occupation asks for, and how much each counts: what is optional for it, where somebody has said so, counts for half."""
    occupation = taxonomy.occupations.get(code)
    essential = occupation.essential if occupation else frozenset()
    return {skill.id: 1.0 if skill.id in essential or not essential else OPTIONAL for skill in taxonomy.skills_of(code)}


def encoded(encoder: Encoder, vacancies: Sequence[Vacancy]) -> Vectors:
    """What is searched of vacancies, rows of length 1: the title alone, and with the beginning of the tasks, `TITLE` to one."""
    titles = encoder.encode([clean_title(one.title) for one in vacancies], role="passage")
    return unit_rows(TITLE * titles + (1 - TITLE) * encoder.encode([one.text for one in vacancies], role="passage"))


def key_of(vacancy: Vacancy) -> int:
    """Vacancies of one key have one vector; another way of making it makes other keys."""
    return text_key(f"{TITLE} {vacancy.title}\n{vacancy.text}")
