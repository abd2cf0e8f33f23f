"""Several occupations told in one breath: "fui albañil y después chofer de camión", "cook / waiter"."""

from __future__ import annotations

import re

from occupations.text import normalise, telling

#: Parts of a text that are looked at by themselves.
MOST = 6
_BETWEEN = re.compile(
    r"[,;/|+&\n•·،؛]|\.\s|\s[-–—]\s"
    r"|\b(?:y|e|o|u|and|or|et|ou|und|oder|also|then|later|after|before|luego|después|despues|antes|también|tambien|además"
    r"|puis|ensuite|aussi|avant|danach|dann)\b"
    r"|\sثم\s|\sوبعدها\s|\sأو\s|\sو\s|\sو(?=\S{3})",
    re.I,
)


def parts(text: str) -> list[str]:
    """The runs of words between commas, strokes and "and", in order, each with a word that tells something; [] where there is only one.

    >>> parts("fui albañil y después chofer de camión")
    ['fui albañil', 'chofer de camión']
    """
    found = [part.strip() for part in _BETWEEN.split(text)]
    kept = [part for part in found if len(normalise(part)) > 2 and telling(part)][:MOST]
    return kept if len(kept) > 1 else []
