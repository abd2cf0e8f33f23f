"""Lines under the headings they stand under. A heading is known by its words first, and by its look second."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from rapidfuzz import fuzz, process

from matcher.cv.reading import words
from matcher.cv.reading.lines import APART, TextLine, looks_like_days

_T = TypeVar("_T")

TOP, CONTACT, OTHER = "top", "contact", "other"
#: In per cent: a slip of the pen in a word of seven letters.
_LIKE = 88
_LONGEST, _MOST_WORDS = 60, 7
#: Headings that may stand on one line with what they head: "Idiomas: español, inglés".
_INLINE = frozenset(("skills", "languages", "interests", "summary", "certificates", "references", "education", "work"))


@dataclass(slots=True)
class Section:
    """`code`: a part of a CV by its name there, or one of TOP, CONTACT, OTHER. `title`: how the heading reads."""

    code: str
    title: str = ""
    lines: list[TextLine] = field(default_factory=list)


def split(lines: Sequence[TextLine]) -> list[Section]:
    """The sections in the order of the paper; what stands above the first heading comes first."""
    codes = [_code(one) for one in lines]
    look = _common([_look(one) for one, code in zip(lines, codes, strict=True) if code])
    body = _common([one.size for one in lines]) or 0.0
    made = [Section(TOP)]
    name = _largest(lines, codes)
    for line, code in zip(lines, codes, strict=True):
        if line is name and made[-1].code != TOP:
            made.append(Section(TOP, "", [line]))  # beside a column that was read first
        elif code and _may_head(line, look, body):
            made.append(Section(code, line.text))
        elif look is not None and len(made) > 1 and not code and _look(line) == look and _stands_out(line, body):
            made.append(Section(OTHER, line.text, [line]))
        elif found := _inline(line):
            made.append(Section(found[0], "", [TextLine(found[1], line.size, False, 0, False, line.gap_before)]))
            made.append(Section(_after(made), "", []))
        else:
            made[-1].lines.append(line)
    return [one for one in made if one.lines]


def _largest(lines: Sequence[TextLine], codes: Sequence[str]) -> TextLine | None:
    """The one line that is larger than all others, and so the name of the person."""
    largest = max((line.size for line in lines), default=0)
    found = [line for line, code in zip(lines, codes, strict=True) if line.size == largest and not code]
    others = [line.size for line in lines if line not in found]
    return found[0] if len(found) == 1 and others and largest > max(others) + 1.5 else None


def _after(made: list[Section]) -> str:
    """What follows a heading with its content on one line belongs there too, except at the top, where the top goes on."""
    return made[-2].code if made[-2].code in (TOP, CONTACT) else made[-1].code


def code_of(text: str) -> str:
    """The part of a CV that a heading names, or ""."""
    plain = words.key(re.sub(r"^\s*(?:[IVX]{1,4}|\d{1,2})\s*[.)-]\s*", "", text))
    known = words.by_word("headings")
    if plain in known:
        return known[plain]
    spaced = plain.replace(" ", "")
    if len(plain) > 8 and max(map(len, plain.split())) == 1:
        return next((code for word, code in known.items() if word.replace(" ", "") == spaced), "")  # "E D U C A T I O N"
    if len(plain) < 6:
        return ""
    found = process.extractOne(plain, known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return known[found[0]] if found else ""


def _code(line: TextLine) -> str:
    text = line.text.strip(" :：-–—_|•*#.")
    if line.bullet or not text or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or APART in text or looks_like_days(text):
        return ""
    return code_of(text)


def _look(line: TextLine) -> tuple[int, float, bool, bool]:
    letters = [one for one in line.text if one.isalpha()]
    capitals = bool(letters) and all(one.isupper() for one in letters)
    return line.heading, round(line.size), line.bold, capitals


def _common(given: Sequence[_T]) -> _T | None:
    return Counter(given).most_common(1)[0][0] if given else None


def _may_head(line: TextLine, look: tuple[int, float, bool, bool] | None, body: float) -> bool:
    """Whether a line with the words of a heading is one: not where it is plainer than the other headings."""
    if look is None or _look(line) == look:
        return True
    heading, size, bold, capitals = look
    if heading and not line.heading:
        return False
    if heading and line.heading > heading:
        return False
    if size > body + 1 and round(line.size) < size:
        return False
    own = _look(line)
    return not (bold and not line.bold) and not (capitals and not own[3] and not bold)


def _stands_out(line: TextLine, body: float) -> bool:
    """Whether a line looks like a heading that only headings look like: by its style, by its size, or by capitals."""
    if line.bullet or len(line.text) > _LONGEST or APART in line.text or re.search(r"\d", line.text):
        return False
    return line.heading == 1 or line.size > body + 1.5 or (_look(line)[3] and line.bold and len(line.text) > 3)


def _inline(line: TextLine) -> tuple[str, str] | None:
    """(the part, what follows) where a line begins with a heading and a colon."""
    found = re.match(r"^\s*([^:：]{3,40}?)\s*[:：]\s*(\S.*)$", line.text)
    if not found or line.bullet:
        return None
    code = words.by_word("headings").get(words.key(found[1]), "")
    if code not in _INLINE or words.label(line.text)[0] or (code in ("work", "education") and len(found[2]) < 30):
        return None
    return code, found[2]
