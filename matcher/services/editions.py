"""The content of an imported edition, into rows and back: columns, not objects, for an edition has some hundred thousand rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Text, cast, delete, insert, literal, select
from sqlalchemy.orm import Session

from matcher.models import TaxonomyConcept, TaxonomyEdition, TaxonomyRelation, TaxonomyTerm
from occupations.esco.concepts import Concept, ConceptKind, Relation, RelationKind, Term
from occupations.esco.reading import Download

#: Rows written at once.
BATCH = 5_000
#: Told how many rows of how many are written.
Progress = Callable[[int, int], None]

Content = tuple[list[Concept], Iterator[Term], Iterator[Relation]]


def store(session: Session, edition: int, download: Download, progress: Progress) -> None:
    """Writes what a download holds as the rows of an edition that has none."""
    numbers = {concept.uri: number for number, concept in enumerate(download.concepts, 1)}
    total, done = len(download.concepts) + len(download.terms) + len(download.relations), 0
    for table, rows in (
        (TaxonomyConcept, _concepts(download.concepts, numbers)),
        (TaxonomyTerm, _terms(download.terms, numbers)),
        (TaxonomyRelation, _relations(download.relations, numbers)),
    ):
        while batch := [{"edition_id": edition, **row} for row in islice(rows, BATCH)]:
            session.execute(insert(table.__table__), batch)  # type: ignore[arg-type]
            done += len(batch)
            progress(done, total)


def content(session: Session, edition: int, whole: bool = True) -> Content:
    """What `store` wrote; unless `whole`, only what a taxonomy is composed of: no descriptions, no groups of skills."""
    link = session.connection()
    known = {number: concept for number, concept in _read_concepts(link, edition) if whole or concept.kind is not ConceptKind.SKILL_GROUP}
    return list(known.values()), _read_terms(link, edition, known, whole), _read_relations(link, edition, known, whole)


def forget(session: Session, edition: int) -> None:
    """From the leaves to the root, which is quicker than to have the database follow its keys."""
    for table in (TaxonomyRelation, TaxonomyTerm, TaxonomyConcept):
        session.execute(delete(table).where(table.edition_id == edition))
    session.execute(delete(TaxonomyEdition).where(TaxonomyEdition.id == edition))


def _read_concepts(link: Connection, edition: int) -> Iterator[tuple[int, Concept]]:
    of = TaxonomyConcept.__table__.c
    query = select(of.number, of.kind, of.uri, of.code, of.isco08, of.skill_type, of.reuse_level).where(of.edition_id == edition)
    for number, kind, uri, code, isco08, skill_type, reuse_level in link.execute(query.order_by(of.number)).all():
        yield number, Concept(kind, uri, code, isco08, skill_type, reuse_level)


def _read_terms(link: Connection, edition: int, known: Mapping[int, Concept], whole: bool) -> Iterator[Term]:
    of = TaxonomyTerm.__table__.c
    # Most lists are empty, and reading JSON takes longer than everything else here.
    lists = (cast(of.alternatives, Text), cast(of.hidden, Text))
    query = select(of.concept, of.lang, of.preferred, *lists, of.description if whole else literal(""))
    for number, lang, preferred, alternatives, hidden, description in link.execute(query.where(of.edition_id == edition)).all():
        if number in known:
            yield Term(known[number].uri, lang, preferred, _labels(alternatives), _labels(hidden), description)


def _read_relations(link: Connection, edition: int, known: Mapping[int, Concept], whole: bool) -> Iterator[Relation]:
    of = TaxonomyRelation.__table__.c
    query = select(of.source, of.kind, of.target).where(of.edition_id == edition)
    for source, kind, target in link.execute(query if whole else query.where(of.kind != RelationKind.BROADER)).all():
        yield Relation(known[source].uri, kind, known[target].uri)


def _labels(kept: str) -> tuple[str, ...]:
    return () if kept == "[]" else tuple(json.loads(kept))


def _concepts(concepts: Iterable[Concept], numbers: dict[str, int]) -> Iterator[dict[str, Any]]:
    for one in concepts:
        yield {
            "number": numbers[one.uri],
            "kind": one.kind,
            "uri": one.uri,
            "code": one.code,
            "isco08": one.isco08,
            "skill_type": one.skill_type,
            "reuse_level": one.reuse_level,
        }


def _terms(terms: Iterable[Term], numbers: dict[str, int]) -> Iterator[dict[str, Any]]:
    for one in terms:
        yield {
            "concept": numbers[one.uri],
            "lang": one.lang,
            "preferred": one.preferred,
            "alternatives": one.alternatives,
            "hidden": one.hidden,
            "description": one.description,
        }


def _relations(relations: Iterable[Relation], numbers: dict[str, int]) -> Iterator[dict[str, Any]]:
    for one in relations:
        yield {"source": numbers[one.source], "target": numbers[one.target], "kind": one.kind}
