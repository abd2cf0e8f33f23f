"""ISCO-08: the levels of a code and the distance between two unit groups (ILO, ISCO-08 Volume I, 2012)."""

from __future__ import annotations

#: Groups on each level of ISCO-08: major, sub-major, minor, unit.
GROUPS_PER_LEVEL = {1: 10, 2: 43, 3: 130, 4: 436}
LANGUAGES = ("en", "es", "fr", "ar")


def parent(code: str) -> str | None:
    """The group one level above; None for a major group."""
    return code[:-1] if len(code) > 1 else None


def closeness(a: str, b: str) -> float:
    """How near two unit groups lie: 1 same, 0.75 same minor group, 0.5 sub-major, 0.25 major, 0 none shared."""
    if a[:1] != b[:1]:
        return 0.0
    shared = 0
    for x, y in zip(a[:4], b[:4], strict=False):
        if x != y:
            break
        shared += 1
    return shared / 4


def distance(a: str, b: str) -> float:
    """1 - closeness: a number from 0 (same unit group) to 1 (different major groups)."""
    return 1.0 - closeness(a, b)
