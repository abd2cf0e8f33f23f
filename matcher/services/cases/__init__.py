"""A vetting as a case: from application to decision, and what can follow. Every verb leaves a dated, signed step that is kept.

No one decides alone: what an officer proposes, a second officer decides. One officer alone can only hide (`suspend`), never show.
"""

from matcher.services.cases.applying import open_case, say, send_back, submit, withdraw_own
from matcher.services.cases.deciding import PROPOSED_FROM, decide, proposal_key, propose, suspend
from matcher.services.cases.examining import FEES, action_done, agree_action, answer, postpone_action, record_exception, reopen
from matcher.services.cases.reading import EXAMINED, answers, findings, last_day, obstacles, statements, zone
from matcher.services.cases.settling import settle, settle_all

__all__ = [
    "EXAMINED",
    "FEES",
    "PROPOSED_FROM",
    "action_done",
    "agree_action",
    "answer",
    "answers",
    "decide",
    "findings",
    "last_day",
    "obstacles",
    "open_case",
    "postpone_action",
    "proposal_key",
    "propose",
    "record_exception",
    "reopen",
    "say",
    "send_back",
    "settle",
    "settle_all",
    "statements",
    "submit",
    "suspend",
    "withdraw_own",
    "zone",
]
