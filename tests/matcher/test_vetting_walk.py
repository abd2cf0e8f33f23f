"""Every transition of a vetting and every tick of the clock, as a property: a random history of officers, employers and hours.

A second, plain bookkeeping says what must be allowed and what must be visible; the service and the rows must agree with it at
every step. Times are those of the walk, in zones where days end at other hours than in UTC, midnight itself included.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import threading
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from PIL import Image
from sqlalchemy.orm import Session

from matcher.bootstrap import Services, build
from matcher.errors import InvalidInput, MatcherError, NotAllowed, NotGrantable, WrongState
from matcher.models import Centre, Employer, User, Vetting
from matcher.services import cases, complaints, criteria, evidence, steps, vacancies, vetting
from matcher.settings import Settings
from matcher.vetting import Answer
from matcher.vocabulary import ComplaintGround, Disqualifies, ProposalKind, Role, Shown, Standing, VettingState
from tests import factories
from tests.conftest import _adopt

ZONES = ["America/Guatemala", "Asia/Amman", "Pacific/Kiritimati", "Africa/Casablanca"]
CODES = list(criteria.of(criteria.current()))
#: Enough of each kind to walk about in; all others are answered well from the start.
OPEN_TO_CHANGE = ["no_fees", "registered", "hours_safety", "freedom_of_association"]
COVERABLE = "freedom_of_association"


def picture(shade: int) -> bytes:
    kept = io.BytesIO()
    Image.new("L", (8, 8), shade % 256).save(kept, "PNG")
    return kept.getvalue()


class Walk(RuleBasedStateMachine):
    template: Path
    house: Services

    @initialize(
        zone=st.sampled_from(ZONES), start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), days=st.none() | st.integers(20, 360)
    )
    def begin(self, zone: str, start: datetime, days: int | None = None) -> None:
        folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, folder / "oficio.db")
        where = Settings(folder, f"sqlite:///{folder / 'oficio.db'}", secret_key="for-tests-only")
        self.store = _adopt(build(where), self.house)
        self.now, self.zone, self.shade = start.replace(tzinfo=UTC), zone, 0
        with self.store.transaction() as session:
            centre = Centre(slug="c", name="C", country="GT", city="G", timezone=zone)
            session.add(centre)
            session.flush()
            self.officers = [factories.user(session, centre, f"o{n}@c.example", Role.VETTING_OFFICER).id for n in (1, 2, 3)]
            self.counsellor = factories.user(session, centre, "k@c.example").id
            owner = factories.employer(session, "e", state=None, recruiter=True)
            clerk = factories.user(session, centre, "clerk@e.example", Role.EMPLOYER)
            clerk.employer_id = owner.id
            self.clerk = clerk.id
            agency = factories.employer(session, "agency", state=None, recruiter=True)
            plain = factories.vacancy_row(session, owner, "v", closes_on=None)
            through = factories.vacancy_row(session, agency, "w", closes_on=None)
            vacancies.write_terms(session, through, factories.terms(intermediaries=("e",)), ["intermediaries"])
            self.employer, self.agency, self.plain, self.through = owner.id, agency.id, plain.id, through.id
            self._grant_agency(session, agency, centre)
        if days is not None:
            self.go_the_whole_way(days, 0, 1, True)

    def _grant_agency(self, session: Session, agency: Employer, centre: Centre) -> None:
        """The agency's own vetting outlasts every walk, so that only the employer's decides about the vacancy through it."""
        agency.vettings.append(
            Vetting(
                state=VettingState.GRANTED,
                centre=centre,
                valid_from=self.now - timedelta(days=1),
                valid_until=self.now + timedelta(days=9000),
            )
        )

    # --- who does what, always through the services

    def attempt(self, verb, *allowed: type[MatcherError]) -> bool:
        """Runs a verb in a transaction of its own; refusals it may give leave nothing behind."""
        try:
            with self.store.transaction() as session:
                verb(session)
        except allowed:
            return False
        return True

    def user(self, session: Session, index: int) -> User:
        return session.get_one(User, self.officers[index])

    def owner(self, session: Session) -> Employer:
        return session.get_one(Employer, self.employer)

    def case(self, session: Session, *states: VettingState) -> Vetting | None:
        return next((one for one in self.owner(session).vettings if one.state in states), None)

    @rule(zoned=st.booleans())
    def apply(self, zoned: bool) -> None:
        def verb(session: Session) -> None:
            owner, clerk = self.owner(session), session.get_one(User, self.clerk)
            case = cases.open_case(session, owner, clerk.centre, clerk, self.now)
            cases.say(session, case, "no_fees", "We pay everything.", clerk, self.now)
            cases.submit(session, case, clerk, self.now)

        worked_on = self.states() & {VettingState.APPLICATION, VettingState.EXAMINATION}
        assert self.attempt(verb, WrongState) is not bool(worked_on)

    @rule(officer=st.integers(0, 2))
    def answer_all_well(self, officer: int) -> None:
        def verb(session: Session) -> None:
            case = self.case(session, VettingState.EXAMINATION) or self.case(session, VettingState.SUSPENDED)
            if case is None:
                return
            proof = self.proof(session, case, officer, None)
            held = cases.findings(case)
            for code in CODES:
                if code not in held or held[code] != Answer(Shown.MET, None, (None,)):
                    cases.answer(session, case, code, Shown.MET, self.user(session, officer), evidence=[proof], at=self.now)

        self.attempt(verb)

    @rule(
        officer=st.integers(0, 2),
        code=st.sampled_from(OPEN_TO_CHANGE),
        shown=st.sampled_from(list(Shown)),
        applies=st.sampled_from([None, True, False]),
        lasts=st.none() | st.integers(0, 40),
        documented=st.booleans(),
    )
    def answer(self, officer: int, code: str, shown: Shown, applies: bool | None, lasts: int | None, documented: bool) -> None:
        def verb(session: Session) -> None:
            case = self.case(session, VettingState.EXAMINATION) or self.case(session, VettingState.SUSPENDED)
            if case is None:
                return
            expires = None if lasts is None else self.now.date() + timedelta(days=lasts)
            proofs = [self.proof(session, case, officer, expires)] if documented else []
            note = "ruled out" if applies is False else ""
            cases.answer(session, case, code, shown, self.user(session, officer), applies=applies, evidence=proofs, note=note, at=self.now)

        self.attempt(verb)

    def proof(self, session: Session, case: Vetting, officer: int, expires: date | None):
        self.shade += 1
        raw = picture(self.shade) + bytes([self.shade % 251, self.shade // 251])
        return evidence.add(session, self.store.vault, case, raw, "p.png", self.user(session, officer), expires_on=expires, at=self.now)

    @rule(officer=st.integers(0, 2), days=st.integers(-1, 25), code=st.sampled_from([COVERABLE, "hours_safety", "no_fees"]))
    def agree_action(self, officer: int, days: int, code: str) -> None:
        due = self.local_day() + timedelta(days=days)

        def verb(session: Session) -> None:
            case = self.case(session, VettingState.EXAMINATION, VettingState.GRANTED, VettingState.SUSPENDED)
            if case is not None:
                cases.agree_action(session, case, code, "mend it", due, self.user(session, officer), self.now)

        self.attempt(verb, InvalidInput)

    @rule(officer=st.integers(0, 2), pick=st.integers(0, 3))
    def action_done(self, officer: int, pick: int) -> None:
        def verb(session: Session) -> None:
            for case in self.owner(session).vettings:
                waiting = [one for one in case.actions if one.done_at is None]
                if waiting and case.state in (VettingState.EXAMINATION, VettingState.GRANTED, VettingState.SUSPENDED):
                    cases.action_done(session, case, waiting[pick % len(waiting)], "seen", self.user(session, officer), self.now)
                    return

        self.attempt(verb)

    @rule(officer=st.integers(0, 2), kind=st.sampled_from([ProposalKind.GRANT] * 4 + list(ProposalKind)), days=st.integers(-1, 370))
    def propose(self, officer: int, kind: ProposalKind, days: int) -> None:
        """Grantable or not is worked out here anew, from the rows alone."""
        day = self.local_day() + timedelta(days=days)
        with self.store.transaction(writes=False) as session:
            states = cases.PROPOSED_FROM[kind]
            case = self.case(session, *states)
            lapsed = case is not None and vetting.standing(case, self.now) is Standing.LAPSED
            may = case is not None and not (lapsed and kind is ProposalKind.REINSTATE)
            if case is not None and kind in (ProposalKind.GRANT, ProposalKind.REINSTATE):
                may = may and self.plainly_grantable(case)
            if case is not None and kind is ProposalKind.GRANT:
                may = may and self.local_day() <= day <= self.latest_day(case)
            if case is not None and kind is ProposalKind.REINSTATE:
                may = may and case.valid_until > self.now
            if case is not None and case.proposal is not None and not lapsed:
                may = may and case.proposer == self.officers[officer]
            number = case.id if case else None

        def verb(session: Session) -> None:
            case = session.get_one(Vetting, number)
            cases.propose(session, case, kind, "because", self.user(session, officer), day, self.now)

        if number is not None:
            assert self.attempt(verb, WrongState, NotGrantable, InvalidInput) is may

    @rule(officer=st.integers(0, 2), agree=st.sampled_from([True, True, True, False]))
    def decide(self, officer: int, agree: bool) -> None:
        """Never by the one who proposed; and nothing is granted that is not grantable at this very moment."""
        with self.store.transaction(writes=False) as session:
            case = next((one for one in self.owner(session).vettings if one.proposal is not None), None)
            if case is None:
                return
            number, kind, by = case.id, case.proposal, case.proposer
            grantable = self.plainly_grantable(case)

        def verb(session: Session) -> None:
            cases.decide(session, session.get_one(Vetting, number), agree, "no", self.user(session, officer), self.now)

        done = self.attempt(verb, NotAllowed, NotGrantable, InvalidInput, WrongState)
        if done:
            assert by != self.officers[officer]
            assert not agree or grantable or kind in (ProposalKind.REFUSE, ProposalKind.WITHDRAW)

    @rule(days=st.integers(20, 360), first=st.integers(0, 2), second=st.integers(0, 2), covered=st.booleans())
    def go_the_whole_way(self, days: int, first: int, second: int, covered: bool) -> None:
        """From application, or from suspension, into force: the road that single steps taken by chance seldom walk to its end."""
        if not self.states() & {VettingState.EXAMINATION, VettingState.SUSPENDED}:
            self.apply(True)
        self.answer_all_well(first)
        if covered:
            self.agree_action(first, 3 + days % 17, COVERABLE)
        examined = VettingState.EXAMINATION in self.states()
        self.propose(first, ProposalKind.GRANT if examined else ProposalKind.REINSTATE, days)
        self.decide(second, True)

    @rule(officer=st.integers(0, 2))
    def suspend(self, officer: int) -> None:
        def verb(session: Session) -> None:
            case = self.case(session, VettingState.GRANTED)
            if case is not None:
                cases.suspend(session, case, "a reason", self.user(session, officer), self.now)

        self.attempt(verb, WrongState)

    @rule(ground=st.sampled_from([ComplaintGround.FEES, ComplaintGround.PAY, ComplaintGround.UNDER_18]))
    def complain(self, ground: ComplaintGround) -> None:
        """A grave one, found credible, hides at once; another hides nothing."""
        with self.store.transaction() as session:
            before = self.plainly_in_force(session)
            teller = session.get_one(User, self.counsellor)
            made = complaints.record(session, self.owner(session), ground, "they took 300", teller, at=self.now)
            assert self.plainly_in_force(session) is before
            complaints.find_credible(session, made, "I saw the receipt", teller, self.now)
            assert self.plainly_in_force(session) is (before and not ground.grave)

    @rule()
    def employer_withdraws(self) -> None:
        def verb(session: Session) -> None:
            case = self.case(session, VettingState.GRANTED, VettingState.SUSPENDED, VettingState.EXAMINATION)
            if case is not None:
                cases.withdraw_own(session, case, session.get_one(User, self.clerk), self.now)

        self.attempt(verb)

    @rule(hours=st.integers(1, 48))
    def hours_pass(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(days=st.integers(3, 120))
    def weeks_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @precondition(lambda self: self.ends())
    @rule(which=st.integers(0, 5), before=st.booleans())
    def come_to_an_end(self, which: int, before: bool) -> None:
        """To the very moment at which something ends, or a breath before it."""
        ends = self.ends()
        self.now = ends[which % len(ends)] - (timedelta(microseconds=1) if before else timedelta(0))

    @precondition(lambda self: self.ends())
    @rule(before=st.booleans())
    def come_to_the_next_end(self, before: bool) -> None:
        self.come_to_an_end(0, before)

    @precondition(lambda self: VettingState.SUSPENDED in self.states())
    @rule(first=st.integers(0, 2), second=st.integers(0, 2))
    def mend_and_reinstate(self, first: int, second: int) -> None:
        self.answer_all_well(first)
        for _ in range(3):
            self.action_done(first, 0)
        self.propose(first, ProposalKind.REINSTATE, 0)
        self.decide(second, True)

    @rule()
    def the_clock_is_written_down(self) -> None:
        with self.store.transaction() as session:
            cases.settle_all(session, self.now)

    # --- the plain bookkeeping

    def local_day(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def midnight_after(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(self.zone)).astimezone(UTC)

    def states(self) -> set[VettingState]:
        if not hasattr(self, "store"):
            return set()
        with self.store.transaction(writes=False) as session:
            return {one.state for one in self.owner(session).vettings}

    def ends(self) -> list[datetime]:
        """Moments ahead at which something of this employer ends."""
        if not hasattr(self, "store"):
            return []
        with self.store.transaction(writes=False) as session:
            moments = [one.valid_until for one in self.owner(session).vettings if one.valid_until]
            moments += [action.lapses_at for one in self.owner(session).vettings for action in one.actions]
        return sorted({moment for moment in moments if moment > self.now})

    def plainly_in_force(self, session: Session) -> bool:
        """From the rows: granted by two people, inside its days, no condition past, every must met on paper that still counts."""
        for case in self.owner(session).vettings:
            if case.state is not VettingState.GRANTED or not case.valid_from <= self.now < case.valid_until:
                continue
            if any(one.closed_at is None and self.midnight_after(one.due_on) <= self.now for one in case.actions):
                continue
            assert case.decided_by is not None
            assert case.first_by is not None
            assert case.decided_by != case.first_by
            assert case.valid_until == self.midnight_after(case.last_day)
            assert case.valid_until - case.valid_from < timedelta(days=367)
            self.musts_hold(case)
            return True
        return False

    def musts_hold(self, case: Vetting) -> None:
        """In force, every disqualifying criterion is met with evidence that has not run out; "not shown" is never met."""
        found = cases.answers(case)
        for code, criterion in criteria.of(case.criteria_version).items():
            if not self.strict(criterion.disqualifies, found[code].applies):
                continue
            assert found[code].shown is Shown.MET
            papers = [link.document for link in found[code].evidence]
            assert papers
            assert all(one.expires_on is None or self.local_day() <= one.expires_on for one in papers)

    @staticmethod
    def strict(rule_: Disqualifies, applies: bool | None) -> bool:
        return rule_ in (Disqualifies.ALWAYS, Disqualifies.AT_ONCE) or (rule_ is Disqualifies.IF_APPLIES and applies is not False)

    def plainly_grantable(self, case: Vetting) -> bool:
        found = cases.answers(case)
        for code, criterion in criteria.of(case.criteria_version).items():
            one = found.get(code)
            if one is None:
                return False
            strict, todo = self.strict(criterion.disqualifies, one.applies), self.todo(case, code)
            papers = [link.document.expires_on for link in one.evidence]
            if strict and (one.shown is not Shown.MET or not papers or todo):
                return False
            if strict and any(day is not None and day < self.local_day() for day in papers):
                return False
            if todo and min(todo) < self.local_day():
                return False
            if not strict and one.shown is not Shown.MET and not todo and one.applies is not False:
                return False
        return True

    def todo(self, case: Vetting, code: str) -> list[date]:
        return [one.due_on for one in case.actions if one.criterion == code and one.done_at is None]

    def latest_day(self, case: Vetting) -> date:
        today = self.local_day()
        year_on = today.replace(year=today.year + 1) if (today.month, today.day) != (2, 29) else date(today.year + 1, 2, 28)
        papers = [link.document.expires_on for one in cases.answers(case).values() for link in one.evidence]
        return min([year_on - timedelta(days=1), *(day for day in papers if day is not None)])

    # --- what holds after every step

    @invariant()
    def visible_is_exactly_what_is_in_force(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.transaction(writes=False) as session:
            good = self.plainly_in_force(session)
            assert (self.employer in vetting.in_force(session, self.now)) is good
            shown = vacancies.visible(session, [self.plain, self.through], self.now)
            assert shown == ({self.plain, self.through} if good else frozenset())
            listed = {one.name for one in vetting.register(session, self.now)}
            assert ("E" in listed) is good

    @invariant()
    def history_is_whole_and_states_are_lawful(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.transaction(writes=False) as session:
            held = self.owner(session).vettings
            assert sum(one.state in vetting.STANDING for one in held) <= 1
            assert sum(one.state in vetting.OPEN for one in held) <= 1
            for one in held:
                assert steps.intact(one)
                # By nobody: what the clock does, and the proposal that falls with it.
                after = [step.kind for step in one.steps[1:]] + [None]
                alone = [(step.kind, then) for step, then in zip(one.steps, after, strict=True) if step.by is None]
                assert all(kind == "lapsed" or (kind, then) == ("proposal_void", "lapsed") for kind, then in alone)


def test_no_path_makes_a_vacancy_visible_without_a_vetting_in_force(sqlite_template: Path, house: Services) -> None:
    Walk.template, Walk.house = sqlite_template, house
    run_state_machine_as_test(Walk, settings=settings(max_examples=60, stateful_step_count=50, deadline=None))


@pytest.mark.parametrize("zone", ZONES)
def test_the_last_day_ends_at_midnight_of_the_deciding_centre(sqlite_template: Path, house: Services, zone: str) -> None:
    """The one straight way, so that it cannot be missed by chance: granted, in force to the last microsecond of the day, then not."""
    Walk.template, Walk.house = sqlite_template, house
    walk = Walk()
    walk.begin(zone, datetime(2026, 3, 1, 15))
    walk.apply(True)
    walk.answer_all_well(0)
    walk.propose(0, ProposalKind.GRANT, 100)
    walk.decide(0, True)
    with walk.store.transaction(writes=False) as session:
        assert walk.employer not in vetting.in_force(session, walk.now)
    walk.decide(1, True)
    walk.visible_is_exactly_what_is_in_force()
    [end] = walk.ends()
    assert end.astimezone(ZoneInfo(zone)).time() == time(0)
    for moment, good in ((end - timedelta(microseconds=1), True), (end, False)):
        with walk.store.transaction(writes=False) as session:
            assert (walk.employer in vetting.in_force(session, moment)) is good


def test_two_officers_at_once_never_decide_on_what_the_other_is_changing(store: Services) -> None:
    """While one officer's "not met" is being written, the other's decision waits for it, and then refuses."""
    with store.transaction() as session:
        centre = factories.centre(session, "c")
        one, two, three = (factories.user(session, centre, f"o{n}@c.example", Role.VETTING_OFFICER).id for n in (1, 2, 3))
        case = cases.open_case(session, factories.employer(session, "e", state=None, recruiter=True), centre, None)
        cases.submit(session, case, None)
        proof = evidence.add(session, store.vault, case, picture(1), "p.png", session.get_one(User, one))
        for code in CODES:
            cases.answer(session, case, code, Shown.MET, session.get_one(User, one), evidence=[proof])
        cases.propose(
            session, case, ProposalKind.GRANT, "all shown", session.get_one(User, one), datetime.now(UTC).date() + timedelta(days=9)
        )
        number = case.id
    outcome: list[object] = []

    def decide() -> None:
        try:
            with store.transaction() as session:
                begun.set()
                cases.decide(session, session.get_one(Vetting, number), True, "", session.get_one(User, two))
            outcome.append("granted")
        except MatcherError as error:
            outcome.append(error)

    begun = threading.Event()
    other = threading.Thread(target=decide)
    with store.transaction() as session:
        cases.answer(session, session.get_one(Vetting, number), "no_fees", Shown.NOT_MET, session.get_one(User, three))
        other.start()
        begun.wait(0.5)
        other.join(0.5)
        assert outcome == []  # it waits
    other.join(20)
    assert isinstance(outcome[0], WrongState)
    with store.transaction(writes=False) as session:
        assert session.get_one(Vetting, number).state is VettingState.EXAMINATION
        assert steps.intact(session.get_one(Vetting, number))


def test_a_proposal_falls_with_the_vetting_that_a_condition_suspends(sqlite_template: Path, house: Services) -> None:
    """Proposed to be withdrawn, then the clock runs out: nobody's hand in either step."""
    Walk.template, Walk.house = sqlite_template, house
    walk = Walk()
    walk.begin("America/Guatemala", datetime(2026, 1, 1), 249)
    walk.propose(0, ProposalKind.WITHDRAW, 0)
    walk.weeks_pass(15)
    walk.the_clock_is_written_down()
    walk.history_is_whole_and_states_are_lawful()
    with walk.store.transaction(writes=False) as session:
        [case] = walk.owner(session).vettings
        assert [(step.kind, step.by) for step in case.steps][-2:] == [("proposal_void", None), ("lapsed", None)]
    walk.teardown()
