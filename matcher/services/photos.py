"""Photographs for CVs: drawn anew, small, and without what the file told of place, time and device."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from matcher import documents
from matcher.errors import InvalidInput

#: Pixels: 2.6 by 3.2 cm at 300 dots an inch, with some to spare.
SIZE = (360, 444)


def drawn_anew(raw: bytes, name: str) -> bytes:
    """A JPEG of at most SIZE, upright. Raises InvalidInput for anything but a JPEG or PNG picture."""
    if documents.check(raw, name) not in (documents.JPEG, documents.PNG):
        raise InvalidInput(file=documents.clean_name(name), field="photo", reason="not a picture: send JPEG or PNG")
    with Image.open(io.BytesIO(raw)) as given:
        upright = ImageOps.exif_transpose(given).convert("RGB")
    picture = ImageOps.fit(upright, SIZE, centering=(0.5, 0.4))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=85, optimize=True)
    return stream.getvalue()
