"""Composes the taxonomy that is worked with: an ESCO edition on the frame of ISCO-08, with the everyday titles of the built-in one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from occupations import builtin
from occupations.esco.concepts import ISCO_URI, Concept, ConceptKind, Relation, RelationKind, SkillType, Term
from occupations.taxonomy import Label, LabelKind, Occupation, Skill, Taxonomy
from occupations.text import without_accents

Terms = Mapping[str, Mapping[str, Term]]  # by URI, by language
Needs = tuple[tuple[str, ...], frozenset[str]]  # skills, and which of them are essential

#: Skills of a unit group at most: as many as the fullest built-in ones have.
TYPICAL = 15

#: As "Specific conditions applying for the ESCO service" asks of services (esco.ec.europa.eu/en/use-esco/download), and who adapts
#: ESCO has to say so; the last one is ESCO's own acknowledgement of the ILO.
_ESCO_NOTICE = (
    "This service uses the ESCO classification of the European Commission.",
    "It is an adapted version: everyday titles, activities and skills of our own stand beside those of ESCO.",
    "Information and data in ESCO is based on an original work published by the ILO under the title International Standard"
    " Classification of Occupations, ISCO-08. Structure, Group Definitions and Correspondence Tables. Copyright © 2012"
    " International Labour Organization. Adapted and reproduced with permission.",
)
_ISCO_NOTICE = (
    "Occupational groups: International Standard Classification of Occupations 2008 (ISCO-08), International Labour Organization, 2012.",
    "The ILO does not endorse this service; Arabic titles, everyday titles and skills are our own.",
)


def attribution(edition: str) -> tuple[str, ...]:
    """The sentences that whoever uses an edition has to show, in English as their authors word them."""
    return _ISCO_NOTICE if edition == builtin.EDITION else _ESCO_NOTICE


def compose(edition: str, concepts: Iterable[Concept], terms: Iterable[Term], relations: Iterable[Relation]) -> Taxonomy:
    """The occupations of ESCO under their codes, and the 436 unit groups of ISCO-08; ESCO's skills, and those built in.

    Unit groups keep their everyday titles. Their typical skills are those that their occupations share, so that whoever is linked to
    the group and whoever is linked to one occupation in it speak of the same skills; the built-in ones where ESCO says none. An
    occupation of which ESCO says no skills has those of its group.
    """
    base = builtin.load()
    by_kind: dict[ConceptKind, list[Concept]] = defaultdict(list)
    for concept in concepts:
        by_kind[concept.kind].append(concept)
    named: dict[str, dict[str, Term]] = defaultdict(dict)
    for term in terms:
        named[term.uri][term.lang] = term
    skills = dict(base.skills) | {one.uri: _skill(one, named[one.uri]) for one in by_kind[ConceptKind.SKILL]}
    groups = {code: _titles(named.get(ISCO_URI + code, {})) | dict(titles) for code, titles in base.groups.items()}
    needs = _needs(relations, skills)
    shared = _shared(by_kind[ConceptKind.OCCUPATION], needs, skills)
    units = {
        code: Occupation(code, code, ISCO_URI + code, MappingProxyType(groups[code]), *shared.get(code, (one.skills, frozenset())))
        for code, one in base.occupations.items()
    }
    occupations = units | {
        one.code: one
        for one in sorted(
            (_occupation(one, named[one.uri], needs.get(one.uri), units) for one in by_kind[ConceptKind.OCCUPATION]),
            key=lambda one: [int(number) for number in one.code.split(".")],
        )
    }
    labels = _once(chain(base.labels, _group_labels(named, units), _labels(named, occupations.values())))
    read_only: Mapping[str, Mapping[str, str]] = {code: MappingProxyType(titles) for code, titles in groups.items()}
    return Taxonomy(edition, MappingProxyType(occupations), tuple(labels), MappingProxyType(skills), MappingProxyType(read_only))


def forms(title: str) -> tuple[str, ...]:
    """The forms for men and women that a title holds, each whole; none where it holds one form only.

    >>> forms("comprador/compradora de café verde")
    ('comprador de café verde', 'compradora de café verde')
    """
    parts = title.strip(" /").split("/")
    half, odd = divmod(len(parts), 2)
    first, second = ("/".join(parts[at : at + half]).split() for at in (0, half))
    if odd or not first or not second or without_accents(first[0])[:3] != without_accents(second[0])[:3]:
        return ()
    if len(first) == 1 < len(second):
        first += second[1:]
    return (" ".join(first), " ".join(second)) if len(first) == len(second) else ()


def _titles(named: Mapping[str, Term]) -> dict[str, str]:
    return {lang: term.preferred for lang, term in sorted(named.items())}


def _skill(concept: Concept, named: Mapping[str, Term]) -> Skill:
    others = {lang: term.alternatives for lang, term in sorted(named.items()) if term.alternatives}
    titles = MappingProxyType(_titles(named))
    return Skill(concept.uri, titles, MappingProxyType(others), concept.skill_type is SkillType.KNOWLEDGE)


def _needs(relations: Iterable[Relation], skills: Mapping[str, Skill]) -> dict[str, Needs]:
    """(skills, essential ones) of each occupation, by URI; the essential come first, then both by name."""
    found: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
    called = {skill.id: skill.label("en").casefold() for skill in skills.values()}
    for one in relations:
        if one.kind is not RelationKind.BROADER:
            found[one.source].append((one.kind is RelationKind.OPTIONAL, called[one.target], one.target))
    return {
        uri: (tuple(skill for _, _, skill in sorted(needed)), frozenset(skill for optional, _, skill in needed if not optional))
        for uri, needed in found.items()
    }


def _shared(occupations: Iterable[Concept], needs: Mapping[str, Needs], skills: Mapping[str, Skill]) -> dict[str, Needs]:
    """What the occupations of each unit group need, by its code: what most of them need first; essential is what is so to all.

    Groups are left out of whose occupations ESCO says no skills.
    """
    inside: dict[str, list[Needs]] = defaultdict(list)
    for one in occupations:
        if one.uri in needs:
            inside[str(one.isco08)].append(needs[one.uri])
    found: dict[str, Needs] = {}
    for group, members in inside.items():
        needed = Counter(skill for those, _ in members for skill in those)
        essential = Counter(skill for _, always in members for skill in always)
        ranks = {skill: (-count, -essential[skill], skills[skill].label("en").casefold(), skill) for skill, count in needed.items()}
        best = sorted(needed, key=ranks.__getitem__)[:TYPICAL]
        found[group] = tuple(best), frozenset(skill for skill in best if essential[skill] == len(members))
    return found


def _occupation(
    concept: Concept,
    named: Mapping[str, Term],
    needs: Needs | None,
    units: Mapping[str, Occupation],
) -> Occupation:
    code, isco08 = str(concept.code), str(concept.isco08)
    skills, essential = needs or (units[isco08].skills, frozenset())
    return Occupation(code, isco08, concept.uri, MappingProxyType(_titles(named)), skills, essential)


def _group_labels(named: Terms, units: Mapping[str, Occupation]) -> Iterator[Label]:
    for code in units:
        yield from _labels_of(code, named.get(ISCO_URI + code, {}))


def _labels(named: Terms, occupations: Iterable[Occupation]) -> Iterator[Label]:
    for one in occupations:
        if not one.is_group:
            yield from _labels_of(one.code, named.get(str(one.uri), {}))


def _labels_of(code: str, named: Mapping[str, Term]) -> Iterator[Label]:
    for lang, term in sorted(named.items()):
        preferred = (term.preferred, *forms(term.preferred))
        for kind, texts in (
            (LabelKind.PREFERRED, preferred),
            (LabelKind.ALTERNATIVE, term.alternatives),
            (LabelKind.HIDDEN, term.hidden),
        ):
            yield from (Label(code, lang, text, kind) for text in texts)


def _once(labels: Iterable[Label]) -> Iterator[Label]:
    """Each name of a concept once, where it stands first; what has no letters and digits is no name."""
    seen: set[tuple[str, str, str]] = set()
    for label in labels:
        key = (label.concept, label.lang, label.text.casefold())
        if key not in seen and any(map(str.isalnum, label.text)):
            seen.add(key)
            yield label
