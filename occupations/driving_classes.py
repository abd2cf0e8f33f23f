"""The driving classes that a text names: "tipo B1", "permiso B y C", "CDL class A"."""

from __future__ import annotations

import re
import unicodedata

from occupations.text import normalise

#: "tipo B1", "clase A", "Klasse CE", "permiso B", "B licence"; several with commas or "and" between.
_ONE = r"(?:AM|[A-E](?: ?[1-4](?!\d))?(?: ?E)?)"
_SEVERAL = rf"({_ONE}(?:(?: ?[,/] ?| (?:y|and|et|und|و) ){_ONE})*)"
_SAYS_CLASS = r"(?:tipo|clase|categoria|class|category|type|categorie|klasse)"
_CLASS = re.compile(rf"\b{_SAYS_CLASS} {_SEVERAL}\b", re.I)
_BESIDE = re.compile(
    r"\b(?:permiso|permis|licencia|carne|carnet|fuhrerschein|licen[cs]e)(?: de (?:conducir|conduire|conduccion|manejo|manejar))? "
    + _SEVERAL
    + r"\b",
    re.I,
)
_BEFORE = re.compile(rf"\b{_SEVERAL} (?:driving )?licen[cs]e\b", re.I)
#: Classes that are also little words: they count in capitals, or after "class".
_LITTLE_WORDS = frozenset({"a", "e", "de", "am", "ae", "d e"})


def classes(text: str) -> tuple[str, ...]:
    """The classes that a text names, in lower case, as the rows of the data write them."""
    american = re.search(r"\bcdl(?: class)? ([abc])\b|\bclass ([abc]) cdl\b|\bcdl\b", normalise(text))
    if american:
        letter = american[1] or american[2]
        return (f"cdl {letter}" if letter else "cdl",)
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.replace("فئة", "class")) if unicodedata.category(char) != "Mn")
    plain = " ".join(re.sub(r"[^\w,/]|_", " ", plain).split())
    for pattern in (_CLASS, _BESIDE, _BEFORE):
        named = [
            one
            for match in pattern.finditer(plain)
            for one in re.split(r" ?[,/] ?| (?:y|and|et|und|و) ", match[1])
            if pattern is _CLASS or one.isupper() or one.casefold() not in _LITTLE_WORDS
        ]
        if named:
            return tuple(dict.fromkeys(one.casefold() for one in named))
    return ()
