"""The one path: the person's own words to vacancies that are safe to take, ranked, each with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from matcher import ranking
from matcher.columns import eligible
from matcher.eligibility import SOFT_RULES, may_take
from matcher.encoder import Encoder
from matcher.explanation import NEAR, Fit, Match, explain
from matcher.index import Rows
from matcher.profile import Profile
from matcher.ranking import Worked
from matcher.requirements import Context
from matcher.searchable import Found, Part, Searchable, candidates, left_out
from matcher.vacancy import Vacancy
from matcher.vocabulary import RuleCode
from occupations import isco
from occupations.linker import Linker
from occupations.links import Link
from occupations.taxonomy import Taxonomy
from occupations.text import clean_title

#: Asks the database for those of these vacancies that may be shown at this moment, as they stand there now; the others are simply not
#: in the answer.
Gate = Callable[[Sequence[int]], Mapping[int, Vacancy]]

#: Links of one experience that are looked at; those count as work done, unless a person has confirmed one, whose unit group is at
#: least so likely beside the likeliest. A weak third guess is nothing to build on.
LINKS, NEARLY = 6, 0.5


@dataclass(frozen=True, slots=True)
class MatchResult:
    """`left_out` counts vacancies by the hard rule they fail, `left_out_near` only those in work near to what the person did.

    `links` says how each experience was understood. `withheld` counts what was found and then not let through by the last question.
    """

    matches: tuple[Match, ...]
    left_out: Mapping[RuleCode, int]
    left_out_near: Mapping[RuleCode, int]
    links: tuple[tuple[Link, ...], ...]
    withheld: int = 0


class JobMatcher:
    def __init__(self, taxonomy: Taxonomy, linker: Linker, encoder: Encoder) -> None:
        self.taxonomy, self.linker, self.encoder = taxonomy, linker, encoder

    def match(
        self, profile: Profile, store: Searchable, context: Context, gate: Gate, top: int = 50, every: float | None = None
    ) -> MatchResult:
        """At most `top` vacancies, best first, ties by vacancy id. Nothing is returned that `gate` does not let through, or that a hard
        rule leaves out as it stands now. With `every`, all that are open to the person are ranked, not the nearest alone, down to this
        score: then no vacancy's place in the answer hangs on another one."""
        links = self.link(profile)
        worked = work_done(profile, links)
        words = [clean_title(experience.text) for experience in profile.experiences]
        vectors = self.encoder.encode(words, role="query")
        # Once for each unit group, in whatever parts it stands.
        near = cache(lambda code: ranking.closeness(worked, code)[0])
        kind = cache(lambda code: any(isco.closeness(one.isco08, code or "") >= NEAR for one in worked))
        found = [self._found(profile, part, near, kind, context) for part in store.parts]
        rows = candidates(found, vectors) if every is None else [np.flatnonzero(one.fit.mask) for one in found]
        ranked = [self._ranked(profile, one, of, vectors, context) for one, of in zip(found, rows, strict=True)]
        ids, similarity, score = (np.concatenate(of) for of in zip(*ranked, strict=True))
        best = ranking.order(score, ids)
        if every is not None:
            best = best[np.round(score[best], 4) >= every]
        matches: list[Match] = []
        withheld = 0
        for chunk in np.array_split(best, range(top, len(best), top)):
            visible = gate([int(number) for number in ids[chunk]]) if len(chunk) else {}
            for position in chunk:
                vacancy = visible.get(int(ids[position]))
                if vacancy and may_take(profile, vacancy, context):
                    compared = self._fit(profile, vacancy, float(similarity[position]), worked)
                    matches.append(explain(profile, vacancy, float(score[position]), compared, context))
                else:
                    withheld += 1
            if len(matches) >= top:
                break
        return MatchResult(tuple(matches[:top]), *left_out(found), tuple(tuple(found) for found in links), withheld)

    def link(self, profile: Profile) -> list[list[Link]]:
        """How each experience is understood, in order; empty where the linker abstains."""
        told = profile.experiences
        return self.linker.link_many([one.text for one in told], [one.lang for one in told], top=LINKS)

    def skills_asked(self, vacancy: Vacancy) -> frozenset[str]:
        """The skills a vacancy states, else those typical of its occupation."""
        if vacancy.skills:
            return frozenset(vacancy.skills)
        return frozenset(skill.id for skill in self.taxonomy.skills_of(vacancy.occupation or ""))

    def _found(
        self, profile: Profile, part: Part, near: Callable[[str | None], float], kind: Callable[[str | None], bool], context: Context
    ) -> Found:
        """`near`, `kind`: how near a unit group lies to work the person has done, and whether it is work of the same kind (NEAR)."""
        alike = part.of_groups([kind(code) for code in part.groups]).astype(np.bool_)
        close = part.of_groups([near(code) for code in part.groups]).astype(np.float32)
        return Found(part, eligible(profile, part.columns, context, alike, part.hidden), close)

    def _ranked(
        self, profile: Profile, found: Found, rows: Rows, vectors: ranking.Numbers, context: Context
    ) -> tuple[Rows, ranking.Numbers, ranking.Numbers]:
        """Number, likeness of meaning and score of each row."""
        part = found.part
        similarity = (part.index.vectors[rows] @ vectors.T).max(axis=1, initial=0.0)
        features = {"occupation": found.near[rows], "meaning": similarity}
        if profile.skills is not None:
            held = frozenset(profile.skills)
            features["skills"] = np.array([ranking.coverage(held, part.skills[row]) for row in rows], np.float32)
        unmet = {rule.code: part.columns.unmet(rule, profile, context, rows) for rule in SOFT_RULES}
        refused = unmet.pop(RuleCode.REFUSED_COUNTRY)
        return part.index.ids[rows], similarity, ranking.scores(features, np.sum(list(unmet.values()), axis=0, dtype=np.float32), refused)

    def _fit(self, profile: Profile, vacancy: Vacancy, similarity: float, worked: Sequence[Worked]) -> Fit:
        nearest = ranking.closeness(worked, vacancy.isco08)[1]
        code = vacancy.isco08 or ""
        near = {one.experience for one in worked if one.confirmed and isco.closeness(one.isco08, code) >= NEAR}
        understood = {one.experience for one in worked if one.confirmed}
        told = len(profile.experiences)
        held = frozenset(profile.skills or ())
        asked = self.skills_asked(vacancy)
        return Fit(similarity, nearest, tuple(sorted(near)), 0 < told == len(understood), held, asked, profile.skills is not None)


def work_done(profile: Profile, links: Sequence[Sequence[Link]]) -> list[Worked]:
    """Occupations the person worked in: the confirmed one, else what the linker found, as sure as it is."""
    worked: list[Worked] = []
    for position, (experience, found) in enumerate(zip(profile.experiences, links, strict=True)):
        if experience.occupation:
            worked.append(Worked(experience.occupation, 1.0, position, confirmed=True))
        else:
            worked.extend(Worked(isco08, sure, position) for isco08, sure in _likely(found))
    return worked


def _likely(found: Sequence[Link]) -> list[tuple[str, float]]:
    """Unit groups that a text may well mean, and how sure each is: all that it names apart, and those near to the likeliest."""
    best = max((link.group_score for link in found), default=0.0)
    groups: dict[str, float] = {}
    for link in found:
        if link.part or link.group_score >= NEARLY * best:
            groups[link.isco08] = max(link.group_score, groups.get(link.isco08, 0.0))
    return list(groups.items())
