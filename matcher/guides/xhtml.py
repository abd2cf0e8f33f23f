"""A guide as XHTML: one file to keep without a network, or the chapters of an EPUB 3."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from functools import singledispatch
from html import escape

from matcher.guides.blocks import Asked, Block, Bullets, Fact, Guide, Part, Phrase, Said, Text, Warning, runs

#: Small, without anything from elsewhere, readable on an old telephone and on paper.
STYLE = """
body{font-family:system-ui,sans-serif;line-height:1.55;max-width:40rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem;border-bottom:2px solid #0b5d57;padding-bottom:.2rem}
.ask{font-weight:bold;margin-bottom:.2rem}.why{margin-top:0}.said{border-inline-start:.25rem solid #d9a441;padding-inline-start:.8rem}
.label,.source,.say{color:#4a4a4a;font-size:.9rem}.warning{border:2px solid #7a1f1f;padding:.6rem;font-weight:bold}
.phrase{margin:.4rem 0}.phone{font-weight:bold;white-space:nowrap}a{color:#0b5d57}
@media print{h2{break-after:avoid}body{max-width:none}}
"""
_NAMESPACE = uuid.UUID("5b6b7a0e-6f5f-4b7e-9a3e-0f3c1b0a7d11")


def page(guide: Guide, contents: str) -> bytes:
    """One file with everything in it. `contents`: what the table of contents is called."""
    listed = "".join(f'<li><a href="#{part.key}">{escape(part.title)}</a></li>' for part in guide.parts)
    body = "".join(f'<section id="{part.key}">{_chapter(part)}</section>' for part in guide.parts)
    head = f"<h1>{escape(guide.title)}</h1>{_subtitle(guide)}<nav><h2>{escape(contents)}</h2><ol>{listed}</ol></nav>"
    return _document(guide, guide.title, head + body, f"<style>{STYLE}</style>", html=True)


def epub(guide: Guide, contents: str) -> bytes:
    """EPUB 3: one chapter a part. The same guide gives the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        # The media type comes first and unpacked, so that a reader can tell what this is from its first bytes.
        _put(book, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(book, "META-INF/container.xml", _CONTAINER.encode())
        _put(book, "EPUB/package.opf", _package(guide).encode())
        _put(book, "EPUB/style.css", STYLE.encode())
        _put(book, "EPUB/nav.xhtml", _contents(guide, contents))
        for part in guide.parts:
            link = '<link rel="stylesheet" type="text/css" href="style.css"/>'
            _put(book, f"EPUB/{part.key}.xhtml", _document(guide, part.title, f"<section>{_chapter(part)}</section>", link))
    return stream.getvalue()


def _put(book: zipfile.ZipFile, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    book.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, how)


def _subtitle(guide: Guide) -> str:
    return f"<p>{escape(guide.subtitle)}</p>" if guide.subtitle else ""


def _document(guide: Guide, title: str, body: str, head: str, html: bool = False) -> bytes:
    direction = "rtl" if guide.rtl else "ltr"
    if html:
        begin = f'<!doctype html>\n<html lang="{guide.lang}" dir="{direction}"><head><meta charset="utf-8">'
        begin += '<meta name="viewport" content="width=device-width, initial-scale=1">'
    else:
        begin = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        begin += f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{guide.lang}" xml:lang="{guide.lang}" dir="{direction}"><head>'
    return f"{begin}<title>{escape(title)}</title>{head}</head><body>{body}</body></html>\n".encode()


def _contents(guide: Guide, contents: str) -> bytes:
    listed = "".join(f'<li><a href="{part.key}.xhtml">{escape(part.title)}</a></li>' for part in guide.parts)
    body = (
        f'<h1>{escape(guide.title)}</h1>{_subtitle(guide)}<nav epub:type="toc" id="toc"><h2>{escape(contents)}</h2><ol>{listed}</ol></nav>'
    )
    return _document(guide, guide.title, body, '<link rel="stylesheet" type="text/css" href="style.css"/>')


_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


def _package(guide: Guide) -> str:
    number = uuid.uuid5(_NAMESPACE, f"{guide.lang} {guide.title} {guide.subtitle}")
    items = "".join(f'<item id="{part.key}" href="{part.key}.xhtml" media-type="application/xhtml+xml"/>' for part in guide.parts)
    spine = "".join(f'<itemref idref="{part.key}"/>' for part in guide.parts)
    direction = ' page-progression-direction="rtl"' if guide.rtl else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{guide.lang}"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:uuid:{number}</dc:identifier>'
        f"<dc:title>{escape(guide.title)}</dc:title><dc:language>{guide.lang}</dc:language>"
        '<meta property="dcterms:modified">2000-01-01T00:00:00Z</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="style.css" media-type="text/css"/>{items}</manifest>'
        f'<spine{direction}><itemref idref="nav"/>{spine}</spine></package>\n'
    )


def _chapter(part: Part) -> str:
    return f"<h2>{escape(part.title)}</h2>{blocks(part)}"


def blocks(part: Part) -> str:
    """What stands in a chapter, as a fragment of XHTML in which every text is escaped."""
    return "".join(map(_drawn, part.blocks))


def inline(text: str) -> str:
    """Escaped, with our bold."""
    return "".join(f"<strong>{escape(words)}</strong>" if bold else escape(words) for words, bold in runs(text))


@singledispatch
def _drawn(block: Block) -> str:
    raise TypeError(type(block))


@_drawn.register
def _(block: Text) -> str:
    return f"<h3>{escape(block.text)}</h3>" if block.strong else f"<p>{inline(block.text)}</p>"


@_drawn.register
def _(block: Bullets) -> str:
    return "<ul>" + "".join(f"<li>{inline(item)}</li>" for item in block.items) + "</ul>"


@_drawn.register
def _(block: Asked) -> str:
    return f'<p class="ask">{escape(block.ask)}</p><p class="why">{inline(block.why)}</p>'


@_drawn.register
def _(block: Said) -> str:
    return f'<p class="said"><span class="label">{escape(block.label)}</span><br/><bdi>{escape(block.text)}</bdi></p>'


@_drawn.register
def _(block: Phrase) -> str:
    say = f' <span class="say"><bdi>[{escape(block.say)}]</bdi></span>' if block.say else ""
    text = f'<bdi lang="{block.lang}" xml:lang="{block.lang}"><strong>{escape(block.text)}</strong></bdi>'
    return f'<p class="phrase">{text}{say}<br/>{escape(block.meaning)}</p>'


@_drawn.register
def _(block: Fact) -> str:
    return f'<p>{inline(block.text)} {"".join(_ways(block))}<br/><span class="source"><bdi>{escape(block.source)}</bdi></span></p>'


def _ways(block: Fact) -> Iterator[str]:
    if block.phone:
        dial = re.sub(r"[^0-9+*#]", "", re.split(r"[/,;]| o | or ", block.phone)[0])
        yield f'<a class="phone" href="tel:{dial}"><bdi dir="ltr">{escape(block.phone)}</bdi></a> '
    if block.web:
        shown = f'<bdi dir="ltr">{escape(block.web)}</bdi>'
        yield f'<a href="{escape(block.web)}">{shown}</a>' if re.match(r"^https?://[^\s<>\"]+$", block.web) else shown


@_drawn.register
def _(block: Warning) -> str:
    return f'<p class="warning">{escape(block.text)}</p>'
