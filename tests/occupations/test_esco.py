"""ESCO downloads are read whole, in every layout that the Commission has used; what is wrong with one is named by file and line."""

from __future__ import annotations

import resource
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from occupations import builtin, check, editions
from occupations.esco import problems, source
from occupations.esco.concepts import ConceptKind, RelationKind, SkillType
from occupations.esco.reading import Download, read
from occupations.taxonomy import LabelKind, Taxonomy
from tests import esco_download as made
from tests.esco_download import ADVISE, ARC, BRAZIER, BRICKS, DOING, ESCO, HUNGARIAN, LANGUAGES, MASON, METALS, WELDER, Files, isco


@pytest.fixture(scope="module")
def download(tmp_path_factory: pytest.TempPathFactory) -> Download:
    return read(made.folder(tmp_path_factory.mktemp("download") / "v1.2"))


@pytest.fixture(scope="module")
def composed(download: Download) -> Taxonomy:
    return editions.compose("esco-1.2", download.concepts, download.terms, download.relations)


def said(found: Download) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_everything_is_read(download: Download) -> None:
    assert said(download) == []
    assert (download.version, download.languages) == ("1.2", ("en", "de", "es"))
    kinds = [one.kind for one in download.concepts]
    assert [kinds.count(kind) for kind in ConceptKind] == [619, 3, 5, 3]
    by_uri = {one.uri: one for one in download.concepts}
    assert (by_uri[BRAZIER].code, by_uri[BRAZIER].isco08) == ("7212.1.1", "7212")
    assert (by_uri[METALS].skill_type, by_uri[ARC].skill_type) == (SkillType.KNOWLEDGE, SkillType.COMPETENCE)
    terms = {(one.uri, one.lang): one for one in download.terms}
    assert terms[WELDER, "en"].alternatives == ("arc welder", "boiler welder")
    assert terms[WELDER, "en"].hidden == ("wellder",)
    assert terms[WELDER, "en"].description == "Welders, all of them,\njoin metal."
    assert terms[MASON, "en"].alternatives == ("mason", "stone setter")
    assert terms[ADVISE, "en"].alternatives == ("give advice", "counsel others")
    assert terms[isco("7212"), "de"].preferred == "Schweißer und Brennschneider"
    assert (BRICKS, "es") not in terms
    related = {(one.source, one.target): one.kind for one in download.relations}
    assert related[WELDER, ARC] is RelationKind.ESSENTIAL
    assert related[WELDER, METALS] is RelationKind.OPTIONAL
    assert related[BRAZIER, WELDER] is related[WELDER, isco("7212")] is related[LANGUAGES, DOING] is RelationKind.BROADER
    assert "skills_de.csv is not there" in " ".join(download.notes)
    assert "skills_es.csv: 2 of 5 concepts have no name in it" in download.notes


def bom_and_crlf(rows: Files) -> dict[str, bytes]:
    return {name: b"\xef\xbb\xbf" + made.text(one, "\r\n").encode() for name, one in rows.items()}


def more_columns(rows: Files) -> dict[str, bytes]:
    wider = {name: [{"skillLabel": "a, b\nc", **row, "naceCode": "62.01", "definition": ""} for row in one] for name, one in rows.items()}
    return made.raw(wider)


def without_language(rows: Files) -> dict[str, bytes]:
    return {name.replace("_en", "") if "Relations" in name else name: one for name, one in made.raw(rows).items()}


@pytest.mark.parametrize("layout", [made.raw, bom_and_crlf, more_columns, without_language])
@pytest.mark.parametrize("inside", ["", "ESCO dataset - v1.2.0 - classification - en - csv"])
@pytest.mark.parametrize("pack", [made.folder, made.zipped])
def test_every_layout_says_the_same(
    download: Download, tmp_path: Path, layout: Callable[[Files], dict[str, bytes]], inside: str, pack: Callable[..., Path]
) -> None:
    found = read(pack(tmp_path / "x.zip", layout(made.files()), inside))
    assert said(found) == []
    assert found.checksum == download.checksum
    assert found.version == ("1.2.0" if inside else None)


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("v1.2", "1.2"),
        ("v1.0/esco_v1.1.1", "1.1.1"),
        ("ESCO dataset - v1.2.0 - classification - en - csv.zip", "1.2.0"),
        ("v1.1/download", "1.1"),
        ("1.2", "1.2"),
        ("python3.11", None),
        ("survey 12.05", None),
    ],
)
def test_the_nearest_part_of_the_path_tells_the_version(tmp_path: Path, path: str, version: str | None) -> None:
    place = tmp_path / path
    place.parent.mkdir(exist_ok=True)
    assert read((made.zipped if path.endswith(".zip") else made.folder)(place)).version == version


