"""Linking: own words in four languages, noise, typing errors, abstention; and what holds for any text at all."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from occupations.builtin import not_work
from occupations.exemplars import Exemplars, key
from occupations.linker import Linker
from occupations.links import How
from occupations.phrases import PhraseIndex
from occupations.taxonomy import LabelKind, Taxonomy
from occupations.text import clean_title
from tests.benchmarks.titles import misspelt


@pytest.mark.parametrize(
    ("text", "lang", "code"),
    [
        ("fui soldador en un astillero 4 años", "es", "7212"),
        ("cuidaba niños", "es", "5311"),
        ("trabajé de albañil en la obra", "es", "7112"),
        ("I picked strawberries for three seasons", "en", "9211"),
        ("I drove a lorry across Europe", "en", "8332"),
        ("je faisais le ménage chez des gens", "fr", "9111"),
        ("عملت طباخ في مطعم", "ar", "5120"),
        ("كنت أسوق شاحنة", "ar", "8332"),
        ("SE BUSCA ENFERMERO/A (REF. 1234)", "es", "2221"),
        ("soldadr", "es", "7212"),
        ("electrisista", "es", "7411"),
    ],
)
def test_own_words_find_their_group(linker: Linker, text: str, lang: str, code: str) -> None:
    assert linker.link(text, lang, top=1)[0].isco08 == code


@pytest.mark.parametrize("text", ["hola", "", "   ", "!!!", "12345", "ok gracias", "\u0345", "00\u0345"])
def test_texts_that_name_no_job_are_left_alone(linker: Linker, text: str) -> None:
    assert linker.link(text) == []


def test_the_taxonomys_own_titles_are_exact(linker: Linker, taxonomy: Taxonomy) -> None:
    labels = [label for label in taxonomy.labels if label.kind is LabelKind.PREFERRED][::17]
    for label, links in zip(labels, linker.link_many([one.text for one in labels], [one.lang for one in labels]), strict=True):
        exact = [link.code for link in links if link.how is How.EXACT]
        assert label.concept in exact, label


def test_everyday_titles_are_found_by_themselves(linker: Linker, taxonomy: Taxonomy) -> None:
    labels = [label for label in taxonomy.labels if label.kind is LabelKind.ALTERNATIVE][::211]
    found = linker.link_many([one.text for one in labels], [one.lang for one in labels], top=10)
    right = [label.concept in {link.code for link in links} for label, links in zip(labels, found, strict=True)]
    assert np.mean(right) >= 0.98


@settings(max_examples=60)
@given(text=st.text(max_size=200), top=st.integers(1, 30), lang=st.sampled_from([None, "es", "en", "ar", "xx"]))
def test_whatever_is_written_the_answer_is_well_formed(linker: Linker, text: str, top: int, lang: str | None) -> None:
    links = linker.link(text, lang, top)
    assert len(links) <= top
    assert len({link.code for link in links}) == len(links)
    whole = [link.score for link in links if link.part is None]
    assert whole == sorted(whole, reverse=True)
    assert all(0 <= link.score <= link.group_score <= 1 for link in links)
    assert len([link for link in links if link.part]) != 1
    assert linker.link(text, lang, top) == links


@settings(max_examples=25)
@given(text=st.text(min_size=1, max_size=60), top=st.sampled_from([1, 10, 100, 436]))
def test_without_abstaining_the_list_is_always_full(linker: Linker, text: str, top: int) -> None:
    assert len(linker.link(text, None, top, abstain=False)) == top


def test_one_text_alone_or_among_others_gets_the_same_answer(linker: Linker) -> None:
    texts = ["soldador", "cuidaba niños", "I picked fruit", "hola", "طباخ"]
    together = linker.link_many(texts, top=3)
    for text, links in zip(texts, together, strict=True):
        alone = linker.link(text, top=3)
        assert [link.code for link in alone] == [link.code for link in links]
        assert np.allclose([link.score for link in alone], [link.score for link in links], atol=1e-4)


def test_label_vectors_of_another_taxonomy_are_refused(taxonomy: Taxonomy, linker: Linker) -> None:
    with pytest.raises(ValueError, match="3 label vectors"):
        Linker(taxonomy, linker._encoder, np.zeros((3, 4), np.float32))


@given(
    words=st.lists(st.sampled_from("abc"), max_size=8).map(tuple),
    labels=st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple), max_size=6),
)
def test_phrases_inside_are_exactly_the_contained_runs(words: tuple[str, ...], labels: list[tuple[str, ...]]) -> None:
    index = PhraseIndex((label, str(row)) for row, label in enumerate(labels))
    found = index.inside(words, lambda _: 1.0)
    contained = {
        row for row, label in enumerate(labels) if any(words[i : i + len(label)] == label for i in range(len(words) - len(label) + 1))
    }
    assert found.keys() == contained
    assert all(0 < share <= 1 for share in found.values())


def test_real_vacancy_titles_reach_the_promise(linker: Linker, data: Path) -> None:
    """The figures of the first release: 40 % at rank 1 and 70 % within 5 (`make eval` prints them in full)."""
    with (data / "eures_es" / "vacancies.jsonl").open(encoding="utf-8") as stream:
        rows = [row for row in map(json.loads, stream) if row["isco08"]]
    found = linker.link_many([row["title"] for row in rows], ["es"] * len(rows), top=5, abstain=False)
    first = np.mean([links[0].isco08 == row["isco08"] for links, row in zip(found, rows, strict=True)])
    five = np.mean([row["isco08"] in {link.isco08 for link in links} for links, row in zip(found, rows, strict=True)])
    assert first >= 0.40
    assert five >= 0.70


@pytest.mark.parametrize(
    ("text", "lang", "groups"),
    [
        ("fui albañil y después chofer de camión", "es", ["7112", "8332"]),
        ("cook / waiter", "en", ["5120", "5131"]),
        ("je faisais le ménage et je gardais les enfants", "fr", ["9111", "5311"]),
        ("soldador, electricista y fontanero", "es", ["7212", "7411", "7126"]),
    ],
)
def test_several_occupations_in_one_text_each_come_first(linker: Linker, text: str, lang: str, groups: list[str]) -> None:
    named = [link for link in linker.link(text, lang) if link.part]
    assert [link.isco08 for link in named] == groups
    assert all(link.part in text for link in named if link.part)


def test_what_is_one_title_is_not_taken_apart(linker: Linker, taxonomy: Taxonomy) -> None:
    joined = [one for one in taxonomy.labels if one.kind is LabelKind.PREFERRED and (" y " in one.text or " and " in one.text)]
    for found in linker.link_many([one.text for one in joined[::7]], [one.lang for one in joined[::7]], top=3):
        assert not any(link.part for link in found)


def test_it_abstains_on_what_names_no_work_and_not_on_what_people_did(linker: Linker) -> None:
    """The promise: 95 of 100 texts that name no job, none of which the product holds, and under 5 of 100 real titles."""
    lines = (Path(__file__).parent / "no_work.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    silent = [not found for found in linker.link_many([text for _, text in rows], [lang for lang, _ in rows], top=1)]
    assert len(rows) > 150
    assert np.mean(silent) >= 0.95
    told = yaml.safe_load((Path(__file__).parents[2] / "seeds" / "people.yaml").read_text(encoding="utf-8"))
    people = told if isinstance(told, list) else told["people"]
    works = [(one["text"], one.get("lang")) for person in people for one in person.get("experiences", [])]
    found = linker.link_many([text for text, _ in works], [lang for _, lang in works], top=1)
    assert len(works) > 30
    assert np.mean([bool(links) for links in found]) >= 0.95


def test_no_phrase_that_is_tested_stands_in_the_product() -> None:
    lines = (Path(__file__).parent / "no_work.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert not {line.split("\t")[1].casefold() for line in lines} & {text.casefold() for text in not_work()}


def test_confirmed_links_of_a_centre_lead_and_weigh_the_more_the_more_there_are(linker: Linker) -> None:
    words = "yo era el de los fierros"
    before = {link.code: link.score for link in linker.link(words, "es", top=30, abstain=False)}
    leading = []
    for times in (1, 5):
        exemplars = Exemplars([key(words)] * times, linker._encode([clean_title(words)] * times), ["7212"] * times)
        best = linker.link_many([words, "camarera de pisos"], ["es", "es"], exemplars=exemplars)
        assert (best[0][0].code, best[0][0].how) == ("7212", How.EXEMPLAR)
        assert best[0][0].matched != words
        alone = linker.link("camarera de pisos", "es")
        assert [(link.code, link.how) for link in best[1]] == [(link.code, link.how) for link in alone]
        leading.append(best[0][0].score)
    assert before.get("7212", 0.0) < leading[0] < leading[1] <= 1


def test_misspelt_labels_find_their_group(linker: Linker, taxonomy: Taxonomy) -> None:
    """Two typing errors in a label of eight letters or more: 85 of 100 at rank 1 here, of a sample with a seed."""
    rng = random.Random(4)
    labels = rng.sample([one for one in taxonomy.labels if len(one.text) >= 8], 300)
    texts = [misspelt(one.text.lower(), rng) for one in labels]
    groups: dict[str, set[str]] = {}
    for one in taxonomy.labels:
        groups.setdefault(one.text.lower(), set()).add(one.concept)
    found = linker.link_many(texts, [one.lang for one in labels], top=1, abstain=False)
    assert np.mean([links[0].isco08 in groups[one.text.lower()] for links, one in zip(found, labels, strict=True)]) >= 0.85
