"""The training of the encoder, on a small folder in the layouts of the official downloads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.speech import Speech
from matcher.training import __main__ as command
from matcher.training import corpus, folder, run
from matcher.training.batches import Sampler
from matcher.training.corpus import CorpusError, Row
from matcher.training.noise import mistyped, noisy
from matcher.training.pieces import START, build, cut
from matcher.training.run import Plan, Run
from occupations.text import normalise

WORK = {
    "7411": {"en": ["electrician", "wireman"], "es": ["electricista", "instalador eléctrico"], "fr": ["électricien", "électricienne"]},
    "7212": {"en": ["welder", "arc welder"], "es": ["soldador", "soldadora"], "fr": ["soudeur", "soudeuse"]},
    "5120": {"en": ["cook", "head cook"], "es": ["cocinero", "cocinera"], "fr": ["cuisinier", "cuisinière"]},
    "8332": {"en": ["lorry driver", "truck driver"], "es": ["camionero", "conductor de camión"], "fr": ["routier", "chauffeur de camion"]},
    "2221": {"en": ["nurse", "registered nurse"], "es": ["enfermero", "enfermera"], "fr": ["infirmier", "infirmière"]},
}


def occupation(unit: str) -> str:
    return f"http://data.europa.eu/esco/occupation/{unit}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    (root / "esco" / "v1.2").mkdir(parents=True)
    (root / "esco_labels").mkdir()
    (root / "onet_titles").mkdir()
    (root / "talentclef2025_taskA").mkdir()
    lines = [f'{occupation(unit)},C{unit},{langs["en"][0]},"Works as {langs["en"][0]}. More."' for unit, langs in WORK.items()]
    (root / "esco/v1.2/occupations_en.csv").write_text("\n".join(["conceptUri,iscoGroup,preferredLabel,description", *lines]))
    (root / "esco/v1.2/skills_en.csv").write_text(
        "conceptUri,preferredLabel,altLabels,description\n"
        'skill/1,weld metal,"join metal\nsolder",Joins parts. By heat.\nskill/2,cook food,prepare food,\n'
    )
    for lang in ("en", "es", "fr"):
        labels = [f"{occupation(unit)}\t{label}" for unit, langs in WORK.items() for label in langs[lang]]
        (root / f"esco_labels/{lang}.tsv").write_text("\n".join(labels) + "\n", encoding="utf-8")
    (root / "onet_titles/Occupation Data.txt").write_text(
        "O*NET-SOC Code\tTitle\tDescription\n51-4121.00\tWelders\tUse welding tools. And more.\n35-2014.00\tCooks\tPrepare food.\n"
    )
    (root / "onet_titles/Alternate Titles.txt").write_text(
        "O*NET-SOC Code\tAlternate Title\tShort Title\n"
        "51-4121.00\tArc Welder\tn/a\n51-4121.00\tPipe Welder\tn/a\n35-2014.00\tGrill Chef\tn/a\n"
    )
    pair = f"{corpus.GROUP}7212\t{occupation('7212')}\tsoldador de arco\tsoldadora de arco\n"
    (root / "talentclef2025_taskA/taskA_training_es.tsv").write_text(pair)
    return root


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The built-in titles, many times what stands in this folder, would be most of what is learnt."""
    for name in ("_builtin", "_builtin_skills"):
        monkeypatch.setattr(corpus, name, lambda: iter(()))
    monkeypatch.setattr(run, "_KEEP_EVERY", 5)


def plan(data: Path, work: str = "work", steps: int = 30, without: frozenset[str] = frozenset()) -> Plan:
    return Plan(data, data.parent / work, "nothing", steps, 8, 16, 3, without)


def test_every_source_is_read(data: Path) -> None:
    rows = corpus.read(data)
    texts = {(row.text, row.source, row.lang) for row in rows}
    assert {("electricista", "occupations", "es"), ("Works as welder.", "occupations", "en"), ("join metal", "skills", "en")} <= texts
    assert {("Arc Welder", "onet", "en"), ("Use welding tools.", "onet", "en"), ("soldadora de arco", "occupations", "es")} <= texts
    assert len(texts) == len(rows)
    assert {row.unit for row in rows if row.concept == occupation("7212")} == {"7212"}


