"""What could be better on a CV, as codes with facts. Nothing here is a must, and nothing asks for private things."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.cv import scrub
from matcher.cv.compose import Composed
from matcher.vocabulary import HintCode

#: Words of a sentence beyond which a tired reader starts again (plain-language guides advise 15 to 20 on average).
LONGEST_SENTENCE = 30
MOST_PAGES = 2


@dataclass(frozen=True, slots=True)
class Hint:
    """`text`: the words of the CV that it is about; `count`: how many things."""

    code: HintCode
    text: str = ""
    count: int = 0


def hints(made: Composed, pages: int) -> list[Hint]:
    """What to think about before the CV is sent, most useful first."""
    return [*_missing(made), *_words(made), *([Hint(HintCode.LONG, count=pages)] if pages > MOST_PAGES else [])]


def _missing(made: Composed) -> Iterator[Hint]:
    resume = made.resume
    if not resume.basics.phone and not resume.basics.email:
        yield Hint(HintCode.NO_CONTACT)
    if _foreign_letters(resume.basics.name, resume.meta.lang):
        yield Hint(HintCode.SCRIPT, resume.basics.name)
    if not resume.work and not resume.volunteer:
        yield Hint(HintCode.NO_WORK)
    if made.untranslated:
        yield Hint(HintCode.UNTRANSLATED, count=len(made.untranslated))
    for one in resume.work:
        if not one.position and not one.occupation:
            yield Hint(HintCode.NO_TITLE, one.summary or (one.highlights[0] if one.highlights else ""))
        if one.summary and not one.highlights and not one.tasks:
            yield Hint(HintCode.RAW_WORDS, one.summary)
    for one in resume.work:
        if not one.start_date and not one.end_date and not one.months:
            yield Hint(HintCode.NO_DATES, one.position or one.summary or (one.highlights[0] if one.highlights else ""))
    for code, present in (
        (HintCode.NO_SKILLS, resume.skills),
        (HintCode.NO_LANGUAGES, resume.languages),
        (HintCode.NO_EDUCATION, resume.education),
        (HintCode.NO_ABOUT, resume.basics.summary),
    ):
        if not present:
            yield Hint(code)


def _foreign_letters(name: str, lang: str) -> bool:
    """Whether readers of the language may not be able to read the name."""
    arabic = any(unicodedata.name(one, "").startswith("ARABIC") for one in name)
    latin = any(unicodedata.name(one, "").startswith("LATIN") for one in name)
    return not arabic if lang == "ar" and name else not latin if name else False


def _words(made: Composed) -> Iterator[Hint]:
    resume = made.resume
    texts = [resume.basics.summary, *(text for one in resume.work for text in (one.summary, *one.highlights))]
    for text in filter(None, texts):
        if scrub.tells_private(text, about_self=text == resume.basics.summary):
            yield Hint(HintCode.PERSONAL, text)
        if any(len(sentence.split()) > LONGEST_SENTENCE for sentence in re.split(r"[.!?؟\n]+", text)):
            yield Hint(HintCode.LONG_SENTENCE, text)
        letters = [letter for letter in text if letter.isalpha()]
        if len(letters) > 15 and sum(map(str.isupper, letters)) > len(letters) * 0.7:
            yield Hint(HintCode.CAPITALS, text)