def test_languages_can_be_chosen(tmp_path: Path) -> None:
    place = made.folder(tmp_path / "x")
    found = read(place, ["es"])
    assert (said(found), found.languages) == ([], ("es",))
    assert {one.lang for one in found.terms} == {"es"}
    assert said(read(place, ["es", "fr"])) == ["x: nothing in fr is there, only de, en, es"]
    assert said(read(place, ["de"])) == ["x: no occupations_LANG.csv is there for de"]


def test_what_is_not_there_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    only = {name: content for name, content in made.raw(made.files()).items() if name.startswith(("occupations_", "transversal"))}
    found = read(made.folder(tmp_path / "x", only))
    assert said(found) == []
    notes = "\n".join(found.notes)
    for name in ("skills_en.csv", "skills_es.csv", "ISCOGroups_en.csv", "skillGroups_en.csv", "broaderRelationsOccPillar.csv"):
        assert f"{name} is not there" in notes
    assert "occupationSkillRelations.csv is not there: no skill is essential" in notes
    taxonomy = editions.compose("x", found.concepts, found.terms, found.relations)
    assert taxonomy.skills[ADVISE].label("en") == "advise others"
    assert taxonomy.occupations["7212.1"].skills == builtin.load().occupations["7212"].skills
    assert all(not one.essential for one in taxonomy.occupations.values())


def test_without_the_skills_themselves_relations_to_them_say_nothing(tmp_path: Path) -> None:
    rows = made.files()
    del rows["skills_en.csv"], rows["skills_es.csv"]
    found = read(made.folder(tmp_path / "x", made.raw(rows)))
    assert said(found) == []
    assert "occupationSkillRelations_en.csv is not used: the skills themselves are not there" in found.notes
    assert all(one.kind is RelationKind.BROADER for one in found.relations)


def test_only_what_is_released_counts(tmp_path: Path) -> None:
    rows = made.files()
    rows["skills_en.csv"][0]["status"] = rows["skills_es.csv"][0]["status"] = "deprecated"
    found = read(made.folder(tmp_path / "x", made.raw(rows)))
    assert said(found) == []
    assert ARC not in {one.uri for one in found.concepts} | {one.target for one in found.relations}
    assert "left out, being not released: 1 concepts" in found.notes


def field(name: str, row: int, column: str, value: str) -> Callable[[dict[str, bytes]], object]:
    def damage(content: dict[str, bytes]) -> None:
        rows = made.files()[name]
        rows[row][column] = value
        content[name] = made.text(rows).encode()

    return damage


def text_of(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], object]:
    return lambda content: content.update({name: content[name].replace(old.encode(), new.encode("latin-1", "replace"), 1)})


