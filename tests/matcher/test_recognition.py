"""Recognition of qualifications: every fact with its source, every fault named by file and place, and no answer where none was read."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import seeds
from matcher import recognition
from matcher.codes import COUNTRIES
from matcher.errors import InvalidInput
from matcher.guides.content import LANGUAGES
from matcher.guides.rights import SOURCE, Gap, Known
from matcher.recognition import ANSWERS, TOPICS, Card, Recognition, Route
from occupations import builtin
from web import cli

SEEDS = Path(seeds.__file__).parent
UNITS = tuple(builtin.load().occupations)
HOSTS = ("CA", "CR", "DE", "ES", "JO", "MX")


def plain(value: Any) -> Any:
    """The same without sharing: YAML repeats a text by pointing at it, and a change to one would change all."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


RAW = {one: yaml.load((SEEDS / "recognition" / f"{one}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for one in HOSTS}


def raw(country: str = "ES") -> dict[str, Any]:
    return plain({name: value for name, value in RAW[country].items() if name != "shared"})


def route_of(card: dict[str, Any], key: str) -> dict[str, Any]:
    return next(route for route in card["routes"] if route["key"] == key)


def refused(given: Any) -> dict[str, str]:
    """What is wrong, by place; the first of it is what the error names."""
    with pytest.raises(InvalidInput) as caught:
        recognition.read(given, "XX.yaml")
    assert caught.value.facts["file"] == "XX.yaml"
    problems = caught.value.facts["problems"]
    assert (caught.value.facts["field"], caught.value.facts["reason"]) == problems[0]
    return dict(problems)


@pytest.fixture(scope="module")
def shipped() -> Recognition:
    return recognition.load()


def entries(recognised: Recognition) -> Iterator[tuple[Card, Route, str, Known | Gap]]:
    for card in recognised.cards.values():
        for route in card.routes:
            for topic, told in route.topics.items():
                for one in told:
                    yield card, route, topic, one


def test_six_countries_are_there_with_every_topic_answered_or_said_to_be_not_known(shipped: Recognition) -> None:
    assert tuple(sorted(shipped.cards)) == HOSTS
    for card in shipped.cards.values():
        assert card.read_on < card.check_on <= card.read_on + timedelta(days=190)
        assert card.stale(card.check_on)
        assert not card.stale(card.read_on)
        for route in card.routes:
            assert tuple(route.topics) == TOPICS
            assert all(route.topics.values()), (card.country, route.key)


def test_every_fact_says_where_it_was_read(shipped: Recognition) -> None:
    facts = [(card, route, one) for card, route, _, one in entries(shipped) if isinstance(one, Known)]
    assert len(facts) >= 200
    for card, route, one in facts:
        where = (card.country, route.key, one.text["en"])
        assert all(getattr(one.source, name).strip() for name in SOURCE), where
        assert re.match(r"https?://\S+\.\S+$", one.source.address), where
        assert len(one.source.quote) >= 8, where
        assert one.source.read_on <= card.read_on, where
        assert one.source.dated is None or one.source.dated <= one.source.read_on, where
        assert not one.web or re.match(r"https?://\S+$", one.web), where


def test_texts_are_there_in_four_languages_and_not_copied_from_one_to_another(shipped: Recognition) -> None:
    told = [one.text if isinstance(one, Known) else one.ask for *_, one in entries(shipped)]
    told += [shipped.ask, shipped.experience, *(one.text for one in shipped.centres)]
    for words in told:
        assert set(words) == set(LANGUAGES)
        sentences = {re.sub(r"\(.*?\)", "", text) for lang, text in words.items() if len(words["en"]) > 90}
        assert len(sentences) in (0, len(LANGUAGES)), words["en"]
        assert re.search(r"[\u0621-\u064a]{2}", words["ar"]), words["en"]


def test_fourteen_pairs_and_more_say_whether_it_is_regulated_and_who_decides(shipped: Recognition) -> None:
    pairs = [
        (card.country, route.key)
        for card in shipped.cards.values()
        for route in card.routes
        if all(any(isinstance(one, Known) for one in route.topics[topic]) for topic in ("regulated", "body"))
    ]
    assert len(pairs) >= 40
    assert {country for country, _ in pairs} == set(HOSTS)
    assert {key for _, key in pairs} >= {"nurse", "doctor", "teacher", "electrician", "welder", "driver", "engineer", "lawyer"}


def test_an_answer_in_one_word_stands_only_where_a_fact_does(shipped: Recognition) -> None:
    for card in shipped.cards.values():
        for route in card.routes:
            known = {topic for topic in ANSWERS if any(isinstance(one, Known) for one in route.topics[topic])}
            assert set(route.answers) == known, (card.country, route.key)
            assert all(word in ANSWERS[topic] for topic, word in route.answers.items())


def test_months_are_the_widest_that_the_sources_give() -> None:
    card = raw("ES")
    (nurse,) = (route for route in recognition.read(card, "ES.yaml").routes if route.key == "nurse")
    assert nurse.months == (0, 13)
    for one in route_of(card, "nurse")["months"]:
        one.pop("months", None)
    assert recognition.read(card, "ES.yaml").routes[0].months is None


def test_what_is_not_covered_gets_no_route_and_the_honest_words(shipped: Recognition) -> None:
    told = {(country, isco) for country in HOSTS for route in RAW[country]["routes"] for isco in route["isco"]}
    for country in (*HOSTS, "FR", "ZA"):
        for isco in UNITS:
            assert bool(shipped.routes(country, isco)) == ((country, isco) in told), (country, isco)
    assert ("JO", "7212") not in told
    assert all(shipped.ask[lang] for lang in LANGUAGES)
    assert "Nothing is known here" in shipped.ask["en"]


@given(country=st.sampled_from(sorted(COUNTRIES)), isco=st.sampled_from(UNITS), origin=st.none() | st.sampled_from(sorted(COUNTRIES)))
def test_routes_are_of_the_country_and_the_unit_group_that_was_asked(country: str, isco: str, origin: str | None) -> None:
    shipped = recognition.load()
    for route in shipped.routes(country, isco, origin):
        assert route in shipped.cards[country].routes
        assert isco in route.isco
        assert origin is None or not route.origins or origin in route.origins


def test_a_route_for_some_countries_is_not_for_the_others() -> None:
    card = raw()
    route_of(card, "nurse")["from"] = ["CO", "MA"]
    made = recognition.read(card, "ES.yaml")
    words = dict.fromkeys(LANGUAGES, "x")
    recognised = Recognition({"ES": made}, words, words, ())
    keys = {origin: [route.key for route in recognised.routes("ES", "2221", origin)] for origin in (None, "CO", "MA", "UA")}
    assert keys == {None: ["nurse"], "CO": ["nurse"], "MA": ["nurse"], "UA": []}
    assert [route.key for route in recognised.routes("ES", "2211", "UA")] == ["doctor"]


#: Every place of the shipped cards where an entry stands: country, number of the route, its key, topic, number of the entry.
PLACES = [
    (country, at, route["key"], topic, number)
    for country in HOSTS
    for at, route in enumerate(RAW[country]["routes"])
    for topic in TOPICS
    for number in range(len(route[topic]))
]
FACTS = [place for place in PLACES if "source" in RAW[place[0]]["routes"][place[1]][place[3]][place[4]]]


def opened(place: tuple[str, int, str, str, int]) -> tuple[dict[str, Any], dict[str, Any], str]:
    """The card, the entry in it and how an error names the entry."""
    country, at, key, topic, number = place
    card = raw(country)
    return card, card["routes"][at][topic][number], f"{key}.{topic}[{number}]"


@given(place=st.sampled_from(FACTS), name=st.sampled_from((*SOURCE, "read_on")), nothing=st.sampled_from(("gone", None, "", " ")))
def test_a_fact_without_a_part_of_its_source_is_refused(place: Any, name: str, nothing: str | None) -> None:
    card, entry, named = opened(place)
    entry["source"][name] = nothing
    if nothing == "gone":
        del entry["source"][name]
    assert list(refused(card)) == [f"{named}.source.{name}"]


@given(place=st.sampled_from(FACTS))
def test_a_fact_without_any_source_is_refused(place: Any) -> None:
    card, entry, named = opened(place)
    del entry["source"]
    assert list(refused(card)) == [f"{named}.source.{name}" for name in (*SOURCE, "read_on")]


@given(place=st.sampled_from(PLACES), lang=st.sampled_from(LANGUAGES))
def test_a_text_that_lacks_a_language_is_refused(place: Any, lang: str) -> None:
    card, entry, named = opened(place)
    part = "ask" if "ask" in entry else "text"
    del entry[part][lang]
    assert list(refused(card)) == [f"{named}.{part}.{lang}"]


@given(place=st.sampled_from(PLACES), name=st.sampled_from(("texts", "phon", "of", "answers", "unknwon")))
def test_a_field_that_an_entry_does_not_have_is_refused(place: Any, name: str) -> None:
    card, entry, named = opened(place)
    entry[name] = "x"
    assert list(refused(card)) == [f"{named}.{name}"]


@given(place=st.sampled_from(PLACES))
def test_what_is_not_known_is_said_with_a_plain_true(place: Any) -> None:
    card, entry, named = opened(place)
    entry.clear()
    entry.update(unknown="perhaps", ask=dict.fromkeys(LANGUAGES, "?"))
    assert f"{named}.unknown" in refused(card)


@given(
    place=st.sampled_from([place for place in FACTS if place[3] in ANSWERS]),
    word=st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.lists(st.just("yes"), max_size=1),
)
def test_a_wrong_answer_word_is_refused(place: Any, word: Any) -> None:
    card, entry, named = opened(place)
    if word in ANSWERS[place[3]]:
        word = "perhaps"
    entry["answer"] = word
    assert next(iter(refused(card))) == f"{named}.answer"


@pytest.mark.parametrize(("topic", "word"), [("regulated", "supervised"), ("meanwhile", "partly")])
def test_a_word_of_the_other_topic_is_refused(topic: str, word: str) -> None:
    card = raw()
    route_of(card, "nurse")[topic][0]["answer"] = word
    assert list(refused(card)) == [f"nurse.{topic}[0].answer"]


def test_answers_of_one_topic_may_not_contradict_each_other() -> None:
    card = raw()
    regulated = route_of(card, "nurse")["regulated"]
    regulated.append(plain(regulated[0]))
    assert recognition.read(card, "ES.yaml").routes[0].answers["regulated"] == "yes"
    regulated[1]["answer"] = "no"
    assert list(refused(card)) == ["nurse.regulated"]


@given(
    place=st.sampled_from([place for place in FACTS if place[3] == "months"]),
    span=st.none() | st.integers() | st.text(max_size=3) | st.lists(st.integers(-3, 3) | st.booleans() | st.just(1.5), max_size=3),
)
def test_months_are_two_whole_numbers_the_lower_first(place: Any, span: Any) -> None:
    card, entry, named = opened(place)
    entry["months"] = span
    whole = isinstance(span, list) and len(span) == 2 and all(type(one) is int for one in span)
    if whole and 0 <= span[0] <= span[1]:
        low, high = recognition.read(card, "XX.yaml").routes[place[1]].months or (99, 0)
        assert low <= span[0]
        assert span[1] <= high
    else:
        assert list(refused(card)) == [f"{named}.months"]


@given(topic=st.text(min_size=1, max_size=12).filter(lambda name: name not in (*TOPICS, "key", "isco", "from", "title")))
def test_a_topic_that_a_route_does_not_have_is_refused(topic: str) -> None:
    card = raw()
    route_of(card, "doctor")[topic] = []
    assert list(refused(card)) == [f"doctor.{topic}"]


@given(
    key=st.sampled_from([route["key"] for route in RAW["ES"]["routes"]]),
    topic=st.sampled_from(TOPICS),
    nothing=st.sampled_from(("gone", None, [], "soon", {})),
)
def test_a_topic_that_is_missing_or_no_list_is_refused(key: str, topic: str, nothing: Any) -> None:
    card = raw()
    route_of(card, key)[topic] = nothing
    if nothing == "gone":
        del route_of(card, key)[topic]
    assert set(refused(card)) == {f"{key}.{topic}"}


@given(code=st.text("0123456789", max_size=4).filter(lambda code: code not in UNITS) | st.integers(1000, 9999))
def test_an_occupation_that_is_no_unit_group_is_refused(code: Any) -> None:
    card = raw()
    route_of(card, "teacher")["isco"].append(code)
    told = refused(card)
    assert list(told) == ["teacher.isco"]
    assert repr(code) in told["teacher.isco"]
    assert "no unit group" in told["teacher.isco"]


@given(code=st.text(max_size=3).filter(lambda code: code not in COUNTRIES) | st.booleans())
def test_a_country_that_does_not_exist_is_refused(code: Any) -> None:
    card = raw()
    card["country"] = code
    assert list(refused(card)) == ["country"]
    card["country"] = "ES"
    route_of(card, "teacher")["from"] = ["CO", code]
    assert list(refused(card)) == ["teacher.from"]


FAULTS: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda card: card["routes"][2].pop("key"), "routes[2].key"),
    (lambda card: card["routes"][2].update(key="nurse"), "nurse.key"),
    (lambda card: card["routes"][0].update(isco=[]), "nurse.isco"),
    (lambda card: card["routes"][0].pop("isco"), "nurse.isco"),
    (lambda card: card["routes"][0].pop("title"), "nurse.title"),
    (lambda card: card["routes"][0]["title"].pop("ar"), "nurse.title.ar"),
    (lambda card: card.pop("country"), "country"),
    (lambda card: card.update(check_on="soon"), "check_on"),
    (lambda card: card.pop("read_on"), "read_on"),
    (lambda card: card.pop("routes"), "routes"),
    (lambda card: card["routes"][0]["cost"][0]["source"].update(date="May"), "nurse.cost[0].source.date"),
    (lambda card: card["routes"][0]["cost"].append("50 euros"), "nurse.cost[1].source.publisher"),
    (lambda card: card["routes"][0]["months"][0].update(months=[-1, 6]), "nurse.months[0].months"),
    (lambda card: card["routes"][0]["months"][0].update(months=[6, 5]), "nurse.months[0].months"),
    (lambda card: card["routes"][0]["isco"].append(["2221"]), "nurse.isco"),
    (lambda card: card["routes"][0].update({"from": {"CO": "MA"}}), "nurse.from"),
]


@pytest.mark.parametrize(("change", "place"), FAULTS)
def test_other_faults_are_named_too(change: Callable[[dict[str, Any]], Any], place: str) -> None:
    card = raw()
    change(card)
    assert next(iter(refused(card))) == place


@pytest.mark.parametrize("given", [None, [], "x", {}])
def test_what_is_no_card_is_refused(given: Any) -> None:
    assert {"country", "read_on", "check_on", "routes"} == set(refused(given))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A centre's own copy of the content."""
    for name in ("interview", "rights", "recognition"):
        shutil.copytree(SEEDS / name, tmp_path / name)
    return tmp_path


def edit(path: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def test_a_centre_reads_its_own(folder: Path, shipped: Recognition) -> None:
    assert recognition.load(folder) == shipped
    (folder / "recognition" / "JO.yaml").unlink()
    edit(folder / "recognition" / "general.yaml", lambda data: data["ask"].update(es="Venga a la oficina 3."))
    own = recognition.load(folder)
    assert set(own.cards) == set(HOSTS) - {"JO"}
    assert own.routes("JO", "2221") == ()
    assert own.ask["es"] == "Venga a la oficina 3."


def test_a_folder_made_before_there_was_recognition_goes_on_with_the_shipped(folder: Path, shipped: Recognition) -> None:
    shutil.rmtree(folder / "recognition")
    assert recognition.load(folder) is shipped


@pytest.mark.parametrize(
    ("file", "change", "place"),
    [
        ("general.yaml", lambda data: data["ask"].pop("fr"), "ask.fr"),
        ("general.yaml", lambda data: data.pop("experience"), "experience"),
        ("general.yaml", lambda data: data["centres"][0]["source"].pop("quote"), "centres[0].source.quote"),
        ("MX.yaml", lambda data: data["routes"][0].pop("body"), "nurse.body"),
        ("MX.yaml", lambda data: data.update(country="ES"), "country"),
    ],
)
def test_a_fault_in_a_folder_is_named_by_file_and_place(folder: Path, file: str, change: Any, place: str) -> None:
    edit(folder / "recognition" / file, change)
    with pytest.raises(InvalidInput) as caught:
        recognition.load(folder)
    assert caught.value.facts["file"] == str(folder / "recognition" / file)
    assert caught.value.facts["field"] == place


def test_a_file_that_is_missing_or_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "recognition" / "general.yaml").unlink()
    with pytest.raises(InvalidInput) as caught:
        recognition.load(folder)
    assert str(caught.value.facts["file"]).endswith("recognition/general.yaml")
    (folder / "recognition" / "FR.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidInput) as caught:
        recognition.load(folder)
    assert str(caught.value.facts["file"]).endswith("recognition/FR.yaml")
    (folder / "recognition" / "FR.yaml").write_text("country: FR\nroutes: [\n")
    with pytest.raises(InvalidInput) as caught:
        recognition.load(folder)
    assert caught.value.facts["line"] >= 2


def checked(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of `oficio content check`."""
    monkeypatch.setattr(sys, "argv", ["oficio", "content", "check", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


def test_content_check_counts_facts_and_gaps(folder: Path, monkeypatch: Any, capfd: Any) -> None:
    facts, every = len(FACTS), len(PLACES)
    wanted = {"countries": 6, "routes": sum(len(card["routes"]) for card in RAW.values()), "facts": facts, "gaps": every - facts}
    edit(folder / "recognition" / "JO.yaml", lambda data: data.update(check_on=data["read_on"] - timedelta(days=900)))
    for arguments, stale in (([], None), ([str(folder)], ["JO"])):
        code, out, _ = checked(arguments, monkeypatch, capfd)
        told = json.loads(out)
        assert code == 0
        assert {name: told["recognition"][name] for name in wanted} == wanted
        assert stale is None or "JO" in told["recognition"]["stale"]
        assert told["cards"] >= 12
        assert told["facts"] > 0


def test_content_check_refuses_a_fact_without_its_source(folder: Path, monkeypatch: Any, capfd: Any) -> None:
    edit(folder / "recognition" / "CA.yaml", lambda data: data["routes"][1]["body"][0].pop("source"))
    code, out, err = checked([str(folder)], monkeypatch, capfd)
    assert code == 2
    assert not out
    assert "recognition/CA.yaml" in err
    assert "doctor.body[0].source" in err
