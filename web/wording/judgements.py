"""What counsellors said of matches, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from matcher.judging import Judgement
from matcher.vocabulary import JudgementReason, JudgementVerdict
from web.wording.plain import apart, day


def verdict(given: JudgementVerdict) -> str:
    """What a button does."""
    names = {
        JudgementVerdict.UP: _("Move to the beginning"),
        JudgementVerdict.DOWN: _("Move to the end"),
        JudgementVerdict.WRONG: _("Wrong match"),
    }
    return names[given]


def reason(given: JudgementReason) -> str:
    names = {
        JudgementReason.KIND: _("the kind of work"),
        JudgementReason.SKILLS: _("the skills"),
        JudgementReason.LEVEL: _("the level of the work"),
        JudgementReason.PLACE: _("the place"),
        JudgementReason.CONDITIONS: _("the conditions of the work"),
        JudgementReason.UNWANTED: _("the person does not want it"),
        JudgementReason.WANTED: _("the person wants it"),
        JudgementReason.OTHER: _("something else"),
    }
    return names[given]


def judgement(given: Judgement) -> str:
    """Who said what of a match, when and why: one sentence."""
    facts = {"name": apart(given.by), "day": day(given.at.date()), "reason": reason(given.reason)}
    match given.verdict:
        case JudgementVerdict.UP:
            return _("Moved to the beginning by %(name)s on %(day)s: %(reason)s", **facts)
        case JudgementVerdict.DOWN:
            return _("Moved to the end by %(name)s on %(day)s: %(reason)s", **facts)
        case JudgementVerdict.WRONG:
            return _("Judged not to fit by %(name)s on %(day)s: %(reason)s", **facts)
