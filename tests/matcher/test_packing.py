"""What the index keeps of vacancies on disk says the same when it is read again, and so does what is joined from parts."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import keys
from matcher.columns import Columns
from matcher.eligibility import RULES, SOFT_RULES
from matcher.eligible import eligible
from matcher.errors import IndexDamaged
from matcher.index import VectorIndex
from matcher.joining import joined
from matcher.profile import Profile
from matcher.searchable import Part
from matcher.services.packing import packed, unpacked
from matcher.skill_sets import SkillSets
from matcher.vacancy import Vacancy
from tests.matcher.test_eligibility import CONTEXT, profiles, vacancies

NOTHING = np.empty(0, np.int64)
skills = st.dictionaries(st.sampled_from("abcde"), st.sampled_from([0.5, 1.0]), max_size=4)


def part(many: list[Vacancy], asked: list[dict[str, float]], first: int = 0) -> Part:
    count = len(many)
    columns = Columns.of(many)
    vectors = np.random.default_rng(first).normal(size=(count, 4)).astype(np.float32)
    ids = np.arange(count, dtype=np.int64) * 3 + first
    groups = ("7212", None, "9111")
    index = VectorIndex(ids, vectors, ids * 7, columns.personal[0].column)
    return Part(index, columns, np.arange(count) % 3, groups, SkillSets.made(asked), NOTHING)


@given(one=vacancies)
def test_every_key_can_be_written_and_read(one: Vacancy) -> None:
    for rule in RULES:
        key = rule.key(one)
        again = keys.read(json.loads(json.dumps(keys.written(key))))
        assert (again, type(again)) == (key, type(key))


@given(profile=profiles, many=st.lists(st.tuples(vacancies, skills), max_size=10))
@settings(max_examples=60)
def test_a_part_that_is_packed_says_the_same(profile: Profile, many: list[tuple[Vacancy, dict[str, float]]]) -> None:
    made = part([one for one, _ in many], [asked for _, asked in many])
    arrays, words = packed(made)
    again = unpacked(made.index.vectors, arrays, json.loads(json.dumps(words)))
    says_the_same(profile, made, again)


def test_what_was_never_packed_is_damage() -> None:
    arrays, words = packed(part([], []))
    with pytest.raises(IndexDamaged):
        unpacked(np.empty((0, 4), np.float32), arrays, words | {"general": [["NO_SUCH_RULE"]]})
    with pytest.raises(IndexDamaged):
        unpacked(np.empty((0, 4), np.float32), {}, words)


@given(data=st.data(), profile=profiles, sizes=st.lists(st.integers(0, 6), min_size=1, max_size=3))
@settings(max_examples=60)
def test_parts_that_are_joined_say_what_one_part_says(data: st.DataObject, profile: Profile, sizes: list[int]) -> None:
    """In the order of the vacancies' numbers, without what was hidden."""
    total = sum(sizes)
    many = [data.draw(vacancies) for _ in range(total)]
    asked = [data.draw(skills) for _ in range(total)]
    hidden = np.array(sorted(data.draw(st.sets(st.integers(0, total - 1), max_size=3))) if total else [], np.int64)
    edges = np.cumsum([0, *sizes])
    parts = []
    for number, (start, end) in enumerate(pairwise(edges.tolist())):
        here = part(many[start:end], asked[start:end], number)
        rows = hidden[(hidden >= start) & (hidden < end)] - start
        parts.append(Part(here.index, here.columns, here.group, here.groups, here.skills, rows))
    whole = joined(parts)
    ids = np.concatenate([one.numbers for one in parts])
    order = np.argsort(ids)
    left = np.delete(np.arange(total), hidden)[order]
    assert whole.index.ids.tolist() == ids[order].tolist()
    fresh = part([many[at] for at in left], [asked[at] for at in left])
    kept = [np.delete(np.arange(len(one.index)), one.hidden) for one in parts]
    vectors = np.concatenate([one.index.vectors[rows] for one, rows in zip(parts, kept, strict=True)])[order]
    groups = np.concatenate([[one.groups[at] for at in one.group[rows]] for one, rows in zip(parts, kept, strict=True)])[order]
    assert np.array_equal(whole.index.vectors, vectors)
    assert [whole.groups[at] for at in whole.group] == list(groups)
    same_rules(profile, whole, fresh)


def says_the_same(profile: Profile, one: Part, other: Part) -> None:
    same_rules(profile, one, other)
    assert np.array_equal(one.group, other.group)
    assert one.groups == other.groups
    assert np.array_equal(one.index.ids, other.index.ids)


def same_rules(profile: Profile, one: Part, other: Part) -> None:
    near, rows = np.arange(0, len(one.index), 2), np.arange(len(one.index))
    first, second = (eligible(profile, each.columns, CONTEXT) for each in (one, other))
    assert first.mask.tolist() == second.mask.tolist()
    assert first.left_out() == second.left_out()
    assert first.left_out_of(near) == second.left_out_of(near)
    for rule in SOFT_RULES:
        assert one.columns.unmet(rule, profile, CONTEXT, rows).tolist() == other.columns.unmet(rule, profile, CONTEXT, rows).tolist()
    held = {"a": 1.0, "c": 0.5, "nobody asks": 1.0}
    assert np.allclose(one.skills.coverage(held, rows), other.skills.coverage(held, rows))


@given(asked=st.lists(skills, max_size=6), held=st.dictionaries(st.sampled_from("abcdz"), st.sampled_from([0.3, 1.0])))
def test_skills_cover_by_weight_and_silence_neither_helps_nor_harms(asked: list[dict[str, float]], held: dict[str, float]) -> None:
    sets = SkillSets.made(asked)
    expected = [
        sum(weight * held.get(skill, 0) for skill, weight in one.items()) / sum(one.values()) if one else 0.5 for one in asked
    ]  # fmt: skip
    assert np.allclose(sets.coverage(held, np.arange(len(asked))), expected)
    assert SkillSets.made([sets.asked()[number] for number in sets.of]).asked() == sets.asked()
