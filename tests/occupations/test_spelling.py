"""Slips of the hand: mended towards words that labels use, and towards nothing else."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from occupations.linker import Linker
from occupations.links import How
from occupations.spelling import Speller
from occupations.text import fold
from tests.benchmarks.titles import misspelt

WORDS = ("electricista", "carpintero", "soldador", "coche", "torno", "enfermera", "mantenimiento")
SPELLER = Speller(["electricista de mantenimiento", "carpintero", "soldador", "coche torno", "enfermera"], {"noche", "turno"})


@given(st.sampled_from(["electricista", "carpintero", "enfermera", "mantenimiento"]), st.integers(0, 10_000))
def test_a_slip_in_a_long_word_is_mended(word: str, seed: int) -> None:
    damaged = misspelt(word, random.Random(seed), edits=1)
    other_form = fold(damaged) == fold(word)  # "electricist" is to "electricista" what "carpintera" is to "carpintero"
    assert SPELLER.mend(damaged) == (damaged if other_form else word)


@given(st.lists(st.sampled_from([*WORDS, "noche", "turno", "de", "24h", "xy"])))
def test_right_words_and_short_ones_stay(words: list[str]) -> None:
    assert SPELLER.mend(" ".join(words)) == " ".join(words)


@given(st.text())
def test_any_text_keeps_its_number_of_words(text: str) -> None:
    assert len(SPELLER.mend(text).split()) == len(text.split())


def test_a_word_far_from_every_label_stays() -> None:
    assert SPELLER.mend("astronauta elektrizista") == "astronauta electricista"


def test_other_forms_of_a_known_word_are_no_slips() -> None:
    assert SPELLER.mend("soldadores carpinteras") == "soldadores carpinteras"


def test_a_mended_text_is_never_said_to_be_a_title_as_it_stands(linker: Linker) -> None:
    (best,) = linker.link("albañl", "es", top=1)
    assert (best.isco08, best.how) == ("7112", How.FUZZY)
