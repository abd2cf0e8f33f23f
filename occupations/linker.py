"""Links people's own words to concepts of a taxonomy, or abstains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from occupations.lexical import LexicalIndex
from occupations.phrases import PhraseIndex
from occupations.stopwords import STOP_WORDS
from occupations.taxonomy import LabelKind, Taxonomy
from occupations.text import clean_title, folded_words, normalise

Vectors = NDArray[np.float32]


class Encodes(Protocol):
    """What the linker needs of an encoder: texts to float32 rows of length 1."""

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class How(StrEnum):
    EXACT = "exact"  # the taxonomy's own title
    ALIAS = "alias"  # an everyday title, alone or inside the text
    FUZZY = "fuzzy"  # letters and words alike
    SEMANTIC = "semantic"  # meaning alike


@dataclass(frozen=True, slots=True)
class Link:
    """One concept a text may mean. `score` runs from 0 to 1; `matched` is the label that earned it."""

    code: str
    isco08: str
    uri: str | None
    score: float
    how: How
    matched: str


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each likeness counts, and what is too little to be called a link.

    Chosen with `make eval` on the Spanish vacancies of the evaluation data (see README); the likenesses sum to 1.
    """

    characters: float = 0.20
    words: float = 0.20
    meaning: float = 0.40
    ratio: float = 0.20
    own_language: float = 0.04
    activity: float = -0.02
    phrase: float = 0.35  # for a label that stands in the text, times the share of the text it explains
    abstain_below: float = 0.40


WEIGHTS = Weights()


class Linker:
    """Fused lexical and semantic linking over all labels of one taxonomy.

    `label_vectors` are the encoder's rows for `label_texts(taxonomy)`, shape (L, d); they are made here when not given.
    """

    POOL = 80  # labels that earn the costlier letter-by-letter comparison
    BATCH = 64

    def __init__(self, taxonomy: Taxonomy, encoder: Encodes, label_vectors: Vectors | None = None, weights: Weights = WEIGHTS) -> None:
        self.taxonomy, self._encoder, self.weights = taxonomy, encoder, weights
        self._labels = taxonomy.labels
        texts = label_texts(taxonomy)
        self._vectors = encoder.encode(texts) if label_vectors is None else label_vectors
        if len(self._vectors) != len(texts):
            raise ValueError(f"{len(self._vectors)} label vectors for {len(texts)} labels")
        self._normal = [normalise(text) for text in texts]
        self._lexical = LexicalIndex(texts)
        self._phrases = PhraseIndex((folded_words(telling(label.text)), label.concept) for label in taxonomy.labels)
        activity = np.array([label.kind is LabelKind.ACTIVITY for label in self._labels], np.float32)
        langs = np.array([label.lang for label in self._labels])
        # What a label gains or loses whatever the text says, ready for each language a text may be in.
        self._bias: dict[str | None, Vectors] = {None: weights.activity * activity}
        self._bias |= {lang: self._bias[None] + weights.own_language * (langs == lang) for lang in set(langs.tolist())}

    def link(self, text: str, lang: str | None = None, top: int = 10, abstain: bool = True) -> list[Link]:
        """The concepts a text may mean, best first, one row a concept; empty when nothing is near enough."""
        return self.link_many([text], [lang], top, abstain)[0]

    def link_many(
        self, texts: Sequence[str], langs: Sequence[str | None] | None = None, top: int = 10, abstain: bool = True
    ) -> list[list[Link]]:
        """`link` for many texts; the result has one list a text, in order."""
        langs = langs if langs is not None else [None] * len(texts)
        results: list[list[Link]] = []
        for start in range(0, len(texts), self.BATCH):
            batch = [clean_title(text) for text in texts[start : start + self.BATCH]]
            results.extend(self._link_batch(batch, langs[start : start + self.BATCH], top, abstain))
        return results

    def _link_batch(self, texts: list[str], langs: Sequence[str | None], top: int, abstain: bool) -> Iterator[list[Link]]:
        told = [telling(text) for text in texts]
        characters, words = self._lexical.scores(told)
        meaning = np.clip(self._encoder.encode([text.lower() for text in texts]) @ self._vectors.T, 0, 1)
        w = self.weights
        fused = w.characters * characters + w.words * words + w.meaning * meaning
        for i, (text, lang) in enumerate(zip(told, langs, strict=True)):
            if not text and abstain:
                yield []
                continue
            row = fused[i] + self._bias.get(lang, self._bias[None])
            links = self._rank(text, row, meaning[i], characters[i], top)
            yield [] if abstain and (not links or links[0].score < w.abstain_below) else links

    def _rank(self, text: str, row: Vectors, meaning: Vectors, characters: Vectors, top: int) -> list[Link]:
        """The best label of each concept, best concept first."""
        words = folded_words(text)
        whole = set(self._phrases.whole(words))
        inside = self._phrases.inside(words, self._lexical.weight)
        best: dict[str, Link] = {}
        for label_row in self._candidates(row, whole | inside.keys(), top):
            label = self._labels[label_row]
            score = float(row[label_row]) + self.weights.ratio * fuzz.ratio(text, self._normal[label_row]) / 100
            how = How.SEMANTIC if meaning[label_row] > characters[label_row] + 0.2 else How.FUZZY
            if label_row in whole:
                how = How.EXACT if label.kind is LabelKind.PREFERRED else How.ALIAS
                # The taxonomy's own title wins over an everyday one with the same words.
                score = (0.95 if how is How.EXACT else 0.90) + 0.05 * min(score, 1.0)
            elif label_row in inside:
                # However well a part fits, the whole text being a label is more: it begins where this ends.
                score, how = min(score + self.weights.phrase * inside[label_row], 0.90), How.ALIAS
            if label.concept not in best or score > best[label.concept].score:
                occupation = self.taxonomy.occupations[label.concept]
                score = min(max(score, 0.0), 1.0)
                best[label.concept] = Link(occupation.code, occupation.isco08, occupation.uri, score, how, label.text)
        return sorted(best.values(), key=lambda link: (-link.score, link.code))[:top]

    def _candidates(self, row: Vectors, found: set[int], top: int) -> set[int]:
        """Rows of labels worth comparing letter by letter: the best by fused score, and those that stand in the text.

        Widened until `top` concepts are among them, for callers who want that many whatever they are worth.
        """
        pool = max(self.POOL, top * 8)
        while True:
            pool = min(pool, len(row))
            candidates = found | set(np.argpartition(-row, pool - 1)[:pool].tolist())
            if pool == len(row) or len({self._labels[one].concept for one in candidates}) >= top:
                return candidates
            pool *= 4


def telling(text: str) -> str:
    """The normalised text without the words that say nothing of a trade; all of it where nothing else is left."""
    words = normalise(text)
    return " ".join(word for word in words.split() if word not in STOP_WORDS) or words


def label_texts(taxonomy: Taxonomy) -> list[str]:
    """What is encoded of each label, in the order of `taxonomy.labels`."""
    return [label.text.lower() for label in taxonomy.labels]
