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
    own_letters=1.64, own_words=1.26, own_meaning=3.19, any_letters=1.77, any_words=-1.45, any_meaning=6.84,
    group_letters=5.35, group_words=1.00, group_meaning=4.31, is_group=-1.59, depth=-1.83, fame=-0.53, ratio=-2.06, misspelt=0.46,
    exact_title=-1.02, exact_other=-2.24, inside=0.78, group_misspelt=1.31, group_inside=0.05,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """`work`: constant, then what speaks for a text naming work at all: nearness to a label, a label inside, nearness to what is no
    work. `group`, `concept`: what a share of the evidence is worth for a unit group and for one occupation.
    """

    evidence: Evidence[float] = _EVIDENCE
    work: tuple[float, float, float, float] = (5.85, 9.79, 3.03, -22.11)
    abstain_below: float = 0.5
    #: A best unit group that is right in fewer than this share of cases is no answer.
    faint: float = 0.1
    group: Curve = Curve(0.64, -0.58)
    concept: Curve = Curve(0.77, -0.34)

    def fused(self, judged: Judged) -> Numbers:
        """One number a candidate, shape (k,)."""
        return judged.evidence @ np.asarray(self.evidence, np.float32)

    def names_work(self, judged: Judged) -> float:
        """The chance that a text names work at all, 0 to 1."""
        told = Evidence(*judged.evidence.T)
        inside = float(max(told.inside.max(initial=0.0), told.group_inside.max(initial=0.0)))
        constant, closest, named, elsewhere = self.work
        odds = constant + closest * judged.closest + named * inside + elsewhere * judged.elsewhere
        return float(1 / (1 + np.exp(-odds)))


WEIGHTS = Weights()


def shares(fused: Numbers) -> Numbers:
    """Fused evidence (k,) as shares that sum to 1."""
    raised = np.exp(fused - fused.max(initial=-np.inf))
    return raised / raised.sum()
