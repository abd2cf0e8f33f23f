"""The one path: the person's own words to vacancies that are safe to take, ranked, each with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher import ranking
from matcher.columns import Columns, eligible
from matcher.eligibility import SOFT_RULES, may_take
from matcher.encoder import Encoder
from matcher.explanation import NEAR, Fit, Match, explain
from matcher.index import VectorIndex
from matcher.profile import Profile
from matcher.ranking import Worked
from matcher.requirements import Context
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

#: Vacancies that are ranked: this many nearest by meaning for each experience, and this many nearest by occupation.
CANDIDATES = 400
#: Links of one experience that are looked at; those count as work done, unless a person has confirmed one, whose unit group is at
#: least so likely beside the likeliest. A weak third guess is nothing to build on.
LINKS, NEARLY = 6, 0.5


@dataclass(frozen=True)
class Searchable:
    """Everything about N vacancies that is searched, row by row alike: vectors, rule columns, unit groups, skills.

    `group`, shape (N,), says which of `groups` each is of: kinds of work are compared once for each, not for every occupation inside.
    """

    index: VectorIndex
    columns: Columns
    group: NDArray[np.int32]
    groups: tuple[str | None, ...]
    skills: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class MatchResult:
    """`left_out` counts vacancies by the hard rule they fail, `left_out_near` only those in work near to what the person did.

    `links` says how each experience was understood.
    """

    matches: tuple[Match, ...]
    left_out: Mapping[RuleCode, int]
    left_out_near: Mapping[RuleCode, int]
    links: tuple[tuple[Link, ...], ...]


class JobMatcher:
    def __init__(self, taxonomy: Taxonomy, linker: Linker, encoder: Encoder) -> None:
        self.taxonomy, self.linker, self.encoder = taxonomy, linker, encoder

    def match(self, profile: Profile, store: Searchable, context: Context, gate: Gate, top: int = 50) -> MatchResult:
        """At most `top` vacancies, best first, ties by vacancy id. Nothing is returned that `gate` does not let through, or that a hard
        rule leaves out as it stands now."""
        links = self.link(profile)
        worked = work_done(profile, links)
        words = [clean_title(experience.text) for experience in profile.experiences]
        vectors = self.encoder.encode(words, role="query")
        near = np.array([ranking.closeness(worked, code)[0] for code in store.groups], np.float32)[store.group]
        fit = eligible(profile, store.columns, context, self._kind(worked, store))
        rows = candidates(store.index, vectors, near, fit.mask)
        similarity = (store.index.vectors[rows] @ vectors.T).max(axis=1, initial=0.0)
        score = self._score(profile, store, context, rows, similarity, near[rows])
        best = ranking.order(score, store.index.ids[rows])
        matches: list[Match] = []
        for chunk in np.array_split(best, range(top, len(best), top)):
            visible = gate([int(vacancy_id) for vacancy_id in store.index.ids[rows[chunk]]]) if len(chunk) else {}
            for position in chunk:
                vacancy = visible.get(int(store.index.ids[rows[position]]))
                if vacancy and may_take(profile, vacancy, context):
                    compared = self._fit(profile, vacancy, float(similarity[position]), worked)
                    matches.append(explain(profile, vacancy, float(score[position]), compared, context))
            if len(matches) >= top:
                break
        return MatchResult(tuple(matches[:top]), fit.left_out, fit.left_out_near, tuple(tuple(found) for found in links))

    def link(self, profile: Profile) -> list[list[Link]]:
        """How each experience is understood, in order; empty where the linker abstains."""
        told = profile.experiences
        return self.linker.link_many([one.text for one in told], [one.lang for one in told], top=LINKS)

    def skills_asked(self, vacancy: Vacancy) -> frozenset[str]:
        """The skills a vacancy states, else those typical of its occupation."""
        if vacancy.skills:
            return frozenset(vacancy.skills)
        return frozenset(skill.id for skill in self.taxonomy.skills_of(vacancy.occupation or ""))

    def _score(
        self,
        profile: Profile,
        store: Searchable,
        context: Context,
        rows: NDArray[np.int64],
        similarity: ranking.Numbers,
        near: ranking.Numbers,
    ) -> ranking.Numbers:
        features = {"occupation": near, "meaning": similarity}
        if profile.skills is not None:
            held = frozenset(profile.skills)
            features["skills"] = np.array([ranking.coverage(held, store.skills[row]) for row in rows], np.float32)
        unmet = {rule.code: store.columns.unmet(rule, profile, context, rows) for rule in SOFT_RULES}
        refused = unmet.pop(RuleCode.REFUSED_COUNTRY)
        return ranking.scores(features, np.sum(list(unmet.values()), axis=0, dtype=np.float32), refused)

    def _kind(self, worked: Sequence[Worked], store: Searchable) -> NDArray[np.bool_]:
        """Rows in work of the same kind as the person has done (NEAR), shape (N,)."""
        kinds = [any(isco.closeness(one.isco08, code or "") >= NEAR for one in worked) for code in store.groups]
        return np.array(kinds, np.bool_)[store.group]

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


def candidates(index: VectorIndex, queries: NDArray[np.float32], near: ranking.Numbers, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Rows worth ranking, ascending: nearest by meaning for each query, and nearest by occupation, all inside the mask.

    A person who has told of no work yet is shown what is open to them all the same: the first rows inside the mask.
    """
    if not len(queries):
        return np.flatnonzero(mask)[:CANDIDATES].astype(np.int64)
    found = [index.search(query, mask, CANDIDATES)[0] for query in queries]
    inside = np.flatnonzero(mask & (near > 0))
    if len(inside) > CANDIDATES:
        inside = inside[np.lexsort((inside, -near[inside]))[:CANDIDATES]]
    return np.unique(np.concatenate([*found, inside])).astype(np.int64)
