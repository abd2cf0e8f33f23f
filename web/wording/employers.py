"""Vettings, referrals, complaints and notices: states, steps and findings in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from matcher.models import Notice, VettingStep
from matcher.services import criteria
from matcher.vetting import Criterion, Obstacle
from matcher.vocabulary import (
    ComplaintGround,
    NoticeCode,
    ObstacleCode,
    ProposalKind,
    ReferralState,
    Shared,
    Shown,
    Standing,
    StepKind,
    VacancyState,
)
from web.i18n import lang
from web.wording.plain import day, listed


def criterion(given: Criterion, words: str = "name") -> str:
    """A criterion in the reader's language: its name, what it means, the evidence, or what the employer is asked."""
    return str(given.words[words].get(lang()) or given.words[words]["en"])


def criterion_named(version: str, code: str) -> str:
    found = criteria.of(version).get(code) if version in criteria.versions() else None
    return criterion(found) if found else code


def applies_if(given: Criterion) -> str:
    """The condition under which failing it disqualifies, as a sentence; empty where it always does or never."""
    if given.recruiters_only:
        return _("Asked only of those who recruit workers for others.")
    return _("Rules the employer out if %(condition)s.", condition=criterion(given, "applies_if")) if "applies_if" in given.words else ""


def source(document: str, place: str | None) -> str:
    return f"{document}: {place}" if place else document


def statement_of(code: str) -> str:
    names = {
        "employer": _("the employer"),
        "workers": _("workers"),
        "authority": _("an authority"),
        "officer": _("the officer's own check"),
    }
    return names[code]


def statements_of(codes: Sequence[str]) -> str:
    return listed([statement_of(code) for code in codes])


def standing(given: Standing | None) -> str:
    """How a vetting stands, for officers."""
    names = {
        Standing.APPLICATION: _("The employer is writing its application"),
        Standing.EXAMINATION: _("Being examined"),
        Standing.NOT_YET: _("Granted, not begun yet"),
        Standing.IN_FORCE: _("In force"),
        Standing.LAPSED: _("Suspended: a condition ran out"),
        Standing.EXPIRED: _("Expired"),
        Standing.SUSPENDED: _("Suspended"),
        Standing.REFUSED: _("Refused"),
        Standing.WITHDRAWN: _("Withdrawn"),
        Standing.REPLACED: _("Replaced by a later one"),
    }
    return names[given] if given else _("Never vetted")


def told(given: Standing | None) -> str:
    """How it stands, for the employer. Every suspension reads alike."""
    names = {
        Standing.APPLICATION: _("Your application is not sent yet"),
        Standing.EXAMINATION: _("Your application is being examined"),
        Standing.SUSPENDED: _("Under review: your vacancies are not shown"),
        Standing.LAPSED: _("Under review: your vacancies are not shown"),
    }
    return names.get(given) or standing(given) if given else _("Not vetted yet")


def obstacle(given: Obstacle) -> str:
    """Why a criterion stands in the way of granting."""
    names = {
        ObstacleCode.NOT_ANSWERED: _("not answered yet"),
        ObstacleCode.NOT_MET: _("not met, and it disqualifies"),
        ObstacleCode.NOT_SHOWN: _("not shown, and it disqualifies"),
        ObstacleCode.NO_EVIDENCE: _("met, but no document is named"),
        ObstacleCode.EVIDENCE_EXPIRED: _("the document has expired"),
        ObstacleCode.NO_CONDITION: _("not met: agree with the employer what to mend, and by when"),
        ObstacleCode.OPEN_ACTION: _("what was to be mended is still open"),
    }
    return names[given.code]


def shown(given: Shown | str) -> str:
    names = {Shown.MET: _("Met"), Shown.NOT_MET: _("Not met"), Shown.NOT_SHOWN: _("Not shown")}
    return names[Shown(given)]


def proposal(given: ProposalKind | str) -> str:
    names = {
        ProposalKind.GRANT: _("Grant the vetting"),
        ProposalKind.REFUSE: _("Refuse the vetting"),
        ProposalKind.REINSTATE: _("Put the vetting back in force"),
        ProposalKind.WITHDRAW: _("Withdraw the vetting"),
    }
    return names[ProposalKind(given)]


def step(given: VettingStep, version: str) -> str:
    """One line of the history; names and days stand beside it."""
    said = _STEPS[given.kind]()
    facts: Mapping[str, Any] = given.facts
    parts = [said]
    if facts.get("criterion"):
        parts.append(criterion_named(version, facts["criterion"]))
    if facts.get("shown"):
        parts.append(shown(facts["shown"]))
    if facts.get("proposal"):
        parts.append(proposal(facts["proposal"]))
    parts += [str(facts[name]) for name in ("title", "what", "law", "reason", "note") if facts.get(name)]
    if facts.get("last_day") or facts.get("due_on"):
        parts.append(_("until %(day)s", day=day(facts.get("last_day") or facts["due_on"])))
    return " · ".join(parts)


