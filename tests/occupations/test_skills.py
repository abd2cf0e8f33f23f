"""Skills from free text: what people say in four languages is found with its words; what is denied, paid or arranged is not."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matcher.bootstrap import Services
from occupations import editions
from occupations.esco.reading import read
from occupations.links import How
from occupations.skills import Offered, SkillFinder, SkillFound, Why, offered, texts
from occupations.skills.company import Company
from occupations.skills.conditions import beside_work
from occupations.skills.denial import denied
from occupations.skills.finder import LABEL, LEAST, OTHER_NAME
from occupations.skills.spans import LONGEST, spans
from occupations.taxonomy import Label, LabelKind, Occupation, Skill, Taxonomy
from tests import esco_download as made

TOLD = Path(__file__).parent.parent / "benchmarks" / "skills_told.yaml"


class ByLetters:
    """An encoder that knows nothing but which letters stand next to each other: for tests that need no meaning."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 64), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for pair in pairwise(text):
                row[sum(map(ord, pair)) * 31 % 64] += 1
        rows[:, 0] += 1e-3
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def speaks_of_work(self, texts: Sequence[str]) -> np.ndarray:
        return np.full(len(texts), 9, np.float32)


def small(*skills: Skill, occupations: Sequence[Occupation] = ()) -> Taxonomy:
    by_code = {one.code: one for one in occupations}
    labels = tuple(Label(one.code, "en", one.titles["en"], LabelKind.PREFERRED) for one in occupations)
    return Taxonomy("small", MappingProxyType(by_code), labels, MappingProxyType({skill.id: skill for skill in skills}))


@pytest.fixture(scope="module")
def finder(taxonomy: Taxonomy, house: Services) -> SkillFinder:
    return SkillFinder(taxonomy, house.encoder)


def ids(found: Sequence[SkillFound]) -> set[str]:
    return {one.skill for one in found}


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (
            "cuidaba a una señora mayor, le daba sus medicinas y cocinaba",
            "es",
            ["remind-medicines give-medicines", "cook-home-meals cook-dishes"],
        ),
        ("je faisais le ménage et je gardais les enfants", "fr", ["clean-homes tidy-organise-home", "look-after-children"]),
        ("كنت أعمل في البناء وأصب الخرسانة", "ar", ["pour-finish-concrete"]),
        ("drove a forklift and loaded trucks", "en", ["operate-forklift", "load-unload-trucks load-trucks load-unload-vehicles"]),
        ("sé cortar el pelo", "es", ["cut-hair"]),
        (
            "Je suis plombier : réparation de fuites, débouchage de canalisations",
            "fr",
            ["repair-leaks", "unblock-drains unblock-drains-taps"],
        ),
        ("كنت أنظف البيوت وأرعى الأطفال", "ar", ["clean-homes", "look-after-children care-for-young-children"]),
        ("I mopped floors, cleaned windows; then I looked after children", "en", ["clean-floors", "clean-windows", "look-after-children"]),
        ("Trabajo en una granja:\n- ordeñar vacas\n- conducir el tractor", "es", ["milk-by-hand use-milking-machine", "drive-tractor"]),
    ],
)
def test_what_people_say_is_found(finder: SkillFinder, text: str, lang: str, expected: list[str]) -> None:
    for told_lang in (lang, None):
        found = ids(finder.find(text, told_lang))
        assert all(found & set(answers.split()) for answers in expected), (told_lang, found)


def test_a_language_without_labels_is_understood(finder: SkillFinder) -> None:
    assert {"clean-homes", "look-after-children"} <= ids(finder.find("limpava casas e cuidava de crianças", "pt"))


def test_the_words_are_those_that_say_it(finder: SkillFinder) -> None:
    found = {one.skill: one.words for one in finder.find("Limpiaba casas por horas, planchaba la ropa y sé cortar el pelo", "es")}
    assert "casas" in found["clean-homes"]
    assert "planchaba" in found["iron-clothes"]
    assert "pelo" in found["cut-hair"]


