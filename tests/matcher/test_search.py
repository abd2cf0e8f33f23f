"""The index follows the database: edits, new rows, other encoders, damage, a second process; the database has the last word."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, update

from matcher.bootstrap import Services, build
from matcher.errors import IndexDamaged
from matcher.index_files import VECTORS, read_manifest
from matcher.models import Change, VacancyRow
from matcher.profile import Experience, Profile
from matcher.searchable import Part
from matcher.services import reading, search, vacancies
from matcher.services.matching import Matching
from matcher.services.parts import PartMaker, encoded
from matcher.services.search import VacancySearch
from matcher.settings import Settings
from matcher.vacancy import Vacancy
from matcher.vocabulary import VacancyState
from tests import factories
from tests.conftest import _adopt
from tests.factories import NOW

WELDER = Profile(experiences=(Experience("soldador", "es"),))


def titles(services: Services, profile: Profile = WELDER) -> list[str]:
    with services.transaction(writes=False) as session:
        return [match.vacancy.title for match in services.matching.match(session, profile, at=NOW).matches]


def publish(services: Services, *names: str) -> None:
    with services.transaction() as session:
        owner = factories.employer(session, f"e-{names[0].lower()}")
        vacancies.record_changes(session, [factories.vacancy_row(session, owner, name, title=name) for name in names])


def second(store: Services, house: Services) -> Services:
    """Another process over the same store and home."""
    return _adopt(build(store.settings), house)


def test_every_process_sees_an_edit_a_new_vacancy_and_a_suspension(store: Services, house: Services) -> None:
    other = second(store, house)
    publish(store, "Soldador", "Cocinero")
    assert sorted(titles(store)) == sorted(titles(other)) == ["Cocinero", "Soldador"]
    with other.transaction() as session:
        row = session.scalar(select(VacancyRow).where(VacancyRow.title == "Cocinero"))
        row.title = "Soldador naval"
        vacancies.record_changes(session, [row])
    publish(other, "Fontanero")
    assert sorted(titles(store)) == ["Fontanero", "Soldador", "Soldador naval"]
    with store.transaction() as session:
        factories.suspend(session, "e-soldador", "documents held")
    assert titles(other) == titles(store) == ["Fontanero"]
    other.engine.dispose()


def test_an_edit_nobody_wrote_down_is_still_never_shown_wrongly(store: Services) -> None:
    """Even if a change never reached the log, the database is asked about each vacancy before it is returned."""
    publish(store, "Soldador", "Cocinero")
    assert len(titles(store)) == 2
    with store.transaction() as session:
        session.scalar(select(VacancyRow).where(VacancyRow.title == "Soldador")).state = VacancyState.CLOSED
    assert titles(store) == ["Cocinero"]


def test_what_is_shown_and_explained_is_the_vacancy_as_it_stands_now(store: Services) -> None:
    """Between the search and the answer somebody asks for more than the person has, and somebody mends a title."""
    publish(store, "Soldador", "Cocinero", "Fontanero")
    somewhere = Profile(experiences=WELDER.experiences, countries=("ES",))
    assert len(titles(store, somewhere)) == 3
    with store.transaction() as session:
        session.scalar(select(VacancyRow).where(VacancyRow.title == "Soldador")).country = "FR"
        session.scalar(select(VacancyRow).where(VacancyRow.title == "Cocinero")).title = "Ayudante de cocina"
    assert sorted(titles(store, somewhere)) == ["Ayudante de cocina", "Fontanero"]


def test_drafts_are_not_even_counted(store: Services) -> None:
    with store.transaction() as session:
        row = factories.vacancy_row(session, factories.employer(session, "a"), "D", state=VacancyState.DRAFT)
        vacancies.record_changes(session, [row])
    with store.transaction(writes=False) as session:
        result = store.matching.match(session, WELDER, at=NOW)
    assert (result.matches, result.left_out) == ((), {})


def test_the_index_is_reused_and_rebuilt_when_it_must_be(store: Services, house: Services) -> None:
    publish(store, "Soldador", "Cocinero")
    with store.transaction(writes=False) as session:
        store.search.save(session)
        store.search.verify(session)
    folder = store.settings.index_folder
    before = read_manifest(folder)
    again = second(store, house)
    assert sorted(titles(again)) == ["Cocinero", "Soldador"]
    assert read_manifest(folder) == before
    vectors = folder / before.folder / VECTORS
    raw = bytearray(vectors.read_bytes())
    raw[-1] ^= 0xFF
    vectors.write_bytes(raw)
    with store.transaction(writes=False) as session, pytest.raises(IndexDamaged):
        again.search.verify(session)
    fresh = second(store, house)
    assert sorted(titles(fresh)) == ["Cocinero", "Soldador"]
    with store.transaction(writes=False) as session:
        fresh.search.verify(session)
    for one in (again, fresh):
        one.engine.dispose()


@pytest.mark.parametrize(("loose", "moment", "seen"), [(10**9, 0, {2, 3, 4}), (12, 10**9, {1, 2}), (12, 0, {1, 2})])
def test_after_many_edits_every_answer_is_that_of_an_index_made_anew(
    store: Services, house: Services, taxonomy, monkeypatch, loose: int, moment: int, seen: set[int]
) -> None:
    """However the vacancies are divided into parts, made one now, in a thread or never: edits, new ones, drafts again, deletions;
    likenesses, order and counts. A process that starts afterwards says the same from what lies on disk."""
    monkeypatch.setattr(search, "FEW", 4)
    monkeypatch.setattr(search, "PARTS", 3)
    monkeypatch.setattr(search, "MOMENT", moment)
    monkeypatch.setattr(search, "bearable", lambda first: loose)
    rng = random.Random(7)
    names = ["Soldador", "Cocinero", "Enfermera", "Peón de albañil", "Electricista", "Chofer"]
    person = replace(WELDER, countries=("ES", "MX"), permits=("ES",), skills=("weld-arc",))
    publish(store, *(f"{name} {number}" for number in range(5) for name in names))
    parts = set()
    for step in range(40):
        with store.transaction() as session:
            rows = list(session.scalars(select(VacancyRow)))
            some = rng.sample(rows, rng.randrange(1, 6))
            for row in some:
                row.title, row.country = f"{rng.choice(names)} {step}", rng.choice(["ES", "MX", "FR", None])
                row.state = rng.choice([VacancyState.PUBLISHED, VacancyState.PUBLISHED, VacancyState.CLOSED, VacancyState.DRAFT])
            some += [factories.vacancy_row(session, rows[0].employer, f"new {step} {n}", title=rng.choice(names)) for n in range(2)]
            vacancies.record_changes(session, some)
            if step % 5 == 0:
                session.delete(some[0])
        with store.transaction(writes=False) as session:
            now = store.matching.match(session, person, at=NOW, top=400)
            parts.add(len(store.search.current(session).parts))
            if step % 4 == 0:
                anew = VacancySearch(store.settings.home / f"anew-{step}", store.encoder, taxonomy)
                fresh = Matching(store.matching.matcher, anew, store.matching._fresh)
                assert fresh.match(session, person, at=NOW, top=400) == now
                assert len(anew.current(session)) == len(store.search.current(session))
    assert seen <= parts
    if store.search._joining:
        store.search._joining.join()
    started = second(store, house)
    monkeypatch.setattr(PartMaker, "_vectors", lambda *_: pytest.fail("encoded again"))
    with started.transaction(writes=False) as session:
        started.search._open(session)
    monkeypatch.undo()
    with started.transaction(writes=False) as session:
        assert started.matching.match(session, person, at=NOW, top=400) == now
    started.engine.dispose()


def test_another_encoder_means_another_index(store: Services, taxonomy) -> None:
    class Other:
        id, dimension = "other", 4

        def encode(self, texts, role="passage"):
            return np.tile(np.float32([1, 0, 0, 0]), (len(texts), 1))

    publish(store, "Soldador")
    with store.transaction(writes=False) as session:
        store.search.save(session)
        other = VacancySearch(store.settings.index_folder, Other(), taxonomy)
        assert other.status(session)["usable"] is False
        with pytest.raises(IndexDamaged):
            other.verify(session)
        assert other.current(session).parts[0].index.vectors.shape == (1, 4)
        assert other.status(session)["usable"] is True


def test_closing_and_reopening_follow(store: Services) -> None:
    publish(store, "Soldador")
    for state, expected in [
        (VacancyState.CLOSED, []),
        (VacancyState.PUBLISHED, ["Soldador"]),
        (VacancyState.DRAFT, []),
        (VacancyState.PUBLISHED, ["Soldador"]),
    ]:
        with store.transaction() as session:
            row = session.scalar(select(VacancyRow))
            row.state = state
            vacancies.record_changes(session, [row])
        assert titles(store) == expected


def test_settings_name_any_database(tmp_path: Path) -> None:
    environ = {"OFICIO_HOME": str(tmp_path), "OFICIO_DATABASE_URL": "postgresql://u@h/d", "OFICIO_ENCODER": " x "}
    settings = Settings.from_environ(environ)
    assert settings.database_url == "postgresql+psycopg://u@h/d"
    assert settings.encoder == "x"
    assert settings.secret() == settings.secret() != ""
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_suspension_while_the_answer_is_worked_out_is_in_the_answer(store: Services, house: Services, monkeypatch) -> None:
    """The last question to the database is asked of a transaction that begins after the ranking."""
    publish(store, "Soldador")
    other = second(store, house)
    encode = house.encoder.encode

    def slow(texts, role="passage"):
        if role == "query":
            with other.transaction() as session:
                factories.suspend(session, "e-soldador", "documents held")
        return encode(texts, role)

    monkeypatch.setattr(house.encoder, "encode", slow)
    assert titles(store) == []
    other.engine.dispose()


def test_vectors_are_reused_by_their_text_and_never_by_number(store: Services, house: Services) -> None:
    """Another database under the same home, a restored backup: the same number may be another vacancy."""
    publish(store, "Soldador")
    with store.transaction(writes=False) as session:
        store.search.save(session)
    with store.transaction() as session:
        session.scalar(select(VacancyRow)).title = "Enfermera"
        session.execute(update(Change).values(at=NOW))
    again = second(store, house)
    with again.transaction(writes=False) as session:
        with pytest.raises(IndexDamaged):
            again.search.verify(session)
        index = again.search.current(session).parts[0].index
        row = session.scalar(select(VacancyRow))
        truth = encoded(house.encoder, list(reading.values(session, [row.id])))[0]
        assert float(index.vectors[0] @ truth) > 0.999
        again.search.verify(session)  # in which nothing served was written anew
    again.engine.dispose()


def test_the_same_text_is_encoded_once(store: Services, house: Services, monkeypatch) -> None:
    seen: list[str] = []
    encode = house.encoder.encode
    monkeypatch.setattr(house.encoder, "encode", lambda texts, role="passage": seen.extend(texts) or encode(texts, role))
    with store.transaction() as session:
        owner = factories.employer(session, "a")
        vacancies.record_changes(session, [factories.vacancy_row(session, owner, str(n)) for n in range(5)])
    with store.transaction(writes=False) as session:
        assert len(store.search.current(session)) == 5
    assert len(seen) == 2  # its title, and its title with its tasks


@pytest.mark.parametrize("damage", [b"", b"x" * 100, None])
def test_a_damaged_label_file_is_made_again(house: Services, tmp_path: Path, damage: bytes | None) -> None:
    from matcher.index_files import load_array, save_array

    path = tmp_path / "labels.npy"
    save_array(path, np.ones((3, 2), np.float32))
    assert np.array_equal(load_array(path), np.ones((3, 2), np.float32))
    raw = path.read_bytes()
    path.write_bytes(raw[:-40] + b"y" + raw[-39:] if damage is None else damage)
    assert load_array(path) is None
    assert load_array(tmp_path) is None


def test_while_the_index_is_made_answers_come_from_the_database_and_are_the_same(
    store: Services, house: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else is at it, and takes their time: who asks does not wait, and sees edits, suspensions and new vacancies as ever."""
    publish(store, "Soldador", "Cocinero")
    publish(store, "Fontanero")
    somewhere = replace(WELDER, countries=("ES",))
    making = second(store, house)
    begun, go_on = threading.Event(), threading.Event()
    make = PartMaker.make

    def slowly(self: PartMaker, rows: Iterable[Vacancy], *given: Any) -> Part:
        if self is making.search._maker:
            begun.set()
            assert go_on.wait(60)
        return make(self, rows, *given)

    def index() -> None:
        with making.transaction(writes=False) as session:
            making.search.current(session)

    monkeypatch.setattr(PartMaker, "make", slowly)
    maker = threading.Thread(target=index)
    maker.start()
    try:
        assert begun.wait(60)
        for profile in (WELDER, somewhere):
            with store.transaction(writes=False) as session:
                expected = store.matching.match(session, profile, at=NOW)
                found = making.matching.match(session, profile, at=NOW)
                assert found.matches == expected.matches
                assert (found.links, found.unlocks) == (expected.links, expected.unlocks)
                ids = [one.vacancy.id for one in expected.matches]
                among = making.matching.among(session, profile, ids[:2], making.matching.in_force(session, NOW), 0.0, NOW)
                assert {one.vacancy.id for one in among.matches} == set(ids[:2])
                assert making.matching.regions(session, ["ES"], NOW) == store.matching.regions(session, ["ES"], NOW)
                assert making.matching.open_by_group(session, somewhere, NOW) == store.matching.open_by_group(session, somewhere, NOW)
        with store.transaction() as session:
            row = session.scalar(select(VacancyRow).where(VacancyRow.title == "Cocinero"))
            row.country = "FR"
            vacancies.record_changes(session, [row])
            factories.suspend(session, "e-fontanero")
        publish(store, "Soldador naval")
        assert sorted(titles(making, somewhere)) == sorted(titles(store, somewhere)) == ["Soldador", "Soldador naval"]
        assert making.search._snapshot is None
    finally:
        go_on.set()
        maker.join()
    assert sorted(titles(making, somewhere)) == ["Soldador", "Soldador naval"]
    assert making.search._snapshot is not None
