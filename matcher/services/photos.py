"""Photographs for CVs: drawn anew, small, and without what the file told of place, time and device."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from matcher import documents
from matcher.errors import InvalidInput

#: Pixels: 2.6 by 3.2 cm at 300 dots an inch, with some to spare.
SIZE = (360, 444)
#: Points of the largest photograph that telephones take in daily use; and points times passes of a JPEG.
MOST_PIXELS, MOST_WORK = 25_000_000, 300_000_000


def drawn_anew(raw: bytes, name: str) -> bytes:
    """A JPEG of at most SIZE, upright. Raises InvalidInput for anything but a JPEG or PNG picture."""
    _measured(raw, name)
    if documents.check(raw, name) not in (documents.JPEG, documents.PNG):
        raise _refused(name, "not a picture: send JPEG or PNG")
    with Image.open(io.BytesIO(raw)) as given:
        given.draft("RGB", (SIZE[0] * 4, SIZE[1] * 4))  # a JPEG comes out at an eighth of its points, and costs as much less
        given.thumbnail((SIZE[0] * 4, SIZE[1] * 4))
        upright = ImageOps.exif_transpose(given).convert("RGB")
    picture = ImageOps.fit(upright, SIZE, centering=(0.5, 0.4))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=85, optimize=True)
    return stream.getvalue()


def _measured(raw: bytes, name: str) -> None:
    """What no telephone takes is refused before a single point is drawn: a picture of a few bytes can be a billion of work."""
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG")) as given:
            width, height = given.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _refused(name, "not a picture: send JPEG or PNG") from error
    scans = raw.count(b"\xff\xda")
    if max(width, height) > 4 * min(width, height) or width * height > MOST_PIXELS or scans * width * height > MOST_WORK:
        raise _refused(name, "no photograph of a person: too large, or much longer than wide")


def _refused(name: str, reason: str) -> InvalidInput:
    return InvalidInput(file=documents.clean_name(name), field="photo", reason=reason)
