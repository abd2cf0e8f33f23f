"""A real browser: an installed Chromium or Chrome, else Debian's package (as root), else Playwright's own build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: Nothing of the browser's own may look for a network.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def required() -> bool:
    """Where a missing browser is a failure, not a remark (CI)."""
    return bool(os.environ.get("OFICIO_BROWSER_REQUIRED"))


def find() -> str | None:
    """The path of a browser, or None."""
    named = os.environ.get("OFICIO_BROWSER")
    found = [named] if named else [shutil.which(name) for name in NAMES]
    return next((path for path in found if path), None) or _playwrights_own()


def find_or_install() -> str | None:
    """A browser; installed where it can be had, with what the installers say on standard error."""
    found = find()
    if found is None and os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        _try(["apt-get", "update", "-qq"])
        _try(["apt-get", "install", "-y", "-qq", "chromium"])
        found = find()
    if found is None:
        _try([sys.executable, "-m", "playwright", "install", "chromium"])
        found = find()
    return found


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None  # noqa: PTH110


def _try(command: list[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, env=environment, stdout=sys.stderr, stderr=sys.stderr, timeout=600)
