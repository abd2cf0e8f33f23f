"""Proves a taxonomy edition whole: every group titled, nothing dangling, nothing twice; and the built-in one as large as promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from occupations.builtin import EDITION
from occupations.isco import GROUPS_PER_LEVEL, LANGUAGES, parent
from occupations.taxonomy import LabelKind, Taxonomy
from occupations.text import normalise

#: What the built-in edition promises (README): unit groups served fully, everyday titles, skills a group.
FULL_GROUPS, EVERYDAY_TITLES, SKILLS_A_GROUP = 150, 4_000, range(8, 16)


def findings(taxonomy: Taxonomy) -> list[str]:
    """One sentence for each thing missing, dangling or doubled; empty when the edition is whole."""
    always = [*_structure(taxonomy), *_occupations(taxonomy), *_labels(taxonomy), *_skills(taxonomy)]
    return [*always, *_skill_names(taxonomy), *_coverage(taxonomy)] if taxonomy.edition == EDITION else always


def full_groups(taxonomy: Taxonomy) -> list[str]:
    """Unit groups with everyday titles in all four languages and 8 to 15 typical skills."""
    titled = {(label.concept, label.lang) for label in taxonomy.labels if label.kind is LabelKind.ALTERNATIVE}
    return [
        code
        for code, occupation in taxonomy.occupations.items()
        if len(occupation.skills) in SKILLS_A_GROUP and all((code, lang) in titled for lang in LANGUAGES)
    ]


def counts(taxonomy: Taxonomy) -> dict[str, int]:
    """Sizes worth knowing: groups, everyday titles and activity phrases by language, skills, full groups."""
    kinds = Counter((label.kind, label.lang) for label in taxonomy.labels)
    units = sum(one.is_group for one in taxonomy.occupations.values())
    result = {"groups": len(taxonomy.groups), "unit_groups": units, "skills": len(taxonomy.skills)}
    if taxonomy.edition != EDITION:
        result["occupations"] = len(taxonomy.occupations) - units
    for lang in LANGUAGES:
        result[f"titles_{lang}"] = kinds[LabelKind.ALTERNATIVE, lang]
        result[f"activities_{lang}"] = kinds[LabelKind.ACTIVITY, lang]
    result["everyday_titles"] = sum(n for (kind, _), n in kinds.items() if kind is LabelKind.ALTERNATIVE)
    result["full_groups"] = len(full_groups(taxonomy))
    return result


def _structure(taxonomy: Taxonomy) -> Iterator[str]:
    for level, expected in GROUPS_PER_LEVEL.items():
        found = sum(len(code) == level for code in taxonomy.groups)
        if found != expected:
            yield f"{found} groups of {level} digits, expected {expected}"
    for code, titles in taxonomy.groups.items():
        above = parent(code)
        if above is not None and above not in taxonomy.groups:
            yield f"group {code}: its parent {above} does not exist"
        for lang in LANGUAGES:
            if not titles.get(lang, "").strip():
                yield f"group {code}: no title in {lang}"


def _occupations(taxonomy: Taxonomy) -> Iterator[str]:
    uris = Counter(one.uri for one in taxonomy.occupations.values() if one.uri)
    yield from (f"{uri} is the URI of {times} occupations" for uri, times in uris.items() if times > 1)
    for code, one in taxonomy.occupations.items():
        if one.code != code:
            yield f"occupation {one.code} stands under {code}"
        if one.isco08 not in taxonomy.occupations:
            yield f"occupation {code}: its unit group {one.isco08} does not exist"
        if not any(one.titles.values()):
            yield f"occupation {code}: no title in any language"
        if not one.essential <= set(one.skills):
            yield f"occupation {code}: an essential skill is none of its skills"


def _labels(taxonomy: Taxonomy) -> Iterator[str]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for label in taxonomy.labels:
        if label.concept not in taxonomy.occupations:
            yield f"label {label.text!r} ({label.lang}): no concept {label.concept}"
        if not normalise(label.text):
            yield f"label of {label.concept} ({label.lang}) has no words: {label.text!r}"
        seen[label.concept, label.lang, label.text.casefold()] += 1
    for (concept, lang, text), times in seen.items():
        if times > 1:
            yield f"label {text!r} ({lang}) stands {times} times in {concept}"


def _skills(taxonomy: Taxonomy) -> Iterator[str]:
    used = {skill for occupation in taxonomy.occupations.values() for skill in occupation.skills}
    for skill_id in sorted(used - taxonomy.skills.keys()):
        yield f"skill {skill_id}: named by an occupation, defined nowhere"
    for occupation in taxonomy.occupations.values():
        if len(set(occupation.skills)) != len(occupation.skills):
            yield f"occupation {occupation.code}: a skill stands twice"


def _skill_names(taxonomy: Taxonomy) -> Iterator[str]:
    """Of skills that were worded here: in four languages, each once, none in vain."""
    used = {skill for occupation in taxonomy.occupations.values() for skill in occupation.skills}
    for skill_id in sorted(taxonomy.skills.keys() - used):
        yield f"skill {skill_id}: defined, but no occupation names it"
    for lang in LANGUAGES:
        texts = Counter(normalise(skill.labels.get(lang, "")) for skill in taxonomy.skills.values())
        for text, times in texts.items():
            if not text:
                yield f"{times} skills have no label in {lang}"
            elif times > 1:
                yield f"{times} skills are all called {text!r} in {lang}"


def _coverage(taxonomy: Taxonomy) -> Iterator[str]:
    sizes = counts(taxonomy)
    if sizes["full_groups"] < FULL_GROUPS:
        yield f"{sizes['full_groups']} unit groups have everyday titles and 8 to 15 skills, expected {FULL_GROUPS}"
    if sizes["everyday_titles"] < EVERYDAY_TITLES:
        yield f"{sizes['everyday_titles']} everyday titles, expected {EVERYDAY_TITLES}"
