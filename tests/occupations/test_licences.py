"""A licence gives a code only where its class was read for the country that issued it; everything else is a question."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.vocabulary import Licence
from occupations.isco import LANGUAGES
from occupations.licences import codes, questions, read

CLASSES = st.sampled_from(["AM", "A", "A1", "B", "B1", "B2", "BE", "C", "C1", "CE", "D", "DE", "E"])
SAID = st.sampled_from(["permiso {}", "licencia tipo {}", "permis {}", "driving licence class {}", "Führerschein Klasse {}"])


@pytest.mark.parametrize(
    ("words", "country", "expected"),
    [
        ("licencia tipo B1 Costa Rica", "CR", {"driving_b"}),
        ("licencia B-3", "CR", {"driving_b", "driving_c"}),
        ("permiso B", "ES", {"driving_b"}),
        ("permiso B y C", "ES", {"driving_b", "driving_c"}),
        ("permisos: clase B, C y C+E", "ES", {"driving_b", "driving_c", "driving_ce"}),
        ("licencia federal tipo B", "MX", {"driving_c", "driving_ce"}),
        ("licencia federal categoría A", "MX", {"driving_d"}),
        ("Führerschein Klasse CE", "DE", {"driving_c", "driving_ce"}),
        ("permis C", "FR", {"driving_c"}),
        ("permis D", "TN", {"driving_d"}),
        ("CDL class A", "US", {"driving_c", "driving_ce"}),
        ("licencia C1", "CO", {"driving_b"}),
        ("رخصة قيادة فئة B", "TN", {"driving_b"}),
        ("forklift ticket", "GB", {"forklift"}),
        ("رخصة رافعة شوكية", None, {"forklift"}),
        ("CACES R489", "FR", {"forklift"}),
        ("carné de manipulador de alimentos", None, {"food_handling"}),
        ("trabajo en alturas", "CO", {"work_at_height"}),
        ("travail en hauteur", "FR", {"work_at_height"}),
        ("TIP de vigilante", "ES", {"security_guard"}),
    ],
)
def test_what_a_licence_is_for(words: str, country: str | None, expected: set[str]) -> None:
    reading = read(words, country)
    assert (set(reading.codes), reading.ask) == (expected, None)


@pytest.mark.parametrize(
    ("words", "country", "ask"),
    [
        ("carné de conducir", None, "which_country"),
        ("carné de conducir", "ES", "which_class"),
        ("permiso de conducir a nombre de mi padre", "ES", "which_class"),
        ("licencia de chofer federal", "MX", "which_class"),
        ("licencia tipo A", "MX", "which_vehicles"),
        ("permis D", "SN", "which_vehicles"),
        ("CDL", "US", "which_class"),
        ("رخصة قيادة", None, "which_country"),
        ("CACES", "FR", "which_machine"),
        ("CACES", None, "which_country"),
        ("HACCP", None, "which_training"),
        ("TPC", "ES", "which_training"),
        ("permiso A1", "ES", "smaller_class"),
        ("permiso B caducado", "ES", "still_valid"),
    ],
)
def test_what_is_not_known_becomes_a_question(words: str, country: str | None, ask: str) -> None:
    reading = read(words, country)
    assert (reading.codes, reading.ask) == ((), ask)


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("no tengo permiso B", "ES"),
        ("I don't have a class B driving licence", "DE"),
        ("je n’ai pas le permis B", "FR"),
        ("ليس لدي رخصة قيادة فئة B", "TN"),
        ("permiso de trabajo B", "ES"),
        ("licenciatura", "MX"),
        ("soy carpintero", "MX"),
        ("", None),
    ],
)
def test_what_is_no_licence_held_is_none(words: str, country: str | None) -> None:
    reading = read(words, country)
    assert (reading.codes, reading.ask) == ((), None)


@given(st.text(), st.none() | st.text(max_size=3))
def test_any_text_is_read_without_failing(words: str, country: str | None) -> None:
    reading = read(words, country)
    assert set(reading.codes) <= set(Licence)
    assert reading.ask is None or reading.ask in questions()


@given(CLASSES, SAID)
def test_a_driving_class_without_a_country_whose_classes_were_read_gives_no_code(name: str, said: str) -> None:
    for country in (None, "ZZ", "JO"):
        reading = read(said.format(name), country)
        assert reading.codes == ()
        assert reading.ask is not None


def test_every_code_is_one_of_the_vocabulary_and_every_one_is_reachable_but_none_more() -> None:
    assert codes() == set(Licence)


def test_every_question_stands_in_four_languages() -> None:
    assert all(set(one) == set(LANGUAGES) and all(text.rstrip()[-1] in "?؟" for text in one.values()) for one in questions().values())


def test_the_command_prints_one_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    from web.cli import cli

    cli.main(["licence", "carné de conducir", "--country", "ES", "--lang", "es"], standalone_mode=False)
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["question"] == "¿Qué clase o categoría dice la licencia?"
