"""Editions in the store, on SQLite and on PostgreSQL: all or nothing, side by side, and nothing lost between them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.bootstrap import Services, build
from matcher.encoder import Role, Vectors
from matcher.errors import DownloadRefused, EditionNotImported, InvalidInput, WrongState
from matcher.models import (
    Change,
    CurriculumVitae,
    Jobseeker,
    JobseekerSkill,
    TaxonomyConcept,
    TaxonomyEdition,
    TaxonomyRelation,
    TaxonomyTerm,
    VacancyRow,
    VacancySkill,
    WorkExperience,
)
from matcher.services import jobseekers, publishing, taxonomies
from matcher.services.carrying import Carried
from matcher.services.search import VacancySearch
from occupations import builtin, check
from occupations.esco.reading import Download, read
from tests import esco_download as made
from tests import factories
from tests.conftest import _adopt
from tests.esco_download import ARC, BRAZIER, METALS, WELDER, Files
from tests.matcher.test_at_once import meanwhile

TABLES = (TaxonomyEdition, TaxonomyConcept, TaxonomyTerm, TaxonomyRelation)


def download(path: Path, rows: Files | None = None) -> Download:
    return read(made.folder(path, made.raw(made.files() if rows is None else rows)))


@pytest.fixture
def first(tmp_path: Path) -> Download:
    return download(tmp_path / "v1.2")


@pytest.fixture
def later(tmp_path: Path) -> Download:
    """A later version: the welder has another code, and the brazier is no longer there."""
    rows = made.files()
    for name in ("occupations_en.csv", "occupations_es.csv"):
        rows[name] = [
            row | {"code": "7212.5"} if row["conceptUri"] == WELDER else row for row in rows[name] if row["conceptUri"] != BRAZIER
        ]
    rows["broaderRelationsOccPillar_en.csv"].pop(2)
    return download(tmp_path / "v1.3", rows)


def imported(store: Services, found: Download, name: str = "") -> str:
    with store.transaction() as session:
        return taxonomies.import_(session, found, name)[0]


def used(store: Services, name: str) -> Carried:
    with store.transaction() as session:
        return taxonomies.use(session, name)


def rows(store: Services) -> list[int]:
    with store.transaction(writes=False) as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def test_an_edition_comes_back_as_it_went_in(store: Services, first: Download) -> None:
    assert imported(store, first) == "esco-1.2"
    with store.transaction(writes=False) as session:
        base, edition = taxonomies.all_of(session)
        assert taxonomies.is_whole(session, "esco-1.2")
        taxonomy = taxonomies.load(session, taxonomies.find(session, "esco-1.2"))
    assert (base.name, base.in_use, base.imported_at) == ("isco08", True, None)
    assert (edition.name, edition.checksum, edition.languages, edition.in_use) == ("esco-1.2", first.checksum, ("en", "de", "es"), False)
    assert edition.counts == {
        "isco_group": 619, "occupation": 3, "skill": 5, "skill_group": 3, "broader": 7, "essential": 2, "optional": 2,
    }  # fmt: skip
    assert edition.imported_at is not None
    assert check.findings(taxonomy) == []
    assert taxonomy.occupations["7212.1"].essential == {ARC}
    assert taxonomy == store.edition("esco") == store.edition("esco-1.2")


def test_the_same_again_changes_nothing(store: Services, first: Download, tmp_path: Path) -> None:
    imported(store, first)
    before = rows(store)
    packed = read(made.zipped(tmp_path / "the same.zip", inside="any"))
    with store.transaction() as session:
        assert taxonomies.import_(session, packed) == ("esco-1.2", False)
        assert taxonomies.import_(session, packed, "esco-1.2") == ("esco-1.2", False)
    assert rows(store) == before


def test_editions_stand_side_by_side(store: Services, first: Download, later: Download) -> None:
    names = [imported(store, first), imported(store, later), imported(store, first, "ours")]
    assert names == ["esco-1.2", "esco-1.3", "ours"]
    assert store.edition("esco-1.2").occupations["7212.1"].uri == WELDER
    assert store.edition("esco-1.3").occupations["7212.5"].uri == WELDER
    assert store.edition("esco").edition == "ours"
    with store.transaction() as session:
        taxonomies.remove(session, "ours")
        assert [one.name for one in taxonomies.all_of(session)] == ["isco08", "esco-1.2", "esco-1.3"]
        assert taxonomies.is_whole(session, "esco-1.2")
        assert taxonomies.is_whole(session, "esco-1.3")
    assert imported(store, first, "ours") == "ours"
    with store.transaction(writes=False) as session:
        assert session.scalar(select(func.max(TaxonomyEdition.id))) == 4  # a number is never given twice


def test_what_has_no_version_is_called_by_its_content(store: Services, tmp_path: Path) -> None:
    found = download(tmp_path / "download")
    assert imported(store, found) == f"esco-{found.checksum[:8]}"


@pytest.mark.parametrize("name", ["isco08", "esco", "Mine", "a b", "-a", "x" * 33, "ünï"])
def test_a_name_has_to_be_one(store: Services, first: Download, name: str) -> None:
    with pytest.raises(InvalidInput, match="is none for an edition"):
        imported(store, first, name)
    assert rows(store) == [0, 0, 0, 0]


def test_a_name_that_is_taken_is_not_written_over(store: Services, first: Download, later: Download) -> None:
    imported(store, first)
    before = rows(store)
    with pytest.raises(InvalidInput, match="holds something else"):
        imported(store, later, "esco-1.2")
    assert rows(store) == before
    with store.transaction(writes=False) as session:
        assert taxonomies.is_whole(session, "esco-1.2")


@settings(max_examples=40)
@given(data=st.data())
def test_nothing_of_a_broken_download_is_kept(store: Services, tmp_path: Path, data: st.DataObject) -> None:
    """Whatever single field is damaged: the store holds all of it, to the letter, or is as it was."""
    changed = made.files()
    name = data.draw(st.sampled_from(sorted(changed)))
    row = data.draw(st.sampled_from(changed[name]))
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
    found, before = download(tmp_path / "x", changed), rows(store)
    if found.problems:
        with pytest.raises(DownloadRefused):
            imported(store, found, "drawn")
        assert rows(store) == before
        return
    imported(store, found, "drawn")
    with store.transaction() as session:
        assert taxonomies.is_whole(session, "drawn")
        assert check.findings(taxonomies.load(session, taxonomies.find(session, "drawn"))) == []
        taxonomies.remove(session, "drawn")
    assert rows(store) == before


def test_what_fails_on_the_way_leaves_nothing(store: Services, first: Download) -> None:
    def fail(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), store.transaction() as session:
        taxonomies.import_(session, first, progress=fail)
    assert rows(store) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "statement",
    [
        lambda: update(TaxonomyEdition).values(in_use=True),
        lambda: update(TaxonomyEdition).values(name="esco"),
        lambda: update(TaxonomyConcept).where(TaxonomyConcept.uri == BRAZIER).values(uri=WELDER),
        lambda: update(TaxonomyConcept).where(TaxonomyConcept.uri == BRAZIER).values(code="7212.1"),
        lambda: update(TaxonomyConcept).where(TaxonomyConcept.uri == BRAZIER).values(code=None),
        lambda: update(TaxonomyConcept).where(TaxonomyConcept.uri == BRAZIER).values(isco08=None),
        lambda: update(TaxonomyConcept).where(TaxonomyConcept.uri == BRAZIER).values(reuse_level="transversal"),
        lambda: update(TaxonomyTerm).values(preferred=""),
        lambda: update(TaxonomyTerm).values(concept=9_999),
        lambda: update(TaxonomyRelation).values(target=TaxonomyRelation.source),
        lambda: update(TaxonomyRelation).values(target=9_999),
        lambda: insert(TaxonomyRelation).values(edition_id=2, source=1, target=2, kind="broader"),
    ],
)
def test_the_database_itself_refuses(store: Services, first: Download, statement: Callable[[], object]) -> None:
    imported(store, first)
    with store.transaction() as session:
        session.add(TaxonomyEdition(name="empty", checksum="x", languages=[]))
    with pytest.raises(IntegrityError), store.transaction() as session:
        session.execute(statement())  # type: ignore[call-overload]


def test_the_store_notices_what_it_lost(store: Services, first: Download) -> None:
    imported(store, first)
    with store.transaction() as session:
        session.execute(delete(TaxonomyRelation).where(TaxonomyRelation.kind == "essential"))
        assert not taxonomies.is_whole(session, "esco-1.2")


def test_an_edition_that_is_not_here_is_said_so(store: Services, first: Download) -> None:
    for name in ("esco", "esco-1.2"):
        with pytest.raises(EditionNotImported):
            store.edition(name)
        with pytest.raises(EditionNotImported):
            used(store, name)
    assert store.edition("isco08") is builtin.load()
    imported(store, first)
    used(store, "esco")
    for name, why in (("esco-1.2", "in use"), ("esco", "in use"), ("isco08", "built in")):
        with pytest.raises(WrongState, match=why), store.transaction() as session:
            taxonomies.remove(session, name)
    used(store, "isco08")
    with store.transaction() as session:
        taxonomies.remove(session, "esco-1.2")
    assert rows(store) == [0, 0, 0, 0]


def told(session: Session, occupations: Sequence[str | None], skills: Sequence[str] = (), tasks: Sequence[str] = ()) -> Jobseeker:
    """A person with a work and a CV for each occupation."""
    centre = factories.centre(session, "c")
    person = jobseekers.register(session, factories.user(session, centre, "k@c.example"), "Ana", "es", consented=True)
    for number, code in enumerate(occupations):
        jobseekers.add_experience(session, person, "trabajé", "es", occupation=code, edition="isco08")
        session.add(CurriculumVitae(public_id=f"cv-{number}", jobseeker_id=person.id, lang="es", occupation=code, edition="isco08"))
    person.experiences[0].tasks = list(tasks)
    jobseekers.set_skills(session, person, skills)
    return person


def linked(store: Services) -> list[tuple[str | None, str | None]]:
    """(code, edition) of each work, in order; those of the CVs and vacancies are the same."""
    with store.transaction(writes=False) as session:
        work = session.execute(select(WorkExperience.occupation, WorkExperience.edition).order_by(WorkExperience.id)).tuples().all()
        cvs = session.execute(select(CurriculumVitae.occupation, CurriculumVitae.edition).order_by(CurriculumVitae.id)).tuples().all()
        vacancies = session.scalars(select(VacancyRow.occupation).order_by(VacancyRow.id)).all()
    assert work == cvs
    assert [code for code, _ in work] == vacancies
    return list(work)


def test_going_back_restores_the_precise_occupation(store: Services, first: Download, later: Download) -> None:
    imported(store, first)
    imported(store, later)
    used(store, "esco-1.2")
    codes = ["7212.1", "7212.1.1", "7112.1", "7212", "5120", None]
    with store.transaction() as session:
        told(session, codes)
        session.execute(update(WorkExperience).values(edition="esco-1.2"))
        session.execute(update(CurriculumVitae).values(edition="esco-1.2"))
        owner = factories.employer(session, "e")
        for number, code in enumerate(codes):
            factories.vacancy_row(session, owner, f"V{number}", occupation=code)
        days = session.scalars(select(VacancyRow.updated_at).order_by(VacancyRow.id)).all()

    steps = {
        "esco-1.3": ["7212.5", "7212", "7112.1", "7212", "5120"],
        "isco08": ["7212", "7212", "7112", "7212", "5120"],
        "esco-1.2": ["7212.1", "7212.1.1", "7112.1", "7212", "5120"],
    }
    for way in (["esco-1.3", "esco-1.2"], ["isco08", "esco-1.2"], ["esco-1.3", "isco08", "isco08", "esco-1.3", "esco-1.2"]):
        for name in way:
            report = used(store, name)
            assert report.left == []
            assert linked(store)[:5] == [(code, name) for code in steps[name]], (way, name)
            assert linked(store)[5][0] is None
    with store.transaction(writes=False) as session:
        assert session.scalars(select(VacancyRow.updated_at).order_by(VacancyRow.id)).all() == days


def test_what_somebody_confirms_anew_counts_from_then_on(store: Services, first: Download) -> None:
    imported(store, first)
    used(store, "esco")
    with store.transaction() as session:
        told(session, ["7212.1", "7212.1"])
    used(store, "isco08")
    with store.transaction() as session:
        one, other = session.scalars(select(WorkExperience).order_by(WorkExperience.id))
        jobseekers.confirm_occupation(session, one, builtin.load().occupations["7212"], "isco08")  # the same: the page was only saved
        jobseekers.confirm_occupation(session, other, builtin.load().occupations["7112"], "isco08")
        assert (one.occupation_uri, other.occupation_uri) == (WELDER, None)
    used(store, "esco")
    with store.transaction(writes=False) as session:
        assert session.scalars(select(WorkExperience.occupation).order_by(WorkExperience.id)).all() == ["7212.1", "7112"]


def test_skills_go_by_name_and_stay_where_there_is_none(store: Services, tmp_path: Path) -> None:
    changed = made.files()
    changed["skills_en.csv"][0]["preferredLabel"] = builtin.load().skills["weld-arc"].label("en").upper()
    imported(store, download(tmp_path / "v1.2", changed))
    used(store, "esco")
    with store.transaction() as session:
        person = told(session, ["7212.1"], [ARC, METALS, "weld-pipes"], [METALS, ARC, "weld-arc"])
        row = factories.vacancy_row(session, factories.employer(session, "e"), "V", occupation="7212")
        row.skills = [VacancySkill(skill=skill) for skill in (ARC, "weld-arc", METALS)]
        session.flush()
        known, work, vacancy, public = person.public_id, person.experiences[0].id, row.id, row.public_id
    report = used(store, "isco08")
    with store.transaction(writes=False) as session:
        assert set(session.scalars(select(JobseekerSkill.skill))) == {"weld-arc", METALS, "weld-pipes"}
        assert session.scalars(select(WorkExperience.tasks)).all() == [[METALS, "weld-arc"]]
        assert set(session.scalars(select(VacancySkill.skill))) == {"weld-arc", METALS}
        assert vacancy in session.scalars(select(Change.thing_id)).all()
        assert taxonomies.skill_label(session, METALS, "es") == "tipos de metal"
        assert taxonomies.skill_label(session, METALS, "ar") == "types of metal"
        assert taxonomies.skill_label(session, "nothing", "es") == ""
    assert {(one.thing, one.number, one.was) for one in report.left} == {
        ("skill", known, METALS), ("task", str(work), METALS), ("vacancy_skill", public, METALS),
    }  # fmt: skip
    assert "isco08" in report.left[0].why
    assert (report.carried["skill"], report.changed["skill"]) == (2, 1)
    assert "Ana" not in repr(report)
    assert used(store, "esco").left == []


def test_a_code_that_means_nothing_stays_and_is_reported(store: Services, first: Download) -> None:
    imported(store, first)
    with store.transaction() as session:
        work = told(session, ["nonsense"]).experiences[0].id
    report = used(store, "esco")
    assert [(one.thing, one.number, one.was) for one in report.left] == [("work", str(work), "nonsense"), ("cv", "cv-0", "nonsense")]
    with store.transaction(writes=False) as session:
        assert session.execute(select(WorkExperience.occupation, WorkExperience.edition)).one() == ("nonsense", "isco08")


def test_a_switch_is_all_or_nothing(store: Services, first: Download) -> None:
    imported(store, first)
    with store.transaction() as session:
        told(session, ["7212"])
    with pytest.raises(WrongState), store.transaction() as session:
        taxonomies.use(session, "esco")
        raise WrongState(reason="stop")
    assert store.taxonomy.edition == "isco08"
    with store.transaction(writes=False) as session:
        assert taxonomies.in_use(session) == taxonomies.BUILT_IN
        assert session.scalar(select(WorkExperience.edition)) == "isco08"


def test_what_is_put_to_use_meanwhile_is_not_removed(store: Services, first: Download) -> None:
    imported(store, first)
    outcome = meanwhile(store, lambda session: taxonomies.use(session, "esco"), lambda session: taxonomies.remove(session, "esco-1.2"))
    assert isinstance(outcome, WrongState)
    assert store.edition("esco-1.2").edition == "esco-1.2"


def test_every_process_follows_with_its_next_transaction(store: Services, house: Services, first: Download) -> None:
    other = _adopt(build(store.settings), house)
    imported(store, first)
    with other.transaction(writes=False):
        assert other.taxonomy.edition == "isco08"
    before = other.search
    used(store, "esco")
    with other.transaction(writes=False):
        assert other.taxonomy.edition == "esco-1.2"
    assert other.search is not before
    used(store, "isco08")
    with other.transaction(writes=False):
        assert other.taxonomy is builtin.load()
    other.engine.dispose()


def test_a_copy_of_a_vacancy_knows_what_the_vacancy_knew(store: Services, first: Download) -> None:
    imported(store, first)
    used(store, "esco")
    with store.transaction() as session:
        factories.vacancy_row(session, factories.employer(session, "e"), "V", occupation="7212.1")
    used(store, "isco08")
    with store.transaction() as session:
        copied = publishing.copy(session, session.scalars(select(VacancyRow)).one())
        assert (copied.occupation, copied.occupation_uri) == ("7212", WELDER)


def test_the_index_keeps_its_vectors_when_the_edition_changes(store: Services, first: Download) -> None:
    class Counting:
        id, dimension, encoded = store.encoder.id, store.encoder.dimension, 0

        def encode(self, texts: Sequence[str], role: Role = "query") -> Vectors:
            Counting.encoded += len(texts)
            return store.encoder.encode(texts, role)

    imported(store, first)
    with store.transaction() as session:
        factories.vacancy_row(session, factories.employer(session, "e"), "V")
    with store.transaction(writes=False) as session:
        store.search.save(session)
        search = VacancySearch(store.settings.index_folder, Counting(), store.edition("esco"))
        assert not search.status(session)["usable"]
        assert len(search.current(session)) == 1
        assert search.status(session)["usable"]
        search.verify(session)
    assert Counting.encoded == 0


def test_the_published_edition_is_stored_and_loaded_quickly(store: Services, data: Path) -> None:
    found, begun = read(data / "esco" / "v1.2"), time.monotonic()
    imported(store, found)
    stored = time.monotonic()
    taxonomy = store.edition("esco-1.2")
    assert stored - begun < 60
    assert time.monotonic() - stored < 10  # about one second where nothing else runs
    assert len(taxonomy.occupations) == 436 + 3_039
