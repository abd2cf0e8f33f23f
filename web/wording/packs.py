"""What an interview pack holds beside the guide: when and where, emergency numbers, and the CV to read from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flask_babel import gettext as _

from matcher.cv.resume import Resume
from matcher.cv.sheet import Words, lay_out
from matcher.database import now
from matcher.guides.blocks import Block, Bullets, Part, Text
from matcher.guides.compose import fact
from matcher.models import Interview, Referral
from matcher.services import guides
from web.wording import guides as wording
from web.wording.plain import moment


def coming(referral: Referral) -> Iterator[Interview]:
    """Interviews of a referral that are still to come."""
    yield from sorted((one for one in referral.interviews if not one.cancelled and one.starts_at > now()), key=lambda one: one.starts_at)


def meeting(interview: Interview | None) -> Part:
    """When and where; lines to write on where nothing is fixed yet."""
    if interview is None:
        lines = [_("Day and time: ____________________"), _("Place: ____________________")]
    else:
        when = moment(interview.starts_at, interview.timezone)
        lines = [f"**{_('Day and time')}:** {when}", f"**{_('Place')}:** {interview.where}"]
    lines += [
        _("Person to ask for, and telephone: ____________________"),
        _("My counsellor and telephone: ____________________"),
        _("Somebody who knows where I go: ____________________"),
    ]
    return Part("meeting", _("When, where, and whom to call"), (Bullets(tuple(lines)),))


def emergency(country: str | None, folder: Path | None) -> Part | None:
    """Numbers for an emergency in the country of the work, each with its source."""
    card = guides.cards(folder).get(country or "")
    if card is None:
        return None
    words = wording.words()
    blocks: list[Block] = [fact(one, words) for topic in ("emergency", "hotlines") for one in card.topics[topic]]
    return Part("numbers", words["rights_emergency"], tuple(blocks))


def cv(resume: Resume, words: Words) -> Part:
    """The CV as it was made, to read before the interview."""
    sheet = lay_out(resume, words)
    blocks: list[Block] = [Text(" · ".join(filter(None, (sheet.name, sheet.label))), sheet.lang)]
    for section in sheet.sections:
        blocks.append(Text(section.title, sheet.lang, strong=True))
        for entry in section.entries:
            head = " · ".join(filter(None, (entry.title.text, entry.at, entry.when)))
            blocks += [Text(line, sheet.lang) for line in (head, *(one.text for one in entry.text)) if line]
            if entry.points:
                blocks.append(Bullets(tuple(point.text for point in entry.points)))
    return Part("cv", _("Your CV"), tuple(blocks))