_STEPS = {
    StepKind.OPENED: lambda: _("Application begun"),
    StepKind.EVIDENCE_ADDED: lambda: _("Document added"),
    StepKind.STATEMENT: lambda: _("Employer's statement"),
    StepKind.SUBMITTED: lambda: _("Application sent"),
    StepKind.SENT_BACK: lambda: _("Sent back to the employer"),
    StepKind.ANSWERED: lambda: _("Criterion answered"),
    StepKind.ACTION_AGREED: lambda: _("To be mended"),
    StepKind.ACTION_DONE: lambda: _("Mended"),
    StepKind.EXCEPTION_RECORDED: lambda: _("Exception that a law allows"),
    StepKind.PROPOSED: lambda: _("Proposed to a second officer"),
    StepKind.PROPOSAL_VOID: lambda: _("The proposal no longer counts: something changed"),
    StepKind.DECLINED: lambda: _("The second officer did not agree"),
    StepKind.GRANTED: lambda: _("Granted"),
    StepKind.REFUSED: lambda: _("Refused"),
    StepKind.SUSPENDED: lambda: _("Suspended"),
    StepKind.LAPSED: lambda: _("Suspended by the clock: a condition ran out"),
    StepKind.REOPENED: lambda: _("Reopened"),
    StepKind.REINSTATED: lambda: _("Back in force"),
    StepKind.WITHDRAWN: lambda: _("Withdrawn"),
    StepKind.REPLACED: lambda: _("Replaced by a later vetting"),
}


def ground(given: ComplaintGround | str) -> str:
    return dict(grounds())[str(given)]


def grounds() -> list[tuple[str, str]]:
    names = {
        ComplaintGround.FEES: _("Had to pay for the job"),
        ComplaintGround.DOCUMENTS: _("Passport or papers were kept"),
        ComplaintGround.DEPOSIT: _("A deposit or bond was asked for"),
        ComplaintGround.SUBSTITUTION: _("Other work, pay or contract than promised"),
        ComplaintGround.FREEDOM: _("Not free to leave, to change job or to return"),
        ComplaintGround.FORCED_LABOUR: _("Forced labour or trafficking"),
        ComplaintGround.UNDER_18: _("Somebody under 18 was recruited"),
        ComplaintGround.VIOLENCE: _("Violence, threats or abuse"),
        ComplaintGround.GRAVE_SAFETY: _("Grave danger at work"),
        ComplaintGround.PAY: _("Pay late, too little or not paid"),
        ComplaintGround.HOUSING: _("Bad housing"),
        ComplaintGround.OTHER: _("Something else"),
    }
    return [(one.value, names[one]) for one in ComplaintGround]


def shared(given: Shared | str) -> str:
    return dict(shared_topics())[str(given)]


def shared_topics() -> list[tuple[str, str]]:
    names = {
        Shared.NAME: _("Name"),
        Shared.CONTACT: _("How to reach the person"),
        Shared.WORK: _("Work done before"),
        Shared.SKILLS: _("Skills"),
        Shared.LANGUAGES: _("Languages"),
        Shared.AVAILABILITY: _("When the person can start"),
    }
    return [(one.value, names[one]) for one in Shared]


def referral_state(given: ReferralState | str) -> str:
    names = {
        ReferralState.SENT: _("Put forward"),
        ReferralState.INTERVIEW: _("Interview arranged"),
        ReferralState.HIRED: _("Hired"),
        ReferralState.NOT_HIRED: _("Not hired"),
        ReferralState.WITHDRAWN: _("Taken back"),
    }
    return names[ReferralState(given)]


def vacancy_state(given: VacancyState | str) -> str:
    names = {
        VacancyState.DRAFT: _("Draft"),
        VacancyState.PUBLISHED: _("Published"),
        VacancyState.FILLED: _("Filled"),
        VacancyState.CLOSED: _("Closed"),
    }
    return names[VacancyState(given)]


def question_asked(name: str) -> str:
    """What placed workers are asked."""
    names = {
        "fees_paid": _("Did you have to pay anything for the job?"),
        "documents_held": _("Does anybody keep your passport or papers?"),
        "pay_as_promised": _("Do you get the pay you were promised, in time?"),
        "contract_as_promised": _("Is the work as the contract says?"),
    }
    return names[name]


def notice(given: Notice) -> str:
    """What a user should know: one sentence."""
    employer = given.facts.get("name") or given.facts.get("employer", "")
    sentences = {
        NoticeCode.EMPLOYER_HIDDEN: _(
            "%(employer)s is hidden from now on. Do not send anybody there; talk with those you put forward.", employer=employer
        ),
        NoticeCode.EMPLOYER_BACK: _("%(employer)s is shown again.", employer=employer),
        NoticeCode.APPLICATION_SUBMITTED: _("%(employer)s has sent its application.", employer=employer),
        NoticeCode.PROPOSAL_WAITS: _("%(employer)s: a proposal waits for a second officer.", employer=employer),
        NoticeCode.VETTING_DECIDED: _("Your vetting has been decided."),
        NoticeCode.VETTING_SENT_BACK: _("Your application came back: something is missing."),
        NoticeCode.NEW_MATCHES: _("There are new vacancies that may fit. Look at the matches to see which are there now."),
        NoticeCode.REFERRAL_RECEIVED: _("Somebody was put forward for one of your vacancies."),
    }
    return sentences[given.code]
