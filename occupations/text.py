"""Words as people and job adverts write them, brought to one form for comparison. The original is never changed."""

from __future__ import annotations

import re
import unicodedata

from occupations.stopwords import STOP_WORDS

# Short vowels, tanwin, shadda, sukun, superscript alef and the stretching tatweel carry no difference in a job title.
_ARABIC_MARKS = re.compile("[\u064b-\u0655\u0670\u0640]")
_ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_WORD = re.compile(r"[^\W_]+")

# Noise that adverts carry around a title: references, gender marks, shifts and calls.
_REFERENCE = re.compile(
    r"\(?\b(?:ref(?:erencia|erence|\.)?|r[ée]f\.?|oferta|offer|offre)\s{0,3}[.:º°#nN]{0,3}\s{0,3}[\w/-]{0,20}?\d[\w/-]{0,40}\)?", re.I
)
_GENDER_NOTE = re.compile(
    r"\(\s{0,3}(?:[mhfdwx]\s{0,3}(?:[/|,-]\s{0,3}[mhfdwx]\s{0,3}){1,5}|all genders)\)|\b[mhfwd]/[mhfwdx](?:/[mhfwdx])?\b", re.I
)
_GENDER_ENDING = re.compile(
    r"(?<=\w)(?:\s?/\s?|\(|@|-(?=[ao]s?\b))"
    r"(?:[oa]s?|ras?|es?|nes?|euses?|trices?|ière|ères?|oras?|esas?)\b\)?",
    re.I,
)
_CALL = re.compile(
    r"^\W{0,20}(?:se\s{1,3}(?:busca|necesita|precisa|solicita|ofrece|requiere)n?|buscamos|necesitamos|urgen?"
    r"|oferta de (?:empleo|trabajo)|wanted|hiring|we are looking for|looking for"
    r"|on recherche|recherche|nous recherchons|cherche|مطلوب|نبحث عن)\b[\s:!-]{0,20}",
    re.I,
)
#: Characters of a text that are looked at: a long story's first page says which work it was.
LONGEST = 2_000
_LONG_NUMBER = re.compile(r"\b[\w-]{0,20}\d{3,20}[\w-]{0,20}\b")


def normalise(text: str) -> str:
    """Lower case, no accents, no Arabic vowel marks, one space between words; punctuation becomes space.

    >>> normalise("  PEÓN   de Albañil ")
    'peon de albanil'
    """
    return " ".join(_WORD.findall(without_accents(text)))


def without_accents(text: str) -> str:
    """Lower case, no accents, no Arabic vowel marks; punctuation and blanks as they were."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _ARABIC_MARKS.sub("", text).translate(_ARABIC_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def telling(text: str) -> str:
    """The normalised text without the words that say nothing of a trade; all of it where nothing else is left."""
    words = normalise(text)
    return " ".join(word for word in words.split() if word not in STOP_WORDS) or words


def said(text: str) -> str:
    """The words of `telling` as they are written: what an encoder reads."""
    return " ".join(word for word in text.split() if normalise(word) not in STOP_WORDS) or text


def clean_title(text: str) -> str:
    """A title without the noise of adverts: references, "(m/f)", "/a", "se busca". Never empty unless the text is.

    >>> clean_title("SE BUSCA COCINERO/A (REF. 042025002051)")
    'COCINERO'
    """
    cleaned = _REFERENCE.sub(" ", text[:LONGEST])
    cleaned = _GENDER_NOTE.sub(" ", cleaned)
    cleaned = _GENDER_ENDING.sub("", cleaned)
    cleaned = _CALL.sub("", cleaned)
    cleaned = _LONG_NUMBER.sub(" ", cleaned)
    cleaned = re.sub(r"\(\s*\)", " ", cleaned)
    cleaned = " ".join(cleaned.split()).strip(" .,:;-–/|")
    return cleaned if _WORD.search(cleaned) else text[:LONGEST].strip()


def fold(word: str) -> str:
    """One form for a word's number and gender, in the four languages served: soldadoras -> soldador, welders -> welder.

    Deliberately light: it only has to bring forms of one word together, so it may cut letters that are not endings.
    """
    if len(word) <= 4:
        return word
    if "\u0600" <= word[0] <= "\u06ff":
        word = word.removeprefix("وال").removeprefix("ال") if len(word) > 5 else word
        return word[:-1] if word.endswith("ه") else word
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 4 and word[-1] in "aeo":
        word = word[:-1]
    return word


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order.

    >>> folded_words("Trabajadoras domésticas")
    ('trabajador', 'domestic')
    """
    return tuple(fold(word) for word in normalise(text).split())
