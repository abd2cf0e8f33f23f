"""Elements that are only there when they say something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

#: What XML 1.0 cannot hold, and controls that no text needs.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def leaf(tag: str, text: str) -> Element | None:
    if not text.strip():
        return None
    made = Element(tag)
    made.text = _UNFIT.sub(" ", text)
    return made


def node(tag: str, *children: Element | None) -> Element | None:
    """An element with these children, in this order; None where there are none."""
    said = [child for child in children if child is not None]
    if not said:
        return None
    made = Element(tag)
    made.extend(said)
    return made


def listed(tag: str, children: Iterable[Element | None]) -> Element | None:
    return node(tag, *children)


def labelled(tag: str, label: str, code: str = "") -> Element | None:
    """The LabelType of the schema: a code, and what it stands for."""
    return node(tag, leaf("Code", code), leaf("Label", label))


def day(tag: str, value: str) -> Element | None:
    """The DateType: gYear, gMonth and gDay as attributes ("2019", "--03", "---31")."""
    if not value:
        return None
    names = ("year", "month", "day")
    return Element(tag, {name: "-" * dashes + part for name, dashes, part in zip(names, (0, 2, 3), value.split("-"), strict=False)})
