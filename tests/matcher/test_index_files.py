"""The files of the index against damage, and what they give back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matcher import index_files as files
from matcher.encoder import unit_rows
from matcher.errors import IndexDamaged
from matcher.index_files import Manifest, VectorFile

MANIFEST = Manifest("encoder", "taxonomy", "release", 8, 20, 7, "7 then")
VECTORS = unit_rows(np.random.default_rng(3).normal(size=(20, 8)))
WORDS = {"groups": ["7212", None], "ñ": "ع"}


def saved(home: Path, count: int = 20) -> Manifest:
    folder = files.new_folder(home)
    kept = VectorFile(folder, 8)
    for start in range(0, count, 7):
        kept.append(VECTORS[start : start + 7][: count - start])
    assert kept.close().shape == (count, 8)
    return files.finish(home, folder, {"ids": np.arange(count)}, WORDS, replace(MANIFEST, count=count))


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    manifest = saved(tmp_path)
    assert files.read_manifest(tmp_path) == manifest
    vectors, arrays, words = files.load(tmp_path, manifest)
    assert isinstance(vectors, np.memmap)
    assert np.array_equal(vectors, VECTORS)
    assert np.array_equal(arrays["ids"], np.arange(20))
    assert words == WORDS


def test_one_index_at_a_time_is_kept_and_who_reads_the_old_one_may_go_on(tmp_path: Path) -> None:
    (tmp_path / "vectors.npy").write_bytes(b"of an earlier version")
    vectors, _, _ = files.load(tmp_path, saved(tmp_path))
    newer = saved(tmp_path, 3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", newer.folder]
    assert np.array_equal(vectors, VECTORS)


def test_an_index_in_the_making_is_left_alone(tmp_path: Path) -> None:
    other = files.new_folder(tmp_path)
    being_written = VectorFile(other, 8)
    saved(tmp_path)
    being_written.append(VECTORS)
    assert files.finish(tmp_path, other, {"ids": np.arange(20)}, WORDS, MANIFEST).folder in {path.name for path in tmp_path.iterdir()}


def test_nothing_is_an_index_too(tmp_path: Path) -> None:
    assert files.load(tmp_path, saved(tmp_path, 0))[0].shape == (0, 8)


@pytest.mark.parametrize("name", [files.VECTORS, files.ROWS, files.WORDS, "manifest.json"])
@pytest.mark.parametrize("damage", ["cut", "flip", "gone", "empty", "longer"])
def test_damage_is_noticed(tmp_path: Path, name: str, damage: str) -> None:
    path = tmp_path / name if name == "manifest.json" else tmp_path / saved(tmp_path).folder / name
    if name == "manifest.json":
        saved(tmp_path)
    raw = bytearray(path.read_bytes())
    if damage == "gone":
        path.unlink()
    else:
        if damage == "flip":
            raw[-5] ^= 0xFF
        changed = {"empty": b"", "cut": bytes(raw[: len(raw) // 2]), "longer": bytes(raw) + b"more"}
        path.write_bytes(changed.get(damage, bytes(raw)))
    if name == "manifest.json" and damage == "gone":
        assert files.read_manifest(tmp_path) is None
        return
    with pytest.raises(IndexDamaged):
        manifest = files.read_manifest(tmp_path)
        assert manifest is not None
        files.load(tmp_path, manifest)


def test_a_manifest_from_another_version_is_damage_not_a_crash(tmp_path: Path) -> None:
    saved(tmp_path)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"surprise": 1}))
    with pytest.raises(IndexDamaged):
        files.read_manifest(tmp_path)
