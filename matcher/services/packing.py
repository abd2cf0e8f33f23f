"""A part as arrays and words, for the files of the index, and back."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher import columns as columns_of
from matcher import eligibility, index, keys, searchable, skill_sets, vacancy
from matcher.columns import Columns, Folded
from matcher.eligibility import RULES
from matcher.errors import IndexDamaged
from matcher.index import VectorIndex, Vectors
from matcher.searchable import Part
from matcher.services import parts, reading
from matcher.skill_sets import SkillSets
from matcher.vocabulary import RuleCode

Arrays = dict[str, NDArray[Any]]
_RULE = {rule.code: rule for rule in RULES}
_SETS = ("of", "start", "members", "weights")
#: What decides how a vacancy becomes a row. A release that touches any of it makes every index anew.
_MADE_BY = (columns_of, eligibility, index, keys, parts, reading, searchable, skill_sets, vacancy)


@cache
def made_by() -> str:
    """Tells the code that makes parts from that of another release."""
    return hashlib.sha256("".join(map(inspect.getsource, _MADE_BY)).encode()).hexdigest()[:16]


def packed(part: Part) -> tuple[Arrays, dict[str, Any]]:
    """(arrays, words), without the vectors. Of a part without hidden rows."""
    arrays: Arrays = {"ids": part.index.ids, "texts": part.index.texts, "group": part.group}
    arrays |= {f"skills.{name}": getattr(part.skills, name) for name in _SETS}
    words: dict[str, Any] = {"groups": part.groups, "skills": part.skills.names, "keys": {}}
    for kind, at, folded in _folded(part.columns):
        arrays |= {f"{kind}.{at}.column": folded.column, f"{kind}.{at}.key": folded.key}
        words.setdefault(kind, []).append([rule.code for rule in folded.rules])
        words["keys"] |= {rule.code: list(map(keys.written, known)) for rule, known in zip(folded.rules, folded.keys, strict=True)}
    return arrays, words


def unpacked(vectors: Vectors, arrays: Arrays, words: Mapping[str, Any]) -> Part:
    """Raises IndexDamaged for what `packed` never made."""
    try:
        columns = Columns(*(_unfolded(kind, arrays, words) for kind in ("general", "personal", "soft")))
        made = VectorIndex(arrays["ids"], vectors, arrays["texts"], columns.personal[0].column)
        skills = SkillSets(*(arrays[f"skills.{name}"] for name in _SETS), tuple(words["skills"]))  # type: ignore[call-arg, arg-type]
        return Part(made, columns, arrays["group"], tuple(words["groups"]), skills, np.empty(0, np.int64))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise IndexDamaged(reason="its words and numbers do not belong together") from error


def _folded(columns: Columns) -> Iterator[tuple[str, int, Folded]]:
    for kind in ("general", "personal", "soft"):
        for at, folded in enumerate(getattr(columns, kind)):
            yield kind, at, folded


def _unfolded(kind: str, arrays: Arrays, words: Mapping[str, Any]) -> list[Folded]:
    made = []
    for at, codes in enumerate(words[kind]):
        rules = tuple(_RULE[RuleCode(code)] for code in codes)
        known = tuple([keys.read(one) for one in words["keys"][code]] for code in codes)
        made.append(Folded.of(rules, known, arrays[f"{kind}.{at}.column"], arrays[f"{kind}.{at}.key"]))
    return made
