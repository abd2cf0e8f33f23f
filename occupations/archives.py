"""Zip archives that somebody brings: what reading one can raise, once for every reader."""

from __future__ import annotations

import zipfile
import zlib

#: An archive that is cut short, altered, or not what its directory says. Out of memory OSError comes with these (a place before
#: the beginning); of a file it may be the disk that fails, and is for the reader to judge.
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
