"""Codes and facts to sentences in the reader's language. The only place where the core's answers become prose."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app

from matcher.bootstrap import Services
from matcher.ranking import CLOSE
from occupations import builtin
from occupations.editions import attribution
from web.wording import bringing, casework, checks, cv, employers, files, guides, judgements, plain, returning
from web.wording.matches import ask_employer, ask_person, doubtful, gap, left_out, question, reason, shares, unlock

#: What templates may say, each under its name with say_ before it.
_SAID = (
    reason, doubtful, gap, question, left_out, unlock, shares, ask_person, ask_employer,
    plain.day, plain.moment, plain.number, plain.money, plain.percent, plain.link, plain.occupation, plain.likeliest, plain.skill,
    plain.contract, plain.shift_names,
    plain.licence_name, plain.qualification_name, plain.listed,
    files.file_problem, checks.problem, checks.difference, checks.term, checks.field_name, checks.cost, checks.deduction,
    employers.standing, employers.told, employers.obstacle, employers.step, employers.criterion, employers.applies_if, employers.source,
    employers.statements_of, employers.shown, employers.ground, employers.shared, employers.referral_state, employers.notice,
    employers.proposal, employers.question_asked, employers.vacancy_state,
    casework.offer_decision, casework.complaint_state, casework.answered, casework.minimum, casework.valid, casework.sector,
    casework.not_known, casework.month, cv.hint, cv.section, bringing.part, judgements.verdict, judgements.judgement,
    returning.ring, returning.at_home, returning.open_there, returning.near_work, returning.to_learn,
)  # fmt: skip


def _taxonomy_notice() -> tuple[str, ...]:
    """What has to be shown of the edition in use; () for the built-in one, of which the footer speaks. Asks no database."""
    edition = cast(Services, current_app.extensions["oficio"]).taxonomy.edition
    return () if edition == builtin.EDITION else attribution(edition)


_MORE = {"zip": zip, "close_score": CLOSE, "taxonomy_notice": _taxonomy_notice, "hint_place": cv.hint_place, "chapter": guides.chapter}


def init_app(app: Flask) -> None:
    said = {f"say_{one.__name__}": one for one in _SAID}
    app.jinja_env.globals.update(said | _MORE)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
