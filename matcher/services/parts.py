"""From rows of the database to parts that can be searched; vectors of texts that are known are reused, the others encoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TypeVar

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.columns import Columns
from matcher.encoder import Encoder, Vectors
from matcher.index import Rows, VectorIndex, text_key
from matcher.models import VacancyRow
from matcher.searchable import Part
from matcher.services.vacancies import value
from matcher.vacancy import Vacancy
from matcher.vocabulary import VacancyState
from occupations.taxonomy import Taxonomy

#: Vacancies that are in memory at a time while a part is made; and numbers asked for at once, inside SQLite's limits.
BATCH = 2_000
Thing = TypeVar("Thing")
_NOTHING = np.empty(0, np.int64)


class PartMaker:
    def __init__(self, encoder: Encoder, taxonomy: Taxonomy) -> None:
        self._encoder, self._taxonomy = encoder, taxonomy

    def make(self, vacancies: Iterable[Vacancy], known: Sequence[VectorIndex] = ()) -> Part:
        """One part of these vacancies, which come by ascending number. `known`: where vectors of their texts may stand already."""
        ids, keys, vectors = [_NOTHING], [_NOTHING], [np.empty((0, self._encoder.dimension), np.float32)]
        groups: dict[str | None, int] = {}
        group: list[int] = []
        skills: list[frozenset[str]] = []
        typical = cache(lambda code: frozenset(skill.id for skill in self._taxonomy.skills_of(code or "")))
        alike: dict[frozenset[str], frozenset[str]] = {}

        def looked_at() -> Iterator[Vacancy]:
            for chunk in _batches(vacancies):
                ids.append(np.array([one.id for one in chunk], np.int64))
                keys.append(np.array([text_key(one.text) for one in chunk], np.int64))
                vectors.append(self._vectors([one.text for one in chunk], keys[-1], known))
                for one in chunk:
                    group.append(groups.setdefault(one.isco08, len(groups)))
                    stated = frozenset(one.skills) or typical(one.occupation)
                    skills.append(alike.setdefault(stated, stated))
                yield from chunk

        columns = Columns(looked_at())
        index = VectorIndex(np.concatenate(ids), np.concatenate(vectors), np.concatenate(keys))
        narrow = np.array(group, np.min_scalar_type(max(len(groups) - 1, 0)))
        return Part(index, columns, narrow, tuple(groups), tuple(skills), _NOTHING)

    def _vectors(self, texts: Sequence[str], keys: Rows, known: Sequence[VectorIndex]) -> Vectors:
        found = np.zeros((len(texts), self._encoder.dimension), np.float32)
        missing = np.ones(len(texts), np.bool_)
        for index in known:
            rows = index.of_texts(keys)
            here = missing & (rows >= 0)
            found[here], missing[here] = index.vectors[rows[here]], False
        wanted = {int(keys[at]): texts[at] for at in np.flatnonzero(missing).tolist()}
        if wanted:
            made = dict(zip(wanted, self._encoder.encode(list(wanted.values()), role="passage"), strict=True))
            found[missing] = [made[key] for key in keys[missing].tolist()]
        return found


def read(session: Session, ids: Sequence[int] | None = None) -> Iterator[Vacancy]:
    """All vacancies but drafts, or those of `ids` (ascending), by ascending number, as the database has them now."""
    query = select(VacancyRow).where(VacancyRow.state != VacancyState.DRAFT).order_by(VacancyRow.id).limit(BATCH)
    query = query.execution_options(populate_existing=True)
    if ids is not None:
        for chunk in _batches(ids):
            yield from map(value, session.scalars(query.where(VacancyRow.id.in_(chunk))))
        return
    last = 0
    while rows := list(session.scalars(query.where(VacancyRow.id > last))):
        yield from map(value, rows)
        last = rows[-1].id


def _batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    remaining = iter(things)
    while batch := list(islice(remaining, BATCH)):
        yield batch
