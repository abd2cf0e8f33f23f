"""The promise over everything that comes along: all seeds and, where they can be had, thousands of imported vacancies, by the command line.

Random histories, two processes and every other way out are in `tests/promise`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from matcher import vetting as rules
from matcher.bootstrap import Services, build
from matcher.models import Employer, VacancyRow
from matcher.services import vacancies, vetting
from matcher.settings import Settings
from matcher.vocabulary import VacancyState
from tests import factories
from tests.conftest import _adopt
from web.cli.matching import match_command


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory, house: Services) -> Services:
    """The whole demonstration and, where it can be had, all imported vacancies of an employer nobody vetted."""
    from matcher.services import importing
    from matcher.services.seeding import seed
    from tests.conftest import DATA
    from web.security import hash_secret

    home = tmp_path_factory.mktemp("seeded")
    services = _adopt(build(Settings(home, f"sqlite:///{home / 'oficio.db'}")), house)
    services.migrate()
    with services.transaction() as session:
        assert seed(session, lambda: services.linker, services.vault, hash_secret)["vacancies"] == 160
        if DATA.is_dir():
            report, before = importing.Report(), importing.known(session, "demo-eures")
            raw = (DATA / "eures_es" / "vacancies.jsonl").read_bytes()
            lines = list(importing.read(raw, "vacancies.jsonl", "es", before.country, report))
            importing.store(session, "demo-eures", lines, importing.link(lines, before, services.linker), report)
            # Were they all published by mistake, their employer still is not vetted.
            session.execute(update(VacancyRow).where(VacancyRow.state == VacancyState.DRAFT).values(state=VacancyState.PUBLISHED))
            everything = list(session.scalars(select(VacancyRow)))
            vacancies.record_changes(session, everything)
    return services


def in_force(employer: Employer, moment: datetime) -> bool:
    return any(rules.is_in_force(one.state, one.valid_from, one.valid_until, [], moment) for one in employer.vettings)


def test_the_command_line_over_all_seeds_and_imports(seeded: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every occupation of the seeds is asked for; then employer after employer is suspended, and gone from the next answer."""
    monkeypatch.setattr("web.cli.matching.build", lambda _: seeded)
    path = tmp_path / "profile.json"

    def shown() -> set[int]:
        path.write_text(json.dumps({"experiences": [{"text": text, "lang": "es"} for text in ("soldador", "cocinera", "peón agrícola")]}))
        answer = CliRunner().invoke(match_command, [str(path), "--top", "1000"], catch_exceptions=False)
        assert answer.exit_code == 0
        return {match["vacancy_id"] for match in json.loads(answer.stdout)["matches"]}

    def permitted() -> set[int]:
        moment = now()
        with seeded.transaction(writes=False) as session:
            return {
                row.id
                for row in session.scalars(select(VacancyRow))
                if all(in_force(one, moment) for one in (row.employer, *(session.get(Employer, n.employer_id) for n in row.intermediaries)))
            }

    first = shown()
    assert len(first) > 100
    assert first <= permitted()
    with seeded.transaction(writes=False) as session:
        slugs = [one.slug for one in vetting.overview(session) if one.in_force]
    for slug in slugs:
        with seeded.transaction() as session:
            factories.suspend(session, slug, "a reason")
        assert shown() <= permitted()
    assert shown() == set()
