"""Entries to the fields of a CV."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from matcher.cv.reading import dating, entries, heads, words
from matcher.cv.reading.entries import Entry
from matcher.cv.reading.lines import TextLine
from matcher.cv.resume import Award, Certificate, Education, Project, Publication, Reference, Volunteer, Work

_STRONG = re.compile(r"\s*(?:\t|\s·\s|\s*\|\s*|\s[–—]\s)\s*")
_LONGEST_AREA = 60


def _prose(entry: Entry, rest: Sequence[str] = ()) -> str:
    return "\n".join([*(text.replace("\t", " ") for text in rest), *(text.replace("\t", " ") for text in entry.prose)])


def work(entry: Entry) -> Work:
    head, span = heads.of_work(entry), entry.span
    country = head.country
    return Work(
        name=head.name,
        location=head.place,
        position=head.title,
        start_date=span.start,
        end_date=span.end,
        ongoing=span.ongoing,
        months=span.months,
        summary=_prose(entry, head.rest),
        highlights=tuple(entry.points),
        country=country,
        kind=head.kind,
    )


def education(entry: Entry) -> Education:
    """A single day is when it was finished."""
    head, span = heads.of_school(entry), entry.span
    start, end = (span.start, span.end) if span.double else ("", span.start)
    study, area = _area(head.title)
    score, prose = entry.labelled.get("score", ""), [*head.rest, *entry.prose]
    if not score and prose and (found := words.label(prose[0]))[0] == "score":
        score, prose = found[1], prose[1:]
    name = ", ".join(filter(None, (head.name, head.place)))
    return Education(
        institution=name,
        area=area,
        study_type=study,
        start_date=start,
        end_date=end,
        ongoing=span.ongoing,
        score=score,
        courses=(*(text.replace("\t", " ") for text in prose), *entry.points, *_length(entry)),
        country=head.country,
    )


def _length(entry: Entry) -> list[str]:
    """How long, in the words of the CV, for what has a field for days only."""
    return [entry.span.said] if entry.span.months else []


def _longer(entry: Entry) -> list[str]:
    """From when to when, in the words of the CV, for what has a field for one day only."""
    return [entry.span.said] if entry.span.double else []


def _area(title: str) -> tuple[str, str]:
    """What kind of studies, and in what: "Bachelor, Business administration"."""
    parts = re.split(r"\s*[,،]\s+", title)
    return (parts[0], parts[1]) if len(parts) == 2 and max(map(len, parts)) <= _LONGEST_AREA else (title, "")


def _two(entry: Entry) -> tuple[str, str, list[str]]:
    """(the title, what stands beside or below it, other lines) of a short entry."""
    parts = [part for text in entry.titles for part in _STRONG.split(text) if part]
    if len(entry.titles) == 1 and len(parts) == 1 and len(cut := re.split(r"\s*[,،]\s+", parts[0], maxsplit=1)) == 2 and not entry.lead:
        parts = cut
    return parts[0] if parts else "", parts[1] if len(parts) > 1 else "", parts[2:]


def volunteer(entry: Entry) -> Volunteer:
    head, span = heads.of_work(entry), entry.span
    organization, position = (head.name, head.title) if head.name else (head.title, "")
    where = ", ".join(filter(None, (organization, head.place)))
    text = _prose(entry, (*head.rest, *_length(entry)))
    return Volunteer(where, position, "", span.start, span.end, text, tuple(entry.points), span.ongoing)


def certificate(entry: Entry) -> Certificate:
    name, issuer, rest = _two(entry)
    beside = [issuer, *rest, *entry.prose, *entry.points, *_longer(entry)]
    return Certificate(name, entry.span.start or entry.span.end, "", ", ".join(text for text in beside if text))


def award(entry: Entry) -> Award:
    title, awarder, rest = _two(entry)
    return Award(title, entry.span.end or entry.span.start, awarder, "\n".join([*rest, *entry.prose, *entry.points, *_longer(entry)]))


def publication(entry: Entry) -> Publication:
    name, publisher, rest = _two(entry)
    return Publication(
        name, publisher, entry.span.end or entry.span.start, "", "\n".join([*rest, *entry.prose, *entry.points, *_longer(entry)])
    )


def project(entry: Entry) -> Project:
    name, entity, rest = _two(entry)
    span = entry.span
    if entity and not entry.prose and len(entry.titles) > 1 and len(entity) > 40:
        entity, rest = "", [entity, *rest]  # one line below the title that is as long as a sentence
    return Project(name, "\n".join([*rest, *entry.prose, *_length(entry)]), tuple(entry.points), (), span.start, span.end, "", (), entity)


def reference(entry: Entry) -> Reference:
    head, *rest = entry.titles or [""]
    name, *beside = re.split(r"\s*(?:\t|[,،;|]\s|\s[–—-]\s|\s·\s)\s*", head, maxsplit=1)
    when = [entry.span.said] if entry.span.known else []
    return Reference(name, "\n".join([*beside, *rest, *entry.prose, *entry.points, *when]))


def each_point(lines: Sequence[TextLine]) -> list[Entry]:
    """Entries of a section of short things: every point or line is one, unless titles with text below them stand there."""
    if any(line.heading for line in lines) or (lines[0].bold and not all(line.bold for line in lines)):
        return entries.split(lines)
    if (
        not any(line.bullet for line in lines)
        and len(lines) > 1
        and len({line.gap_before > lines[1].gap_before + 3 for line in lines[1:]}) > 1
    ):
        return entries.split(lines)
    made: list[Entry] = []
    for line in lines:
        span, rest = dating.dated(line.text)
        known: dict[str, Any] = {"span": span} if span.known else {}
        if rest or known:
            made.append(Entry(titles=[rest] if rest else [], lead=line.bold, **known))
    return made
