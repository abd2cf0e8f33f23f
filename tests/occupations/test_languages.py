"""Levels follow from plain sentences and never from what was not asked; languages are understood by the names people give them."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from matcher.codes import LANGUAGES as CODES
from matcher.cv.names import language_code, language_name
from matcher.vocabulary import Level as VocabularyLevel
from occupations.isco import LANGUAGES
from occupations.languages import LanguageSkill, Level, also_called, level_from, sentences

CELLS = [(skill, level) for skill in LanguageSkill for level in Level]
ANSWERS = st.dictionaries(st.sampled_from(CELLS), st.booleans())
AT_WORK = (LanguageSkill.LISTENING, LanguageSkill.TALKING, LanguageSkill.TELLING)


def climbed(skill: LanguageSkill, to: Level) -> dict[tuple[LanguageSkill, Level], bool]:
    return {(skill, level): to.reaches(level) for level in Level}


def test_the_level_is_defined_once() -> None:
    assert VocabularyLevel is Level


def test_every_cell_has_one_sentence_in_each_language_and_none_twice() -> None:
    table = sentences()
    assert set(table) == set(CELLS)
    for lang, start in (("en", "I can"), ("es", "Puedo"), ("fr", "Je peux"), ("ar", "أستطيع أن")):
        told = [cell[lang] for cell in table.values()]
        assert len(set(told)) == len(CELLS)
        assert all(one.startswith(start) and one.endswith(".") for one in told)
    assert {lang for cell in table.values() for lang in cell} == set(LANGUAGES)


@given(ANSWERS)
def test_a_level_needs_every_sentence_up_to_it(answers: dict[tuple[LanguageSkill, Level], bool]) -> None:
    for skill, reached in level_from(answers).levels.items():
        below = [level for level in Level if reached and reached.reaches(level)]
        assert all(answers[skill, level] for level in below)
        above = list(Level)[len(below)] if len(below) < len(Level) else None
        assert above is None or not answers.get((skill, above), False)


@given(ANSWERS)
def test_overall_is_the_lowest_of_listening_and_speaking_and_unknown_where_one_is(answers: dict[tuple[LanguageSkill, Level], bool]) -> None:
    assessed = level_from(answers)
    levels = [assessed.levels.get(skill) for skill in AT_WORK]
    known = [level for level in levels if level is not None]
    if len(known) < len(AT_WORK):
        assert assessed.overall is None
    else:
        assert assessed.overall in known
        assert all(level.reaches(assessed.overall) for level in known if assessed.overall)


@given(ANSWERS, st.sampled_from(CELLS))
def test_one_more_yes_never_lowers_a_level(answers: dict[tuple[LanguageSkill, Level], bool], cell: tuple[LanguageSkill, Level]) -> None:
    before, after = level_from(answers), level_from(answers | {cell: True})
    for skill, level in before.levels.items():
        later = after.levels[skill]
        assert level is None or (later is not None and later.reaches(level))


def test_reading_and_writing_do_not_lower_what_is_asked_at_work() -> None:
    answers = {}
    for skill, to in zip(LanguageSkill, (Level.B2, Level.A1, Level.B1, Level.C1, Level.A1), strict=True):
        answers |= climbed(skill, to)
    assessed = level_from(answers)
    assert assessed.overall is Level.B1
    assert assessed.levels[LanguageSkill.READING] is Level.A1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ingles", "en"),
        ("castellano", "es"),
        ("idioma español", "es"),
        ("árabe", "ar"),
        ("k'iche'", "quc"),
        ("K’iche’", "quc"),
        ("quiché", "quc"),
        ("náhuatl", "nah"),
        ("q’eqchi’", "kek"),
        ("mam", "mam"),
        ("maya yucateco", "yua"),
        ("français", "fr"),
        ("الإنجليزية", "en"),
        ("اللغة الإنجليزية", "en"),
        ("انجليزي", "en"),
        ("wolof", "wo"),
        ("tagalo", "tl"),
        ("українська", "uk"),
        ("es", "es"),
        ("maya", None),
        ("klingonés", None),
        ("", None),
    ],
)
def test_languages_are_known_by_the_names_people_give_them(name: str, code: str | None) -> None:
    assert language_code(name) in ({code, "fil"} if code == "tl" else {code})


def test_every_other_name_has_a_known_code_and_is_understood() -> None:
    for name, code in also_called().items():
        assert code in CODES
        assert language_code(name) is not None


@pytest.mark.parametrize(("code", "name"), [("nah", "Nahuatl languages"), ("quc", "quiché"), ("es", "español")])
def test_every_code_that_is_read_can_be_named(code: str, name: str) -> None:
    assert language_name(code, Locale("es")) == name


@given(st.text(max_size=60))
def test_any_text_is_asked_for_its_language_without_failing(text: str) -> None:
    code = language_code(text)
    assert code is None or code in CODES
