"""A guide as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch

from matcher.guides.blocks import Asked, Block, Bullets, Fact, Guide, Phrase, Said, Text, Warning

#: What would be read as markup where it is not meant so. Two asterisks are our own bold, and stay.
_MARKUP = re.compile(r"([\\`_\[\]<>#|])|(?<!\*)\*(?!\*)")


def text(guide: Guide) -> str:
    """CommonMark, UTF-8; headings of two levels."""
    lines = [f"# {_plain(guide.title)}", ""]
    if guide.subtitle:
        lines += [_plain(guide.subtitle), ""]
    for part in guide.parts:
        lines += [f"## {_plain(part.title)}", ""]
        for block in part.blocks:
            lines += [*_written(block), ""]
    return "\n".join(lines).strip() + "\n"


def _plain(words: str) -> str:
    return _MARKUP.sub(lambda found: "\\" + found[0], words)


@singledispatch
def _written(block: Block) -> Iterator[str]:
    raise TypeError(type(block))


@_written.register
def _(block: Text) -> Iterator[str]:
    yield f"**{_plain(block.text)}**" if block.strong else _plain(block.text)


@_written.register
def _(block: Bullets) -> Iterator[str]:
    yield from (f"- {_plain(item)}" for item in block.items)


@_written.register
def _(block: Asked) -> Iterator[str]:
    yield f"**{_plain(block.ask)}**"
    yield ""
    yield _plain(block.why)


@_written.register
def _(block: Said) -> Iterator[str]:
    yield f"> {_plain(block.label)}: {_plain(block.text)}".replace("\n", "\n> ")


@_written.register
def _(block: Phrase) -> Iterator[str]:
    say = f" ({_plain(block.say)})" if block.say else ""
    yield f"- **{_plain(block.text)}**{say}: {_plain(block.meaning)}"


@_written.register
def _(block: Fact) -> Iterator[str]:
    yield f"- {_plain(block.text)}" + "".join(f" **{_plain(one)}**" for one in (block.phone, block.web) if one)
    yield f"  {_plain(block.source)}"


@_written.register
def _(block: Warning) -> Iterator[str]:
    yield f"**⚠ {_plain(block.text)}**"
