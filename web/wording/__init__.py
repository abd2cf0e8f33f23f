"""Codes and facts to sentences in the reader's language. The only place where the core's answers become prose."""

from __future__ import annotations

from flask import Flask

from web.wording import bringing, casework, checks, cv, employers, files, guides, plain
from web.wording.matches import ask_employer, ask_person, doubtful, gap, left_out, question, reason

#: What templates may say, each under its name with say_ before it.
_SAID = (
    reason, doubtful, gap, question, left_out, ask_person, ask_employer,
    plain.day, plain.moment, plain.number, plain.money, plain.percent, plain.occupation, plain.skill, plain.contract, plain.shift_names,
    plain.licence_name, plain.qualification_name, plain.listed,
    files.file_problem, checks.problem, checks.difference, checks.term, checks.field_name, checks.cost, checks.deduction,
    employers.standing, employers.told, employers.obstacle, employers.step, employers.criterion, employers.applies_if, employers.source,
    employers.statements_of, employers.shown, employers.ground, employers.shared, employers.referral_state, employers.notice,
    employers.proposal, employers.question_asked, employers.vacancy_state,
    casework.offer_decision, casework.complaint_state, casework.answered, casework.minimum, casework.valid, casework.sector,
    casework.not_known, casework.month, cv.hint, cv.section, bringing.part,
)  # fmt: skip


def init_app(app: Flask) -> None:
    said = {f"say_{one.__name__}": one for one in _SAID}
    app.jinja_env.globals.update(said | {"zip": zip, "hint_place": cv.hint_place, "chapter": guides.chapter})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
