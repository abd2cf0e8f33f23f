"""Fits the weights of `occupations/fusion.py` and prints them. Run: `python -m tests.benchmarks.fit --data ../shared/data`.

Fitted on half of each set of `titles.py` (by a hash of the text), all sets counting alike, and shown on the other half: weights by a
conditional logit over the candidates, a little drawn to zero; curves and the question whether a text names work at all by logistic
regression, the latter on phrases that neither the encoder nor the linker was given (`no_work_said.tsv`).
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

from matcher.bootstrap import build
from matcher.settings import Settings
from occupations.evidence import Evidence
from occupations.fusion import shares, speaks_for_work
from occupations.linker import Linker
from occupations.parts import parts
from occupations.text import clean_title
from tests.benchmarks import titles
from tests.benchmarks.titles import Titles

#: Texts of one set at most, and how strongly weights are drawn to zero.
MOST, RIDGE = 1_500, 1e-4


@dataclass(frozen=True)
class Text:
    """Candidates of one text: evidence (k, F), which are right, the unit group of each; and what speaks for its naming work."""

    half: int
    evidence: NDArray[np.float32]
    right: NDArray[np.bool_]
    group: NDArray[np.int32]
    work: NDArray[np.float64]  # of the text and its parts, shape (1 + parts, 4)


def look(linker: Linker, given: Titles, seed: int = 3) -> list[Text]:
    rows = random.Random(seed).sample(range(len(given.texts)), min(MOST, len(given.texts)))
    asked = [(clean_title(given.texts[row]), given.langs[row]) for row in rows]
    told = {one: [one, *((part, one[1]) for part in parts(one[0]))] for one in asked}
    judged = {one: found for found, one in linker.judge(list(dict.fromkeys(part for those in told.values() for part in those)))}
    made = []
    for row, one in zip(rows, asked, strict=True):
        found = judged[one]
        answers = [getattr(linker._columns.concepts[column], given.by) for column in found.columns]
        right = np.array([answer in given.right[row] for answer in answers])
        group = linker._columns.group[found.columns]
        work = np.array([speaks_for_work(judged[part]) for part in told[one]])
        made.append(Text(titles.half(given.texts[row]), found.evidence, right, group, work))
    return made


def conditional_logit(sets: list[list[Text]]) -> NDArray[np.float64]:
    """Weights under which the right candidates are likeliest, in the first half of each set."""
    fitted = [[one for one in texts if one.half == 0 and one.right.any()] for texts in sets]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = RIDGE * weights @ weights, 2 * RIDGE * weights
        for texts in fitted:
            for one in texts:
                fused = one.evidence @ weights
                every, right = logsumexp(fused), logsumexp(fused[one.right])
                total += (every - right) / len(texts) / len(fitted)
                drawn = np.exp(fused - every)
                drawn[one.right] -= np.exp(fused[one.right] - right)
                slope += drawn @ one.evidence / len(texts) / len(fitted)
        return float(total), slope

    return np.asarray(minimize(loss, np.zeros(len(Evidence._fields)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x)


def curve(sets: list[list[Text]], weights: NDArray[np.float64], by_group: bool) -> tuple[float, float]:
    said, held, counted = [], [], []
    for texts in sets:
        for one in texts:
            if one.half == 0:
                share = shares(one.evidence @ weights)
                if by_group:
                    share = np.bincount(one.group, weights=share)[one.group]
                best = int((one.evidence @ weights).argmax())
                said.append([np.log(np.clip(share[best], 1e-6, 1 - 1e-6)) - np.log1p(-np.clip(share[best], 1e-6, 1 - 1e-6))])
                held.append(bool(one.right[one.group == one.group[best]].any()) if by_group else bool(one.right[best]))
                counted.append(1 / len(texts))
    fitted = LogisticRegression(C=10).fit(said, held, sample_weight=np.array(counted) * 1_000)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def names_work(linker: Linker, real: list[Titles]) -> NDArray[np.float64]:
    """(constant and slopes), fitted on all phrases that name none and half of what names work; prints what is lost of the other half.

    A text names work where the clearest of its parts does, so of each text that part is fitted on.
    """
    texts, langs = titles.no_work_said()
    none = look(linker, Titles("", linker.taxonomy, texts, langs, (frozenset(),) * len(texts)))
    looked = [look(linker, one) for one in real]
    every = [*(one for of in looked for one in of), *none]
    weight = np.array([2_000 / len(real) / len(of) for of in looked for _ in of] + [1_000 / len(none)] * len(none))
    is_work = np.arange(len(every)) < len(every) - len(none)
    first = np.array([one.half == 0 for one in every]) | ~is_work
    slopes = np.array([1.0, 1.0, -1.0, 1.0])
    for _ in range(5):
        told = np.array([one.work[(one.work @ slopes).argmax()] for one in every])
        fitted = LogisticRegression(C=30, max_iter=3_000).fit(told[first], is_work[first], weight[first])
        slopes = fitted.coef_[0]
    chances = fitted.predict_proba(told)[:, 1]
    silent = chances < 0.5
    lost = ", ".join(f"{of.name} {np.mean(silent[at : at + len(many)][~first[at : at + len(many)]]):.1%}"
                     for of, many, at in zip(real, looked, np.cumsum([0, *map(len, looked)]), strict=False))  # fmt: skip
    print(f"  silent on {np.mean(silent[~is_work]):.1%} of the phrases; of the other half on {lost}; "
          f"chances of the phrases at 85, 90, 95 of 100: {np.quantile(chances[~is_work], [0.85, 0.9, 0.95]).round(2)}")  # fmt: skip
    return np.r_[fitted.intercept_, slopes]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    data = arguments.parse_args().data
    services = build(Settings.from_environ())
    esco = services.linker_for(titles.esco(data))
    given = [
        titles.eures(data, "uri", distinct=True), titles.eures(data, "isco08", distinct=True), titles.jobbert(data),
        titles.damaged(data, noise=False), titles.damaged(data, noise=True), *(titles.melo(data, name) for name in titles.MELO),
    ]  # fmt: skip
    sets = []
    for one in given:
        known = services.linker_for(one.taxonomy) if not one.name.startswith("MELO") else Linker(one.taxonomy, services.encoder)
        sets.append(look(known, one))
    weights = conditional_logit(sets)
    print("evidence", {name: round(float(value), 2) for name, value in zip(Evidence._fields, weights, strict=True)})
    for one, texts in zip(given, sets, strict=True):
        rank = []
        for text in (text for text in texts if text.half == 1):
            fused = text.evidence @ weights
            rank.append(1 + np.sum(fused > fused[text.right].max()) if text.right.any() else np.inf)
        found = np.array(rank)
        print(f"  {one.name:24} {one.by:7} other half: right at 1 {np.mean(found <= 1):.1%}, within 5 {np.mean(found <= 5):.1%}, "
              f"MRR {np.mean(1 / found):.3f} of {len(found)}")  # fmt: skip
    print(
        "group",
        curve(sets[:3] + sets[5:7], weights, by_group=True),
        "concept",
        curve([sets[0], sets[2], *sets[5:7]], weights, by_group=False),
    )
    daily = titles.everyday(esco.taxonomy)
    arabic = daily.part((row for row, lang in enumerate(daily.langs) if lang == "ar"), "Arabic everyday titles")
    print("work", names_work(esco, [given[1], given[2], arabic, titles.told(esco.taxonomy)]).round(2).tolist())


if __name__ == "__main__":
    main()
