"""What the work of somebody who comes back counts as at home: counted over the vacancies that are open to them there now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from matcher import homecoming
from matcher.homecoming import Home, WorkAtHome
from matcher.pipeline import work_done
from matcher.profile import Profile
from matcher.ranking import Worked
from matcher.services.matching import Matching
from occupations.links import Link


def work_at_home(
    session: Session, matching: Matching, profile: Profile, home: Home, links: Sequence[Sequence[Link]], at: datetime | None = None
) -> tuple[WorkAtHome, ...]:
    """Of each experience the likeliest work, in their order. `links`: how those were understood that nobody has confirmed
    (`MatchResult.links`)."""
    there = matching.open_by_group(session, replace(profile, countries=(home.country,)), at)
    likeliest: dict[int, Worked] = {}
    for one in work_done(profile, links):
        if one.experience not in likeliest or one.certainty > likeliest[one.experience].certainty:
            likeliest[one.experience] = one
    return homecoming.work_at_home(matching.matcher.taxonomy, [one.isco08 for one in likeliest.values()], home, there)
