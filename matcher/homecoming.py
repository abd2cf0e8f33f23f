"""For people who come back: what is near home first, and what their work counts as there. It orders; scores and rules stay as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.explanation import Match
from matcher.profile import Profile, Region
from matcher.ranking import NEAR
from matcher.vacancy import Vacancy
from matcher.vocabulary import FitCode, Ring
from occupations import isco
from occupations.taxonomy import LabelKind, Taxonomy

#: So many names, kinds of work and skills are told of one thing: a list that is read.
TOLD = 5
#: Work counts as near, too, where at least this share of what it asks for is typical of the work done.
SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody comes back to live: ISO 3166 code, and the regions there that are near to them, as people call them."""

    country: str
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """Vacancies open to the person at home, of one unit group."""

    isco08: str
    count: int


@dataclass(frozen=True, slots=True)
class WorkAtHome:
    """What one unit group of work done is at home: `said`, its everyday names there, by language; how many vacancies are open to the
    person, and those of work near to it."""

    isco08: str
    said: tuple[tuple[str, str], ...]
    count: int
    near: tuple[Counted, ...]


def home_of(profile: Profile, country: str) -> Home:
    """Near are the regions named there, else the one where the person lives already."""
    named = tuple(one.name for one in profile.regions or () if one.country == country)
    lives = profile.lives
    here = (lives.region,) if lives and lives.country == country and lives.region else ()
    return Home(country, named or here)


def narrowed(profile: Profile, home: Home) -> tuple[Profile, ...]:
    """The person as one who looks at home alone, and in the regions near to them alone: so that each has as many matches as it can."""
    at_home = replace(profile, countries=(home.country,))
    if not home.regions:
        return (at_home,)
    return replace(at_home, regions=tuple(Region(home.country, name) for name in home.regions)), at_home


def ring_of(vacancy: Vacancy, home: Home) -> Ring:
    if vacancy.country != home.country:
        return Ring.ELSEWHERE
    near = {name.casefold() for name in home.regions}
    return Ring.REGION if vacancy.region and vacancy.region.casefold() in near else Ring.COUNTRY


def rings(matches: Iterable[Match], home: Home) -> dict[Ring, tuple[Match, ...]]:
    """Nearest first; inside each the order given. Rings without a match are left out."""
    found: dict[Ring, list[Match]] = {ring: [] for ring in Ring}
    for match in matches:
        found[ring_of(match.vacancy, home)].append(match)
    return {ring: tuple(inside) for ring, inside in found.items() if inside}


def work_at_home(taxonomy: Taxonomy, groups: Iterable[str], home: Home, open_there: Mapping[str, int]) -> tuple[WorkAtHome, ...]:
    """`groups`: unit groups of work done, each told once; `open_there`: vacancies at home by unit group."""
    return tuple(
        WorkAtHome(group, _said(taxonomy, group, home.country), open_there.get(group, 0), _near(taxonomy, group, open_there))
        for group in dict.fromkeys(groups)
    )


def _said(taxonomy: Taxonomy, group: str, country: str) -> tuple[tuple[str, str], ...]:
    """(language, name) of everyday titles that are said in that country, and not everywhere."""
    shown = (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
    names = ((one.lang, one.text) for one in taxonomy.labels_of(group) if country in one.regions and one.kind in shown)
    return tuple(dict.fromkeys(names))[:TOLD]


def _near(taxonomy: Taxonomy, group: str, open_there: Mapping[str, int]) -> tuple[Counted, ...]:
    """Most vacancies first."""
    known = {skill.id for skill in taxonomy.skills_of(group)}

    def is_near(other: str) -> bool:
        asked = {skill.id for skill in taxonomy.skills_of(other)}
        return isco.closeness(group, other) >= NEAR or (bool(asked) and len(asked & known) >= SHARED * len(asked))

    found = [Counted(other, count) for other, count in open_there.items() if other != group and count and is_near(other)]
    return tuple(sorted(found, key=lambda one: (-one.count, one.isco08))[:TOLD])


def skills_to_learn(matches: Sequence[Match]) -> tuple[tuple[str, int], ...]:
    """(skill, how many of these vacancies ask for it) that the person has not told, those most asked for first."""
    asked: Counter[str] = Counter()
    for match in matches:
        for gap in match.gaps:
            if gap.code is FitCode.SKILLS:
                asked.update(gap.facts["missing"])
    return tuple(sorted(asked.items(), key=lambda one: (-one[1], one[0]))[:TOLD])
