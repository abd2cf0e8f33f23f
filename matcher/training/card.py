"""The model card: what the encoder was made from, by which plan, under which terms."""

from __future__ import annotations

from collections import Counter

from matcher.training import run as training
from matcher.training.corpus import OCCUPATIONS, ONET, SKILLS

_TERMS = {
    OCCUPATIONS: "ESCO v1.2 labels in 21 languages, pairs of TalentCLEF 2025 task A, Oficio's own titles",
    SKILLS: "ESCO skills, their alternative names and descriptions",
    ONET: "O*NET 27.0 titles",
}


def card(run: training.Run) -> str:
    plan = run.plan
    counts = Counter(row.source for row in run.rows)
    langs = Counter(row.lang for row in run.rows)
    sources = "\n".join(f"| {_TERMS[source]} | {counts[source]:,} |" for source in _TERMS)
    left_out = ", ".join(sorted(plan.without)) or "none"
    return f"""---
library_name: sentence-transformers
license: apache-2.0
language: [{", ".join(sorted(lang for lang in langs if lang))}]
---
# Oficio's encoder of occupations and skills

A static embedding: one row of {plan.dimension} numbers for each of {len(run.pieces.names):,} pieces of words; a text
is the normalised mean of its rows. Lower case, accents and Arabic marks are compared away. Made by `python -m matcher.training`.

| learnt from | texts |
|---|---|
{sources}

Unit groups left out of every source: {left_out}. One unit group in five of Oficio's own titles is held back to measure Arabic.

| plan | |
|---|---|
| start point | {plan.start} |
| steps, pairs a step, seed | {plan.steps:,}, {plan.size:,}, {plan.seed} |
| pairs inside one language, noisy texts | {training.SAME_LANGUAGE}, {training.NOISY} |
| texts seen by what the start point knows alone | {training.BARE} |
| temperature | {training.HEAT} |
| minutes of training on one core | {run.spent / 60:.0f} |
| loss at the end (mean over about 50 steps) | {run.loss:.3f} |

Figures beside the start point, letters and what others published: `python -m tests.benchmarks.encoders`.

## Terms
ESCO: (c) European Union, reused under Decision 2011/833/EU; this model is an adaptation made by Oficio, not by the European Union.
O*NET 27.0 by USDOL/ETA, CC BY 4.0, changed. TalentCLEF 2025, CC BY 4.0. Words and pieces of the multilingual Universal Sentence
Encoder, Apache-2.0; common Arabic and Russian words from pyspellchecker, MIT. The model itself: Apache-2.0.
"""
