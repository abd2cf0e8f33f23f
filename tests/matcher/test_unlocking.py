"""What one thing more would open: counted as if the person had it, over every vacancy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import columns as columns_of
from matcher.columns import Columns
from matcher.eligibility import may_take
from matcher.eligible import eligible
from matcher.index import VectorIndex
from matcher.profile import LanguageHeld, Profile
from matcher.searchable import Found, Part
from matcher.skill_sets import SkillSets
from matcher.unlocking import unlocks
from matcher.vacancy import LanguageNeed, LicenceNeed, Vacancy
from matcher.vocabulary import Level, Licence, Qualification, RuleCode, Verdict
from tests.factories import vacancy
from tests.matcher.test_eligibility import CONTEXT, RULE, profiles, vacancies


def found(profile: Profile, many: list[Vacancy], close: list[int], hidden: list[int]) -> Found:
    columns, count = Columns.of(many), len(many)
    nothing = np.zeros(count, np.int64)
    index = VectorIndex(np.arange(count), np.zeros((count, 2), np.float32), nothing, columns.personal[0].column)
    part = Part(index, columns, nothing, ("7212",), SkillSets.made([{}] * count), np.array(hidden, np.int64))
    rows = np.array(close, np.int64)
    return Found(part, eligible(profile, columns, CONTEXT, part.hidden), np.zeros(1, np.float32), rows)


def with_one_more(profile: Profile, code: RuleCode, facts: dict[str, str]) -> Profile:
    if code is RuleCode.LANGUAGE:
        others = tuple(one for one in profile.languages or () if one.code != facts["language"])
        return replace(profile, languages=(*others, LanguageHeld(facts["language"], Level(facts["level"]))))
    if code is RuleCode.LICENCE:
        return replace(profile, licences=(*(profile.licences or ()), Licence(facts["licence"])))
    return replace(profile, qualifications=(*(profile.qualifications or ()), Qualification(facts["qualification"])))


@given(data=st.data(), profile=profiles, many=st.lists(vacancies, max_size=14), most=st.sampled_from([4, columns_of.MOST]))
@settings(max_examples=150)
def test_each_count_is_how_many_more_would_be_open(data: st.DataObject, profile: Profile, many: list[Vacancy], most: int) -> None:
    """And what opens most is among them: every single step that any vacancy asks for is tried."""
    close = [at for at in range(len(many)) if data.draw(st.booleans())]
    hidden = [at for at in range(len(many)) if data.draw(st.integers(0, 4)) == 0]
    patch = columns_of.MOST
    try:
        columns_of.MOST = most
        told = unlocks(profile, [found(profile, many, close, hidden)], CONTEXT)
    finally:
        columns_of.MOST = patch
    counted = [many[at] for at in close if at not in hidden]

    def more(code: RuleCode, facts: dict[str, str]) -> int:
        other = with_one_more(profile, code, facts)
        met = [RULE[code].of(other, one, CONTEXT).verdict is Verdict.MET for one in counted]
        opened = [may_take(other, one, CONTEXT) and not may_take(profile, one, CONTEXT) for one in counted]
        return sum(one and two for one, two in zip(opened, met, strict=True))

    for one in told:
        assert one.count == more(one.code, dict(one.facts)) > 0
    assert [one.count for one in told] == sorted((one.count for one in told), reverse=True)
    best = max((more(*step) for one in counted for step in steps(profile, one)), default=0)
    assert best == (told[0].count if told else 0)


def steps(profile: Profile, one: Vacancy):
    if profile.languages is not None:
        for need in one.languages or ():
            held = next((mine.level for mine in profile.languages if mine.code == need.code), None)
            if need.required and need.level and not (held and held.reaches(need.level)):
                yield RuleCode.LANGUAGE, {"language": need.code, "level": str(need.level)}
    if profile.licences is not None:
        yield from ((RuleCode.LICENCE, {"licence": str(need.code)}) for need in one.licences or () if need.required)
    if profile.qualifications is not None:
        yield from ((RuleCode.QUALIFICATION, {"qualification": str(need)}) for need in one.qualifications or ())


def test_what_a_counsellor_expects() -> None:
    """Two things missing are not one step; a higher level opens what asks for a lower one too."""
    b1, a2 = ((LanguageNeed("es", level),) for level in (Level.B1, Level.A2))
    forklift = (LicenceNeed(Licence.FORKLIFT),)
    many = [
        vacancy(id=number, languages=languages, licences=licences, qualifications=(), country="ES")
        for number, (languages, licences) in enumerate([(b1, ()), (a2, ()), (b1, forklift), ((), forklift), ((), ())])
    ]
    person = Profile(languages=(LanguageHeld("en", Level.C1),), licences=(), countries=("ES",), permits=("ES",), birth_year=1990)
    told = unlocks(person, [found(person, many, list(range(5)), [])], CONTEXT)
    assert [(str(one.code), dict(one.facts), one.count) for one in told] == [
        ("LANGUAGE", {"language": "es", "level": "B1"}, 2),
        ("LANGUAGE", {"language": "es", "level": "A2"}, 1),
        ("LICENCE", {"licence": "forklift"}, 1),
    ]
