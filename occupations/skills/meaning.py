"""One vector a skill, whatever languages it is named in, and what of a text's vector is only the way of saying it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from occupations.skills.wording import BESIDE, FRAMINGS
from occupations.taxonomy import Skill, Taxonomy

Vectors = NDArray[np.float32]

#: Other names of a skill that are encoded, together in one text: on SkillSkape six found as much as all of them.
OTHERS = 6
#: Labels a language that every framing is put around.
FRAMED = 12


def texts(taxonomy: Taxonomy) -> list[str]:
    """What is encoded, in order: names of skills, what is said beside skills, and for each language labels bare and framed."""
    skills = tuple(taxonomy.skills.values())
    named = [text for skill in skills for text in _named(skill)]
    return [text.lower() for text in (*named, *_beside(), *_framed(skills))]


class Meaning:
    """What the encoder's rows for `texts(taxonomy)` come down to, d numbers each.

    `skills`: S rows of length 1, each the mean of a skill's names in all its languages. `beside`: rows of what is said beside
    skills. `framing`: what a framing adds to the vector of what it is put around.
    """

    def __init__(self, taxonomy: Taxonomy, vectors: Vectors) -> None:
        skills = tuple(taxonomy.skills.values())
        counts = [sum(1 for _ in _named(skill)) for skill in skills]
        named, beside, framed = sum(counts), sum(1 for _ in _beside()), sum(1 for _ in _framed(skills))
        if len(vectors) != named + beside + framed:
            raise ValueError(f"{len(vectors)} vectors for {named + beside + framed} texts of skills")
        first = np.cumsum([0, *counts[:-1]]) if counts else np.empty(0, int)
        self.skills = unit(np.add.reduceat(vectors[:named], first, axis=0)) if counts else vectors[:0]
        self.beside = vectors[named : named + beside]
        around = vectors[named + beside :].reshape(-1, 1 + len(FRAMINGS["en"]), vectors.shape[1])
        added = (around[:, 1:] - around[:, :1]).reshape(-1, vectors.shape[1])
        self.framing = added.mean(axis=0) if len(added) else np.zeros(vectors.shape[1], np.float32)

    def unframed(self, rows: Vectors, shares: Vectors) -> Vectors:
        """Rows of length 1 with their shares (0 to 1, one a row) of the framing taken off."""
        return unit(rows - shares[:, None] * self.framing)


def unit(rows: Vectors) -> Vectors:
    """Rows scaled to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = rows / np.maximum(lengths, np.float32(1e-9))
    return scaled


def _named(skill: Skill) -> Iterator[str]:
    """The label in each language, and where there are other names the label together with them."""
    for lang, label in skill.labels.items():
        yield label
        others = skill.others.get(lang, ())[:OTHERS]
        if others:
            yield "; ".join((label, *others))
    if not skill.labels:
        yield skill.id


def _beside() -> Iterator[str]:
    for said in BESIDE.values():
        yield from said


def _framed(skills: Sequence[Skill]) -> Iterator[str]:
    """Labels of each language spread over the taxonomy, each bare and then in every framing of its language."""
    for lang, framings in FRAMINGS.items():
        labels = [skill.labels[lang] for skill in skills if lang in skill.labels]
        for label in labels[:: max(1, len(labels) // FRAMED)][:FRAMED]:
            yield label
            yield from (framing.format(label) for framing in framings)
