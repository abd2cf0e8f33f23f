"""Bytes of anybody to elements: no entities, no document types, no addresses followed, nothing too large or too deep."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers.expat.errors import messages

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from matcher.cv.europass import rich
from matcher.cv.europass.days import day
from matcher.cv.json_resume import LARGEST, MOST_ITEMS, Problem
from matcher.errors import InvalidInput
from matcher.exchange.texts import Wrong, line, prose

DEEPEST, MOST_ELEMENTS = 60, 100_000
_LONGEST_LINE, _LONGEST_PROSE, _LONGEST_NAME = 1_000, 20_000, 60


class _Builder(TreeBuilder):
    """A tree that stops growing in time."""

    depth = elements = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth, self.elements = self.depth + 1, self.elements + 1
        if self.depth > DEEPEST:
            raise Wrong(f"elements more than {DEEPEST} deep")
        if self.elements > MOST_ELEMENTS:
            raise Wrong(f"more than {MOST_ELEMENTS:,} elements")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def parse(raw: bytes, file: str) -> Element:
    """The root. Raises InvalidInput, with the line where the parser says it."""
    if len(raw) > LARGEST:
        raise InvalidInput(file=file, field="file", reason=f"larger than {LARGEST:,} bytes")
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(raw)
        root: Element = parser.close()
    except ParseError as error:
        at, column = error.position
        raise InvalidInput(
            file=file, line=at, field=f"column {column + 1}", reason=f"not XML: {messages.get(error.code, 'broken')}"
        ) from error
    except DefusedXmlException as error:
        at = parser.parser.CurrentLineNumber
        raise InvalidInput(file=file, line=at, field="file", reason="has a document type or entities, which a CV does not need") from error
    except Wrong as error:
        raise InvalidInput(file=file, line=parser.parser.CurrentLineNumber, field="file", reason=error.reason) from error
    except (LookupError, ValueError) as error:
        raise InvalidInput(file=file, line=1, field="file", reason="in an encoding that XML does not name so") from error
    return root


def local(element: Element) -> str:
    """The name without its namespace, and as V2 wrote them: in lower case."""
    return element.tag.rpartition("}")[2].lower()


@dataclass(slots=True)
class Reading:
    """What has been found out so far: `used` are elements whose text has its place in the CV."""

    problems: list[Problem] = field(default_factory=list)
    used: set[Element] = field(default_factory=set)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An element and where it stands, or none at all: then it has no children and says nothing. Names are in lower case."""

    reading: Reading
    element: Element | None = None
    path: str = ""

    def __bool__(self) -> bool:
        return self.element is not None

    def all(self, *names: str) -> list[Node]:
        """Children of any of these names; of more than MOST_ITEMS the reading is told."""
        found = list(islice(self.children(*names), MOST_ITEMS + 1))
        if len(found) > MOST_ITEMS:
            self.wrong(f"more than {MOST_ITEMS} entries")
        return found[:MOST_ITEMS]

    def children(self, *names: str) -> Iterator[Node]:
        """Children of any of these names, or all, each with its number in the path where the parent has several of the name."""
        if self.element is None:
            return
        counts, seen = Counter(child.tag for child in self.element), Counter[str]()
        for child in self.element:
            seen[child.tag] += 1
            if not names or local(child) in names:
                number = f"[{seen[child.tag]}]" if counts[child.tag] > 1 else ""
                yield Node(self.reading, child, f"{self.path}/{child.tag.rpartition('}')[2][:_LONGEST_NAME]}{number}")

    def at(self, path: str) -> Node:
        """The first along "employer/contactinfo|address/contact": "|" is "or", and what comes first is taken first."""
        here = self
        for step in path.split("/"):
            found = (node for name in step.split("|") for node in here.all(name))
            here = next(found, Node(self.reading))
        return here

    def name(self) -> str:
        """As the file writes it, without the namespace."""
        return self.element.tag.rpartition("}")[2] if self.element is not None else ""

    def text(self) -> str:
        """What stands in it, without saying that it has found its place."""
        return (self.element.text or "").strip() if self.element is not None else ""

    def get(self, name: str) -> str:
        """An attribute, whatever its namespace."""
        given = self.element.attrib if self.element is not None else {}
        return next((value for key, value in given.items() if key.rpartition("}")[2].lower() == name), "")

    def wrong(self, reason: str) -> None:
        self.reading.problems.append(Problem(self.path.strip("/"), reason))

    def raw(self) -> str:
        """The text, with the elements inside as mark-up: some write paragraphs as elements."""
        if self.element is None:
            return ""
        self.reading.used.update(self.element.iter())
        text = f"<div>{_inner(self.element)}</div>" if len(self.element) else self.element.text or ""
        return rich.fit(text)

    def line(self) -> str:
        """One line, which is never HTML: white space around line ends of the source is one space."""
        text = rich.plain(self.raw()) if self.element is not None and len(self.element) else self.raw()
        return self._read(" ".join(part.strip() for part in text.split("\n")), line(_LONGEST_LINE))

    def prose(self) -> str:
        return self._read(rich.plain(self.raw()), prose(_LONGEST_PROSE))

    def plain(self) -> str:
        """Any number of lines, which are never HTML."""
        return self._read(self.raw(), prose(_LONGEST_PROSE))

    def split(self) -> tuple[str, tuple[str, ...]]:
        """The text, and the list that ends it."""
        self.prose()  # tells what is wrong with the whole
        text, points = rich.split(rich.blocks(self.raw()))
        return text, points[:MOST_ITEMS]

    def lines(self) -> tuple[str, ...]:
        """Paragraphs and points alike, each on its own: for a list that some write as a text."""
        return tuple(rich.lines(self.raw() if self.prose() else "")[:MOST_ITEMS])

    def day(self) -> str:
        text = self.raw().strip()
        return self.as_day(text) if text else ""

    def as_day(self, text: str) -> str:
        return self._read(text, day)

    def _read(self, text: str, how: Callable[[str], str]) -> str:
        try:
            return how(text)
        except Wrong as error:
            self.wrong(error.reason)
            return ""


def _inner(element: Element) -> str:
    """The text of an element as HTML; of elements that are none of HTML, what stands in them."""
    text = html.escape(element.text or "", quote=False)
    for child in element:
        name = local(child)
        text += rich.tagged(name, _inner(child)) + html.escape(child.tail or "", quote=False)
    return text
