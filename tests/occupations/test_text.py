"""Normalising never fails, never changes what is already normal, and brings forms of one word together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from occupations.lexical import LexicalIndex
from occupations.text import clean_title, fold, folded_words, normalise


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once == once.strip()
    assert "  " not in once


@given(st.text())
def test_cleaning_never_loses_all_words(text: str) -> None:
    assert bool(normalise(clean_title(text))) == bool(normalise(text))


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("PEÓN   de Albañil", "peon de albanil"),
        ("Bäcker/in", "backer in"),
        ("سَبّاك", "سباك"),
        ("خيّاطة", "خياطه"),
        ("Œuvre — d’art", "œuvre d art"),
        ("", ""),
    ],
)
def test_normal_forms(given_text: str, expected: str) -> None:
    assert normalise(given_text) == expected


@pytest.mark.parametrize(
    ("noisy", "clean"),
    [
        ("SE BUSCA COCINERO/A (REF. 042025002051)", "COCINERO"),
        ("Camarero/a de pisos (m/f)", "Camarero de pisos"),
        ("AGENTE COMERCIAL DE SEGUROS (REF.: 6891)", "AGENTE COMERCIAL DE SEGUROS"),
        ("Vendeur/euse H/F", "Vendeur"),
        ("مطلوب طباخ", "طباخ"),
        ("123456", "123456"),
    ],
)
def test_noise_of_adverts_goes(noisy: str, clean: str) -> None:
    assert clean_title(noisy) == clean


@pytest.mark.parametrize(
    "forms",
    [
        ("soldador", "soldadora", "soldadores", "soldadoras"),
        ("welder", "welders"),
        ("enfermero", "enfermera", "enfermeros"),
        ("cuisinier", "cuisiniers"),
        ("ممرض", "ممرضه"),
    ],
)
def test_forms_of_one_word_fold_together(forms: tuple[str, ...]) -> None:
    assert len({fold(form) for form in forms}) == 1


def test_folded_words_keep_their_order() -> None:
    assert folded_words("Trabajadoras domésticas") == ("trabajador", "domestic")


@given(texts=st.lists(st.text(alphabet="abcdeñ ", max_size=30), min_size=1, max_size=5))
def test_likeness_is_that_of_the_fitted_vectoriser(texts: list[str]) -> None:
    labels = ["soldador", "cabecera de cañada", "abeja", "decano"]
    letters, words = LexicalIndex(labels).scores(texts)
    chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32, preprocessor=normalise)
    whole = TfidfVectorizer(analyzer=folded_words, sublinear_tf=True, dtype=np.float32)
    for found, fitted in ((letters, chars), (words, whole)):
        rows = fitted.fit_transform(labels)
        assert np.allclose(found, (fitted.transform(texts) @ rows.T).toarray(), atol=1e-5)
