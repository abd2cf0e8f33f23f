"""The pieces that texts are cut into: the words that labels use, pieces of rarer words, and the words that people use for all else."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from occupations.text import normalise

START = "▁"  # how the Unigram model marks where a word begins
UNKNOWN = "<unk>"
LONGEST = 30
#: A word that labels use at least so often is one piece; rarer ones teach the pieces they consist of.
OFTEN = 2
#: Cost of a single letter: any longer piece is better.
_LETTER = -18.0
#: Letters of a piece inside a word from which on it means something by itself.
_MEANS = 4
_WORD = re.compile(r"[^\W_]+")
# Latin, Greek, Cyrillic, Arabic: the scripts of the languages that the data or the people served use.
_SCRIPTS = ((0x30, 0x250), (0x370, 0x400), (0x400, 0x530), (0x600, 0x700))
SCRIPTS, ARABIC = len(_SCRIPTS), 3
# The Arabic article, and what is written before it, are no part of what a word names: "المهندس" is cut as "مهندس" is.
_ARTICLE = r"(?:[وبكف]?ال|لل)(?=%s{3,})"
_ARTICLE_AHEAD = re.compile("^" + _ARTICLE % r"[^\W_]")
_ARABIC_LETTERS = dict(zip("أإآٱىةؤئ", "اااايهوي", strict=True))


@dataclass(frozen=True, slots=True)
class Pieces:
    """`forms`: for each piece a word as it is really written, to ask the start point for; empty for pieces inside words."""

    tokenizer: Tokenizer
    names: list[str]
    forms: list[str]


def compare(word: str) -> str:
    """As the tokenizer reads it."""
    return " ".join(without_article(one) for one in normalise(word).split())


def without_article(word: str) -> str:
    return _ARTICLE_AHEAD.sub("", word)


def words_of(texts: Iterable[str]) -> tuple[Counter[str], dict[str, str]]:
    """How often each compared word stands in the texts, and how it is most often written."""
    counts: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for text in texts:
        for word in _WORD.findall(unicodedata.normalize("NFC", text).lower()):
            for compared in compare(word).split():
                counts[compared] += 1
                written.setdefault(compared, Counter())[word] += 1
    return counts, {word: forms.most_common(1)[0][0] for word, forms in written.items()}


def build(texts: Iterable[str], start: Iterable[tuple[str, float]], inside: int = 30_000) -> Pieces:
    """`start`: pieces of the start point with their log probabilities. `inside`: pieces that are learnt from the words of the texts."""
    counts, written = words_of(texts)
    counts = Counter({word: count for word, count in counts.items() if _usable(word)})
    scores: dict[str, float] = {}
    forms: dict[str, str] = {}

    def add(piece: str, score: float, form: str = "") -> None:
        scores[piece] = float(np.logaddexp(scores[piece], score)) if piece in scores else score
        if form:
            forms.setdefault(piece, form)

    total = sum(counts.values()) or 1
    for word, count in counts.items():
        if count >= OFTEN:
            add(START + word, math.log(count / total) + 1, written[word])
    for piece, score in start:
        compared = compare(piece.lstrip(START)) if piece.startswith(START) else normalise(piece)
        if piece.startswith(START) and _usable(compared):
            add(START + compared, score, piece.lstrip(START))
        elif _usable(compared):
            add(compared, score)
    for piece, score in _learnt(counts, inside):
        if piece not in scores and _usable(piece.lstrip(START)):
            add(piece, score - 1)
    for letter in {letter for word in counts for letter in word}:
        for piece in (letter, START + letter):
            scores.setdefault(piece, _LETTER)
    # A word that stands inside another means there what it means by itself: "pfleger" in "krankenpfleger".
    for piece in [piece for piece in scores if not piece.startswith(START) and len(piece) >= _MEANS]:
        if START + piece in forms:
            forms[piece] = forms[START + piece]
    names = [UNKNOWN, START, *sorted(scores)]
    scored = [(UNKNOWN, -25.0), (START, -12.0), *((name, round(scores[name], 2)) for name in names[2:])]
    model = models.Unigram(scored, unk_id=0, byte_fallback=False)
    return Pieces(_tokenizer(model), names, [forms.get(name, "") for name in names])


def _usable(word: str) -> bool:
    long_number = word.isdigit() and len(word) > 2
    return (
        bool(word)
        and len(word) <= LONGEST
        and not long_number
        and all(c.isalnum() and any(low <= ord(c) < high for low, high in _SCRIPTS) for c in word)
    )


def script(word: str) -> int:
    """Number of the script of its first letter; -1 where it is empty."""
    return next((number for number, (low, high) in enumerate(_SCRIPTS) if word and low <= ord(word[0]) < high), -1)


def _learnt(counts: Counter[str], size: int) -> list[tuple[str, float]]:
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(START, prepend_scheme="always", split=True)
    trainer = trainers.UnigramTrainer(
        vocab_size=size, max_piece_length=12, show_progress=False, unk_token=UNKNOWN, special_tokens=[UNKNOWN]
    )
    # A word three times at most: else the pieces are those of the commonest words, which are whole already.
    words = sorted(counts)
    tokenizer.train_from_iterator((word for word in words for _ in range(min(counts[word], 3))), trainer)
    return [(piece, score) for piece, score in json.loads(tokenizer.to_str())["model"]["vocab"] if piece not in (UNKNOWN, START)]


def _tokenizer(model: models.Unigram) -> Tokenizer:
    """Compares words as `occupations.text.normalise` does: lower case, no accents, no Arabic marks, no punctuation."""
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace("ß", "ss"),
            normalizers.Replace(Regex("[\u064b-\u0655\u0670\u0640]"), ""),
            *(normalizers.Replace(letter, plain) for letter, plain in _ARABIC_LETTERS.items()),
            normalizers.Replace(Regex(r"(?<!\p{L})" + _ARTICLE % r"\p{L}"), ""),
            normalizers.NFD(),
            normalizers.StripAccents(),
        ]
    )
    words = pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), "removed")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([words, pre_tokenizers.Metaspace(START, prepend_scheme="always", split=True)])
    return tokenizer


def cut(tokenizer: Tokenizer, texts: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Where each text begins, shape (n + 1,), and the pieces of all texts one after another."""
    encoded = [one.ids for one in tokenizer.encode_batch(texts, add_special_tokens=False)]
    starts = np.zeros(len(texts) + 1, np.int64)
    starts[1:] = np.cumsum([len(ids) for ids in encoded])
    flat = np.fromiter((number for ids in encoded for number in ids), np.int32, int(starts[-1]))
    return starts, flat