BROKEN = [
    (text_of("occupations_en.csv", "iscoGroup", "isco"), "occupations_en.csv:1: no column iscoGroup"),
    (text_of("skills_en.csv", "skillType,", "status,"), "skills_en.csv:1: a column stands twice"),
    (text_of("occupations_es.csv", "latón", "lat\xf3n"), "occupations_es.csv:5: not UTF-8 at byte 88 of the line"),
    (text_of("occupations_es.csv", "latón", "lat\0n"), "occupations_es.csv:5: holds a NUL character"),
    (text_of("occupations_en.csv", 'brazier,"', 'brazier,"x"y'), "occupations_en.csv:5: not CSV"),
    (text_of("occupations_en.csv", 'brazing worker\nWelder"', "brazing worker"), "occupations_en.csv:5: not CSV"),
    (text_of("occupations_en.csv", "7112,stone mason,", "7112,stone mason,more,"), "occupations_en.csv:7: 10 fields, expected 9"),
    (text_of("occupationSkillRelations_en.csv", "optional,skill/competence,", "optional,"), "occupationSkillRelations_en.csv:2: 3 fields"),
    (field("occupations_en.csv", 1, "conceptUri", WELDER), f"occupations_en.csv:5: '{WELDER}' stands in line 2 already"),
    (field("occupations_en.csv", 1, "conceptUri", "brazier"), "occupations_en.csv:5: conceptUri 'brazier' is no Occupation URI"),
    (field("occupations_en.csv", 1, "conceptUri", ARC), f"occupations_en.csv:5: conceptUri '{ARC}' is no Occupation URI"),
    (field("occupations_en.csv", 1, "conceptType", "Skill"), "occupations_en.csv:5: conceptType 'Skill' is not Occupation"),
    (field("occupations_en.csv", 1, "iscoGroup", "7299"), "occupations_en.csv:5: iscoGroup '7299' does not exist in ISCO-08"),
    (field("occupations_en.csv", 1, "iscoGroup", "72"), "occupations_en.csv:5: iscoGroup '72' does not exist in ISCO-08"),
    (field("occupations_en.csv", 1, "code", "7112.2"), "occupations_en.csv:5: code '7112.2' is none of an occupation in 7212"),
    (field("occupations_en.csv", 1, "code", "7212.1"), f"occupations_en.csv:5: code 7212.1 is that of {WELDER} already"),
    (field("occupations_en.csv", 1, "preferredLabel", " \n"), "occupations_en.csv:5: preferredLabel is empty"),
    (field("occupations_en.csv", 1, "preferredLabel", "x" * 1_001), "occupations_en.csv:5: a label of more than 1,000 characters"),
    (field("occupations_es.csv", 1, "code", "7212.9"), "occupations_es.csv:5: occupation 7212.9, but occupation 7212.1.1 in another file"),
    (field("skills_en.csv", 0, "skillType", "talent"), "skills_en.csv:2: skillType 'talent' is neither skill/competence nor knowledge"),
    (field("ISCOGroups_en.csv", 3, "code", "7219"), "ISCOGroups_en.csv:8: code '7219' does not exist in ISCO-08"),
    (field("ISCOGroups_en.csv", 3, "code", "7211"), f"ISCOGroups_en.csv:8: conceptUri '{isco('7212')}' is not that of code 7211"),
    (field("skillGroups_en.csv", 2, "conceptType", "Group"), "skillGroups_en.csv:4: conceptType 'Group' is not SkillGroup"),
    (lambda content: content.update({"skills_es.csv": content["skills_es.csv"][:98]}), "skills_es.csv: holds nothing that counts"),
    (field("transversalSkillsCollection_en.csv", 0, "preferredLabel", ""), "transversalSkillsCollection_en.csv:2: preferredLabel is empty"),
    (field("occupationSkillRelations_en.csv", 1, "relationType", "vital"), "occupationSkillRelations_en.csv:3: relationType 'vital'"),
    (field("occupationSkillRelations_en.csv", 1, "skillUri", DOING), f"occupationSkillRelations_en.csv:3: '{DOING}' is no skill of this"),
    (field("occupationSkillRelations_en.csv", 1, "skillUri", METALS), "occupationSkillRelations_en.csv:3: essential here and optional in"),
    (field("occupationSkillRelations_en.csv", 1, "occupationUri", isco("7212")), "occupationSkillRelations_en.csv:3:"),
    (field("broaderRelationsOccPillar_en.csv", 2, "broaderUri", BRAZIER), f"broaderRelationsOccPillar_en.csv:4: {BRAZIER} leads to itself"),
    (field("broaderRelationsOccPillar_en.csv", 2, "broaderUri", isco("99")), "broaderRelationsOccPillar_en.csv:4:"),
    (field("broaderRelationsSkillPillar_en.csv", 0, "conceptUri", ""), "broaderRelationsSkillPillar_en.csv:2: '' is no skill or"),
    (field("skillsHierarchy_en.csv", 1, "Level 1 URI", ARC), f"skillsHierarchy_en.csv:3: '{ARC}' is no skill group of this download"),
    (lambda content: content.pop("occupations_en.csv") and content.pop("occupations_es.csv"), "x.zip: no occupations_LANG.csv is there"),
    (lambda content: content.update({"occupations_en.csv": b""}), "occupations_en.csv:1: no column conceptType"),
    (lambda content: content.update({"occupations_en.csv": b"\0" * 200_000}), "occupations_en.csv:1: a line of more than 100,000 bytes"),
    (lambda content: content.update({"sub/occupations_en.csv": b"x"}), "'occupations_en.csv' and 'sub/occupations_en.csv' are both there"),
    (lambda content: content.update({"../evil.txt": b"x"}), "x.zip: a zip archive with an entry that leads out of it: '../evil.txt'"),
    (lambda content: content.update({"/etc/x.csv": b"x"}), "an entry that leads out of it"),
    (lambda content: content.update({"C:\\x.csv": b"x"}), "an entry that leads out of it"),
    (lambda content: content.update({"v1.1/skills_fr.csv": b"x", "v1.2/skills_fi.csv": b"x"}), "files of several versions lie"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "expected"), BROKEN)
