"""The index against brute force, and its files against damage."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import index as files
from matcher.encoder import unit_rows
from matcher.errors import IndexDamaged
from matcher.index import Manifest, VectorIndex

MANIFEST = Manifest("encoder", "taxonomy", 8, 0, 7)


def made(count: int, seed: int, duplicates: bool = False) -> VectorIndex:
    rng = np.random.default_rng(seed)
    vectors = unit_rows(rng.normal(size=(count, 8)))
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


def test_the_vectors_stay_in_their_file(tmp_path: Path) -> None:
    manifest = files.save(tmp_path, made(20, 3), MANIFEST)
    assert isinstance(files.load(tmp_path, manifest).vectors, np.memmap)
    manifest = files.save(tmp_path, made(0, 3), MANIFEST)
    assert len(files.load(tmp_path, manifest)) == 0


def test_a_zero_vector_becomes_a_unit_vector() -> None:
    rows = unit_rows(np.zeros((2, 4)))
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    index = made(20, 3)
    manifest = files.save(tmp_path, index, MANIFEST)
    again = files.load(tmp_path, manifest)
    assert manifest.count == 20
    assert files.read_manifest(tmp_path) == manifest
    assert np.array_equal(again.vectors, index.vectors)
    assert np.array_equal(again.ids, index.ids)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["vectors.npy", "ids.npy", "texts.npy", "manifest.json"])
@pytest.mark.parametrize("damage", ["cut", "flip", "gone", "empty"])
def test_damage_is_noticed(tmp_path: Path, name: str, damage: str) -> None:
    files.save(tmp_path, made(20, 3), MANIFEST)
    path = tmp_path / name
    raw = bytearray(path.read_bytes())
    if damage == "gone":
        path.unlink()
    else:
        if damage == "flip":
            raw[-5] ^= 0xFF
        path.write_bytes(b"" if damage == "empty" else bytes(raw[: len(raw) // 2] if damage == "cut" else raw))
    if name == "manifest.json" and damage == "gone":
        assert files.read_manifest(tmp_path) is None
        return
    with pytest.raises(IndexDamaged):
        manifest = files.read_manifest(tmp_path)
        assert manifest is not None
        files.load(tmp_path, manifest)


def test_a_manifest_from_another_version_is_damage_not_a_crash(tmp_path: Path) -> None:
    files.save(tmp_path, made(2, 1), MANIFEST)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"surprise": 1}))
    with pytest.raises(IndexDamaged):
        files.read_manifest(tmp_path)
