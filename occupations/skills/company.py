"""How well a skill goes with whatever else a text says, by the occupations it is typical of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from occupations import builtin
from occupations.skills.meaning import Vectors
from occupations.skills.spans import Place
from occupations.taxonomy import Taxonomy

#: What stands for things not said: so many shares, of which so much is typical. A single other thing said does not decide.
PRIOR, EXPECTED = 0.6, 0.2


class Company:
    """Which skills (S rows) are typical of which occupations and built-in unit groups (columns)."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        row_of = {skill: row for row, skill in enumerate(taxonomy.skills)}
        known = [occupation.skills for occupation in taxonomy.occupations.values()]
        if taxonomy.edition != builtin.EDITION:
            # Where ESCO says what the occupations of a group need, nothing else would tell which built-in skills go together.
            known += [occupation.skills for occupation in builtin.load().occupations.values()]
        pairs = [(row_of[skill], column) for column, skills in enumerate(known) for skill in skills if skill in row_of]
        rows, columns = (np.array(one, int) for one in zip(*pairs, strict=True)) if pairs else (np.empty(0, int), np.empty(0, int))
        shape = (len(row_of), len(known))
        self._typical: csr_matrix = csr_matrix((np.ones(len(pairs), np.float32), (rows, columns)), shape=shape)

    def fits(self, rows: NDArray[np.int64], shares: Vectors, places: Sequence[Place]) -> Vectors:
        """For skills in `rows` of a text, how much of what else is said is typical of one occupation with the skill: above 0, at most 1.

        `shares` are theirs of what is said, `places` where it is said: what is said in the same place speaks neither for nor against.
        EXPECTED where nothing else is said, NaN for a skill that is typical of no occupation.
        """
        typical = self._typical[rows].toarray()
        starts, ends = np.array(places, int).reshape(-1, 2).T
        apart = (starts[:, None] >= ends) | (starts >= ends[:, None])
        others = apart * np.minimum(shares, 1)
        with_it = np.where(typical > 0, others @ typical, 0).max(axis=1, initial=0)
        fits: Vectors = (with_it + PRIOR * EXPECTED) / (others.sum(axis=1) + PRIOR)
        return np.where(typical.any(axis=1), fits, np.float32(np.nan))
