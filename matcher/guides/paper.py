"""A guide as PDF."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from matcher.cv import typesetting
from matcher.guides.blocks import Asked, Block, Bullets, Fact, Guide, Text, runs
from matcher.vocabulary import Paper


def pdf(guide: Guide, paper: Paper = Paper.A4) -> bytes:
    """Tagged, accessible, with every chapter as a heading."""
    parts = [{"title": part.title, "blocks": [_data(block) for block in part.blocks]} for part in guide.parts]
    sheet = {"lang": guide.lang, "rtl": guide.rtl, "title": guide.title, "subtitle": guide.subtitle, "parts": parts}
    return typesetting.pdf("guide.typ", sheet | {"paper": typesetting.PAPERS[paper]})


def _data(block: Block) -> dict[str, Any]:
    made = asdict(block) | {"kind": type(block).__name__.lower()}
    if isinstance(block, Text | Fact):
        made["runs"] = runs(block.text)
    if isinstance(block, Asked):
        made["runs"] = runs(block.why)
    if isinstance(block, Bullets):
        made["items"] = [runs(item) for item in block.items]
    return made
