"""A part as arrays and words, for the files of the index, and back."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher import columns as columns_of
from matcher import eligibility, index, keys, likenesses, searchable, skill_sets, vacancy
from matcher.columns import SINGLE, Columns, Folded, Single
from matcher.eligibility import HARD_RULES
from matcher.errors import IndexDamaged
from matcher.index import VectorIndex, Vectors
from matcher.searchable import Part
from matcher.services import parts, reading
from matcher.skill_sets import SkillSets

Arrays = dict[str, NDArray[Any]]
_RULE = {str(rule.code): rule for rule in HARD_RULES}
_SETS = ("of", "start", "members", "weights")
#: What decides how a vacancy becomes a row. A release that touches any of it makes every index anew.
_MADE_BY = (columns_of, eligibility, index, keys, likenesses, parts, reading, searchable, skill_sets, vacancy)


@cache
def made_by() -> str:
    """Tells the code that makes parts from that of another release."""
    return hashlib.sha256("".join(map(inspect.getsource, _MADE_BY)).encode()).hexdigest()[:16]


def packed(part: Part) -> tuple[Arrays, dict[str, Any]]:
    """(arrays, words), without the vectors. Of a part without hidden rows."""
    arrays: Arrays = {"ids": part.index.ids, "texts": part.index.texts, "group": part.group}
    arrays |= {f"skills.{name}": getattr(part.skills, name) for name in _SETS}
    words: dict[str, Any] = {"groups": part.groups, "skills": part.skills.names, "keys": {}}
    for kind, every in (("general", part.columns.general), ("personal", part.columns.personal)):
        words[kind] = [[rule.code for rule in folded.rules] for folded in every]
        for at, folded in enumerate(every):
            arrays |= {f"{kind}.{at}.column": folded.column, f"{kind}.{at}.key": folded.key}
            words["keys"] |= {rule.code: list(map(keys.written, known)) for rule, known in zip(folded.rules, folded.keys, strict=True)}
    for one in part.columns.single:
        arrays[f"single.{one.code}"] = one.column
        words["keys"][one.code] = list(map(keys.written, one.keys))
    return arrays, words


def unpacked(vectors: Vectors, arrays: Arrays, words: Mapping[str, Any]) -> Part:
    """Raises IndexDamaged for what `packed` never made."""
    try:
        single = [Single(one.code, _keys(words, one.code), arrays[f"single.{one.code}"]) for one in SINGLE]
        columns = Columns(_unfolded("general", arrays, words), _unfolded("personal", arrays, words), single)
        made = VectorIndex(arrays["ids"], vectors, arrays["texts"], columns.personal[0].column)
        skills = SkillSets(*(arrays[f"skills.{name}"] for name in _SETS), tuple(words["skills"]))  # type: ignore[call-arg, arg-type]
        return Part(made, columns, arrays["group"], tuple(words["groups"]), skills, np.empty(0, np.int64))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise IndexDamaged(reason="its words and numbers do not belong together") from error


def _unfolded(kind: str, arrays: Arrays, words: Mapping[str, Any]) -> list[Folded]:
    made = []
    for at, codes in enumerate(words[kind]):
        known = tuple(_keys(words, code) for code in codes)
        made.append(Folded.of(tuple(_RULE[code] for code in codes), known, arrays[f"{kind}.{at}.column"], arrays[f"{kind}.{at}.key"]))
    return made


def _keys(words: Mapping[str, Any], code: str) -> list[Any]:
    return [keys.read(one) for one in words["keys"][code]]
