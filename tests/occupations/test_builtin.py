"""The built-in edition is whole, and agrees with the ILO's titles where these can be read."""

from __future__ import annotations

import csv
from pathlib import Path
from types import MappingProxyType

import pytest

from occupations import builtin, check, isco
from occupations.taxonomy import Label, LabelKind, Taxonomy


def test_nothing_is_missing_dangling_or_doubled(taxonomy: Taxonomy) -> None:
    assert check.findings(taxonomy) == []


def test_it_is_as_large_as_promised(taxonomy: Taxonomy) -> None:
    sizes = check.counts(taxonomy)
    assert sizes["groups"] == 619
    assert sizes["unit_groups"] == 436
    assert sizes["everyday_titles"] >= 4_000
    assert sizes["full_groups"] >= 150


def test_regional_words_lead_to_their_groups(taxonomy: Taxonomy) -> None:
    said = {(label.text, label.concept) for label in taxonomy.labels if label.lang == "es"}
    for text, code in [("albañil", "7112"), ("maestro de obra", "7112"), ("niñera", "5311"), ("mesero", "5131"), ("camarero", "5131")]:
        assert any(text == one and code[:2] == concept[:2] for one, concept in said), (text, code)


def test_every_arabic_title_was_translated_back(taxonomy: Taxonomy) -> None:
    back = {row["code"]: row["back"] for _, row in builtin.rows("groups.ar.back.tsv", ("code", "back"))}
    assert back.keys() == taxonomy.groups.keys()
    assert all(back.values())


@pytest.mark.parametrize(
    ("lang", "file"), [("en", "esco/v1.2/ISCOGroups_en.csv"), ("es", "esco/v1.2/ISCOGroups_es.csv"), ("fr", "esco/v1.0/ISCOGroups_fr.csv")]
)
def test_structure_and_titles_agree_with_the_published_ones(taxonomy: Taxonomy, data: Path, lang: str, file: str) -> None:
    with (data / file).open(encoding="utf-8-sig", newline="") as stream:
        published = {row["code"]: row["preferredLabel"].strip() for row in csv.DictReader(stream)}
    assert {code: titles[lang] for code, titles in taxonomy.groups.items()} == published


def test_the_check_sees_what_is_wrong(taxonomy: Taxonomy) -> None:
    """A check that cannot fail proves nothing: each kind of damage must be named."""
    groups = dict(taxonomy.groups)
    groups["7212"] = {**groups["7212"], "ar": ""}
    del groups["721"]
    label = next(one for one in taxonomy.labels if one.kind is LabelKind.ALTERNATIVE)
    skills = {key: skill for key, skill in taxonomy.skills.items() if key != "weld-arc"}
    labels = (*taxonomy.labels, label, Label("0999", "en", "ghost", LabelKind.ALTERNATIVE))
    damaged = Taxonomy("isco08", taxonomy.occupations, labels, MappingProxyType(skills), MappingProxyType(groups))
    said = "\n".join(check.findings(damaged))
    for part in ("7212: no title in ar", "parent 721 does not exist", "129 groups of 3", "stands 2 times", "no concept 0999", "weld-arc"):
        assert part in said


def test_checksum_changes_with_the_content(taxonomy: Taxonomy) -> None:
    fewer = Taxonomy("isco08", taxonomy.occupations, taxonomy.labels[1:], taxonomy.skills, taxonomy.groups)
    assert fewer.checksum != taxonomy.checksum
    assert Taxonomy("isco08", taxonomy.occupations, taxonomy.labels, taxonomy.skills, taxonomy.groups).checksum == taxonomy.checksum


def test_a_skill_is_found_by_name_in_any_language(taxonomy: Taxonomy) -> None:
    skill = taxonomy.skills["weld-arc"]
    for text in ("weld-arc", *skill.labels.values(), skill.labels["es"].upper()):
        assert taxonomy.find_skill(text) == skill
    assert taxonomy.find_skill("levitate") is None


@pytest.mark.parametrize(
    ("a", "b", "near"), [("7212", "7212", 1), ("7212", "7213", 0.75), ("7212", "7221", 0.5), ("7212", "7111", 0.25), ("7212", "2221", 0)]
)
def test_closeness_follows_the_levels(a: str, b: str, near: float) -> None:
    assert isco.closeness(a, b) == isco.closeness(b, a) == near
    assert isco.distance(a, b) == 1 - near
