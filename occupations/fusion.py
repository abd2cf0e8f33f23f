"""How much each kind of evidence counts, and what the sum is worth as a share that is right.

Fitted by `python -m tests.benchmarks.fit` (conditional logit over the candidates of one half of public titles in Spanish, German,
English and Bulgarian, misspelt and noisy labels among them; logistic curves for the shares). It prints the figures of the other half.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from occupations.block import Numbers
from occupations.evidence import Evidence
from occupations.judging import Judged


@dataclass(frozen=True, slots=True)
class Curve:
    """A share of evidence to the share that is right: logistic, over its log odds."""

    slope: float
    offset: float

    def __call__(self, shares: Numbers) -> Numbers:
        inside = np.clip(shares, 1e-6, 1 - 1e-6)
        return 1 / (1 + np.exp(-(self.slope * np.log(inside / (1 - inside)) + self.offset)))


_EVIDENCE: Evidence[float] = Evidence(
    own_letters=0.52, own_words=0.31, own_meaning=4.16, any_letters=0.26, any_words=-1.03, any_meaning=6.95, group_letters=2.30,
    group_words=0.57, group_meaning=3.89, is_group=-1.12, depth=-1.82, fame=-0.64, ratio=-0.08, misspelt=-0.25, exact_title=0.25,
    exact_other=-0.96, inside=0.55, group_misspelt=0.41, group_inside=0.64,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """`work`: constant, then one weight for each of `speaks_for_work`. `group`, `concept`: what a share of the evidence is worth for a
    unit group and for one occupation.
    """

    evidence: Evidence[float] = _EVIDENCE
    work: tuple[float, ...] = (-8.56, 12.57, 6.04, -2.36, 0.98)
    #: Where 90 of 100 phrases that name no work, made to be hard, are told from it.
    abstain_below: float = 0.25
    #: A best unit group that is right in fewer than this share of cases is no answer.
    faint: float = 0.05
    group: Curve = Curve(0.73, -0.54)
    concept: Curve = Curve(0.80, -0.19)

    def fused(self, judged: Judged) -> Numbers:
        """One number a candidate, shape (k,)."""
        return judged.evidence @ np.asarray(self.evidence, np.float32)

    def names_work(self, judged: Judged) -> float:
        """The chance that a text names work at all, 0 to 1."""
        odds = self.work[0] + np.dot(self.work[1:], speaks_for_work(judged))
        return float(1 / (1 + np.exp(-odds)))


WEIGHTS = Weights()


def speaks_for_work(judged: Judged) -> tuple[float, float, float, float]:
    """What tells whether a text names work at all: nearness of meaning to a label, the share of it that a label inside explains, nearness
    to what people say besides work, and what its words speak of.
    """
    told = Evidence(*judged.evidence.T)
    inside = max(told.inside.max(initial=0.0), told.group_inside.max(initial=0.0))
    return judged.closest, float(inside), judged.elsewhere, judged.speech


def shares(fused: Numbers) -> Numbers:
    """Fused evidence (k,) as shares that sum to 1."""
    raised = np.exp(fused - fused.max(initial=-np.inf))
    return raised / raised.sum()
