"""From what speaks for the candidates of a text to its links: what each is worth, how it was found, what a centre has confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

import numpy as np

from occupations.block import Numbers
from occupations.columns import Columns
from occupations.evidence import Evidence
from occupations.exemplars import Exemplars
from occupations.fusion import Weights, shares
from occupations.judging import Judged
from occupations.taxonomy import Taxonomy


class How(StrEnum):
    EXACT = "exact"  # the taxonomy's own title
    ALIAS = "alias"  # an everyday title, alone or inside the text
    FUZZY = "fuzzy"  # letters and words alike
    SEMANTIC = "semantic"  # meaning alike
    EXEMPLAR = "exemplar"  # counsellors of this centre have confirmed it for such words


@dataclass(frozen=True, slots=True)
class Link:
    """One concept a text may mean.

    `score` is the share of such links that are right, `group_score` the same for the unit group (see `occupations/fusion.py`).
    `matched` is the label that earned it; `part` the words of the text that it is about, where the text names several occupations.
    """

    code: str
    isco08: str
    uri: str | None
    score: float
    how: How
    matched: str
    group_score: float
    part: str | None = None


@dataclass(frozen=True)
class Answers:
    """Links of judged texts, over the concepts of one taxonomy."""

    columns: Columns
    weights: Weights
    #: How much of a part its label must explain for the part to count as an occupation by itself.
    NAMED: ClassVar[float] = 0.7
    #: How many parts a whole text counts for. Of 1, 2, 4 and the whole alone, 4 is best for people's stories (MRR 0.79, 0.81, 0.82, 0.80)
    #: and for the titles of MELO (Germany 0.635, 0.642, 0.645, 0.642), and level for adverts.
    WHOLE: ClassVar[float] = 4.0

    def of(self, told: Sequence[Judged], chances: Sequence[float], top: int) -> list[Link]:
        """The best concepts with what they are worth. A text and its parts, in this order, count as far as they are likely to name work."""
        count = np.asarray(chances) * [self.WHOLE, *[1.0] * (len(chances) - 1)]
        count /= max(count.sum(), 1e-9)
        of_each = [times * shares(self.weights.fused(one)) for times, one in zip(count, told, strict=True)]
        columns, where = np.unique(np.concatenate([one.columns for one in told]), return_inverse=True)
        share = np.bincount(where, weights=np.concatenate(of_each)).astype(np.float32)
        of = self.columns.group[columns]
        group = self.weights.group(np.bincount(of, weights=share).astype(np.float32)[of])
        score = np.where([self.columns.concepts[column].is_group for column in columns], self.weights.group(share),
                         self.weights.concept(share))  # fmt: skip
        best = np.lexsort((columns, -share))[:top]
        return [self._link(told, of_each, int(columns[at]), min(float(score[at]), float(group[at])), float(group[at])) for at in best]

    def of_parts(self, told: Sequence[tuple[str, Judged, float]]) -> list[Link]:
        """The best link of each part (its words, what speaks for it, how likely it names work) that names an occupation, a group once."""
        found: dict[str, Link] = {}
        for words, one, chance in told:
            if one.named >= self.NAMED and chance >= self.weights.abstain_below:
                best = self.of([one], [1.0], 1)[0]
                found.setdefault(best.isco08, replace(best, part=words))
        return list(found.values())

    def _link(self, told: Sequence[Judged], of_each: Sequence[Numbers], column: int, score: float, group_score: float) -> Link:
        """Told by the text, or by the part of it, that speaks for the concept most."""
        spoken = [(float(of_each[which][at]), which, at) for which, one in enumerate(told) if (at := one.at(column)) is not None]
        _, which, at = max(spoken, key=lambda one: (one[0], -one[1]))
        judged = told[which]
        concept, (label, named) = self.columns.concepts[column], judged.nearest[at]
        evidence = Evidence(*judged.evidence[at])
        if judged.mended:
            how = How.FUZZY
        elif named:
            how = How.EXACT if evidence.exact_title and not which else How.ALIAS
        else:
            how = How.SEMANTIC if evidence.any_meaning > max(evidence.any_letters, evidence.ratio) + 0.2 else How.FUZZY
        return Link(concept.code, concept.isco08, concept.uri, score, how, label.text if label else concept.title("en"), group_score)


def with_exemplars(links: Sequence[Link], exemplars: Exemplars, counted: Mapping[str, float], taxonomy: Taxonomy) -> list[Link]:
    """Links weighed anew with what a centre has confirmed; a confirmed occupation that the labels did not offer is added."""
    known = {one.code for one in links}
    added = [
        Link(one.code, one.isco08, one.uri, 0.0, How.EXEMPLAR, one.title("en"), 0.0)
        for code in counted
        if code not in known and (one := taxonomy.occupations.get(code))
    ]
    weighed = [
        replace(
            one,
            score=exemplars.weighed(one.score, one.code, counted),
            group_score=max(one.group_score, exemplars.weighed(one.score, one.code, counted)),
            how=How.EXEMPLAR if one.code in counted else one.how,
        )
        for one in (*links, *added)
    ]
    return sorted(weighed, key=lambda one: (-one.score, one.code))
