"""The encoder's rows for the texts of a taxonomy, kept in files whose names say what they were made from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from matcher.encoder import Encoder, Vectors
from matcher.index_files import load_array, save_array
from occupations import builtin, linker, skills
from occupations.taxonomy import Taxonomy


class LabelVectors:
    """For one encoder and one folder. The built-in texts are part of every edition, and encoded once."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder, self._folder = encoder, folder

    def of_labels(self, taxonomy: Taxonomy) -> Vectors:
        """What `Linker` needs: one row a label."""
        return self._rows("labels", linker.label_texts(taxonomy), taxonomy, "")

    def of_skills(self, taxonomy: Taxonomy) -> Vectors:
        """What `SkillFinder` needs: one row for each of the texts of its skills.

        What is said beside skills is no part of the taxonomy, but is encoded with it.
        """
        texts = skills.texts(taxonomy)
        return self._rows("skills", texts, taxonomy, " " + _digest("\n".join(texts)))

    def _rows(self, kind: str, texts: list[str], taxonomy: Taxonomy, made_from: str) -> Vectors:
        path = self._folder / f"{kind}-{_digest(f'{self._encoder.id} {taxonomy.checksum}{made_from}')[:24]}.npy"
        vectors = load_array(path)
        if vectors is None or len(vectors) != len(texts):
            known = self._of_built_in(kind) if taxonomy is not builtin.load() else {}
            fresh = [text for text in dict.fromkeys(texts) if text not in known]
            known.update(zip(fresh, self._encoder.encode(fresh), strict=True))
            vectors = np.array([known[text] for text in texts], np.float32)
            save_array(path, vectors)
        return vectors

    def _of_built_in(self, kind: str) -> dict[str, Vectors]:
        base = builtin.load()
        if kind == "labels":
            return dict(zip(linker.label_texts(base), self.of_labels(base), strict=True))
        return dict(zip(skills.texts(base), self.of_skills(base), strict=True))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
