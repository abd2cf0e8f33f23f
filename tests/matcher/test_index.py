"""The index against brute force."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matcher.encoder import unit_rows
from matcher.index import VectorIndex


@pytest.fixture(scope="module", autouse=True, params=[0, VectorIndex.FEW], ids=["codes", "as it is"])
def few(request: pytest.FixtureRequest) -> Iterator[None]:
    """Small ones are asked by their codes, too, as large ones are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(VectorIndex, "FEW", request.param)
        yield


def made(count: int, seed: int, duplicates: bool = False, d: int = 8) -> VectorIndex:
    rng = np.random.default_rng(seed)
    vectors = unit_rows(rng.normal(size=(count, d)))
    if duplicates and count:
        vectors[:] = vectors[rng.integers(0, count, count) % 3]
    ids = np.arange(count, dtype=np.int64) + 100
    return VectorIndex(ids, vectors, ids * 7)


@given(count=st.integers(0, 60), k=st.integers(0, 80), share=st.floats(0, 1), seed=st.integers(0, 99), duplicates=st.booleans())
def test_search_is_exact_inside_the_mask(count: int, k: int, share: float, seed: int, duplicates: bool) -> None:
    index = made(count, seed, duplicates)
    rng = np.random.default_rng(seed + 1)
    mask = rng.random(count) < share
    query = unit_rows(rng.normal(size=(1, 8)))[0]
    rows, scores = index.search(query, mask, k)
    assert mask[rows].all()
    assert len(set(rows.tolist())) == len(rows) == min(k, int(mask.sum()))
    truth = np.sort(index.vectors[mask] @ query)[::-1][: len(rows)]
    assert np.allclose(scores, truth, atol=1e-5)


@given(seed=st.integers(0, 30), share=st.sampled_from([0.01, 0.2, 1.0]), apart=st.sampled_from([0.0, 1e-4, 1e-2, 1.0]))
@settings(max_examples=60, deadline=None)
def test_rows_nearer_to_each_other_than_their_codes_can_tell_are_still_told_apart(seed: int, share: float, apart: float) -> None:
    """Clusters of rows that differ by less than 8 bits hold: the codes let more rows through until the vectors have decided."""
    rng = np.random.default_rng(seed)
    middles = unit_rows(rng.normal(size=(3, 16)))
    vectors = unit_rows(middles[rng.integers(0, 3, 4_000)] + apart * rng.normal(size=(4_000, 16)) / 4)
    index = VectorIndex(np.arange(4_000), vectors, np.arange(4_000))
    mask, query = rng.random(4_000) < share, middles[0]
    rows, scores = index.search(query, mask, 50)
    inside = np.flatnonzero(mask)
    truth = vectors[inside] @ query
    best = np.sort(truth)[::-1][: len(rows)]
    assert np.allclose(scores, best, atol=1e-6)
    assert len(np.unique(rows)) == len(rows) == min(50, len(inside))
    if apart == 0:
        # Rows that are all alike come in their order, not by chance.
        first = inside[truth > best[0] - 1e-6]
        assert rows.tolist()[: len(first)] == first[: len(rows)].tolist()


@given(
    seed=st.integers(0, 50),
    count=st.integers(1, 3_000),
    classes=st.integers(1, 40),
    k=st.sampled_from([1, 7, 60]),
    d=st.sampled_from([8, 32, 256]),
)
@example(seed=0, count=7, classes=7, k=1, d=256)
@settings(max_examples=40, deadline=None)
def test_classes_that_are_not_asked_for_change_nothing(seed: int, count: int, classes: int, k: int, d: int) -> None:
    """The same rows as by looking at all, whichever classes there are, the empty ones too."""
    rng = np.random.default_rng(seed)
    vectors, of = unit_rows(rng.normal(size=(count, d))), rng.integers(0, classes, count)
    index = VectorIndex(np.arange(count), vectors, np.arange(count), of)
    asked = np.flatnonzero(rng.random(classes) < 0.5)
    mask, query = np.isin(of, asked) & (rng.random(count) < 0.8), unit_rows(rng.normal(size=(1, d)))[0]
    rows = index.search(query, mask, k, asked)[0]
    inside = np.flatnonzero(mask)
    truth = inside[np.lexsort((inside, -(vectors[inside] * query).sum(axis=1)))][:k]
    assert rows.tolist() == truth.tolist()
    assert index.search(query, mask, k)[0].tolist() == truth.tolist()


@pytest.mark.parametrize("d", [8, 16, 32, 256])
def test_codes_say_what_the_vectors_say_but_for_what_rounding_took(d: int) -> None:
    index, query = made(5_000, 1, d=d), unit_rows(np.random.default_rng(2).normal(size=(1, d)))[0]
    codes = index._coded
    assert codes._index.invlists.compute_ntotal() == 5_000
    rows, beyond = codes.first(query, np.ones(5_000, np.bool_), 400, None)
    cosines = index.vectors @ query
    assert 0 < codes.lost < 0.05
    assert np.delete(cosines, rows).max() < beyond < np.sort(cosines)[-400] + 2 * codes.lost
    assert cosines[rows].min() > beyond - 2 * codes.lost


def test_a_zero_vector_becomes_a_unit_vector() -> None:
    rows = unit_rows(np.zeros((2, 4)))
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
