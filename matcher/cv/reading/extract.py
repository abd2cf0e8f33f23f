"""The process that reads a foreign file: bytes in, lines out, within limits. `python -I -m matcher.cv.reading.extract pdf`.

Exits with 0 and one JSON object a line, or with 3 and the reason of the refusal on standard output. Imports nothing that is not needed.
"""

from __future__ import annotations

import resource
import sys

from matcher.cv.reading.lines import dump
from matcher.cv.reading.refusals import DAMAGED, TOO_LONG, Refused

MEMORY, SECONDS, WALL = 1_000_000_000, 20, 25
REFUSED = 3


def limit() -> None:
    """What this process may use from here on; it writes no file and starts no other process."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def extracted(kind: str, raw: bytes) -> bytes:
    """The lines of a file, or the JSON Resume attached to it, as they go to whoever asked. Raises Refused."""
    if kind == "docx":
        from matcher.cv.reading.docx_lines import lines as of_docx

        return dump(of_docx(raw)).encode("utf-8", "replace")
    from matcher.cv.reading.pdf_lines import attached
    from matcher.cv.reading.pdf_lines import lines as of_pdf

    return attached(raw) if kind == "attached" else dump(of_pdf(raw)).encode("utf-8", "replace")


def main() -> int:
    limit()
    raw = sys.stdin.buffer.read()
    try:
        answer, code = extracted(sys.argv[1], raw), 0
    except Refused as refused:
        answer, code = refused.reason.encode(), REFUSED
    except (MemoryError, RecursionError):
        answer, code = TOO_LONG.encode(), REFUSED
    except Exception:  # whatever a broken file makes a parser raise, the file is what is wrong
        answer, code = DAMAGED.encode(), REFUSED
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return code


if __name__ == "__main__":
    sys.exit(main())
