"""A guide as a list of plain blocks: every way out (page, PDF, EPUB, Markdown) shows the same blocks, and none decides what is said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `lang` where it is not that of the guide; `strong`: stands out."""

    text: str
    lang: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what to think about. `key` names it among the practice notes; "" where it is not to be practised."""

    ask: str
    why: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Something to say: `label` tells when."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence in the language of the interview: how it sounds to the reader, and what it means."""

    text: str
    lang: str
    say: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something people act on, with where it was read. `source` is one line; `phone` and `web` are shown as they are."""

    text: str
    source: str
    phone: str = ""
    web: str = ""


@dataclass(frozen=True, slots=True)
class Warning:
    text: str


Block = Text | Bullets | Asked | Said | Phrase | Fact | Warning


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter. `key` is an anchor."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    lang: str
    rtl: bool
    title: str
    subtitle: str
    parts: tuple[Part, ...]


@cache
def _markdown() -> MarkdownIt:
    # Our texts use paragraphs, bullets and bold: everything else stays as it was typed, HTML above all.
    return MarkdownIt("zero").enable(["list", "emphasis"])


def from_markdown(text: str) -> list[Block]:
    """Paragraphs and bullets of a text. Bold inside a paragraph stays marked with two asterisks; `runs` takes it apart."""
    blocks: list[Block] = []
    items: list[str] = []
    depth = 0
    for token in _markdown().parse(text):
        if token.type == "bullet_list_open":
            depth, items = depth + 1, [] if depth == 0 else items
        elif token.type == "bullet_list_close":
            depth -= 1
            if depth == 0:
                blocks.append(Bullets(tuple(items)))
        elif token.type == "inline":
            words = _marked(token)
            items.append(words) if depth else blocks.append(Text(words))
    return blocks


def _marked(inline: Token) -> str:
    signs = {"strong_open": "**", "strong_close": "**", "softbreak": " "}
    return "".join(signs.get(child.type, child.content.replace("\n", " ")) for child in inline.children or ())


def runs(text: str) -> list[tuple[str, bool]]:
    """(words, bold) pieces of a text with bold marked by two asterisks."""
    pieces = text.split("**")
    if len(pieces) % 2 == 0:
        return [(text, False)]
    return [(piece, bool(number % 2)) for number, piece in enumerate(pieces) if piece]