@pytest.mark.parametrize(
    ("held", "denying", "lang", "skill"),
    [
        ("sé cortar el pelo", "no sé cortar el pelo", "es", "cut-hair"),
        ("he conducido un tractor", "nunca he conducido un tractor", "es", "drive-tractor"),
        ("experiencia en limpieza de casas", "sin experiencia en limpieza de casas", "es", "clean-homes"),
        ("sé planchar ropa", "no sé conducir, planchar ropa ni coser", "es", "iron-clothes"),
        ("saber ordeñar vacas a mano", "no es necesario saber ordeñar vacas a mano", "es", "milk-by-hand"),
        ("I have driven a tractor", "I have never driven a tractor", "en", "drive-tractor"),
        ("I can cut hair", "I can't cut hair", "en", "cut-hair"),
        ("I know how to lay bricks", "I don't know how to lay bricks", "en", "lay-bricks"),
        ("experience of laying bricks", "experience of laying bricks is not required", "en", "lay-bricks"),
        ("je sais poser du carrelage", "je ne sais pas poser du carrelage", "fr", "lay-tiles"),
        ("j'ai conduit un tracteur", "je n'ai jamais conduit un tracteur", "fr", "drive-tractor"),
        ("expérience en soudure de tuyaux", "aucune expérience en soudure de tuyaux", "fr", "weld-pipes"),
        ("je sais couper les cheveux", "je sais pas couper les cheveux", "fr", "cut-hair"),
        ("أعرف قيادة الجرار", "لا أعرف قيادة الجرار", "ar", "drive-tractor"),
        ("لدي خبرة في تنظيف البيوت", "ليس لدي خبرة في تنظيف البيوت", "ar", "clean-homes"),
        ("خبرة في قص الشعر", "بدون خبرة في قص الشعر", "ar", "cut-hair"),
    ],
)
def test_what_is_denied_is_not_found(finder: SkillFinder, held: str, denying: str, lang: str, skill: str) -> None:
    assert skill in ids(finder.find(held, lang))
    assert finder.find(denying, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "held"),
    [
        ("No sé soldar, pero sé cortar el pelo", "es", "cut-hair"),
        ("I can't drive but I can cut hair", "en", "cut-hair"),
        ("Je ne sais pas conduire mais je sais poser du carrelage", "fr", "lay-tiles"),
        ("لا أعرف القيادة لكني أعرف قص الشعر", "ar", "cut-hair"),
        ("No solo limpiaba casas, también planchaba", "es", "clean-homes"),
        ("Limpiaba casas sin supervisión", "es", "clean-homes"),
    ],
)
def test_a_denial_ends_where_it_ends(finder: SkillFinder, text: str, lang: str, held: str) -> None:
    found = ids(finder.find(text, lang))
    assert held in found
    assert not any(skill.startswith(("weld", "solder", "drive")) for skill in found)


@pytest.mark.parametrize(
    ("work", "lang", "rest"),
    [
        (
            "FUNCIONES: hacer camas y limpiar baños.",
            "es",
            " CONDICIONES: jornada completa, salario según convenio, 1.300 € brutos."
            " Datos de contacto: llamar al teléfono 912 345 678 o enviar currículum a empleo@ejemplo.es",
        ),
        (
            "You will lay bricks.",
            "en",
            " Salary: £14.50 an hour. Hours: Monday to Friday, 8am to 5pm. Contact: jobs@example.org, www.example.org",
        ),
        (
            "Missions : poser du carrelage.",
            "fr",
            " Horaires : du lundi au vendredi, 35 h. Salaire : 1 800 euros brut. Pour postuler : 01 23 45 67 89",
        ),
        ("المهام: قص الشعر.", "ar", " الراتب: 3000 درهم. الدوام: من الثامنة إلى الخامسة. للتواصل: 0501234567"),
    ],
)
def test_pay_hours_and_contact_add_nothing(finder: SkillFinder, work: str, lang: str, rest: str) -> None:
    found = finder.find(work, lang)
    assert found
    assert finder.find(work + rest, lang) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\n\n",
        "!!!",
        "12345",
        "hola",
        "ok gracias",
        "مرحبا",
        "\u0301\u0301",
        "\U0001f600",
        "a",
        "www.ejemplo.es",
        "Tengo 34 años.",
    ],
)
def test_texts_that_name_no_skill_get_none(finder: SkillFinder, text: str) -> None:
    assert finder.find(text) == []


