"""Asks the process that reads foreign files, and says in our words what went wrong there."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from typing import Literal

from matcher.cv.reading import extract
from matcher.cv.reading import lines as line_by_line
from matcher.cv.reading.lines import TextLine
from matcher.cv.reading.refusals import DAMAGED, EMPTY, OTHER, PICTURES, TOO_LONG
from matcher.errors import InvalidInput

Kind = Literal["pdf", "docx", "attached"]
_STARTS = {"pdf": b"%PDF", "attached": b"%PDF", "docx": b"PK\x03\x04"}
_LARGEST_ANSWER = 8_000_000
#: Five times what the longest CVs have; what is read out of lines costs time in this process.
_MOST_LINES, _LONGEST_LINE = 4_000, 20_000
#: A process that ran out of time or memory ends by one of these; any other signal is a fault in the parser.
_SPENT = {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL}


def lines(kind: Kind, raw: bytes, file: str) -> list[TextLine]:
    """The lines of a document. Raises InvalidInput."""
    found = line_by_line.load(ask(kind, raw, file).decode())
    if not any(one.text for one in found):
        raise _refused(file, PICTURES)
    if len(found) > _MOST_LINES or any(len(one.text) > _LONGEST_LINE for one in found):
        raise _refused(file, TOO_LONG)
    return found


def ask(kind: Kind, raw: bytes, file: str) -> bytes:
    """What the other process answers. Raises InvalidInput."""
    if not raw.strip():
        raise _refused(file, EMPTY)
    if not raw.startswith(_STARTS[kind]):
        raise _refused(file, OTHER)
    command = [sys.executable, "-I", "-m", "matcher.cv.reading.extract", kind]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by the interpreter that runs us
            command, input=raw, capture_output=True, timeout=extract.WALL, cwd=tempfile.gettempdir(), env={"LANG": "C.UTF-8"}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(file, TOO_LONG) from error
    if done.returncode == 0 and len(done.stdout) <= _LARGEST_ANSWER:
        return done.stdout
    if done.returncode == extract.REFUSED:
        raise _refused(file, done.stdout.decode("utf-8", "replace") or DAMAGED)
    raise _refused(file, TOO_LONG if done.returncode in _SPENT or done.returncode == 0 else DAMAGED)


def _refused(file: str, reason: str) -> InvalidInput:
    return InvalidInput(file=file, field="file", reason=reason)
