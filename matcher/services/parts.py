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
from matcher.encoder import Encoder, Vectors, unit_rows
from matcher.index import Rows, VectorIndex, text_key
from matcher.models import VacancyRow
from matcher.searchable import Part
from matcher.services.vacancies import value
from matcher.vacancy import Vacancy
from matcher.vocabulary import VacancyState
from occupations.taxonomy import Taxonomy
from occupations.text import clean_title

#: Vacancies that are in memory at a time while a part is made; and numbers asked for at once, inside SQLite's limits.
BATCH = 2_000
#: How much of a vacancy's vector its title is. Of 0, 0.5, 0.7, 0.85 and 1, nDCG@10 by ISCO-08 distance of profiles made of titles, on
#: real Spanish adverts: 0.696, 0.720, 0.728, 0.728, 0.724 (what `make eval` prints as the last).
TITLE = 0.7
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
                keys.append(np.array([key_of(one) for one in chunk], np.int64))
                vectors.append(self._vectors(chunk, keys[-1], known))
                for one in chunk:
                    group.append(groups.setdefault(one.isco08, len(groups)))
                    stated = frozenset(one.skills) or typical(one.occupation)
                    skills.append(alike.setdefault(stated, stated))
                yield from chunk

        columns = Columns(looked_at())
        index = VectorIndex(np.concatenate(ids), np.concatenate(vectors), np.concatenate(keys))
        narrow = np.array(group, np.min_scalar_type(max(len(groups) - 1, 0)))
        return Part(index, columns, narrow, tuple(groups), tuple(skills), _NOTHING)

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


def encoded(encoder: Encoder, vacancies: Sequence[Vacancy]) -> Vectors:
    """What is searched of vacancies, rows of length 1: the title alone, and with the beginning of the tasks, `TITLE` to one."""
    titles = encoder.encode([clean_title(one.title) for one in vacancies], role="passage")
    return unit_rows(TITLE * titles + (1 - TITLE) * encoder.encode([one.text for one in vacancies], role="passage"))


def key_of(vacancy: Vacancy) -> int:
    """Vacancies of one key have one vector; another way of making it makes other keys."""
    return text_key(f"{TITLE} {vacancy.title}\n{vacancy.text}")


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
