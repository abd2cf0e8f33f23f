"""HTML to text: what a reader would see, without scripts and styles."""

from __future__ import annotations

import html
import re

# Not html.parser: hostile markup costs it time by the square of its length, or an AssertionError. Here nothing is read twice.
_TAG = re.compile(r"""<(?:(/?)([a-zA-Z][a-zA-Z0-9]*+)|[!?])(?:"[^"<]*+"|'[^'<]*+'|[^<>"'])*+>""")
_UNSEEN = frozenset({"script", "style", "template"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)


def to_text(markup: str) -> str:
    """The text of a piece of HTML. Text without any tag keeps its own lines.

    >>> to_text("<p>Cocina &amp; sala</p><script>x()</script><ul><li>Turno<br>de noche</ul>")
    'Cocina & sala\\nTurno\\nde noche'
    """
    parts: list[str] = []
    unseen, end = "", 0
    markup = _without_comments(markup)
    for tag in _TAG.finditer(markup):
        if not unseen:
            _add(parts, markup[end : tag.start()])
        end = tag.end()
        name = (tag[2] or "").lower()
        if unseen:
            unseen = "" if tag[1] and name == unseen else unseen
        elif name in _UNSEEN and not tag[1]:
            unseen = name
        elif name == "br" or (name in _BLOCKS and parts[-1:] != ["\n"]):
            parts.append("\n")
    if not end:
        return html.unescape(markup).strip()
    if not unseen:
        _add(parts, markup[end:])
    text = "".join(parts)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", re.sub(r" {2,}", " ", text))).strip()


def _add(parts: list[str], text: str) -> None:
    """Words between two tags; white space where a line begins is nothing."""
    words = re.sub(r"\s+", " ", html.unescape(text))
    if words.strip() or (words and parts[-1:] != ["\n"]):
        parts.append(words)


def _without_comments(markup: str) -> str:
    first, *others = markup.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)
