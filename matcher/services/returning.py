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
from matcher.services.matching import Matching
from occupations.links import Link


def work_at_home(
    session: Session, matching: Matching, profile: Profile, home: Home, links: Sequence[Sequence[Link]], at: datetime | None = None
) -> tuple[WorkAtHome, ...]:
    """`links`: how each experience was understood that nobody has confirmed (`MatchResult.links`). Likeliest work first."""
    there = matching.open_by_group(session, replace(profile, countries=(home.country,)), at)
    worked = sorted(work_done(profile, links), key=lambda one: -one.certainty)
    return homecoming.work_at_home(matching.matcher.taxonomy, [one.isco08 for one in worked], home, there)
