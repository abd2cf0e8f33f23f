"""The vetting of an employer: its states, what officers find, and the steps of a case."""

from __future__ import annotations

from enum import StrEnum


class VettingState(StrEnum):
    """Where a vetting stands. Only GRANTED, inside its dates and with no condition lapsed, is in force.

    APPLICATION: the employer writes it. EXAMINATION: officers answer the criteria. REPLACED: a later vetting took its place.
    """

    APPLICATION = "application"
    EXAMINATION = "examination"
    GRANTED = "granted"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Standing(StrEnum):
    """What a vetting amounts to at a moment: its state, told apart by the clock."""

    APPLICATION = "application"
    EXAMINATION = "examination"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Disqualifies(StrEnum):
    """Whether failing a criterion rules an employer out. IF_APPLIES: only where an officer has not ruled its condition out."""

    AT_ONCE = "at_once"
    ALWAYS = "always"
    IF_APPLIES = "if_applies"
    NEVER = "never"


class Shown(StrEnum):
    """What an officer found about a criterion. NOT_SHOWN is never MET."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_SHOWN = "not_shown"


class ObstacleCode(StrEnum):
    """Why a vetting cannot be granted."""

    NOT_ANSWERED = "NOT_ANSWERED"
    NOT_MET = "NOT_MET"
    NOT_SHOWN = "NOT_SHOWN"
    NO_EVIDENCE = "NO_EVIDENCE"
    EVIDENCE_EXPIRED = "EVIDENCE_EXPIRED"
    NO_CONDITION = "NO_CONDITION"
    OPEN_ACTION = "OPEN_ACTION"


class ProposalKind(StrEnum):
    """What a first officer can propose and a second one decide."""

    GRANT = "grant"
    REFUSE = "refuse"
    REINSTATE = "reinstate"
    WITHDRAW = "withdraw"


class StepKind(StrEnum):
    """What can happen to a vetting; each is dated, signed and kept."""

    OPENED = "opened"
    EVIDENCE_ADDED = "evidence_added"
    STATEMENT = "statement"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ANSWERED = "answered"
    ACTION_AGREED = "action_agreed"
    ACTION_DONE = "action_done"
    EXCEPTION_RECORDED = "exception_recorded"
    PROPOSED = "proposed"
    PROPOSAL_VOID = "proposal_void"
    DECLINED = "declined"
    GRANTED = "granted"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    REOPENED = "reopened"
    REINSTATED = "reinstated"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
