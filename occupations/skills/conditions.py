"""Finds what of an advert is no work: whom to write to, what is paid, which hours, what the law says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from occupations.skills.spans import LONGEST, Place

#: Addresses, telephone numbers, references, amounts and times of day, and what masking left of them.
_FIGURES = re.compile(
    r"[^\s@]{1,64}@[^\s@]{1,120}"
    r"|(?:https?://|www\.)\S{1,300}"
    r"|\[[A-Z]{3,12}\]"
    r"|(?<!\w)(?:r[eé]f\w{0,8}|oferta|offre|offer)[\s.:ºn°#]{0,6}\d[\w/-]{0,20}"
    r"|(?<!\w)\+?\d(?:[\s().-]?\d){6,16}(?!\w)"
    r"|[€$£¤]\s?\d[\d.,]*|(?<!\w)\d[\d.,]*\s?(?:[€$£¤]|euros?\b|eur\b|درهم|ريال|دينار)"
    r"|(?<!\w)\d{1,2}(?:[:.h]\d{2}|\s?h(?:oras?|eures?|ours?|rs)?\b|\s?[ap]m\b)",
    re.I,
)
#: Headings whose section tells of work, and of everything else.
_WORK = (
    r"funciones(?: \w+){0,8}|tareas(?: \w+){0,4}|requisitos(?: \w+){0,8}|perfil(?: \w+){0,5}|se requiere|se valora(?:r[aá])?|valorables?"
    r"|imprescindibles?|descripci[oó]n|experiencia|conocimientos(?: \w+){0,2}"
    r"|duties|responsibilities|requirements|skills|tasks|essential|desirable|about you|your role|what you will do|you will"
    r"|missions?|t[aâ]ches|profil(?: \w+){0,2}|comp[eé]tences(?: \w+){0,2}|vos missions|المهام|المهارات|المتطلبات|الشروط|الواجبات"
)
_OTHER = (
    r"condiciones(?: \w+){0,8}|horarios?|jornada|salario|sueldo|retribuci[oó]n|remuneraci[oó]n(?: \w+)?|(?:tipo de )?contrato"
    r"|se ofrece|ofrecemos|contacto|inscripci[oó]n|interesad[oa]s(?:/as)?|incorporaci[oó]n|lugar(?: \w+){0,3}|provincia|municipio"
    r"|informaci[oó]n(?: \w+){0,6}|salary|pay|hours|benefits|we offer|contact|how to apply|to apply|location|contract"
    r"|conditions|horaires|salaire|r[eé]mun[eé]ration|avantages|nous offrons|contacts?|pour postuler|lieu|type de contrat"
    r"|الراتب|الدوام|ساعات العمل|العقد|للتواصل|للتقديم|المزايا|المكان"
)
_HEADING = re.compile(rf"(?<!\w)(?:(?P<work>{_WORK})|(?P<other>{_OTHER}))\s?:", re.I)
#: After these, nothing more is said of work.
_LAST = re.compile(
    r"(?<!\w)(?:datos de contacto|pol[ií]tica de privacidad|privacy policy|equal opportunit\w+ employers?"
    r"|politique de confidentialit[eé])(?!\w)",
    re.I,
)


def beside_work(text: str) -> list[Place]:
    """(start, end) of contact data, amounts, times and headings, and of the sections about them, in order; they may overlap."""
    text = text[:LONGEST]
    found = [match.span() for pattern in (_FIGURES, _HEADING) for match in pattern.finditer(text)]
    found += _sections(text)
    return sorted(found)


def _sections(text: str) -> Iterator[Place]:
    """Each section that is not about work: from its heading to the next one about work, or to the end of the text."""
    start: int | None = None
    for match in _HEADING.finditer(text):
        if match["other"] and start is None:
            start = match.start()
        elif match["work"] and start is not None:
            yield start, match.start()
            start = None
    if start is not None:
        yield start, len(text)
    last = _LAST.search(text)
    if last:
        yield last.start(), len(text)