@example(text="00\u0345")
@given(text=st.text(alphabet=st.characters(categories=["P", "S", "N", "Z", "C", "M"]), max_size=300))
def test_without_letters_there_is_no_skill(finder: SkillFinder, text: str) -> None:
    assert not any(character.isalpha() for character in text)
    assert finder.find(text, least=0) == []


SAID = st.sampled_from(
    ["sé cortar el pelo", "je faisais le ménage", "أصب الخرسانة", "I drove a forklift", "no sé", ", ", ". ", "\n- ", " y ", "\u0301"]
)


@settings(max_examples=60)
@given(
    text=st.lists(st.one_of(SAID, st.text(max_size=20)), max_size=8).map("".join),
    top=st.integers(1, 30),
    lang=st.sampled_from([None, "es", "ar", "xx"]),
    least=st.sampled_from([0.0, LEAST, 0.9]),
)
def test_whatever_is_written_the_answer_is_well_formed(finder: SkillFinder, text: str, top: int, lang: str | None, least: float) -> None:
    found = finder.find(text, lang, top, least)
    assert len(found) <= top
    assert len(ids(found)) == len(found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    outside = [*denied(text), *beside_work(text)]
    for one in found:
        assert one.skill in finder.taxonomy.skills
        assert least <= one.score <= 1
        assert one.words == text[one.start : one.end] != ""
        assert one.matched
        assert isinstance(one.how, How)
        assert all(one.end <= start or end <= one.start for start, end in outside)
    assert finder.find(text, lang, top, least) == found


@given(text=st.text(max_size=200), cuts=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=3))
def test_spans_stay_inside_their_sentence_and_out_of_what_is_left_out(text: str, cuts: list[tuple[int, int]]) -> None:
    left_out = sorted((start, start + length) for start, length in cuts)
    for sentence, *smaller in spans(text, left_out):
        for span in (sentence, *smaller):
            assert sentence.start <= span.start < span.end <= sentence.end <= len(text)
            assert all(span.end <= start or end <= span.start for start, end in left_out if start < end)


@pytest.mark.parametrize(
    "text",
    [
        "cortaba el pelo, " * 6_000,
        "no " * 33_000,
        "a" * 100_000,
        "@" * 100_000,
        "1 " * 50_000,
        "sin " * 25_000,
        "ref " * 25_000,
        "Datos de " * 12_000,
        "و" * 100_000,
        "\u0651" * 100_000,
    ],
)
def test_a_very_long_text_takes_no_longer_than_three_pages(finder: SkillFinder, text: str) -> None:
    begin = time.perf_counter()
    found = finder.find(text, "es")
    assert time.perf_counter() - begin < 10
    assert finder.find(text[:LONGEST] + "sé ordeñar vacas", "es") == found


def test_labels_and_other_names_inside_a_text() -> None:
    java = Skill("java", MappingProxyType({"en": "Java (computer programming)"}))
    sharp = Skill("c#", MappingProxyType({"en": "C#"}))
    pipes = Skill("pipes", MappingProxyType({"en": "weld pipes", "es": "soldar tuberías"}), MappingProxyType({"en": ("join steel tubes",)}))
    plan = Skill("plan", MappingProxyType({"en": "plan"}), MappingProxyType({"en": ("join steel tubes",)}))
    finder = SkillFinder(small(java, sharp, pipes, plan), ByLetters())

    def named(text: str) -> dict[str, tuple[How, float, str]]:
        exact = (one for one in finder.find(text, "en", least=0) if one.how in (How.EXACT, How.ALIAS))
        return {one.skill: (one.how, one.score, one.words) for one in exact}

    assert named("I can Weld pipe!") == {"pipes": (How.EXACT, LABEL, "Weld pipe")}
    assert named("puedo soldar\ntuberías") == {}
    assert named("puedo soldar tuberias") == {"pipes": (How.EXACT, LABEL, "soldar tuberias")}
    assert named("Java and C# on the island of java") == {"java": (How.ALIAS, OTHER_NAME, "Java"), "c#": (How.EXACT, LABEL, "C#")}
    assert named("vitamin C, a plan") == {}
    # A name that two skills share is worth half for either.
    assert named("I join steel tubes")["plan"] == (How.ALIAS, OTHER_NAME / 2, "join steel tubes")


