"""Data that comes with the product, in `seeds/`."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml


def read(name: str) -> Any:
    """What one YAML file holds."""
    return yaml.safe_load((files("seeds") / name).read_text(encoding="utf-8"))


def names(prefix: str) -> list[str]:
    """The files whose names begin so, in order."""
    return sorted(entry.name for entry in files("seeds").iterdir() if entry.name.startswith(prefix))
