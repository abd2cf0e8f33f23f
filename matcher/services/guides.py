"""The content of guides and of cards by country: as shipped, or as a centre has edited it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from matcher.errors import InvalidInput
from matcher.guides import content, returning, rights
from matcher.guides import customs as cv_customs
from matcher.guides.content import Content
from matcher.guides.customs import Customs
from matcher.guides.returning import Returning
from matcher.guides.rights import Card


def load(folder: Path | None = None) -> Content:
    """Everything that interview guides are made of. `folder`: a centre's own, read in place of the shipped one.

    Raises InvalidInput naming file and place.
    """
    return _shipped_content() if folder is None else content.read(_all(folder / "interview", str(folder)))


def cards(folder: Path | None = None) -> Mapping[str, Card]:
    """Rights cards by country. Raises InvalidInput naming file and place, for a fact without its source above all."""
    return _shipped_cards() if folder is None else _cards(folder / "rights", str(folder))


def customs(folder: Path | None = None) -> Mapping[str, Customs]:
    """What CVs usually show, by country. Raises InvalidInput as `cards` does."""
    return _shipped_customs() if folder is None else _customs(folder, str(folder))


def coming_home(folder: Path | None = None) -> Returning:
    """Whom to turn to at home, by country. A centre's folder without `returning/`, as those made before there was one, takes what is
    shipped. Raises InvalidInput as `cards` does."""
    own = folder and folder / "returning"
    return _returning(folder, str(folder)) if folder and own and own.exists() else _shipped_returning()


@cache
def _shipped_returning() -> Returning:
    return _returning(files("seeds"), "seeds")


def _returning(folder: Traversable, name: str) -> Returning:
    given = dict(_all(folder / "returning", name))
    general = f"{name}/returning/general.yaml"
    if general not in given:
        raise InvalidInput(file=general, field="file", reason="does not exist")
    return returning.read(given.pop(general), general, given)


@cache
def _shipped_customs() -> Mapping[str, Customs]:
    return _customs(files("seeds"), "seeds")


def _customs(folder: Traversable, name: str) -> Mapping[str, Customs]:
    return cv_customs.read(content.read_yaml(folder / "cv_customs.yaml", f"{name}/cv_customs.yaml"), f"{name}/cv_customs.yaml")


@cache
def _shipped_content() -> Content:
    return content.read(_all(files("seeds") / "interview", "seeds"))


@cache
def _shipped_cards() -> Mapping[str, Card]:
    return _cards(files("seeds") / "rights", "seeds")


def _cards(folder: Traversable, name: str) -> Mapping[str, Card]:
    made = [rights.read(given, file) for file, given in _all(folder, name).items()]
    return {one.country: one for one in sorted(made, key=lambda one: one.country)}


def _all(folder: Traversable, name: str) -> Mapping[str, Any]:
    """What each YAML file of a folder holds, by its path. Raises InvalidInput with the line."""
    if not folder.is_dir():
        raise InvalidInput(file=f"{name}/{folder.name}", field="folder", reason="does not exist")
    found: dict[str, Any] = {}
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if not entry.name.endswith((".yaml", ".yml")):
            continue
        file = f"{name}/{folder.name}/{entry.name}"
        found[file] = content.read_yaml(entry, file)
    return found
