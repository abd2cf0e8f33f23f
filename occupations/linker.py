"""Links people's own words to concepts of a taxonomy, or abstains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from occupations.block import Block
from occupations.builtin import not_work
from occupations.columns import Columns
from occupations.evidence import Comparison
from occupations.exemplars import Exemplars
from occupations.fusion import WEIGHTS, Weights
from occupations.judging import Judge, Judged
from occupations.links import Answers, Link, with_exemplars
from occupations.parts import parts
from occupations.spelling import Speller
from occupations.taxonomy import Taxonomy
from occupations.text import clean_title, said, telling

Vectors = NDArray[np.float32]
#: A cleaned text and its language, where it is known.
Asked = tuple[str, str | None]


class Encodes(Protocol):
    """What the linker needs of an encoder: texts to float32 rows of length 1; the words, normalised, that it knows as a whole; and the
    log odds that a text speaks of work at all, shape (n,)."""

    @property
    def words(self) -> Collection[str]: ...
    def encode(self, texts: Sequence[str]) -> Vectors: ...
    def speaks_of_work(self, texts: Sequence[str]) -> Vectors: ...


class Linker:
    """Fused lexical and semantic linking over all labels of one taxonomy, in the languages that a text calls for.

    `label_vectors` are the encoder's rows for `label_texts(taxonomy)`, shape (L, d); they are made here when not given.
    """

    POOL = 60  # concepts that earn the costlier letter-by-letter comparison
    BATCH = 32
    #: Principal axes of the labels' vectors that are kept: half the numbers to read for one text, and nothing is lost. MRR with 128 and all
    #: 256: Spanish adverts 0.532 and 0.526, English ones 0.378 and 0.378, German titles 0.643 and 0.645.
    DIMENSIONS = 128
    #: A language with fewer labels than this cannot carry a text alone: all others are looked at too.
    FEW = 5_000

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
        self._answers = Answers(self._columns, weights)
        self._spellers: dict[int, Speller] = {}

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
            speller = self._speller(own)
            for start in range(0, len(those), self.BATCH):
                batch = those[start : start + self.BATCH]
                told = [telling(text) for text, _ in batch]
                mended = [speller.mend(text) for text in told] if speller else told
                plain = [said(text) for text, _ in batch]
                # Without slips, and without words that say nothing of a trade: of a story most do not.
                meant = [other if one != other else words for words, one, other in zip(plain, told, mended, strict=True)]
                vectors, meaning = self._encode_both([text for text, _ in batch], meant)
                elsewhere = (vectors @ self._elsewhere.T).max(axis=1)
                speech = self._encoder.speaks_of_work(plain)
                compared = self._comparison.compare(mended, meaning @ self._fewer, blocks, mine)
                for at, (one, asked_one) in enumerate(zip(compared, batch, strict=True)):
                    judged = self._judge.candidates(one, blocks, max(self.POOL, top), vectors[at], float(elsewhere[at]), float(speech[at]))
                    yield replace(judged, mended=mended[at] != told[at]), asked_one

    def _encode_both(self, texts: Sequence[str], meant: Sequence[str]) -> tuple[Vectors, Vectors]:
        """At once, each text once."""
        row = {text: at for at, text in enumerate(dict.fromkeys([*texts, *meant]))}
        vectors = self._encode(list(row))
        return vectors[[row[text] for text in texts]], vectors[[row[text] for text in meant]]

    def _speller(self, own: int | None) -> Speller | None:
        """Of the text's own language: a word of another one is no slip."""
        if own is None:
            return None
        if own not in self._spellers:
            self._spellers[own] = Speller(self._blocks[own].told, self._encoder.words)
        return self._spellers[own]

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
        whole, told = judged[asked], [judged[part] for part in several]
        counted = exemplars.counted(asked[0], whole.vector) if exemplars else {}
        chances = [self.weights.names_work(one) for one in (whole, *told)]
        if abstain and not counted and (not any(map(str.isalpha, asked[0])) or max(chances) < self.weights.abstain_below):
            return []
        plain = whole.named >= 1  # all of it is one title: its parts have nothing to add
        links = self._answers.of([whole], [1.0], top) if plain else self._answers.of([whole, *told], chances, top)
        if abstain and not counted and links[0].group_score < self.weights.faint:
            return []
        if exemplars and counted:
            return with_exemplars(links, exemplars, counted, self.taxonomy)[:top]
        words = [part for part, _ in several]
        first = [] if plain else self._answers.of_parts(list(zip(words, told, chances[1:], strict=True)))
        if len(first) < 2:
            return links
        codes = {one.code for one in first}
        return [*first, *(one for one in links if one.code not in codes)][:top]


def label_texts(taxonomy: Taxonomy) -> list[str]:
    """What is encoded of each label, in the order of `taxonomy.labels`."""
    return [label.text.lower() for label in taxonomy.labels]


def principal(vectors: Vectors, dimensions: int) -> Vectors:
    """The directions in which vectors (L, d) differ most, shape (d, min(d, dimensions)): an orthonormal map to fewer numbers."""
    sample = vectors[:: max(len(vectors) // 20_000, 1)]
    _, axes = np.linalg.eigh(sample.T @ sample)
    return np.ascontiguousarray(axes[:, ::-1][:, :dimensions]).astype(np.float32)
