"""A title in the person's words is read as its country means it, unfinished study is never held, and no level stands without its source."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.qualification_reading import qualification_of
from matcher.vocabulary import Qualification
from occupations import isced
from occupations.credentials import credentials, school_years, sources
from occupations.qualifications import How, read

ESCO = Path(__file__).parents[3] / "shared" / "data" / "esco" / "v1.2"
COUNTRIES = {one.alpha_2 for one in pycountry.countries}


@pytest.mark.parametrize(
    ("title", "country", "level", "field"),
    [
        ("título de técnico en enfermería", "MX", 3, "0913"),
        ("bachillerato", "CR", 3, "0011"),
        ("bachillerato", "ES", 3, "0011"),
        ("bachillerato", "PE", 6, None),
        ("Bachillerato universitario en enfermería", "CR", 6, "0913"),
        ("bachiller", "VE", 3, "0011"),
        ("licenciatura en contaduría", "MX", 6, "0411"),
        ("licenciatura en derecho", "ES", 7, "0421"),
        ("Perito Contador", "GT", 3, "0411"),
        ("perito mercantil y contador público", "HN", 3, "0411"),
        ("secundaria", "MX", 2, "0011"),
        ("secundaria completa", "PE", 3, "0011"),
        ("la prepa", "MX", 3, "0011"),
        ("educación media", "VE", 3, "0011"),
        ("Técnico superior en energía solar", "ES", 5, "0713"),
        ("TSU en mecánica automotriz", "MX", 5, "0716"),
        ("CAP maçonnerie", "FR", 3, "0732"),
        ("B.T.S. électrotechnique", "FR", 5, "0713"),
        ("baccalauréat", "FR", 3, "0011"),
        ("le brevet", "FR", 2, "0011"),
        ("licence de psychologie", "FR", 6, "0313"),
        ("BFEM", "SN", 2, "0011"),
        ("Ausbildung zum Elektroniker", "DE", 3, "071"),
        ("Realschulabschluss", "DE", 2, "0011"),
        ("توجيهي", "JO", 3, "0011"),
        ("شهادة الثانوية العامة", "SY", 3, "0011"),
        ("بكالوريوس تمريض", "SY", 6, "0913"),
        ("دبلوم كلية مجتمع محاسبة", "JO", 5, "0411"),
        ("دبلوم صنايع", "EG", 3, None),
        ("high school diploma", "US", 3, "0011"),
        ("I have my GED", "US", 3, "0011"),
        ("associate degree in nursing", "US", 5, "0913"),
        ("Bachelor of Science in Nursing", "PH", 6, "0913"),
        ("диплом молодшого спеціаліста", "UA", 5, None),
        ("ijazah SMK", "ID", 3, None),
        ("maestría en educación", None, 7, "011"),
        ("doctorado", None, 8, None),
        ("primary school", None, 1, "0011"),
        ("nunca fui a la escuela", None, 0, None),
    ],
)
def test_titles_mean_what_they_mean_where_they_were_obtained(title: str, country: str | None, level: int, field: str | None) -> None:
    (reading,) = read(title, country)
    assert (reading.isced, reading.field, reading.sure) == (level, field, True)


@pytest.mark.parametrize(
    ("title", "levels"),
    [("bachillerato", {3, 6}), ("licenciatura", {6, 7, None}), ("CAP", {2, 3, None}), ("دبلوم", {3, 5, None}), ("secundaria", {2, 3})],
)
def test_without_a_country_every_level_a_word_can_mean_is_told(title: str, levels: set[int | None]) -> None:
    readings = read(title)
    assert {one.isced for one in readings} == levels
    assert not any(one.sure for one in readings)


def test_a_word_known_only_from_elsewhere_is_never_sure() -> None:
    (reading,) = read("perito contador", "SN")
    assert (reading.isced, reading.sure, reading.how, reading.countries) == (3, False, How.ELSEWHERE, ("GT",))


@pytest.mark.parametrize(
    ("title", "country"), [("NVQ level 2", "GB"), ("licenciatura", "CR"), ("high school diploma", "PH"), ("Meister", "DE")]
)
def test_a_level_that_was_not_read_is_not_known_and_not_sure(title: str, country: str) -> None:
    (reading,) = read(title, country)
    assert reading.isced is None
    assert not reading.sure


@pytest.mark.parametrize("title", ["", "soy carpintero", "x", "👩‍🔧", "trabajé diez años", "سائق شاحنة"])
def test_what_names_no_credential_is_not_read(title: str) -> None:
    assert read(title, "MX") == ()


@pytest.mark.parametrize(("title", "eqf"), [("CAP cuisine", 3), ("baccalauréat", 4), ("BTS", 5), ("master", 7)])
def test_french_diplomas_have_their_eqf_level(title: str, eqf: int) -> None:
    assert read(title, "FR")[0].eqf == eqf


def test_eqf_is_told_only_for_countries_whose_framework_was_read() -> None:
    assert {country for one in credentials() if one.eqf for country in one.countries} == {"DE", "ES", "FR"}
    assert read("master")[0].eqf is None


@pytest.mark.parametrize(
    "title",
    [
        "no terminé la primaria",
        "primaria incompleta",
        "I did not finish primary school",
        "je n’ai pas terminé l’école primaire",
        "لم أكمل المرحلة الابتدائية",
    ],
)
def test_unfinished_primary_is_less_than_primary(title: str) -> None:
    (reading,) = read(title, "MX")
    assert (reading.isced, reading.held, reading.how) == (0, False, How.UNFINISHED)


@pytest.mark.parametrize(
    ("title", "country"),
    [
        ("licenciatura en derecho, trunca", "MX"),
        ("no pude terminar el bachillerato", "PE"),
        ("estudiante de licenciatura", "MX"),
        ("some high school", "US"),
        ("dropped out of high school", "US"),
        ("niveau bac", "FR"),
        ("je n’ai pas eu le bac", "FR"),
        ("لم أكمل الثانوية", "SY"),
        ("Ausbildung nicht abgeschlossen", "DE"),
        ("tercer año de licenciatura", "MX"),
        ("licenciatura, sexto semestre", "MX"),
        ("two years of high school", "US"),
    ],
)
def test_study_that_was_not_finished_is_not_held(title: str, country: str) -> None:
    (reading,) = read(title, country)
    assert reading.isced is None
    assert not reading.held
    assert qualification_of((reading,), title) is None


def test_of_several_things_the_finished_one_counts() -> None:
    (reading,) = read("terminé la primaria pero no la secundaria", "MX")
    assert (reading.isced, reading.held, reading.sure) == (1, True, True)
    assert read("bachillerato y licenciatura, primaria", "MX")[0].isced == 3
    assert read("licenciatura en derecho, 5 años de experiencia", "MX")[0].isced == 6


@pytest.mark.parametrize(
    ("title", "country", "level", "sure"),
    [
        ("sixth grade", None, 1, False),
        ("hasta quinto grado", "MX", 0, True),
        ("séptimo grado", "MX", 1, True),
        ("grade 12", "US", 3, False),
        ("tercero de primaria", "MX", 0, True),
        ("segundo de secundaria", "MX", 1, False),
        ("no terminé sexto grado", "MX", 0, True),
        ("الصف السادس", "EG", 1, False),
    ],
)
def test_years_of_school_make_sure_only_of_the_level_below(title: str, country: str | None, level: int, sure: bool) -> None:
    (reading,) = read(title, country)
    assert (reading.isced, reading.sure, reading.how) == (level, sure, How.YEARS)


@given(st.text(), st.none() | st.text(max_size=3))
def test_any_text_is_read_without_failing(title: str, country: str | None) -> None:
    for reading in read(title, country):
        assert reading.isced is None or reading.isced in isced.LEVELS
        assert reading.field is None or any(code.startswith(reading.field) for code in isced.field_names())


NAMES = sorted(
    {(" ".join(phrase), country) for one in credentials() for phrase in one.phrases for country in (*one.countries, None)}, key=str
)


@pytest.mark.parametrize("said", ["no terminé {}", "{} incompleta", "did not finish {}", "{} pas terminé", "لم أكمل {}", "{}, trunca"])
def test_no_credential_is_held_when_it_was_not_finished(said: str) -> None:
    for name, country in NAMES:
        finished = {one.isced for one in read(name, country)}
        for reading in read(said.format(name), country):
            assert reading.isced in (None, 0) or reading.isced not in finished, (name, country)


def test_a_country_that_is_not_known_never_makes_a_reading_surer() -> None:
    for name in {name for name, _ in NAMES}:
        without = read(name)
        elsewhere = read(name, "ZZ")
        assert all(one.sure for one in without) or not any(one.sure for one in elsewhere), name
        assert {one.isced for one in elsewhere} <= {one.isced for one in without}, name


def test_every_credential_has_a_source_that_was_read_and_known_codes() -> None:
    used = Counter(source for one in credentials() for source in one.sources)
    assert len(credentials()) >= 150
    assert set(used) <= sources().keys()
    assert all(one.sources for one in credentials())
    for one in credentials():
        assert set(one.countries) <= COUNTRIES
        kinds = {sources()[source].kind for source in one.sources}
        assert one.countries or kinds == {"standard"}
        assert one.isced is None or "none" not in kinds
    for source in sources().values():
        assert source.publisher
        assert source.says
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", source.read_on)
        assert source.kind == "none" or source.place.startswith("http")


def test_no_name_means_two_levels_in_one_country() -> None:
    meant: dict[tuple[str, tuple[str, ...]], set[int | None]] = {}
    for one in credentials():
        for country in one.countries or ("",):
            for phrase in one.phrases:
                meant.setdefault((country, phrase), set()).add(one.isced)
    assert [name for name, levels in meant.items() if len(levels) > 1] == []


def test_school_years_rise_with_the_levels() -> None:
    for country, ends in school_years().items():
        told = [one for one in (ends.primary, ends.lower_secondary, ends.upper_secondary) if one is not None]
        assert country in COUNTRIES
        assert told == sorted(set(told))


def test_fields_and_levels_are_named_in_four_languages() -> None:
    assert {name.isdigit() and len(name) in (2, 3, 4) for name in isced.field_names()} == {True}
    assert all(all(names.values()) for names in isced.field_names().values())
    assert set(isced.level_names()) == set(range(9))
    assert all(all(names.values()) for names in isced.level_names().values())


def test_every_detailed_field_has_its_broader_ones() -> None:
    codes = isced.field_names().keys()
    assert [code for code in codes if len(code) > 2 and code[:-1] not in codes] == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_fields_are_those_that_accompany_esco(lang: str) -> None:
    path = ESCO / f"skillGroups_{lang}.csv"
    if not path.exists():
        pytest.skip(f"the ESCO download is not here: {path.name}")
    with path.open(encoding="utf-8", newline="") as stream:
        esco = {row["code"]: row["preferredLabel"] for row in csv.DictReader(stream) if "/isced-f/" in row["conceptUri"]}
    assert {code: names[lang].casefold() for code, names in isced.field_names().items()} == {
        code: " ".join(label.split()).casefold() for code, label in esco.items()
    }


def test_the_source_list_is_told_in_the_document() -> None:
    text = (Path(isced.__file__).parent / "data" / "SOURCES_QUALIFICATIONS.md").read_text(encoding="utf-8")
    for kind in {source.kind for source in sources().values()}:
        assert f"`{kind}`" in text


@pytest.mark.parametrize(
    ("title", "country", "expected"),
    [
        ("bachelor of science in nursing", "PH", Qualification.NURSE),
        ("técnico en enfermería", "MX", Qualification.UPPER_SECONDARY),
        ("CAP maçonnerie", "FR", Qualification.UPPER_SECONDARY),
        ("CAP électricité", "FR", Qualification.ELECTRICIAN),
        ("CAP soudure", "FR", Qualification.WELDER),
        ("CAP froid et climatisation", "FR", Qualification.UPPER_SECONDARY),
        ("grado medio en atención a personas en situación de dependencia", "ES", Qualification.CARE_ASSISTANT),
        ("doctorado", None, Qualification.MASTER),
        ("primaria", "MX", Qualification.PRIMARY),
        ("bachillerato", None, Qualification.UNMAPPED),
        ("NVQ level 2", "GB", Qualification.UNMAPPED),
        ("no terminé la primaria", "MX", None),
        ("nunca fui a la escuela", "MX", None),
        ("soy carpintero", "MX", None),
    ],
)
def test_only_a_sure_reading_becomes_a_qualification(title: str, country: str | None, expected: Qualification | None) -> None:
    assert qualification_of(read(title, country), title) == expected


def test_the_command_prints_one_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    from web.cli import cli

    cli.main(["qualification", "bachillerato", "--lang", "es"], standalone_mode=False)
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert [one["level_name"] for one in told["readings"]] == ["secundaria alta", "grado o equivalente"]
    assert told["qualification"] == "unmapped"