def test_what_is_wrong_is_named_by_file_line_and_reason(
    tmp_path: Path, damage: Callable[[dict[str, bytes]], object], expected: str
) -> None:
    content = made.raw(made.files())
    damage(content)
    found = said(read(made.zipped(tmp_path / "x.zip", content)))
    assert len(found) == 1, found
    assert expected in found[0]


def test_all_that_is_wrong_is_counted_and_the_first_of_it_named(tmp_path: Path) -> None:
    rows = made.files()
    rows["skills_en.csv"] += [
        made.files()["skills_en.csv"][0] | {"conceptUri": f"{ESCO}/skill/n{n}", "preferredLabel": ""} for n in range(99)
    ]
    rows["occupationSkillRelations_en.csv"][0]["relationType"] = "vital"
    found = read(made.folder(tmp_path / "x", made.raw(rows)))
    assert found.problem_count == 100
    assert len(found.problems) == problems.MOST_NAMED
    assert str(found.problems[0]) == "skills_en.csv:5: preferredLabel is empty"


def test_a_file_that_is_not_read_to_its_end_makes_nothing_else_dangle(tmp_path: Path) -> None:
    content = made.raw(made.files())
    content["skills_en.csv"] = content["skills_en.csv"].replace(b"types of metal", b"types of \xff")
    del content["skills_es.csv"]
    assert said(read(made.folder(tmp_path / "x", content))) == ["skills_en.csv:3: not UTF-8 at byte 101 of the line"]


#: Columns whose every value means something; the others are words.
STRUCTURE = frozenset(("conceptType", "conceptUri", "iscoGroup", "code", "relationType", "skillUri", "occupationUri", "broaderUri"))


@settings(max_examples=150)
@given(data=st.data())
def test_damage_to_any_field_is_seen_or_changes_a_word_only(download: Download, tmp_path: Path, data: st.DataObject) -> None:
    rows = made.files()
    name = data.draw(st.sampled_from(sorted(rows)))
    row = data.draw(st.sampled_from(rows[name]))
    column = data.draw(st.sampled_from(sorted(row)))
    row[column] = data.draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
    found = read(made.folder(tmp_path / "x", made.raw(rows)))
    if found.problems or found.checksum == download.checksum:
        assert {problem.file for problem in found.problems} <= rows.keys()
        return
    structural = column in STRUCTURE and not (name.startswith("skillGroups") and column == "code")
    assert not structural, (name, column, row)


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 5_000))
def test_no_bytes_end_in_anything_but_problems(tmp_path: Path, noise: bytes, at: int) -> None:
    whole = made.zipped(tmp_path / "whole.zip").read_bytes()
    broken = tmp_path / "broken.zip"
    broken.write_bytes(whole[:at] + noise + whole[at + len(noise) :])
    found = read(broken)
    assert found.problems or found.concepts
    content = made.raw(made.files())
    content["occupations_en.csv"] = content["occupations_en.csv"][: at % 400] + noise
    found = read(made.folder(tmp_path / "x", content))
    assert found.problems or "have no name in it" in " ".join(found.notes)


@pytest.mark.parametrize("cut", [10, 200, -30])
def test_a_zip_archive_that_broke_off_is_none(tmp_path: Path, cut: int) -> None:
    path = made.zipped(tmp_path / "x.zip")
    path.write_bytes(path.read_bytes()[:cut])
    assert said(read(path)) == ["x.zip: neither a folder nor a whole zip archive"]


def test_a_zip_archive_whose_entries_lie_before_its_beginning_is_damaged(tmp_path: Path) -> None:
    path = made.zipped(tmp_path / "x.zip")
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x05\x06") + 16  # where the directory is told to begin: the distance to where it does is added to all entries
    raw[at : at + 4] = (int.from_bytes(raw[at : at + 4], "little") + 5_000).to_bytes(4, "little")
    path.write_bytes(raw)
    assert any("damaged inside the zip archive" in one for one in said(read(path)))