def test_nothing_is_learnt_of_groups_left_out_from_any_source(data: Path) -> None:
    rows = corpus.read(data, frozenset({"7212"}))
    left = {normalise(row.text) for row in rows}
    assert not left & {"welder", "arc welder", "soldador", "soudeuse", "soldadora de arco", "welders", "pipe welder", "works as welder"}
    assert {"grill chef", "nurse"} <= left


def test_a_folder_without_labels_or_occupations_is_named(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CorpusError, match="occupations_"):
        corpus.read(tmp_path / "nowhere")
    for path in (data / "esco_labels").iterdir():
        path.unlink()
    assert command.main(["--data", str(data), "--work", str(tmp_path / "w"), "--out", str(tmp_path / "o"), "--start", "nothing"]) == 2
    assert "esco_labels" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_a_label_without_its_concept_is_named_by_file_and_line(data: Path) -> None:
    with (data / "esco_labels" / "fr.tsv").open("a") as file:
        file.write("no concept\n")
    with pytest.raises(CorpusError, match=r"fr\.tsv, line 11"):
        corpus.read(data)


def test_what_is_trained_is_an_ordinary_folder_that_brings_names_together(data: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    out = tmp_path / "out"
    asked = ["--data", str(data), "--work", str(tmp_path / "w"), "--out", str(out), "--start", "nothing", "--steps", "200", "--size", "8"]
    assert command.main([*asked, "--dimension", "16"]) == 0
    model = SentenceTransformer(str(out), device="cpu")
    names = {(unit, lang): langs[lang][0] for unit, langs in WORK.items() for lang in langs}
    rows = dict(zip(names, model.encode(list(names.values())), strict=True))
    for unit in WORK:
        alike = {other: rows[unit, "es"] @ rows[other, "fr"] for other in WORK}
        assert max(alike, key=lambda other: alike[other]) == unit, alike
    assert np.allclose(model.encode("SOLDADOR"), model.encode("soldador"))
    assert np.allclose(np.linalg.norm(model.encode(["cook", "xyz"]), axis=1), 1, atol=1e-5)
    assert "Decision 2011/833/EU" in (out / "README.md").read_text()


def test_the_loss_falls(data: Path) -> None:
    losses: list[float] = []
    learning = Run(plan(data, steps=150), lambda what, done, of: losses.append(learning.loss) if done else None)
    learning.train()
    assert losses[-1] < losses[0] / 2


def test_a_training_that_was_stopped_ends_as_one_that_was_not(data: Path) -> None:
    whole = Run(plan(data, "whole"))
    whole.train()

    def stop(what: str, done: int, of: int) -> None:
        if what.startswith("training") and done == 13:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Run(plan(data, "stopped"), stop).train()
    again = Run(plan(data, "stopped"))
    again.train()
    assert again.done == whole.done == 30
    assert np.array_equal(again.finished(), whole.finished())


def test_another_plan_or_corpus_does_not_go_on_with_what_is_kept(data: Path) -> None:
    Run(plan(data)).train()
    other = Run(plan(data, without=frozenset({"7212"})))
    reports: list[int] = []
    other._report = lambda what, done, of: reports.append(done)
    other.train()
    assert reports[0] == 1


def test_a_start_point_gives_words_that_no_label_uses_a_place(data: Path) -> None:
    universal = Run(Plan(data, data.parent / "universal", "universal", 1, 8, 64, 3))
    names = {name: number for number, name in enumerate(universal.pieces.names)}
    rows = universal.finished()
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    alike = lambda one, other: float(rows[names[START + one]] @ rows[names[START + other]])  # noqa: E731
    assert alike("dog", "perro") > alike("dog", "azul") + 0.2


def test_what_is_known_of_words_tells_work_from_other_talk(data: Path, tmp_path: Path) -> None:
    learning = Run(Plan(data, tmp_path / "work", "universal", 1, 8, 64, 3))
    folder.write(tmp_path / "out", learning.pieces.tokenizer, learning.finished(), "", learning.speech())
    told = Speech(tmp_path / "out").of(["carpenter", "carpintero", "yesterday", "gracias"])
    assert min(told[:2]) > max(told[2:])
    assert Run(plan(data)).speech() is None


TEXTS = st.text(st.sampled_from("abcñéüßçãšžőțАБвгджйІїاأةىؤآبتcdZÖ 0123-/().,'"), min_size=1, max_size=30)


@given(TEXTS)
def test_pieces_are_cut_from_what_comparison_leaves(text: str) -> None:
    cutter = test_pieces_are_cut_from_what_comparison_leaves.cutter  # type: ignore[attr-defined]
    told, compared = cut(cutter, [text])[1], cut(cutter, [normalise(text)])[1]
    assert told.tolist() == compared.tolist()


test_pieces_are_cut_from_what_comparison_leaves.cutter = build(["abc ñandú straße école 012", "абвгджйії", "ابتة"], [], 50).tokenizer  # type: ignore[attr-defined]


@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_cut_says_where_each_text_begins(texts: list[str]) -> None:
    tokenizer = build(["abc def", "abc"], [], 50).tokenizer
    starts, flat = cut(tokenizer, texts)
    for number, text in enumerate(texts):
        assert flat[starts[number] : starts[number + 1]].tolist() == cut(tokenizer, [text])[1].tolist()


ROWS = st.lists(
    st.builds(
        Row,
        st.sampled_from("abcdef"),
        st.sampled_from(["x", "y", "z", corpus.GROUP + "7411"]),
        st.sampled_from(["es", "en"]),
        st.just(corpus.OCCUPATIONS),
        st.sampled_from(["", "7411"]),
    ),
    min_size=2,
    max_size=30,
    unique=True,
)


@given(ROWS, st.integers(0, 2**32 - 1))
def test_a_batch_pairs_names_of_one_concept_and_opposes_no_likely_pair(rows: list[Row], seed: int) -> None:
    if max(sum(row.concept == one.concept for row in rows) for one in rows) < 2:
        return
    batch = Sampler(rows, 0.3, {corpus.OCCUPATIONS: 1}).draw(8, np.random.default_rng(seed))
    assert len({rows[number].concept for number in batch.one}) == len(batch.one)
    for i, one in enumerate(batch.one):
        assert rows[one].concept == rows[batch.other[i]].concept
        assert batch.apart[i, i]
        for j, other in enumerate(batch.other):
            if i != j and rows[one].text == rows[other].text:
                assert not batch.apart[i, j]
            if i != j and rows[one].unit == rows[batch.one[j]].unit == "7411" and rows[one].concept.startswith(corpus.GROUP):
                assert not batch.apart[i, j]


@given(TEXTS, st.sampled_from(["es", "en", "ar", "bg"]), st.integers(0, 2**32 - 1))
def test_noise_adds_to_a_title_or_changes_a_letter(text: str, lang: str, seed: int) -> None:
    damaged = noisy(text, lang, np.random.default_rng(seed))
    assert text in damaged or abs(len(damaged) - len(text)) <= 1
    assert abs(len(mistyped(text, np.random.default_rng(seed))) - len(text)) <= 1


@given(st.lists(st.lists(st.floats(-50, 50, width=32), min_size=4, max_size=4), min_size=1, max_size=20))
def test_eight_bits_keep_every_number_to_half_a_step(values: list[list[float]]) -> None:
    rows = np.array(values, np.float32)
    numbers, scales = folder.eight_bits(rows)
    assert numbers.dtype == np.int8
    assert np.all(np.abs(numbers * scales[:, None] - rows) <= scales[:, None] * 0.501 + 1e-6)
