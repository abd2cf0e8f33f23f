"""Skills, languages and interests: points, lists with commas, and groups with a name in front."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from matcher.cv.names import language_code, level
from matcher.cv.reading.lines import TextLine
from matcher.cv.resume import Interest, Language, Skill

#: Letters: a longer piece is a sentence, in which commas part no skills.
_LONGEST_ITEM = 60
#: A level below the language it belongs to is hardly longer.
_MOST_WORDS = 3
_LAST = re.compile(r"\s*[,،]?\s+(?:and|y|e|et|und|&)\s+|\s*،?\s+و(?:\s+|(?=ال|[A-Za-z]))")
_COMMAS = re.compile(r"\s*(?:[,،;؛]|\s[·•|]\s|\t|\s/\s)\s*")
_LEAD = re.compile(r"^(?:and|y|e|et|und)\s+|^و(?=ال|\s)")
_GROUP = re.compile(r"^([^:：]{2,60}?)\s*[:：]\s*(.*)$", re.S)
_LEVEL = re.compile(r"^(.*\S)\s*\(([^()]{1,40})\)$")
_BESIDE = re.compile(r"\s*(?:[:：\t|(]|\s[-–—·]\s|[-–—](?=[ABC][12]\b))\s*")


def items(text: str, named: bool = False) -> list[str]:
    """The items of a list on one line; a sentence is one item. `named`: a group, whose last two may be joined by "and"."""
    found = [part.strip(" .") for part in _COMMAS.split(text) if part.strip(" .")]
    if len(found) > 1 and max(map(len, found)) <= _LONGEST_ITEM:
        return [*found[:-1], *_last(found[-1])]
    if named and len(text) <= 2 * _LONGEST_ITEM and len(both := [part for part in _LAST.split(text) if part]) > 1:
        return both
    return [text.strip().rstrip(".") if len(text) <= _LONGEST_ITEM else text.strip()] if text.strip() else []


def _last(text: str) -> list[str]:
    plain = _LEAD.sub("", text)
    return [plain] if plain != text else [part for part in _LAST.split(text) if part]


def skills(lines: Iterable[TextLine]) -> list[Skill]:
    made: list[Skill] = []
    opened: Skill | None = None
    for line in lines:
        group = _GROUP.match(line.text)
        if group and len(line.text) <= 400:
            name, grade = _graded(group[1])
            opened = Skill(name, grade, tuple(items(group[2], True)))
            made.append(opened)
        elif opened is not None and not opened.keywords and line.bullet:
            made[-1] = opened = Skill(opened.name, opened.level, (line.text,))
        elif opened is not None and made and made[-1] is opened and line.bullet and _was_group(opened):
            made[-1] = opened = Skill(opened.name, opened.level, (*opened.keywords, line.text))
        else:
            opened = None
            made.extend(Skill(*_graded(one)) for one in items(line.text))
    return [one for one in made if one.name or one.keywords]


def _was_group(one: Skill) -> bool:
    return bool(one.name and one.keywords)


def _graded(text: str) -> tuple[str, str]:
    found = _LEVEL.match(text)
    return (found[1], found[2]) if found else (text, "")


def interests(lines: Iterable[TextLine]) -> list[Interest]:
    made: list[Interest] = []
    for line in lines:
        group = _GROUP.match(line.text)
        if group and group[2]:
            made.append(Interest(group[1], tuple(items(group[2], True))))
        else:
            made.extend(Interest(one) for one in items(line.text))
    return made


def languages(lines: Sequence[TextLine]) -> tuple[list[Language], list[str]]:
    """(the languages, lines that name none)."""
    made: list[Language] = []
    unread: list[str] = []
    alone = False
    for line in lines:
        found = _on_line(line.text)
        if found:
            made.extend(found)
        elif alone and not line.bullet and len(line.text.split()) <= _MOST_WORDS:
            made[-1] = _language(made[-1].language, made[-1].code, line.text)
        else:
            unread.append(line.text)
        alone = len(found) == 1 and not found[0].fluency and found[0].level is None
    return made, unread


def _on_line(text: str) -> list[Language]:
    """One language with what follows it, or a list of them; [] where the line begins with none."""
    whole = _one(text)
    parts = [part for part in _COMMAS.split(text) if part.strip()]
    if len(parts) < 2:
        both = [part for part in _LAST.split(text) if part]
        pair = [_one(part) for part in both]
        return [one for one in pair if one] if len(both) == 2 and all(pair) else [whole] if whole else []
    last = [part for part in _LAST.split(parts[-1]) if part]
    parts = [*parts[:-1], *(last if len(last) == 2 and language_code(last[1]) else [_LEAD.sub("", parts[-1])])]
    found = [_one(part) for part in parts]
    if sum(one is not None for one in found) < 2:
        return [whole] if whole else []
    made: list[Language] = []
    for part, one in zip(parts, found, strict=True):
        if one is not None:
            made.append(one)
        elif made:
            made[-1] = _language(made[-1].language, made[-1].code, ", ".join(filter(None, (made[-1].fluency, part))))
    return made


def _one(text: str) -> Language | None:
    """A language at the beginning of a text, and what is said of it."""
    cut = _BESIDE.split(text, maxsplit=1)
    name = cut[0].strip(" .-–—")
    if code := language_code(name):
        rest = text[len(cut[0]) :].strip()
        rest = re.sub(r"^\([^()]*\)\s*(?=[:：])", "", rest)  # which of two languages of that name: "Luo (Kenya and Tanzania): ..."
        return _language(name, code, _unwrapped(re.sub(r"^[\s:：\t|·–—-]+", "", rest)))
    found = name.split()
    for count in (2, 1):
        if len(found) > count and (code := language_code(" ".join(found[:count]))):
            return _language(" ".join(found[:count]), code, re.sub(r"^[\s:：\t|·–—-]+", "", text[len(" ".join(found[:count])) :]))
    if 1 < len(found) <= 4 and (code := language_code(found[-1])):
        return _language(found[-1], code, " ".join(found[:-1]))
    return None


def _unwrapped(text: str) -> str:
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") and text.count("(") == 1 else text


def _language(name: str, code: str, fluency: str) -> Language:
    """A level of the Common European Framework, with or without a word for it, is only that; other words are kept."""
    known = level(fluency)
    bare = re.sub(r"[ABC][12]|[\s().,:·-]", "", fluency, flags=re.I)
    plain = known is not None and (not bare or re.fullmatch(r"\W*[ABC][12]\s*\([^()]*\)\W*", fluency, re.I) is not None)
    return Language(name, "" if plain else fluency, code, known)
