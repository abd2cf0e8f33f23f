"""What people say of their schooling beside its title: that it was not finished, and how many years of school they had."""

from __future__ import annotations

import re

from occupations.isced import tokens
from occupations.text import normalise

#: As written in the normalised form; a star stands for any ending.
_UNFINISHED_WORDS = """
no termine|no la termine|no lo termine|no acabe|no conclui|no complete|no finalice|nunca termine|no tengo|no saque|no hice|no logre|no pude
sin terminar|sin acabar|sin concluir|sin titulo|sin titularme|sin graduarme|no me gradue|no me titule|incomplet*|inconclus*|trunc*|a medias
me falt*|deje|abandone|cursando|estoy estudiando|estudiante de|en curso|pasante|no terminad*|no acabad*
did not finish|didn t finish|not finished|never finished|did not complete|didn t complete|not completed|unfinished|incomplete|dropped out
some college|some high school|some university|still studying|studying for|in progress|student of|no degree|without a degree|without diploma
do not have|don t have|have no|did not graduate|didn t graduate|never graduated|could not finish|couldn t finish|left before
pas termine*|pas fini*|non termine*|inacheve*|abandonne*|en cours|sans diplome|sans le diplome|pas obtenu*|pas eu|pas acheve*|n ai pas
niveau|interrompu*|arrete*|etudiant* en|rate|echoue
لم اكمل|لم انه|لم انهي|ما كملت|ما خلصت|ما انهيت|لم اتخرج|ما تخرجت|لم احصل|ليس لدي|ما عندي|غير مكتمل*|تركت|بدون شهاده|دون شهاده|طالب*
قيد الدراسه|رسبت|انقطعت
nicht abgeschlossen|nicht beendet|abgebrochen|ohne abschluss|kein*
"""
_UNFINISHED = re.compile(r"\b(?:" + "|".join(_UNFINISHED_WORDS.split("\n")).strip("|").replace("*", r"\w*") + r")\b")
#: "tercer año de", "two years of", "sexto semestre": part of a study; but years of experience are none.
_PART = re.compile(
    r"\b(?:\d+|un|dos|tres|cuatro|cinco|algunos|primer|segundo|tercer|cuarto|quinto|one|two|three|four|some|first|second|third|fourth"
    r"|une|deux|trois|quatre|premiere|deuxieme|troisieme) (?:anos?|years?|annees?) (?:de|of|en|in|d) (?!experien|trabajo|work|travail)"
    r"|\b(?:semestres?|semesters?|cuatrimestres?)\b|\bسنه (?:اولي|ثانيه|ثالثه|رابعه)\b"
)
_BARE_NO = re.compile(r"(?:no|not|pas|non|ما|لم|لا|nicht)\b")

_ORDINALS: dict[str, int] = {
    tokens(word)[0]: number
    for number, words in enumerate(
        (
            "primer primero first 1st 1er 1ro 1o الأول",
            "segundo second 2nd 2do 2o الثاني",
            "tercer tercero third 3rd 3er 3ro 3o الثالث",
            "cuarto fourth 4th 4to 4o الرابع",
            "quinto fifth 5th 5to 5o الخامس",
            "sexto sixth 6th 6to 6o السادس",
            "séptimo seventh 7th 7mo 7o السابع",
            "octavo eighth 8th 8vo 8o الثامن",
            "noveno ninth 9th 9no 9o التاسع",
            "décimo tenth 10th 10mo 10o العاشر",
            "undécimo onceavo eleventh 11th 11o",
            "duodécimo doceavo twelfth 12th 12o",
        ),
        1,
    )
    for word in words.split()
}
_GRADE, _PRIMARY, _SECONDARY = (
    frozenset(tokens(text)) for text in ("grado grade صف", "primaria primary elementary ابتدائي", "secundaria secondary اعدادي")
)
#: After these a number is a level or a part of a title, not a year of school.
_NO_YEAR = frozenset(tokens("nivel level niveau nvq master diploma"))
_DIGITS = re.compile("[1-9]|1[0-3]")


def unfinished(text: str, follows: bool) -> bool:
    """Whether a text says that a study was not finished. `follows`: it follows another ("primaria, but not ..."): a bare no is enough."""
    words = normalise(text)
    return bool((follows and _BARE_NO.match(words)) or _UNFINISHED.search(words) or _PART.search(words))


def years(words: tuple[str, ...]) -> tuple[int, str] | None:
    """(year, "school" | "primary" | "secondary") of school that was reached: "sixth grade", "tercero de primaria", "grade 9"."""
    for here, word in enumerate(words):
        number = _ORDINALS.get(word) or (int(word) if _DIGITS.fullmatch(word) else None)
        before, after = words[here - 1] if here else "", words[here + 1] if here + 1 < len(words) else ""
        if number is None or before in _NO_YEAR:
            continue
        counted = after in _GRADE or before in _GRADE
        stage = words[here + 2] if after in _GRADE and here + 2 < len(words) else after
        if stage in _PRIMARY:
            return number, "primary"
        if stage in _SECONDARY:
            return number, "secondary"
        if counted:
            return number, "school"
    return None
