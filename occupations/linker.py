"""Links people's own words to concepts of a taxonomy, or abstains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from occupations.block import Block
from occupations.builtin import not_work
from occupations.columns import Columns
from occupations.evidence import Comparison, Evidence
from occupations.exemplars import Exemplars
from occupations.fusion import WEIGHTS, Weights, shares
from occupations.judging import Judge, Judged
from occupations.parts import parts
from occupations.taxonomy import Taxonomy
from occupations.text import clean_title, telling

Vectors = NDArray[np.float32]
#: A cleaned text and its language, where it is known.
Asked = tuple[str, str | None]


class Encodes(Protocol):
    """What the linker needs of an encoder: texts to float32 rows of length 1."""

    def encode(self, texts: Sequence[str]) -> Vectors: ...


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


class Linker:
    """Fused lexical and semantic linking over all labels of one taxonomy, in the languages that a text calls for.

    `label_vectors` are the encoder's rows for `label_texts(taxonomy)`, shape (L, d); they are made here when not given.
    """

    POOL = 60  # concepts that earn the costlier letter-by-letter comparison
    BATCH = 32
    #: Principal axes of the labels' vectors that are kept: with fewer numbers to read, one text is compared three times as quickly, and
    #: of 887 Spanish titles as many find their occupation with 128 as with all 512.
    DIMENSIONS = 128
    #: A language with fewer labels than this cannot carry a text alone: all others are looked at too.
    FEW = 5_000
    #: How much of a part its label must explain for the part to count as an occupation by itself.
    NAMED = 0.7

    def __init__(self, taxonomy: Taxonomy, encoder: Encodes, label_vectors: Vectors | None = None, weights: Weights = WEIGHTS) -> None:
        self.taxonomy, self._encoder, self.weights = taxonomy, encoder, weights
        texts = label_texts(taxonomy)
        vectors = encoder.encode(texts) if label_vectors is None else label_vectors
        if len(vectors) != len(texts):
            raise ValueError(f"{len(vectors)} label vectors for {len(texts)} labels")
        self._fewer = principal(vectors, self.DIMENSIONS)
        fewer = vectors @ self._fewer
        self._columns = Columns.of(taxonomy)
        self._comparison = Comparison(self._columns.group, self._columns.standing)
        self._elsewhere = self._encode(not_work())
        self._judge = Judge(self._columns, weights.evidence)
        rows: dict[str, list[int]] = defaultdict(list)
        for row, label in enumerate(taxonomy.labels):
            rows[label.lang].append(row)
        self._blocks = [Block(lang, [taxonomy.labels[row] for row in of], fewer[of], self._columns) for lang, of in sorted(rows.items())]

    def link(self, text: str, lang: str | None = None, top: int = 10, abstain: bool = True) -> list[Link]:
        """The concepts a text may mean, best first, one row a concept; empty when it names no work that is known."""
        return self.link_many([text], [lang], top, abstain)[0]

    def link_many(
        self,
        texts: Sequence[str],
        langs: Sequence[str | None] | None = None,
        top: int = 10,
        abstain: bool = True,
        exemplars: Exemplars | None = None,
    ) -> list[list[Link]]:
        """`link` for many texts; the result has one list a text, in order. Equal texts are looked at once.

        Where a text names several occupations, the best of each comes first, in the order of the text.
        """
        langs = langs if langs is not None else [None] * len(texts)
        asked: list[Asked] = [(clean_title(text), lang) for text, lang in zip(texts, langs, strict=True)]
        told = {one: parts(one[0]) for one in asked}
        every = dict.fromkeys([*told, *((part, lang) for (_, lang), those in told.items() for part in those)])
        judged = {one: found for found, one in self.judge(list(every), top)}
        links = {one: self._one(one, [(part, one[1]) for part in told[one]], judged, top, abstain, exemplars) for one in told}
        return [links[one] for one in asked]

    def judge(self, asked: Sequence[Asked], top: int = 10) -> Iterator[tuple[Judged, Asked]]:
        """Every cleaned text with what speaks for its candidates; texts that call for the same languages come together."""
        together: dict[tuple[int | None, tuple[int, ...]], list[Asked]] = defaultdict(list)
        for text, lang in asked:
            together[self._called(lang)].append((text, lang))
        for (own, which), those in together.items():
            blocks = [self._blocks[at] for at in which]
            mine = which.index(own) if own is not None else None
            for start in range(0, len(those), self.BATCH):
                batch = those[start : start + self.BATCH]
                vectors = self._encode([text for text, _ in batch])
                elsewhere = (vectors @ self._elsewhere.T).max(axis=1)
                compared = self._comparison.compare([telling(text) for text, _ in batch], vectors @ self._fewer, blocks, mine)
                for one, vector, away, asked_one in zip(compared, vectors, elsewhere.tolist(), batch, strict=True):
                    yield self._judge.candidates(one, blocks, max(self.POOL, top), vector, away), asked_one

    def _encode(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode([text.lower() for text in texts])

    def _called(self, lang: str | None) -> tuple[int | None, tuple[int, ...]]:
        """(own block, blocks to look at): the text's language and English; all where it is not known or has few labels."""
        own = next((at for at, block in enumerate(self._blocks) if block.lang == lang), None)
        if own is None or len(self._blocks[own]) < self.FEW:
            return own, tuple(range(len(self._blocks)))
        return own, tuple(at for at, block in enumerate(self._blocks) if at == own or block.lang == "en")

    def _one(
        self, asked: Asked, several: Sequence[Asked], judged: dict[Asked, Judged], top: int, abstain: bool, exemplars: Exemplars | None
    ) -> list[Link]:
        """Links of one text: those of its parts that name an occupation first, then those of the whole."""
        whole = judged[asked]
        counted = exemplars.counted(asked[0], whole.vector) if exemplars else {}
        if abstain and not counted and (not any(map(str.isalpha, asked[0])) or self.weights.names_work(whole) < self.weights.abstain_below):
            return []
        links = self._links(whole, top)
        if abstain and not counted and links[0].group_score < self.weights.faint:
            return []
        if exemplars and counted:
            return _with_exemplars(links, exemplars, counted, self.taxonomy)[:top]
        first: list[Link] = []
        for part in several if whole.named < 1 else ():
            if judged[part].named >= self.NAMED and self.weights.names_work(judged[part]) >= self.weights.abstain_below:
                best = self._links(judged[part], 1)[0]
                if best.isco08 not in {one.isco08 for one in first}:
                    first.append(replace(best, part=part[0]))
        if len(first) < 2:
            return links
        codes = {one.code for one in first}
        return [*first, *(one for one in links if one.code not in codes)][:top]

    def _links(self, judged: Judged, top: int) -> list[Link]:
        """The best concepts with what they are worth."""
        fused = self.weights.fused(judged)
        share = shares(fused)
        of = self._columns.group[judged.columns]
        group = self.weights.group(np.bincount(of, weights=share).astype(np.float32)[of])
        score = np.where([self._columns.concepts[column].is_group for column in judged.columns], self.weights.group(share),
                         self.weights.concept(share))  # fmt: skip
        best = np.lexsort((np.array(judged.columns), -fused))[:top]
        return [self._link(judged, at, min(float(score[at]), float(group[at])), float(group[at])) for at in best]

    def _link(self, judged: Judged, at: int, score: float, group_score: float) -> Link:
        concept, (label, named) = self._columns.concepts[judged.columns[at]], judged.nearest[at]
        evidence = Evidence(*judged.evidence[at])
        if named:
            how = How.EXACT if evidence.exact_title else How.ALIAS
        else:
            how = How.SEMANTIC if evidence.any_meaning > max(evidence.any_letters, evidence.ratio) + 0.2 else How.FUZZY
        return Link(concept.code, concept.isco08, concept.uri, score, how, label.text if label else concept.title("en"), group_score)


def _with_exemplars(links: Sequence[Link], exemplars: Exemplars, counted: Mapping[str, float], taxonomy: Taxonomy) -> list[Link]:
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


def label_texts(taxonomy: Taxonomy) -> list[str]:
    """What is encoded of each label, in the order of `taxonomy.labels`."""
    return [label.text.lower() for label in taxonomy.labels]


def principal(vectors: Vectors, dimensions: int) -> Vectors:
    """The directions in which vectors (L, d) differ most, shape (d, min(d, dimensions)): an orthonormal map to fewer numbers."""
    sample = vectors[:: max(len(vectors) // 20_000, 1)]
    _, axes = np.linalg.eigh(sample.T @ sample)
    return np.ascontiguousarray(axes[:, ::-1][:, :dimensions]).astype(np.float32)
