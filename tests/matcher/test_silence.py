"""After a grave complaint the employer reads what it read before, whatever officers do, until it is safe; and sees of people only
what they agreed to, as it was that day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from matcher.bootstrap import Services
from matcher.errors import WrongState
from matcher.models import Employer, Jobseeker, User, Vetting
from matcher.services import cases, complaints, consents, evidence, jobseekers, publishing, referrals, vacancies, vetting
from matcher.vocabulary import ComplaintGround, ConsentPurpose, ProposalKind, ReferralState, Role, Shared, Shown, Standing
from tests import factories
from tests.factories import NOW
from tests.matcher.test_documents import picture
from tests.matcher.test_vetting_walk import CODES

DAY = timedelta(days=1)


class Scene:
    """An employer vetted by two officers with a condition open, and a counsellor."""

    def __init__(self, store: Services, session: Session) -> None:
        self.store, self.session = store, session
        centre = factories.centre(session, "c")
        self.one, self.two = (factories.user(session, centre, f"o{n}@c.example", Role.VETTING_OFFICER) for n in (1, 2))
        self.counsellor = factories.user(session, centre, "k@c.example")
        self.employer = factories.employer(session, "e", state=None, recruiter=True)
        self.case = cases.open_case(session, self.employer, centre, None, NOW)
        cases.submit(session, self.case, None, NOW)
        proof = evidence.add(session, store.vault, self.case, picture(), "p.png", self.one, at=NOW)
        for code in CODES:
            shown = Shown.NOT_MET if code == "data_confidential" else Shown.MET
            cases.answer(session, self.case, code, shown, self.one, evidence=[proof], at=NOW)
        cases.agree_action(session, self.case, "data_confidential", "a notice", NOW.date() + 60 * DAY, self.one, NOW)
        self.two_decide(ProposalKind.GRANT, NOW)

    def two_decide(self, kind: ProposalKind, at: datetime) -> None:
        cases.propose(self.session, self.case, kind, "because", self.one, NOW.date() + 200 * DAY, at)
        cases.decide(self.session, self.case, True, "", self.two, at)

    def complain(self, at: datetime, ground: ComplaintGround = ComplaintGround.FEES) -> complaints.Complaint:
        made = complaints.record(self.session, self.employer, ground, "they took 300", self.counsellor, at=at)
        complaints.find_credible(self.session, made, "a receipt", self.counsellor, at)
        return made


@pytest.fixture
def scene(store: Services):
    with store.transaction() as session:
        yield Scene(store, session)


def test_all_reads_as_before_whatever_officers_do(scene: Scene) -> None:
    before = vetting.tell(scene.case, NOW + DAY)
    assert (before.standing, len(before.todo)) == (Standing.IN_FORCE, 1)
    scene.complain(NOW + DAY)
    later = NOW + 2 * DAY
    assert vetting.in_force(scene.session, later) == frozenset()
    session, case = scene.session, scene.case
    cases.agree_action(session, case, "no_fees", "repay 300", NOW.date() + 5 * DAY, scene.one, later)
    cases.postpone_action(session, case, case.actions[0], NOW.date() + 90 * DAY, scene.one, later)
    cases.answer(session, case, "registered", Shown.NOT_SHOWN, scene.one, at=later)
    for at in (later, NOW + 10 * DAY, NOW + 50 * DAY):
        assert vetting.tell(case, at) == before
    assert vetting.tell(case, NOW + 61 * DAY).standing is Standing.SUSPENDED  # the condition it knew of has run out
    scene.two_decide(ProposalKind.WITHDRAW, later)
    assert vetting.tell(case, NOW + 10 * DAY) == before


def test_what_the_employer_does_itself_it_reads_at_once(scene: Scene) -> None:
    clerk = factories.user(scene.session, scene.case.centre, "clerk@e.example", Role.EMPLOYER)
    clerk.employer_id = scene.employer.id
    scene.complain(NOW + DAY)
    cases.withdraw_own(scene.session, scene.case, clerk, NOW + 2 * DAY)
    assert vetting.told(scene.case, NOW + 2 * DAY) is Standing.WITHDRAWN


def test_a_vetting_withdrawn_meanwhile_is_told_when_it_is_safe(scene: Scene) -> None:
    made = scene.complain(NOW + DAY)
    scene.two_decide(ProposalKind.WITHDRAW, NOW + 2 * DAY)
    assert vetting.told(scene.case, NOW + 3 * DAY) is Standing.IN_FORCE
    told_from = complaints.safe_to_tell(scene.session, made, scene.counsellor, True, NOW + 3 * DAY)
    assert vetting.told(scene.case, told_from) is Standing.WITHDRAWN


def test_it_is_told_from_the_first_of_the_month_after_next_and_only_when_safe_for_all(scene: Scene) -> None:
    first = scene.complain(NOW + DAY)
    told_from = complaints.safe_to_tell(scene.session, first, scene.counsellor, True, NOW + 2 * DAY)
    assert (told_from.day, told_from.month) == (1, 1)
    second = scene.complain(NOW + 5 * DAY, ComplaintGround.VIOLENCE)
    assert vetting.told(scene.case, told_from) is Standing.IN_FORCE
    complaints.close(scene.session, second, "done", scene.one, NOW + 6 * DAY)
    assert vetting.told(scene.case, told_from) is Standing.IN_FORCE  # an officer's closing says nothing about safety
    later = complaints.safe_to_tell(scene.session, second, scene.counsellor, True, NOW + 15 * DAY)
    assert later.month == 2
    assert vetting.told(scene.case, told_from) is Standing.IN_FORCE
    assert vetting.told(scene.case, later) is Standing.SUSPENDED
    with pytest.raises(WrongState):
        complaints.safe_to_tell(scene.session, first, scene.counsellor, True, NOW + 40 * DAY)


def test_a_check_of_another_employer_says_nothing_of_a_suspension_held_back(scene: Scene) -> None:
    other = factories.employer(scene.session, "other")
    row = factories.vacancy_row(scene.session, other, "V")
    vacancies.write_terms(scene.session, row, factories.terms(intermediaries=("e",)), ["intermediaries"])
    before = publishing.check(scene.session, row, NOW + DAY)
    scene.complain(NOW + DAY)
    assert publishing.check(scene.session, row, NOW + 2 * DAY) == before
    assert vacancies.visible(scene.session, [row.id], NOW + 2 * DAY) == frozenset()


def test_somebody_who_was_never_asked_for_a_licence_is_no_vetted_link(scene: Scene) -> None:
    plain = factories.employer(scene.session, "plain")
    row = factories.vacancy_row(scene.session, scene.employer, "V")
    vacancies.write_terms(scene.session, row, factories.terms(intermediaries=(plain.slug,)), ["intermediaries"])
    assert vacancies.visible(scene.session, [row.id], NOW + DAY) == frozenset()
    vacancies.write_terms(scene.session, row, factories.terms(intermediaries=()), ["intermediaries"])
    assert vacancies.visible(scene.session, [row.id], NOW + DAY) == {row.id}


def test_a_vetting_that_was_replaced_never_comes_back(scene: Scene) -> None:
    """A reinstatement proposed on the old one is void once the new one is granted."""
    session, old = scene.session, scene.case
    cases.suspend(session, old, "a reason", scene.one, NOW + DAY)
    cases.propose(session, old, ProposalKind.REINSTATE, "because", scene.one, None, NOW + DAY)
    renewal = cases.open_case(session, scene.employer, old.centre, None, NOW + DAY)
    cases.submit(session, renewal, None, NOW + DAY)
    for code in CODES:
        cases.answer(session, renewal, code, Shown.MET, scene.one, evidence=[old.evidence[0]], at=NOW + DAY)
    scene.case = renewal
    scene.two_decide(ProposalKind.GRANT, NOW + 2 * DAY)
    with pytest.raises(WrongState):
        cases.decide(session, session.get_one(Vetting, old.id), True, "", scene.two, NOW + 3 * DAY)


def put_forward(scene: Scene, shared: list[Shared]) -> tuple[Jobseeker, referrals.Referral, User]:
    session, by = scene.session, scene.counsellor
    row = factories.vacancy_row(session, scene.employer, "V")
    row.publications.append(publishing.Publication(terms=publishing.terms_to_json(vacancies.terms(row)), at=NOW))
    person = jobseekers.register(session, by, "Ana", "es", consented=True)
    jobseekers.add_experience(session, person, "cosía en un taller", "es")
    given = consents.give(session, person, ConsentPurpose.PROPOSING, "es", by.id)
    given.given_at = NOW
    return person, referrals.refer(session, person, row, shared, "", by, NOW + DAY), by


def test_what_a_person_tells_later_is_not_shown_to_the_employer(scene: Scene) -> None:
    person, _, _ = put_forward(scene, [Shared.NAME, Shared.WORK])
    jobseekers.add_experience(scene.session, person, "escapé de la finca X", "es")
    [seen] = referrals.received(scene.session, scene.employer, NOW + 2 * DAY)
    assert (seen.name, seen.work, seen.skills, seen.contact) == ("Ana", ("cosía en un taller",), None, None)


def test_a_consent_given_anew_does_not_bring_old_referrals_back(scene: Scene) -> None:
    person, made, by = put_forward(scene, [Shared.NAME])
    consents.withdraw(scene.session, person, ConsentPurpose.PROPOSING)
    assert referrals.received(scene.session, scene.employer, NOW + 2 * DAY) == []
    again = consents.give(scene.session, person, ConsentPurpose.PROPOSING, "es", by.id)
    again.given_at = NOW + 3 * DAY
    assert referrals.received(scene.session, scene.employer, NOW + 4 * DAY) == []
    referrals.refer(scene.session, person, made.vacancy, [Shared.LANGUAGES], "", by, NOW + 5 * DAY)
    [seen] = referrals.received(scene.session, scene.employer, NOW + 6 * DAY)
    assert (seen.name, seen.languages) == (None, ())


def test_who_was_not_hired_is_no_longer_shown(scene: Scene) -> None:
    _, made, by = put_forward(scene, [Shared.NAME])
    referrals.not_hired(scene.session, made, by, NOW + 2 * DAY)
    [seen] = referrals.received(scene.session, scene.employer, NOW + 3 * DAY)
    assert (seen.state, seen.name) == (ReferralState.NOT_HIRED, None)


def test_erasing_a_person_leaves_only_their_answers(scene: Scene) -> None:
    person, made, by = put_forward(scene, [Shared.NAME])
    placed = referrals.place(scene.session, made, NOW.date(), by, NOW + 2 * DAY)
    referrals.follow_up(scene.session, placed, {"fees_paid": True, "documents_held": False}, by, NOW + 3 * DAY)
    referrals.follow_up(scene.session, placed, {"fees_paid": True}, by, NOW + 4 * DAY)
    assert referrals.workers_say(scene.session, scene.employer).bad["fees_paid"] == 1  # one worker, asked twice
    jobseekers.erase(scene.session, person)
    scene.session.expire_all()
    assert referrals.received(scene.session, scene.session.get_one(Employer, scene.employer.id), NOW + 5 * DAY) == []
    assert referrals.workers_say(scene.session, scene.employer).bad["fees_paid"] >= 1
