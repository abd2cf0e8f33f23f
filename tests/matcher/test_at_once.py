"""Two at once, on SQLite and on PostgreSQL: whoever comes second reads what the first has written, before anything is decided."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.bootstrap import Services
from matcher.errors import MatcherError, NotFound, NotPublishable, WrongState
from matcher.models import Complaint, Employer, User, VacancyRow, Vetting
from matcher.services import accounts, cases, complaints, evidence, legal_minimum, publishing, vacancies, vetting
from matcher.vocabulary import ComplaintGround, ProposalKind, Role, Shown, VacancyState
from tests import factories
from tests.matcher.test_documents import picture
from tests.matcher.test_vetting_walk import CODES

Verb = Callable[[Session], object]


def meanwhile(store: Services, first: Verb, second: Verb) -> object:
    """`second` begins while `first` has written and not committed. What came of it: its value, or what it raised."""
    outcome: list[object] = []
    begun = threading.Event()

    def other() -> None:
        try:
            with store.transaction() as session:
                begun.set()
                outcome.append(second(session))
        except MatcherError as error:
            outcome.append(error)

    thread = threading.Thread(target=other)
    with store.transaction() as session:
        first(session)
        thread.start()
        begun.wait(0.5)
        thread.join(0.7)
    thread.join(30)
    assert len(outcome) == 1
    return outcome[0]


def proposed(store: Services) -> tuple[int, list[int], int]:
    """A case with a grant proposed by the first officer: (case, officers, counsellor)."""
    with store.transaction() as session:
        centre = factories.centre(session, "c")
        officers = [factories.user(session, centre, f"o{n}@c.example", Role.VETTING_OFFICER).id for n in (1, 2)]
        counsellor = factories.user(session, centre, "k@c.example").id
        case = cases.open_case(session, factories.employer(session, "e", state=None, recruiter=True), centre, None)
        cases.submit(session, case, None)
        first = session.get_one(User, officers[0])
        proof = evidence.add(session, store.vault, case, picture(), "p.png", first)
        for code in CODES:
            cases.answer(session, case, code, Shown.MET, first, evidence=[proof])
        cases.propose(session, case, ProposalKind.GRANT, "all shown", first, datetime.now(UTC).date() + timedelta(days=9))
        return case.id, officers, counsellor


def test_a_complaint_found_credible_while_a_grant_is_signed_hides_all_the_same(store: Services) -> None:
    case, officers, counsellor = proposed(store)
    with store.transaction() as session:
        owner = session.scalars(select(Employer)).one()
        complaints.record(session, owner, ComplaintGround.FEES, "they took 300", session.get_one(User, counsellor))

    def grant(session: Session) -> None:
        cases.decide(session, session.get_one(Vetting, case), True, "", session.get_one(User, officers[1]))

    def find_credible(session: Session) -> None:
        complaints.find_credible(session, session.scalars(select(Complaint)).one(), "a receipt", session.get_one(User, counsellor))

    assert meanwhile(store, grant, find_credible) is None
    with store.transaction(writes=False) as session:
        assert vetting.in_force(session) == frozenset()
        assert session.get_one(Vetting, case).silent


def test_a_vacancy_changed_while_it_is_published_is_checked_as_it_is(store: Services) -> None:
    with store.transaction() as session:
        legal_minimum.load(session)
        owner = factories.employer(session, "e", valid_until=factories.NOW.replace(year=2090))
        factories.vacancy_row(session, owner, "A", state=VacancyState.DRAFT)

    def edit(session: Session) -> None:
        publishing.write(session, session.scalars(select(VacancyRow)).one(), factories.terms(deposit=True), ["deposit"])

    def publish(session: Session) -> None:
        row = session.scalars(select(VacancyRow)).one()
        vacancies.terms(row)  # read before the other has written
        publishing.publish(session, row)

    assert isinstance(meanwhile(store, edit, publish), NotPublishable)
    with store.transaction(writes=False) as session:
        row = session.scalars(select(VacancyRow)).one()
        assert (row.state, row.deposit) == (VacancyState.DRAFT, True)


def test_an_invitation_makes_one_account(store: Services) -> None:
    with store.transaction() as session:
        officer = factories.user(session, factories.centre(session, "c"), "o@c.example", Role.VETTING_OFFICER)
        secret = accounts.invite(session, factories.employer(session, "e", state=None), officer)

    def accept(email: str) -> Verb:
        return lambda session: accounts.accept(session, secret, "Clerk", email, "a long enough password", "en", lambda text: text).id

    assert isinstance(meanwhile(store, accept("one@e.example"), accept("two@e.example")), NotFound)
    with store.transaction(writes=False) as session:
        assert session.scalar(select(func.count()).where(User.employer_id.is_not(None))) == 1


def test_a_renewal_is_begun_once(store: Services) -> None:
    with store.transaction() as session:
        factories.employer(session, "e", state=None)
        factories.centre(session, "c")

    def begin(session: Session) -> int:
        owner = session.scalars(select(Employer)).one()
        return cases.open_case(session, owner, session.scalars(select(factories.Centre)).one(), None).id

    assert isinstance(meanwhile(store, begin, begin), WrongState)
