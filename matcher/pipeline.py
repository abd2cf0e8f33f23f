"""The one path: the person's own words to vacancies that are safe to take, ranked, each with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher import ranking
from matcher.eligibility import SOFT_RULES, judged
from matcher.eligible import eligible
from matcher.encoder import Encoder
from matcher.explanation import Fit, Match, explain
from matcher.index import Rows
from matcher.likenesses import LIKENESSES, Told
from matcher.profile import Experience, Profile
from matcher.ranking import NEAR, Worked
from matcher.remembered import Remembered
from matcher.requirements import Context
from matcher.searchable import Found, Part, Searchable, candidates, left_out, left_out_near
from matcher.unlocking import Unlock, unlocks
from matcher.vacancy import Vacancy
from matcher.vocabulary import LikenessCode, RuleCode
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
#: Texts whose links are kept for the next answer: to link a story takes 5 ms, and a centre asks about the same people again.
REMEMBERED = 10_000
#: How surely somebody has a skill that is typical of work they did, and that nobody has confirmed.
INFERRED = 0.3


@dataclass(frozen=True, slots=True)
class MatchResult:
    """`left_out` counts vacancies by the hard rule they fail; `left_out_near`, only those in work near to what the person did, is told
    where no match is close to it. `links` says how each experience was understood that nobody has confirmed; `unlocks`, what one thing
    more would open; `withheld` counts what was found and then not let through by the last question.
    """

    matches: tuple[Match, ...]
    left_out: Mapping[RuleCode, int]
    left_out_near: Mapping[RuleCode, int]
    links: tuple[tuple[Link, ...], ...]
    unlocks: tuple[Unlock, ...] = ()
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Understood:
    """What a person's words came to: links of each experience, vectors of them as queries, shape (E, d), and the work they stand for."""

    links: tuple[tuple[Link, ...], ...]
    vectors: ranking.Numbers
    worked: tuple[Worked, ...]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Of one part: numbers of vacancies, what they are ranked by, and their scores, all of shape (C,)."""

    ids: Rows
    features: Mapping[LikenessCode, ranking.Numbers]
    scores: ranking.Numbers


class JobMatcher:
    def __init__(self, taxonomy: Taxonomy, linker: Linker, encoder: Encoder) -> None:
        self.taxonomy, self.linker, self.encoder = taxonomy, linker, encoder
        self._known: Remembered[list[Link]] = Remembered(REMEMBERED)

    def match(
        self, profile: Profile, store: Searchable, context: Context, gate: Gate, top: int = 50, told: Understood | None = None,
        every: float | None = None,
    ) -> MatchResult:  # fmt: skip
        """At most `top` vacancies, best first, ties by vacancy id. Nothing is returned that `gate` does not let through, or that a hard
        rule leaves out as it stands now. `told`: what `understand` made of the profile, where that is known already. With `every`, all
        that are open to the person are ranked, not the nearest alone, down to this score: then no vacancy's place in the answer hangs
        on another one."""
        told = told or self.understand([profile])[0]
        worked, vectors = told.worked, told.vectors
        found = [_found(profile, part, worked, context) for part in store.parts]
        rows = candidates(found, vectors) if every is None else [np.flatnonzero(one.fit.mask) for one in found]
        ranked = [self._ranked(profile, one, of, told, context) for one, of in zip(found, rows, strict=True)]
        ids, score = (np.concatenate(of) for of in zip(*((part.ids, part.scores) for part in ranked), strict=True))
        features = {code: np.concatenate([part.features[code] for part in ranked]) for code in (ranked[0].features if ranked else ())}
        best = ranking.order(score, ids)
        if every is not None:
            best = best[np.round(score[best], 4) >= every]
        matches: list[Match] = []
        withheld = 0
        for chunk in np.array_split(best, range(top, len(best), top)):
            visible = gate([int(number) for number in ids[chunk]]) if len(chunk) else {}
            for position in chunk:
                vacancy = visible.get(int(ids[position]))
                findings = judged(profile, vacancy, context) if vacancy else None
                if vacancy and findings:
                    compared = self._fit(profile, vacancy, {code: round(float(of[position]), 4) for code, of in features.items()}, worked)
                    matches.append(explain(profile, vacancy, float(score[position]), compared, findings))
                else:
                    withheld += 1
            if len(matches) >= top:
                break
        # Who is shown something close asks less why more of it is not there; to count takes a tenth of the answer.
        close = {} if matches and matches[0].score >= ranking.CLOSE else left_out_near(found)
        return MatchResult(tuple(matches[:top]), left_out(found), close, told.links, unlocks(profile, found, context), withheld)

    def link(self, told: Sequence[Experience]) -> list[list[Link]]:
        """How each experience is understood, in order; empty where the linker abstains, and where somebody has confirmed what it is."""
        asked = [one for one in told if not one.occupation]
        found = iter(self._known.all_of([f"{one.lang} {one.text}" for one in asked], lambda some: self._linked([asked[at] for at in some])))
        return [[] if one.occupation else next(found) for one in told]

    def understand(self, profiles: Sequence[Profile]) -> list[Understood]:
        """The words of many people, linked and encoded at once; one for each profile, in order."""
        told = [experience for profile in profiles for experience in profile.experiences]
        links = self.link(told)
        vectors = self.encoder.encode([clean_title(one.text) for one in told], role="query")
        ends = np.cumsum([0, *(len(profile.experiences) for profile in profiles)]).tolist()
        return [
            Understood(tuple(map(tuple, links[start:end])), vectors[start:end], tuple(work_done(profile, links[start:end])))
            for profile, start, end in zip(profiles, ends, ends[1:], strict=False)
        ]

    def skills_asked(self, stated: Collection[str], occupation: str | None) -> frozenset[str]:
        """The skills a vacancy states, else those typical of its occupation."""
        return frozenset(stated) or frozenset(skill.id for skill in self.taxonomy.skills_of(occupation or ""))

    def _linked(self, asked: Sequence[Experience]) -> list[list[Link]]:
        """In the place of the person's words that a link is about stands the label that matched them: words are not kept."""
        found = self.linker.link_many([one.text for one in asked], [one.lang for one in asked], top=LINKS)
        return [[replace(link, part=link.part and link.matched) for link in links] for links in found]

    def _ranked(self, profile: Profile, found: Found, rows: Rows, told: Understood, context: Context) -> _Ranked:
        part, of = found.part, Told(profile, told.worked, context.today, context.minima)
        # Summed row by row: a product of matrices gives a row another last digit beside other rows than alone.
        similarity = np.einsum("rd,qd->rq", part.index.vectors[rows], told.vectors).max(axis=1, initial=0.0)
        features = {LikenessCode.OCCUPATION: found.near_of(rows), LikenessCode.MEANING: similarity}
        if profile.skills is not None:
            features[LikenessCode.SKILLS] = part.skills.coverage(self._held(profile, told.worked), rows)
        features |= {one.code: part.columns.values(one, of, rows) for one in LIKENESSES if one.said(of)}
        unmet = {rule.code: part.columns.unmet(rule, profile, context, rows) for rule in SOFT_RULES}
        refused = unmet.pop(RuleCode.REFUSED_COUNTRY)
        gaps: ranking.Numbers = np.add.reduce(list(unmet.values()), axis=0, dtype=np.float32)
        return _Ranked(part.index.ids[rows], features, ranking.scores(features, gaps, refused))

    def _held(self, profile: Profile, worked: Sequence[Worked]) -> dict[str, float]:
        """Skills, as surely as they are held: those confirmed, and less surely what is typical of work the person has done."""
        typical = ((skill.id, INFERRED * one.certainty) for one in worked for skill in self.taxonomy.skills_of(one.isco08))
        inferred: dict[str, float] = {}
        for skill, sure in typical:
            inferred[skill] = max(sure, inferred.get(skill, 0.0))
        return inferred | dict.fromkeys(profile.skills or (), 1.0)

    def _fit(self, profile: Profile, vacancy: Vacancy, alike: Mapping[LikenessCode, float], worked: Sequence[Worked]) -> Fit:
        nearest = ranking.closeness(worked, vacancy.isco08)[1]
        code = vacancy.isco08 or ""
        near = {one.experience for one in worked if one.confirmed and isco.closeness(one.isco08, code) >= NEAR}
        understood = {one.experience for one in worked if one.confirmed}
        told = len(profile.experiences)
        held = frozenset(profile.skills or ())
        asked = self.skills_asked(vacancy.skills, vacancy.occupation)
        return Fit(alike, nearest, tuple(sorted(near)), 0 < told == len(understood), held, asked, profile.skills is not None)


def _found(profile: Profile, part: Part, worked: Sequence[Worked], context: Context) -> Found:
    near = ranking.nearness(worked, part.groups)
    alike = part.rows_of([at for at, (_, same_kind) in enumerate(near) if same_kind])
    return Found(part, eligible(profile, part.columns, context, part.hidden), np.array([value for value, _ in near], np.float32), alike)


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
