"""What counsellors of one centre have confirmed, as exemplars for the linker: words that already have their occupation.

Nothing is copied: they are read from the profiles as they stand, so whoever is erased or corrected is so here too, at once. They are
kept apart from the taxonomy, count in their own centre only, and their words are never shown to anybody.
"""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.encoder import Encoder
from matcher.models import Jobseeker, WorkExperience
from occupations.exemplars import Exemplars, key
from occupations.taxonomy import Taxonomy
from occupations.text import clean_title

#: The latest confirmations that are looked at, and the longest words that name one occupation and do not tell a story.
MOST, LONGEST = 2_000, 160
#: Vectors that are kept for the next question.
KEPT = 20_000


class Confirmations:
    """Vectors are kept in memory by text, so that a centre's words are encoded once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def of(self, session: Session, centre_id: int, taxonomy: Taxonomy) -> Exemplars:
        """The exemplars of a centre; confirmations of an occupation that the taxonomy does not know are left out."""
        query = (
            select(WorkExperience.text, WorkExperience.occupation)
            .join(Jobseeker, Jobseeker.id == WorkExperience.jobseeker_id)
            .where(Jobseeker.centre_id == centre_id, WorkExperience.occupation.is_not(None), func.length(WorkExperience.text) <= LONGEST)
            .order_by(WorkExperience.id.desc())
            .limit(MOST)
        )
        rows = [(clean_title(text).lower(), str(code)) for text, code in session.execute(query) if code in taxonomy.occupations]
        return Exemplars([key(text) for text, _ in rows], self._encoded([text for text, _ in rows]), [code for _, code in rows])

    def _encoded(self, texts: list[str]) -> NDArray[np.float32]:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        self._vectors.update(zip(fresh, self._encoder.encode(fresh), strict=True))
        found = np.array([self._vectors[text] for text in texts], np.float32)
        while len(self._vectors) > max(KEPT, len(texts)):
            self._vectors.popitem(last=False)
        return found
