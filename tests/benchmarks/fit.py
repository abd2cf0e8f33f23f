"""Fits the weights of `occupations/fusion.py` and prints them. Run: `python -m tests.benchmarks.fit --data ../shared/data`.

Fitted on half of each set of `titles.py` (by a hash of the text), all sets counting alike, and shown on the other half: weights by a
conditional logit over the candidates, a little drawn to zero; curves and the question whether a text names work at all by logistic
regression. Of what names no work, the product's own phrases are fitted on, each compared with the others only.
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
from occupations.builtin import not_work
from occupations.evidence import Evidence
from occupations.fusion import shares
from occupations.linker import Linker
from occupations.text import clean_title
from tests.benchmarks import titles
from tests.benchmarks.titles import Titles

#: Texts of one set at most, and how strongly weights are drawn to zero.
MOST, RIDGE = 1_500, 1e-4


@dataclass(frozen=True)
class Text:
    """Candidates of one text: evidence (k, F), which are right, the unit group of each; and what speaks for it naming work."""

    half: int
    evidence: NDArray[np.float32]
    right: NDArray[np.bool_]
    group: NDArray[np.int32]
    work: NDArray[np.float64]


def look(linker: Linker, given: Titles, seed: int = 3) -> list[Text]:
    rows = random.Random(seed).sample(range(len(given.texts)), min(MOST, len(given.texts)))
    asked = [(clean_title(given.texts[row]), given.langs[row]) for row in rows]
    judged = {one: found for found, one in linker.judge(list(dict.fromkeys(asked)))}
    made = []
    for row, one in zip(rows, asked, strict=True):
        found = judged[one]
        answers = [getattr(linker._columns.concepts[column], given.by) for column in found.columns]
        right = np.array([answer in given.right[row] for answer in answers])
        group = linker._columns.group[found.columns]
        told = Evidence(*found.evidence.T)
        work = np.array([found.closest, max(told.inside.max(), told.group_inside.max()), found.elsewhere])
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


def names_work(linker: Linker, sets: list[list[Text]]) -> tuple[NDArray[np.float64], list[float]]:
    """(constant and slopes, chances of the product's own phrases that name no work)."""
    phrases = not_work()
    away = look(linker, Titles("", linker.taxonomy, phrases, (None,) * len(phrases), (frozenset(),) * len(phrases)))
    vectors = linker._encode([clean_title(text) for text in phrases])
    alike = vectors @ linker._elsewhere.T
    alike[alike > 0.999] = -1
    order = random.Random(3).sample(range(len(phrases)), min(MOST, len(phrases)))
    none = np.array([[*one.work[:2], alike[row].max()] for one, row in zip(away, order, strict=True)])
    some = np.array([one.work for texts in sets for one in texts if one.half == 0])
    weight = np.r_[np.full(len(some), 1_000 / len(some)), np.full(len(none), 1_000 / len(none))]
    fitted = LogisticRegression(C=30, max_iter=3_000).fit(np.r_[some, none], np.r_[np.ones(len(some)), np.zeros(len(none))], weight)
    return np.r_[fitted.intercept_, fitted.coef_[0]], fitted.predict_proba(none)[:, 1].tolist()


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
    work, chances = names_work(esco, sets)
    print(
        "work",
        work.round(2).tolist(),
        "chances of phrases that name none, at 90, 95, 98 of 100:",
        np.quantile(chances, [0.9, 0.95, 0.98]).round(2),
    )


if __name__ == "__main__":
    main()
