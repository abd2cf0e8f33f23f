"""Finds the skills that a text in somebody's own words, or the description of a vacancy, names; each with the words that named it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from occupations.linker import Encodes
from occupations.links import How
from occupations.skills.company import Company
from occupations.skills.conditions import beside_work
from occupations.skills.denial import denied
from occupations.skills.language import Languages
from occupations.skills.letters import Letters
from occupations.skills.meaning import Meaning, Vectors, texts
from occupations.skills.names import Name, Names
from occupations.skills.shares import Tally, blocks, shares
from occupations.skills.spans import Place, Span, core, sentences, spans
from occupations.taxonomy import Taxonomy

#: The score is a logistic curve over the logarithms of a skill's sum of shares and of how it fits what else is said, fitted on
#: the 81 texts `fitted` of tests/benchmarks/skills_told.yaml with the built-in skills; the 48 `kept` aside bear it out.
OFFSET, SHARES, FITS = 2.9, 0.85, 0.9
#: Where the taxonomy calls a skill typical of nothing, its fit is not known: fitted to the reading of 265 finds in 34 advert
#: sentences of SkillSkape with the skills of ESCO 1.0, of which 85 were right. Of people's own words more are.
OFFSET_ALONE = 0.2
#: Skills with the largest shares, which are compared with each other.
CANDIDATES = 40
#: A label of several words that stands in the text as it is, and another name of a skill: ESCO has names as wide as "be responsible".
#: Set by reading: of 12 such finds in SkillSkape's first half all 4 of labels were right, and half of the others.
LABEL, OTHER_NAME = 0.95, 0.6
#: What is found is confirmed by a person, so a little less than "likelier than not": on `fitted` precision and recall together
#: are the same from 0.35 to 0.45.
LEAST = 0.375


@dataclass(frozen=True, slots=True)
class SkillFound:
    """A skill of the taxonomy and the words of the text that say it: `words` is text[start:end], in characters.

    `score` (0 to 1) is the share of such finds that are right in what people tell; of adverts it is less, about 0.55 where the scores
    mean 0.65. `matched` is the name that is alike, or stands there.
    """

    skill: str
    score: float
    start: int
    end: int
    words: str
    how: How
    matched: str


class SkillFinder:
    """Finds skills of one taxonomy in texts of any language that the encoder knows.

    `vectors` are the encoder's rows for `texts(taxonomy)`; they are made here when not given, and not kept: what stays is one row a skill.
    """

    def __init__(self, taxonomy: Taxonomy, encoder: Encodes, vectors: Vectors | None = None) -> None:
        self.taxonomy, self._encoder = taxonomy, encoder
        self._skills = tuple(taxonomy.skills.values())
        self._meaning = Meaning(taxonomy, encoder.encode(texts(taxonomy)) if vectors is None else vectors)
        self._languages = Languages(self._skills)
        self._letters = Letters(self._skills, self._languages.known)
        self._names = Names(self._skills)
        self._company = Company(taxonomy)

    def find(self, text: str, lang: str | None = None, top: int = 20, least: float = LEAST) -> list[SkillFound]:
        """The skills that a text names as held or asked, best first, at most `top` and none below `least`; [] where it names none.

        Only the first LONGEST characters are read. Without `lang`, or with one the taxonomy has no labels in, the language is guessed.
        """
        if not any(map(str.isalpha, text)):  # some marks become letters once capitals are put away
            return []
        lang = lang if lang in self._languages.known else self._languages.of(text)
        left_out = sorted([*denied(text), *beside_work(text)])
        said = [*self._meant(text, spans(text, left_out), lang, top), *self._named(text, list(sentences(text, left_out)))]
        best: dict[str, SkillFound] = {}
        for found in sorted(said, key=lambda one: (-one.score, one.start, one.skill)):
            if found.score >= least:
                best.setdefault(found.skill, found)
        return list(best.values())[:top]

    def _meant(self, text: str, told: Sequence[Sequence[Span]], lang: str, top: int) -> Iterator[SkillFound]:
        """The skills that parts of the text are most alike to, in letters and meaning."""
        flat = [span for sentence in told for span in sentence]
        if not flat or not self._skills:
            return
        said = [text[span.start : span.end].lower() for span in flat]
        rows, speech = self._encoder.encode(said), self._encoder.speaks_of_work(said)
        tally, first = Tally(len(self._skills)), 0
        for block in blocks(told):
            past = first + sum(map(len, block))
            letters = self._letters.alike(said[first:past], lang)
            tally.add(first, *shares(block, rows[first:past], letters, speech[first:past], self._meaning), letters)
            first = past
        likeliest = np.argsort(-tally.total, kind="stable")[: max(top, CANDIDATES)]
        likeliest = likeliest[tally.span[likeliest] >= 0]
        places = [(flat[row].start, flat[row].end) for row in tally.span[likeliest]]
        scores = _right(tally.total[likeliest], self._company.fits(likeliest, tally.total[likeliest], places))
        for row, score, place in zip(likeliest, scores, places, strict=True):
            start, end = core(text, *place)
            how = How.SEMANTIC if tally.meaning[row] > tally.letters[row] + 0.2 else How.FUZZY
            skill = self._skills[row]
            yield SkillFound(skill.id, float(score), start, end, text[start:end], how, skill.label(lang))

    def _named(self, text: str, parts: Sequence[Place]) -> Iterator[SkillFound]:
        """The skills whose names stand in the text. Where several skills share a name, so do they its score."""
        standing: dict[Place, list[Name]] = {}
        for name, place in self._names.inside(text, parts):
            standing.setdefault(place, []).append(name)
        for (start, end), names in standing.items():
            labels = [name for name in names if name.preferred]
            how, score = (How.EXACT, LABEL) if labels else (How.ALIAS, OTHER_NAME)
            by_row = {name.row: name for name in labels or names}
            for row, name in by_row.items():
                yield SkillFound(self._skills[row].id, score / len(by_row), start, end, text[start:end], how, name.text)


def _right(total: Vectors, fits: Vectors) -> Vectors:
    """The share that is right among skills with such sums of shares and such company (NaN: not known)."""
    shares = np.log(np.maximum(total, 1e-9))
    odds = SHARES * shares + np.where(np.isnan(fits), OFFSET_ALONE, OFFSET + FITS * np.log(fits))
    right: Vectors = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return right
