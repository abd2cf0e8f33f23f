"""A store to begin with: a centre and its people, three employers vetted by the real verbs, somebody with an account of their own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.bootstrap import Services, build
from matcher.database import now
from matcher.models import Centre, Employer, User
from matcher.services import cases, criteria, evidence, jobseekers, legal_minimum
from matcher.settings import Settings
from matcher.vocabulary import ProposalKind, Role, Shown
from tests import factories
from tests.conftest import _adopt, _create_database
from tests.matcher.test_documents import picture
from tests.promise.clock import Clock
from tests.web.conftest import HASH

CODES = list(criteria.of(criteria.current()))
#: Vetted by the verbs, and for how many days: one runs out while anybody looks.
VETTED = {"short": 3, "long": 300, "agency": 200}


def furnish(services: Services) -> None:
    """What a new world finds, at the moment the clock shows."""
    clock = Clock()
    clock.set_up()
    try:
        with services.transaction() as session:
            legal_minimum.load(session)
            centre = factories.centre(session, "c")
            for name in ("first", "second"):
                factories.user(session, centre, f"{name}@c.example", Role.VETTING_OFFICER, HASH)
            counsellor = factories.user(session, centre, "counsellor@c.example", password=HASH)
            person = jobseekers.register(session, counsellor, "Ana", "es", consented=True)
            work = jobseekers.add_experience(session, person, "fui soldador", "es")
            taxonomy = services.taxonomy
            jobseekers.confirm_occupation(session, work, taxonomy.occupations["7212"], taxonomy.edition)
            factories.user(session, centre, "ana@c.example", Role.JOBSEEKER, HASH).jobseeker_id = person.id
            for slug, days in VETTED.items():
                owner = factories.employer(session, slug, state=None, recruiter=True)
                factories.user(session, centre, f"clerk@{slug}.example", Role.EMPLOYER).employer_id = owner.id
                vet(session, services, owner, days)
    finally:
        clock.take_down()


def vet(session: Session, services: Services, owner: Employer, days: int) -> None:
    """An employer from its application to a grant by two officers."""
    first, second = officers(session)
    case = cases.open_case(session, owner, session.scalars(select(Centre)).one(), None)
    cases.submit(session, case, None)
    proof = evidence.add(session, services.vault, case, picture(), "p.png", first)
    for code in CODES:
        cases.answer(session, case, code, Shown.MET, first, evidence=[proof])
    cases.propose(session, case, ProposalKind.GRANT, "all shown", first, (now() + timedelta(days=days)).date())
    cases.decide(session, case, True, "", second)


def officers(session: Session) -> list[User]:
    return [session.scalars(select(User).where(User.email == f"{name}@c.example")).one() for name in ("first", "second")]


@contextmanager
def on_sqlite(template: Path, house: Services) -> Iterator[Callable[[], Services]]:
    """Makes stores that are all alike, each in its own file."""
    made: list[Services] = []
    with tempfile.TemporaryDirectory() as home:
        begun = Path(home) / "begun.db"
        shutil.copy(template, begun)
        first = _adopt(build(Settings(Path(home), f"sqlite:///{begun}", secret_key="for-tests-only")), house)
        furnish(first)
        first.engine.dispose()

        def fresh() -> Services:
            folder = Path(home) / str(len(made))
            folder.mkdir()
            shutil.copy(begun, folder / "oficio.db")
            made.append(_adopt(build(Settings(folder, f"sqlite:///{folder / 'oficio.db'}", secret_key="for-tests-only")), house))
            return made[-1]

        yield fresh


@contextmanager
def on_postgres(address: str, template: str, house: Services) -> Iterator[Callable[[], Services]]:
    """The same, each a database of its own made from a furnished one. They go when the server does."""
    made: list[Services] = []
    with tempfile.TemporaryDirectory() as home:
        _create_database(address, "promise_begun", template)
        first = _adopt(build(Settings(Path(home), address.format(name="promise_begun"), secret_key="for-tests-only")), house)
        furnish(first)
        first.engine.dispose()

        def fresh() -> Services:
            folder, name = Path(home) / str(len(made)), f"promise_{len(made)}"
            folder.mkdir()
            _create_database(address, name, "promise_begun")
            made.append(_adopt(build(Settings(folder, address.format(name=name), secret_key="for-tests-only")), house))
            return made[-1]

        yield fresh