def test_what_else_is_said_decides_between_occupations(house: Services, taxonomy: Taxonomy, finder: SkillFinder) -> None:
    """One sentence beside others of the trade is worth more than beside others of another trade."""
    frames = "I repaired the frames."

    def score(before: str) -> float:
        return next(one.score for one in finder.find(f"{before} {frames}", "en", least=0) if one.skill == "repair-seat-frames")

    upholsterer = "I upholstered furniture. I made and repaired mattresses. I cut the fabric."
    farmer = "I milked the cows. I fed the animals. I drove the tractor."
    assert score(upholsterer) > score(farmer) + 0.1


def test_built_in_skills_keep_their_company_where_esco_says_what_groups_need(tmp_path: Path, taxonomy: Taxonomy) -> None:
    found = read(made.folder(tmp_path / "v1.2"))
    composed = editions.compose("esco-1.2", found.concepts, found.terms, found.relations)
    assert not set(taxonomy.occupations["7212"].skills) & set(composed.occupations["7212"].skills)
    apart, shares = [(0, 5), (6, 9)], np.ones(2, np.float32)
    for pair in (["weld-arc", "weld-pipes"], ["weld-arc", "lay-bricks"]):
        fits = [
            Company(edition).fits(np.array([list(edition.skills).index(one) for one in pair]), shares, apart)
            for edition in (taxonomy, composed)
        ]
        assert np.array_equal(*fits)
        assert not np.isnan(fits).any()


def test_vectors_can_be_made_beforehand(taxonomy: Taxonomy, house: Services, finder: SkillFinder) -> None:
    given_vectors = SkillFinder(taxonomy, house.encoder, house.encoder.encode(texts(taxonomy)))
    text = "Limpiaba casas y planchaba la ropa"
    assert given_vectors.find(text, "es") == finder.find(text, "es") != []
    with pytest.raises(ValueError, match="3 vectors"):
        SkillFinder(taxonomy, house.encoder, np.zeros((3, 512), np.float32))


def test_a_taxonomy_without_skills_finds_none() -> None:
    assert SkillFinder(small(), ByLetters()).find("I can weld pipes", least=0) == []


def test_what_is_offered_and_why() -> None:
    skills = [Skill(name, MappingProxyType({"en": name})) for name in ("weld", "grind", "paint", "measure")]
    welder = Occupation("7212", "7212", None, MappingProxyType({"en": "Welders"}), ("weld", "grind", "measure"), frozenset({"measure"}))
    taxonomy = small(*skills, occupations=[welder])
    said = [SkillFound(name, 0.9, 0, 5, "words", How.FUZZY, name) for name in ("paint", "weld", "gone")]
    weld, grind, paint, measure = skills
    expected = [
        Offered(paint, Why.SAID, said[0]),
        Offered(weld, Why.SAID, said[1]),
        Offered(measure, Why.ESSENTIAL),
        Offered(grind, Why.TYPICAL),
    ]
    assert offered(taxonomy, "7212", said) == expected
    assert offered(taxonomy, "9999", said) == expected[:2]
    assert offered(taxonomy, None, []) == []


def test_the_score_is_the_share_that_is_right(finder: SkillFinder) -> None:
    """On the texts kept aside: of what is found three in four are right, and three in four of the things said are found; in those that
    name no skill, next to nothing is."""
    hits, scores, things, reached, silent = [], [], 0, 0, []
    for told in yaml.safe_load(TOLD.read_text(encoding="utf-8"))["kept"]:
        found = finder.find(told["text"], told["lang"])
        answers = [set(line.split()) for line in told["skills"]]
        right = set().union(*answers, (told.get("also") or "").split())
        silent += [] if answers else [not found]
        hits += [one.skill in right for one in found]
        scores += [one.score for one in found]
        things, reached = things + len(answers), reached + sum(bool(answer & ids(found)) for answer in answers)
    assert np.mean(hits) >= 0.7
    assert reached / things >= 0.7
    assert abs(np.mean(hits) - np.mean(scores)) < 0.08
    assert silent.count(False) <= 1 < len(silent)
