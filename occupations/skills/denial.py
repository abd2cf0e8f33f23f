"""Finds what a text says of skills that are neither held nor asked: "no sé soldar", "sin experiencia en", "I have never"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from occupations.skills.spans import LONGEST, Place

# Words are matched as they are written, with and without accents. The languages are not told apart: none of these words says
# something else in another of them that stands beside skills.
_DENIES = re.compile(
    r"(?<!\w)(?:no|not|never|cannot|(?:do|does|did|is|are|was|were|have|has|had|ca|could|wo|would)n['’]t|dont|didnt|cant"
    r"|nor|neither|unable|lack|lacking"
    r"|nunca|jam[aá]s|tampoco|ni|ne|(?:(?:je\s|on\s|j['’])\w{1,15}\s)?(?:pas|jamais)|aucune?"
    r"|[وف]?(?:لا|لم|لن|لست|ليس|ليست|مش|مو|ما(?=\s(?:عندي|بعرف|أعرف|اعرف|عملت|اشتغلت|كنت|لدي))|ما?ب?عرفش|ما?عنديش))(?!\w)",
    re.I,
)
#: "Without" denies a skill only before words for knowing it; else it says how something is done: "trabajar sin supervisión".
_WITHOUT = re.compile(
    r"(?<!\w)(?:(?:sin|without|sans)\s{1,3}(?:\w{1,12}\s{1,3}){0,2}?(?:experien|expérien|conocim|knowledge|connaiss|saber|savoir|knowing)\w*"
    r"|(?:بدون|دون|بلا|من غير)\s{1,3}(?:خبرة|خبره|معرفة|معرفه))",
    re.I,
)
_ONLY = re.compile(r"\s{0,3}(?:s[oó]lo|solamente|[uú]nicamente|only|just|merely|limited to|seulement|uniquement|فقط)(?!\w)", re.I)
#: Words after which what is said counts again.
_CONTRAST = re.compile(
    r"(?<!\w)(?:pero|sino|aunque|but|however|although|though|instead|mais|cependant|plut[oô]t|sauf|و?لكن\w{0,3}|بل|إنما|انما)(?!\w)"
    r"|(?<!\w)(?:y|e|and|et)\s{1,3}(?:yo|s[ií]|s[eé]|tengo|puedo|tambi[eé]n|me|i|can|we|also|je|j['’]|nous|on|aussi|sais|peux)(?!\w)"
    r"|(?<!\w)و(?=(?:كنت|أنا|انا|عملت|أعمل|اعمل|أعرف|اعرف|لدي|عندي)(?!\w))",
    re.I,
)
_STOP = re.compile(r"[.!?؟;؛…\n\r•·●▪■◦*|]")
_COMMA = re.compile(r"[,،:()]")
#: A list that goes on: "no sé soldar, cortar ni pintar".
_CHAIN = re.compile(r"(?<!\w)(?:ni|nor|ولا)(?!\w)", re.I)
_NOT_ASKED = re.compile(
    r"(?<!\w)(?:(?:not|isn['’]?t|aren['’]?t)\s{1,3}(?:\w{1,12}\s{1,3})?(?:required|needed|necessary|essential|expected)"
    r"|no\s{1,3}(?:(?:es|son|ser[aá]n?)\s{1,3})?(?:necesari|imprescindible|obligatori|requerid|exig|se\s(?:requiere|necesita|exige))\w*"
    r"|pas\s{1,3}(?:n[eé]cessaires?|exig[eé]e?s?|requise?s?|obligatoires?|demand[eé]e?s?)"
    r"|غير\s(?:مطلوب|ضروري|لازم)\w?)",
    re.I,
)


def denied(text: str) -> list[Place]:
    """(start, end) of every part that denies a skill or says that it is not asked, in order of beginning; they may overlap."""
    text = text[:LONGEST]
    found: list[Place] = []
    for pattern in (_DENIES, _WITHOUT):
        reached = 0  # a word that denies inside what is denied already adds nothing
        for match in pattern.finditer(text):
            if match.start() >= reached and not _ONLY.match(text, match.end()):
                reached = _end(text, match.end())
                found.append((match.start(), reached))
    found += [(_begin(text, match.start()), match.end()) for match in _NOT_ASKED.finditer(text)]
    return sorted(found)


def _end(text: str, start: int) -> int:
    """Where a denial that begins before `start` stops: at a full stop, a contrast, or a comma no list goes on after."""
    stop = next(_starts(_STOP, text, start, len(text)), len(text))
    stop = next(_starts(_CONTRAST, text, start, stop), stop)
    chain = max(_starts(_CHAIN, text, start, stop), default=start)
    return next(_starts(_COMMA, text, chain, stop), stop)


def _begin(text: str, end: int) -> int:
    """Where the clause begins that ends with "is not required"."""
    return max((match.end() for pattern in (_STOP, _COMMA) for match in pattern.finditer(text, 0, end)), default=0)


def _starts(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(text, start, end))
