"""What is wrong with a download: named by file, line and reason, the first ones kept, all of them counted."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Problems worth reading one by one; of more than these only the number is told.
MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` is the physical line where the record begins, from 1; None where the file as a whole is meant."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return ": ".join((self.file if self.line is None else f"{self.file}:{self.line}", self.reason))


class Unusable(Exception):
    """A file, or a whole download, that cannot be read on from here."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass(slots=True)
class Problems:
    """`broken`: files that were not read to their end, so that nothing can be said of what they do not hold."""

    named: list[Problem] = field(default_factory=list)
    count: int = 0
    broken: set[str] = field(default_factory=set)

    def add(self, file: str, line: int | None, reason: str) -> None:
        self.count += 1
        if len(self.named) < MOST_NAMED:
            self.named.append(Problem(file, line, reason))


def shown(text: str, longest: int = 80) -> str:
    """A value of the file as it may stand in a message: on one line, without control characters, not longer than needed."""
    plain = "".join(char if char.isprintable() else "�" for char in text)
    return repr(plain if len(plain) <= longest else plain[: longest - 1] + "…")
