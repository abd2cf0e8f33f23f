"""A CV that somebody brings, as lines to be confirmed one by one: nothing enters a profile that nobody looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from matcher.cv import sheet
from matcher.cv.resume import Basics, Location, Resume
from matcher.cv.sheet import Words

_BASICS = ("name", "label", "email", "phone", "url", "summary")
_LISTS = (
    "work", "volunteer", "education", "certificates", "skills", "languages", "projects", "awards", "publications", "interests",
    "references",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to confirm. `key` is its place in the CV ("work[0]"), `part` what kind of thing it is, `text` how it reads."""

    key: str
    part: str
    text: str


def lines(resume: Resume, words: Words) -> list[Line]:
    """Everything the CV says, each thing once, in the order of a CV."""
    return [*_of_person(resume, words), *_of_lists(resume, words)]


def _of_person(resume: Resume, words: Words) -> Iterator[Line]:
    basics = resume.basics
    for name in _BASICS:
        if getattr(basics, name):
            yield Line(f"basics.{name}", name, getattr(basics, name))
    for number, account in enumerate(basics.profiles):
        yield Line(f"basics.profiles[{number}]", "url", account.url or account.username)
    if place := sheet.place(basics.location, words.locale):
        yield Line("basics.location", "address", place)
    if resume.meta.plans is not None:
        yield Line("meta.plans", "plans", "")


def _of_lists(resume: Resume, words: Words) -> Iterator[Line]:
    for name in _LISTS:
        for number, one in enumerate(getattr(resume, name)):
            only: dict[str, Any] = {name: (one,)}
            alone = sheet.lay_out(replace(Resume(), **only), words)
            text = "\n".join(_read(alone.sections))
            if text:
                yield Line(f"{name}[{number}]", name, text)


def _read(sections: Sequence[sheet.Section]) -> Iterator[str]:
    for entry in (entry for section in sections for entry in section.entries):
        yield from filter(None, (entry.title.text, entry.below))
        yield from (line.text for line in entry.text)
        yield from (f"- {point.text}" for point in entry.points)


def confirmed(resume: Resume, keys: set[str]) -> Resume:
    """Only what was confirmed, by the keys of its lines."""
    basics: dict[str, Any] = {name: getattr(resume.basics, name) for name in _BASICS if f"basics.{name}" in keys}
    if "basics.summary" in keys:
        basics["summary_lang"] = resume.basics.summary_lang
    basics["location"] = resume.basics.location if "basics.location" in keys else Location()
    basics["profiles"] = tuple(one for number, one in enumerate(resume.basics.profiles) if f"basics.profiles[{number}]" in keys)
    kept: dict[str, Any] = {
        name: tuple(one for number, one in enumerate(getattr(resume, name)) if f"{name}[{number}]" in keys) for name in _LISTS
    }
    plans = resume.meta.plans if "meta.plans" in keys else None
    return Resume(basics=Basics(**basics), meta=replace(resume.meta, plans=plans), **kept)


def says_nothing(resume: Resume) -> bool:
    """Whether there is nothing in it to confirm."""
    return resume.basics == Basics() and not any(getattr(resume, one.name) for one in fields(Resume) if one.name in _LISTS)
