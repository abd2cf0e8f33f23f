"""The encoder that ships: an ordinary folder whose vectors are the same everywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bootstrap import Services
from matcher.encoder import SHIPPED, SentenceEncoder
from matcher.errors import EncoderNotFound

SENTENCES = (
    "albañil",
    "SE BUSCA COCINERO/A (REF. 042025002051)",
    "I cleaned offices at night",
    "عاملة نظافة في المستشفى",
    "Zimmerer/Zimmerin",
    "мидии, раки и риба: продавач",
    "",
    "???",
)
#: The first numbers of each vector as they were when the encoder was made; a new encoder writes them anew.
KEPT = Path(__file__).with_name("encoder_vectors.json")


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_the_folder_is_ordinary_small_and_tells_where_it_comes_from() -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(SHIPPED), device="cpu")  # no code of its own is asked for
    assert model.get_embedding_dimension() == 256
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) <= 60_000_000
    card = (SHIPPED / "README.md").read_text(encoding="utf-8")
    for told in ("Decision 2011/833/EU", "CC BY 4.0", "Apache-2.0", "seed", "minutes of training"):
        assert told in card
    assert "MELO esp_q_es_c_es" in (SHIPPED / "FIGURES.md").read_text(encoding="utf-8")


def test_vectors_are_those_of_the_day_it_was_made(encoder: SentenceEncoder) -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert kept["encoder"] == encoder.id
    rows = encoder.encode(SENTENCES)
    for row, sentence in zip(rows, SENTENCES, strict=True):
        assert np.allclose(row[: len(kept["rows"][sentence])], kept["rows"][sentence], atol=1e-4), sentence


def test_vectors_are_the_same_beside_any_store_and_after_a_reload(store: Services, encoder: SentenceEncoder) -> None:
    """`store`: once on SQLite, once on PostgreSQL."""
    told = "import sys, numpy as np; from matcher.encoder import SentenceEncoder as E; np.save(sys.argv[1], E().encode(sys.argv[2:]))"
    file = store.settings.home / "rows.npy"
    subprocess.run([sys.executable, "-c", told, str(file), *SENTENCES], check=True)
    here = store.encoder.encode(SENTENCES)
    for rows in (np.load(file), encoder.encode(SENTENCES), encoder.encode(SENTENCES[::-1])[::-1]):
        assert np.sum(rows * here, axis=1).min() > 0.9999


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_any_text_has_a_row_of_length_1_whatever_stands_beside_it(texts: list[str]) -> None:
    rows = SHARED.encode(texts)
    assert rows.shape == (len(texts), SHARED.dimension)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(rows[0], SHARED.encode(texts[:1])[0], atol=1e-6)


SHARED = SentenceEncoder()


@given(st.sampled_from(["electricista de obra", "sudeur à l'arc", "عامل بناء", "Fachkraft für Pflege", "заварчик", "câmara"]))
def test_capitals_make_no_difference(title: str) -> None:
    assert SHARED.encode([title])[0] @ SHARED.encode([title.upper()])[0] > 0.9999


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("albañil", "bricklayer", "nurse"),
        ("Krankenschwester", "enfermera", "carpintero"),
        ("سائق شاحنة", "truck driver", "hairdresser"),
        ("femme de ménage", "empleada doméstica", "soldador"),
        ("зидар", "bricklayer", "cook"),
    ],
)
def test_names_of_one_trade_lie_together_across_languages(one: str, same: str, other: str) -> None:
    rows = SHARED.encode([one, same, other])
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_its_name_tells_its_bytes_and_another_folder_has_another(tmp_path: Path, encoder: SentenceEncoder) -> None:
    assert encoder.id == SentenceEncoder("builtin").id
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "modules.json").write_text("[]")
    first = SentenceEncoder(str(folder)).id
    (folder / "modules.json").write_text("[ ]")
    assert len({encoder.id, first, SentenceEncoder(str(folder)).id}) == 3


def test_a_damaged_folder_is_said_to_be_damaged(tmp_path: Path) -> None:
    with pytest.raises(EncoderNotFound):
        SentenceEncoder(str(tmp_path)).encode(["x"])


@pytest.mark.parametrize("work", ["soldador en un taller", "I cleaned rooms in a hotel", "je conduisais un camion", "كنت أعمل في البناء"])
@pytest.mark.parametrize("besides", ["me duele la cabeza", "good morning everybody", "j'ai deux enfants", "شكرا جزيلا لكم"])
def test_its_words_tell_work_from_other_talk(work: str, besides: str) -> None:
    told = SHARED.speaks_of_work([work, besides])
    assert told.shape == (2,)
    assert told[0] > told[1]


def test_another_encoder_has_the_same_sense_of_what_speaks_of_work(encoder: SentenceEncoder) -> None:
    texts = ["soldadora", "tengo hambre", "", "???"]
    assert np.array_equal(SentenceEncoder("some/other-model").speaks_of_work(texts), encoder.speaks_of_work(texts))