def test_a_zip_archive_that_is_damaged_inside_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in made.raw(made.files()).items():
            archive.writestr(name, content)
    path.write_bytes(path.read_bytes().replace(b"brazing", b"blazing"))
    assert said(read(path)) == ["occupations_en.csv: damaged inside the zip archive: download it again"]


def zeros(path: Path, name: str, count: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as stream:
        for _ in range(count // 2**20):
            stream.write(bytes(2**20))
    return path


def test_a_gigabyte_of_zeros_is_never_unfolded(tmp_path: Path) -> None:
    path = zeros(tmp_path / "x.zip", "occupations_en.csv", 2**30)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert said(read(path)) == ["x.zip: 'occupations_en.csv' has more than 100,000,000 bytes"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_limits_hold_while_reading_and_for_all_files_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = made.folder(tmp_path / "x")
    monkeypatch.setattr(source, "LARGEST_TOTAL", 2_000)
    assert said(read(place)) == ["x: more than 2,000 bytes together"]
    monkeypatch.setattr(source, "MOST_ENTRIES", 5)
    assert said(read(place)) == ["x: a folder of more than 5 files"]
    assert said(read(made.zipped(tmp_path / "y.zip"))) == ["y.zip: a zip archive of more than 5 entries"]
    monkeypatch.undo()
    with source.opened(place) as opened:
        monkeypatch.setattr(source, "LARGEST_FILE", 50)
        with pytest.raises(problems.Unusable, match="more than 50 bytes"):
            list(opened.lines(opened.files["occupations", "en"]))


@pytest.mark.parametrize(
    ("method", "told"), [(zipfile.ZIP_BZIP2, "packed in an unusual way"), (zipfile.ZIP_LZMA, "packed in an unusual way")]
)
def test_only_what_unfolds_bit_by_bit_is_unfolded(tmp_path: Path, method: int, told: str) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", method) as archive:
        archive.writestr("occupations_en.csv", "x")
    assert told in said(read(tmp_path / "x.zip"))[0]


def test_what_a_mac_leaves_beside_the_files_is_not_read(download: Download, tmp_path: Path) -> None:
    content = made.raw(made.files()) | {"__MACOSX/occupations_en.csv": b"x", "a/b/occupations_en.csv": b"x", ".DS_Store": b"x"}
    assert read(made.zipped(tmp_path / "x.zip", content)).checksum == download.checksum


def test_the_composed_edition_has_occupations_groups_and_every_name(composed: Taxonomy) -> None:
    assert check.findings(composed) == []
    assert len(composed.occupations) == 436 + 3
    welder, group = composed.occupations["7212.1"], composed.occupations["7212"]
    assert (welder.uri, welder.isco08, welder.is_group) == (WELDER, "7212", False)
    assert (group.uri, group.is_group) == (isco("7212"), True)
    assert welder.titles["es"] == "soldador/soldadora"
    assert group.titles["de"] == "Schweißer und Brennschneider"
    assert group.titles["en"] == "Welders and flamecutters"
    names = {(label.lang, label.text): label.kind for label in composed.labels_of("7212.1")}
    assert names["es", "soldadora"] is names["es", "soldador/soldadora"] is LabelKind.PREFERRED
    assert names["en", "boiler welder"] is LabelKind.ALTERNATIVE
    assert names["en", "wellder"] is LabelKind.HIDDEN
    assert ("es", "soldador de latón") in {(label.lang, label.text) for label in composed.labels_of("7212.1.1")}
    assert set(builtin.load().labels) <= set(composed.labels)
    assert composed.by_uri[MASON].code == "7112.1"
    assert composed.find_occupation("Soldadora") == welder


def test_skills_are_essential_first_and_those_of_the_group_where_esco_says_nothing(composed: Taxonomy) -> None:
    welder, group = composed.occupations["7212.1"], composed.occupations["7212"]
    assert welder.skills == group.skills == (ARC, ADVISE, METALS)
    assert welder.essential == group.essential == {ARC}
    assert composed.occupations["7212.1.1"].skills == group.skills
    assert composed.occupations["5120"].skills == builtin.load().occupations["5120"].skills
    assert composed.skills[METALS].knowledge
    assert not composed.skills[ARC].knowledge
    assert composed.skills[ARC].others == {"en": ("arc weld",), "es": ("soldar por arco",)}
    assert composed.find_skill("Write Hungarian").id == HUNGARIAN
    assert composed.skills.keys() >= builtin.load().skills.keys()


def test_a_group_has_the_skills_that_most_of_its_occupations_share(tmp_path: Path) -> None:
    rows = made.files()
    needs = rows["occupationSkillRelations_en.csv"]
    needs += [
        {"occupationUri": BRAZIER, "relationType": kind, "skillType": "skill/competence", "skillUri": skill}
        for kind, skill in (("essential", ADVISE), ("essential", HUNGARIAN), ("optional", METALS))
    ]
    many = [row for row in made.files()["skills_en.csv"][:1] for _ in range(30)]
    rows["skills_en.csv"] += [
        row | {"conceptUri": f"{ESCO}/skill/n{n}", "preferredLabel": f"weld thing {n}", "altLabels": ""} for n, row in enumerate(many)
    ]
    needs += [dict(needs[0], relationType="optional", skillUri=f"{ESCO}/skill/n{n}") for n in range(30)]
    found = read(made.folder(tmp_path / "x", made.raw(rows)))
    assert said(found) == []
    group = editions.compose("x", found.concepts, found.terms, found.relations).occupations["7212"]
    assert group.skills[:4] == (ADVISE, METALS, ARC, HUNGARIAN)  # two need the first, and one of them always
    assert len(group.skills) == editions.TYPICAL
    assert group.essential == frozenset()


@pytest.mark.parametrize(
    ("title", "forms"),
    [
        ("soldador/soldadora", ("soldador", "soldadora")),
        ("comprador/compradora de café verde", ("comprador de café verde", "compradora de café verde")),
        ("Koch/Köchin", ("Koch", "Köchin")),
        ("Import-/Exportmanager für X/Import-/Exportmanagerin für X", ("Import-/Exportmanager für X", "Import-/Exportmanagerin für X")),
        ("directora de moda/directora de moda/", ("directora de moda", "directora de moda")),
        ("CAD/CAM operator", ()),
        ("Lehrkraft für Erdkunde/Geografie Sekundarstufe", ()),
        ("welder", ()),
        ("/", ()),
    ],
)
def test_both_forms_of_a_title_are_names(title: str, forms: tuple[str, ...]) -> None:
    assert editions.forms(title) == forms


def test_the_checksum_covers_all_that_is_matched_or_shown(composed: Taxonomy) -> None:
    welder = composed.occupations["7212.1"]
    for other in (replace(welder, essential=frozenset()), replace(welder, uri=None), replace(welder, titles={"en": "x"})):
        assert replace(composed, occupations={**composed.occupations, "7212.1": other}).checksum != composed.checksum
    skill = replace(composed.skills[ARC], labels={"en": "weld"})
    assert replace(composed, skills={**composed.skills, ARC: skill}).checksum != composed.checksum
    assert replace(composed, groups={}).checksum != composed.checksum


def test_the_check_sees_what_is_wrong_with_an_imported_edition(composed: Taxonomy) -> None:
    welder = composed.occupations["7212.1"]
    twin = replace(welder, code="7212.2", isco08="7299", titles={}, essential=frozenset(("none",)))
    found = "\n".join(check.findings(replace(composed, occupations={**composed.occupations, "7212.2": twin})))
    for part in ("is the URI of 2", "unit group 7299 does not exist", "7212.2: no title", "an essential skill is none of its skills"):
        assert part in found


def test_who_made_them_is_told() -> None:
    assert editions.attribution("esco-1.2")[0] == "This service uses the ESCO classification of the European Commission."
    assert "International Labour Organization" in " ".join(editions.attribution("esco-1.2"))
    assert "ESCO" not in " ".join(editions.attribution("isco08"))


def test_the_published_edition_is_read_without_a_problem(data: Path) -> None:
    found = read(data / "esco" / "v1.2")
    assert said(found) == []
    assert (found.version, found.languages) == ("1.2", ("en", "de", "es"))
    kinds = [one.kind for one in found.concepts]
    assert [kinds.count(kind) for kind in ConceptKind] == [619, 3_039, 454, 640]
    taxonomy = editions.compose("esco-1.2", found.concepts, found.terms, found.relations)
    assert check.findings(taxonomy) == []
    assert taxonomy.find_occupation("albañil").code == "7112.1"
    assert said(read(data / "esco" / "v1.0")) == ["occupations_fr.csv:1: no column code"]
