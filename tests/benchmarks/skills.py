"""How well skills are found in free text. Run: `python -m tests.benchmarks.skills --data ../shared/data`.

Three measurements: what people tell, against the built-in skills; SkillSkape's synthetic English advert sentences, against ESCO's skills in
English, Spanish and French, beside the encoder, likeness of letters and exact names alone; and real Spanish adverts, printed for reading.
SkillSkape's reference names few of the skills a sentence says: precision against it is a lower bound. Of 265 finds in 34 sentences of the
first half a reader held 85 for right, the reference 23. Thresholds of the baselines are the best ones for the first half.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from matcher.encoder import SentenceEncoder
from occupations import builtin
from occupations.linker import Encodes
from occupations.skills import SkillFinder
from occupations.skills.finder import LEAST
from occupations.skills.letters import Letters
from occupations.skills.names import Names
from occupations.taxonomy import Taxonomy
from tests.benchmarks.skill_sets import Gold, esco, skillskape, told

#: Skills and their scores, best first, for each text.
Ranked = list[list[tuple[str, float]]]
DEPTH, EXAMPLES, SEED = 20, 15, 12
PARAGRAPH = (
    "I worked for six years in a hotel in Casablanca. I cleaned the rooms, changed the sheets, washed and ironed the linen and put fresh "
    "towels in the bathrooms. In the season I also helped in the kitchen: I peeled vegetables, washed the dishes and prepared the "
    "breakfast buffet. Sometimes I answered the phone at the reception, took reservations and carried the luggage of the guests. The last "
    "two years I was in charge of four cleaners, planned their shifts, ordered the cleaning products and trained the new ones. I speak "
    "Arabic and French and a little Spanish, and I can drive a car."
)


def by_finder(finder: SkillFinder, gold: Sequence[Gold]) -> Ranked:
    return [[(one.skill, one.score) for one in finder.find(each.text, each.lang, DEPTH, least=0)] for each in gold]


def by_scores(taxonomy: Taxonomy, scores: np.ndarray) -> Ranked:
    """Ranked from one row of scores a text, one column a skill."""
    ids = list(taxonomy.skills)
    return [[(ids[column], float(row[column])) for column in np.argsort(-row, kind="stable")[:DEPTH]] for row in scores]


def by_names(taxonomy: Taxonomy, gold: Sequence[Gold]) -> Ranked:
    ids, names = list(taxonomy.skills), Names(list(taxonomy.skills.values()))
    found = [dict.fromkeys(ids[name.row] for name, _ in names.inside(one.text, [(0, len(one.text))])) for one in gold]
    return [[(skill, 1.0) for skill in skills] for skills in found]


def r_precision(ranked: Ranked, gold: Sequence[Gold], k: int) -> float:
    """Of the first k, or as many as there are to find, the share that is right; over the texts that name a skill."""
    shares = [
        len({skill for skill, _ in best[:k]} & one.right) / min(k, len(one.right))
        for best, one in zip(ranked, gold, strict=True)
        if one.right
    ]
    return float(np.mean(shares))


def sets(ranked: Ranked, gold: Sequence[Gold], least: float) -> tuple[float, float, float, float]:
    """(precision, recall of the things said, their F1, share of the texts naming none that get none) of what scores at least `least`."""
    found = [{skill for skill, score in best if score >= least} for best in ranked]
    right = sum(len(skills & one.right) for skills, one in zip(found, gold, strict=True))
    precision = right / max(1, sum(map(len, found)))
    reached = sum(bool(answers & skills) for skills, one in zip(found, gold, strict=True) for answers in one.said)
    recall = reached / max(1, sum(len(one.said) for one in gold))
    silent = [not skills for skills, one in zip(found, gold, strict=True) if not one.right]
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), float(np.mean(silent))


def halves(ranked: Ranked, gold: Sequence[Gold]) -> list[tuple[Ranked, list[Gold]]]:
    chosen = [[row for row, one in enumerate(gold) if one.half == half] for half in (0, 1)]
    return [([ranked[row] for row in rows], [gold[row] for row in rows]) for rows in chosen]


def show(name: str, ranked: Ranked, gold: Sequence[Gold], least: float | None = None) -> None:
    """One line a half; without `least`, the threshold is the best for the first half."""
    first = halves(ranked, gold)[0]
    if least is None:
        candidates = sorted({round(score, 2) for best in ranked for _, score in best})
        least = max(candidates, key=lambda one: sets(*first, one)[2])
    for half, (best, those) in enumerate(halves(ranked, gold)):
        precision, recall, f1, silent = sets(best, those, least)
        at = " ".join(f"@{k} {r_precision(best, those, k):.3f}" for k in (1, 5))
        print(f"{name:38} half {half} ({len(those):3}) R-precision {at}   from {least:.2f}: P {precision:.3f} R {recall:.3f}", end=" ")
        print(f"F1 {f1:.3f}, silent on texts that name none {silent:.0%}")


def calibration(ranked: Ranked, gold: Sequence[Gold]) -> None:
    for half, (best, those) in enumerate(halves(ranked, gold)):
        pairs = [(score, skill in one.right) for skills, one in zip(best, those, strict=True) for skill, score in skills]
        for low, high in ((0.2, 0.35), (0.35, 0.5), (0.5, 0.65), (0.65, 0.8), (0.8, 1.0)):
            inside = np.array([pair for pair in pairs if low <= pair[0] < high], float).reshape(-1, 2)
            if len(inside):
                mean, right = inside.mean(axis=0)
                print(f"  half {half}: scores of {low:.2f} to {high:.2f}, mean {mean:.2f}, right {right:.2f} of {len(inside)}")


def speed(name: str, make: Callable[[], SkillFinder]) -> SkillFinder:
    """The finder made, after printing its sizes and the processor time it takes (with OMP_NUM_THREADS=1: of one core)."""
    begin = time.process_time()
    finder = make()
    made, spent = time.process_time() - begin, []
    for _ in range(11):
        begin = time.process_time()
        finder.find(PARAGRAPH, "en")
        spent.append(1000 * (time.process_time() - begin))
    size = finder._meaning.skills.nbytes / 1e6
    print(f"\n{name}: {len(finder.taxonomy.skills)} skills, made in {made:.0f} s with encoding, vectors {size:.0f} MB;", end=" ")
    print(f"{len(PARAGRAPH.split())} words in {np.median(spent):.0f} ms (median of {len(spent)}, processor time)")
    return finder


def skillskape_against(folder: Path, lang: str, encoder: Encodes) -> None:
    taxonomy = esco(folder, [lang])
    gold = skillskape(folder, taxonomy)
    finder = speed(f"SkillSkape against ESCO 1.0 labels in {lang}", lambda: SkillFinder(taxonomy, encoder))
    ranked = by_finder(finder, gold)
    show("the finder", ranked, gold, LEAST)
    show("the finder, threshold of half 0", ranked, gold)
    labels = [skill.label(lang) for skill in taxonomy.skills.values()]
    texts = [one.text for one in gold]
    whole = encoder.encode([text.lower() for text in texts]) @ encoder.encode([label.lower() for label in labels]).T
    show("encoder alone, whole sentence", by_scores(taxonomy, whole), gold)
    letters = Letters(list(taxonomy.skills.values()), [lang])
    show("character TF-IDF alone", by_scores(taxonomy, letters.alike(texts, lang)), gold)
    show("exact names alone", by_names(taxonomy, gold), gold, 1.0)


def adverts(folder: Path, finder: SkillFinder) -> None:
    """Real descriptions: how many get nothing, how often a find is typical of the coded unit group, and some to read."""
    with (folder / "eures_es" / "vacancies.jsonl").open(encoding="utf-8") as stream:
        rows = [row for row in map(json.loads, stream) if row["isco08"] in finder.taxonomy.occupations]
    found = [finder.find(row["description"], "es") for row in rows]
    usual = [finder.taxonomy.occupations[row["isco08"]].skills for row in rows]
    typical = [one.skill in skills for skills, those in zip(usual, found, strict=True) for one in those]
    each, none = np.mean([len(skills) for skills in found]), np.mean([not skills for skills in found])
    print(
        f"\n{len(rows)} Spanish adverts: {each:.1f} skills each, none in {none:.0%}; typical of the unit group coded {np.mean(typical):.0%}"
    )
    print(f"{EXAMPLES} of them, seed {SEED}:")
    for row in random.Random(SEED).sample(range(len(rows)), EXAMPLES):
        print(f"\n{rows[row]['title']}: {rows[row]['description'][:400]}")
        for one in found[row]:
            print(f"    {one.score:.2f} {one.how:8} {finder.taxonomy.skills[one.skill].label('es')} «{one.words}»")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    folder = arguments.parse_args().data
    if not folder.is_dir():
        sys.exit(f"{folder}: no evaluation data there; nothing was measured")
    encoder = SentenceEncoder()
    encoder.encode(["warm"])
    finder = speed(
        "What people tell, against the built-in skills (half 0 fitted on, half 1 kept)", lambda: SkillFinder(builtin.load(), encoder)
    )
    gold = told()
    ranked = by_finder(finder, gold)
    show("the finder", ranked, gold, LEAST)
    calibration(ranked, gold)
    for lang in ("en", "es", "fr"):
        skillskape_against(folder, lang, encoder)
    adverts(folder, finder)


if __name__ == "__main__":
    main()
