"""Everything `make test` runs, in the order in which a mistake is cheapest to find. Ends with the first failure's exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.functional import browser

BIN = Path(sys.executable).parent
STEPS = (
    [str(BIN / "ruff"), "check"],
    [str(BIN / "ruff"), "format", "--check"],
    [str(BIN / "mypy")],
    [str(BIN / "lint-imports")],
    [sys.executable, "-m", "pytest", *sys.argv[1:]],
)


def main() -> int:
    found = browser.find_or_install()
    for step in STEPS:
        print("$", " ".join([Path(step[0]).name, *step[1:]]), flush=True)
        status = subprocess.run(step, check=False).returncode
        if status:
            return status
    if found is None:
        print("No Chromium or Chrome could be found or installed: the pages were NOT walked through in a browser.", flush=True)
        return 1 if browser.required() else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
