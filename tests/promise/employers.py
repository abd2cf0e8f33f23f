"""What happens to employers: by the verbs of the house where there are any, and past them, as a hand in the database would."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.models import Centre, CorrectiveAction, Employer, User, Vetting
from matcher.services import cases, complaints, vetting
from matcher.vocabulary import ComplaintGround, ProposalKind, VettingState
from tests import factories
from tests.promise.furnished import officers, vet

#: Neither disqualifies whoever fails it, so both can be the condition of a grant.
CONDITIONS = ("freedom_of_association", "data_confidential")
MOST = 9


class EmployerEdits:
    """`which` is any number: of so many employers as there are, one."""

    def employ(self, session: Session, state: VettingState, begins: int, lasts: int) -> None:
        """By rows: vetted from and until any day."""
        count = len(self._employers(session))
        if count < MOST:
            first, end = now() + timedelta(days=begins), now() + timedelta(days=begins + lasts)
            dates = {"valid_from": first, "valid_until": end, "last_day": end.date()}
            factories.employer(session, f"e{count}", state, recruiter=True, **dates)

    def vet(self, session: Session, which: int, days: int) -> None:
        """A new vetting from application to grant, in place of the one that stands."""
        vet(session, self.here, self._employer(session, which), days)

    def suspend(self, session: Session, which: int) -> None:
        cases.suspend(session, self._case(session, which), "a reason", officers(session)[0])

    def decide(self, session: Session, which: int, kind: ProposalKind) -> None:
        """One officer proposes, another decides: withdrawn, or reinstated."""
        case, (first, second) = self._case(session, which), officers(session)
        cases.propose(session, case, kind, "a reason", first)
        cases.decide(session, case, True, "", second)

    def take_back(self, session: Session, which: int) -> None:
        """The employer withdraws from its own vetting."""
        case = self._case(session, which)
        clerk = session.scalars(select(User).where(User.employer_id == case.employer_id)).first()
        if clerk is not None:
            cases.withdraw_own(session, case, clerk)

    def set_a_condition(self, session: Session, which: int, days: int, criterion: int) -> None:
        due = now().date() + timedelta(days=days)
        cases.agree_action(session, self._case(session, which), CONDITIONS[criterion], "mend it", due, officers(session)[0])

    def mend(self, session: Session, which: int) -> None:
        """In time or too late."""
        case = self._case(session, which)
        for action in [one for one in case.actions if one.done_at is None][:1]:
            cases.action_done(session, case, action, "seen", officers(session)[0])

    def complain(self, session: Session, which: int, ground: ComplaintGround) -> None:
        """Found credible at once; a grave one hides the employer, who reads nothing of it."""
        by = session.scalars(select(User).where(User.email == "counsellor@c.example")).one()
        made = complaints.record(session, self._employer(session, which), ground, "they took 300", by)
        complaints.find_credible(session, made, "a receipt", by)

    def settle(self, session: Session) -> None:
        """The nightly run writes down what the clock did."""
        cases.settle_all(session)

    def apply_anew(self, session: Session, which: int) -> None:
        """An application beside the vetting that stands changes nothing of it."""
        cases.open_case(session, self._employer(session, which), session.scalars(select(Centre)).one(), None)

    def force(self, session: Session, which: int, state: VettingState) -> None:
        """Any state at all, written past the verbs: answers may not depend on who wrote it."""
        self._case(session, which).state = state

    def force_dates(self, session: Session, which: int, begins: int, lasts: int) -> None:
        case = self._case(session, which)
        case.valid_from = now() + timedelta(days=begins)
        case.valid_until = case.valid_from + timedelta(days=lasts)
        case.last_day = case.valid_until.date()

    def force_condition(self, session: Session, which: int, hours: int) -> None:
        ends = now() + timedelta(hours=hours)
        action = CorrectiveAction(criterion=CONDITIONS[0], what="x", due_on=ends.date(), lapses_at=ends)
        case = self._case(session, which)
        case.actions.append(action)

    def _employers(self, session: Session) -> list[Employer]:
        return list(session.scalars(select(Employer).order_by(Employer.id)))

    def _employer(self, session: Session, which: int) -> Employer:
        found = self._employers(session)
        return found[which % len(found)]

    def _case(self, session: Session, which: int) -> Vetting:
        case = vetting.latest(self._employer(session, which))
        assert case is not None
        return case
