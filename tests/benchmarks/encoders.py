"""How well encoders alone, without the linker, bring titles to their labels: ours, where it began, letters, and what others published.

Part of `make eval`. `--held-out FOLDER`: an encoder trained with `--without` the unit groups that `held_out_groups` names (the command
is printed); only such a one may be measured on equivalent titles of those groups.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.encoder import SentenceEncoder, unit_rows
from matcher.training.corpus import held_out
from occupations import builtin
from tests.benchmarks import encoding
from tests.benchmarks.titles import ISCO, MELO, cells, everyday, melo_texts

#: From labels to what tells how alike texts are to them, shape (texts, labels).
Similar = Callable[[Sequence[str]], Callable[[Sequence[str]], np.ndarray]]
_SHARE = 5


def of(encoder: SentenceEncoder) -> Similar:
    return _by(encoder.encode)


def start_point() -> Similar:
    """The multilingual Universal Sentence Encoder."""
    from sentence_transformers import SentenceTransformer

    from tests.benchmarks.universal import UniversalSentenceEncoder

    model = SentenceTransformer(modules=[UniversalSentenceEncoder()], device="cpu")
    return _by(lambda texts: unit_rows(model.encode(list(texts), show_progress_bar=False)))


def _by(rows: Callable[[Sequence[str]], np.ndarray]) -> Similar:
    def against(labels: Sequence[str]) -> Callable[[Sequence[str]], np.ndarray]:
        known = rows([label.lower() for label in labels])
        return lambda asked: rows([text.lower() for text in asked]) @ known.T

    return against


def letters(labels: Sequence[str]) -> Callable[[Sequence[str]], np.ndarray]:
    """Character TF-IDF, runs of 2 to 4 letters inside words."""
    table = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True).fit(labels)
    known = table.transform(labels).T
    return lambda asked: np.asarray((table.transform(asked) @ known).toarray(), np.float32)


def reciprocal(scores: np.ndarray, own: np.ndarray, right: frozenset[str]) -> float:
    """1 / rank of the best right label; of labels that score alike half stand before it."""
    relevant = np.isin(own, list(right))
    if not relevant.any():
        return 0.0
    best = scores[relevant].max()
    alike = np.sum(scores == best) - np.sum(scores[relevant] == best)
    return float(1 / (1 + np.sum(scores > best) + alike / 2))


def published(data: Path, name: str) -> list[tuple[str, float]]:
    """MRR over labels by others, the best last."""
    with (data / "melo" / "published_results.tsv").open(encoding="utf-8", newline="") as file:
        return sorted(((row["method"], float(row["mrr"])) for row in csv.DictReader(file, delimiter="\t") if row["dataset"] == name),
                      key=lambda one: one[1])  # fmt: skip


def mrr(similar: Similar, asked: Sequence[str], labels: Sequence[str], own: np.ndarray, right: Sequence[frozenset[str]]) -> float:
    found, against = [], similar(labels)
    for start in range(0, len(asked), 1_000):
        rows = against(asked[start : start + 1_000])
        found += [reciprocal(row, own, wanted) for row, wanted in zip(rows, right[start : start + 1_000], strict=True)]
    return float(np.mean(found))


def held_out_groups(data: Path) -> list[str]:
    """One unit group in five of those that the pairs of equivalent titles name, by a hash of its code."""
    units = {row[1].removeprefix(ISCO) for row in _pairs(data)}
    return sorted(code for code in units if int(hashlib.sha256(f"talentclef {code}".encode()).hexdigest(), 16) % _SHARE == 0)


def _pairs(data: Path) -> list[tuple[str, str, str, str, str]]:
    found = []
    for path in sorted((data / "talentclef2025_taskA").glob("taskA_training_*.tsv")):
        lang = path.stem.rpartition("_")[2]
        found += [(lang, *row[:4]) for row in cells(path) if len(row) >= 4]
    return found


def equivalent(data: Path, lang: str) -> tuple[list[str], np.ndarray]:
    """All different titles of the groups held out, and the concept of each; a title of two concepts is left out."""
    groups = set(held_out_groups(data))
    concepts: dict[str, set[str]] = defaultdict(set)
    for spoken, group, concept, one, other in _pairs(data):
        if spoken == lang and group.removeprefix(ISCO) in groups:
            concepts[one.strip().lower()].add(concept)
            concepts[other.strip().lower()].add(concept)
    kept = sorted(title for title, named in concepts.items() if len(named) == 1)
    return kept, np.array([next(iter(concepts[title])) for title in kept])


def mean_average_precision(scores: np.ndarray, own: np.ndarray) -> float:
    """Every title asks for the others of its concept; titles that stand alone ask nothing. Shape (n, n)."""
    found = []
    for row in range(len(own)):
        others = np.arange(len(own)) != row
        ranked = (own[others] == own[row])[np.argsort(-scores[row][others], kind="stable")]
        if ranked.any():
            places = np.flatnonzero(ranked) + 1
            found.append(np.mean(np.arange(1, len(places) + 1) / places))
    return float(np.mean(found))


def _hits(similar: Similar, asked: Sequence[str], codes: Sequence[str], labels: Sequence[str], own: np.ndarray) -> str:
    scores = similar(labels)(asked)
    rank = np.array([1 / max(reciprocal(row, own, frozenset({code})), 1e-9) for row, code in zip(scores, codes, strict=True)])
    return f"{np.mean(rank <= 1):6.1%} {np.mean(rank <= 5):6.1%}"


def arabic_held_out(encoders: dict[str, Similar]) -> None:
    """Arabic titles of unit groups that training never saw, among English titles of all groups, and among Arabic ones of others."""
    labels = builtin.load().labels
    asked = [label for label in labels if label.lang == "ar" and held_out(label.concept)]
    english = [label for label in labels if label.lang == "en"]
    own = np.array([label.concept for label in english])
    told = f"{len(asked)} among {len(english)} English ones; right unit group at 1, within 5"
    print(f"\nArabic titles of held-out unit groups: {told}")
    for name, similar in encoders.items():
        print(
            f"  {name:24} {_hits(similar, [one.text for one in asked], [one.concept for one in asked], [one.text for one in english], own)}"
        )


def everyday_titles(encoders: dict[str, Similar]) -> None:
    english = [label for label in builtin.load().labels if label.lang == "en"]
    own = np.array([label.concept for label in english])
    titles = everyday(builtin.load())
    print(f"\neveryday titles among {len(english)} English titles of the built-in edition: right unit group at 1, within 5")
    for lang in dict.fromkeys(titles.langs):
        of = titles.part(row for row, spoken in enumerate(titles.langs) if spoken == lang)
        asked, codes = of.texts, [next(iter(right)) for right in of.right]
        line = "   ".join(
            f"{name} {_hits(similar, asked, codes, [one.text for one in english], own)}" for name, similar in encoders.items()
        )
        print(f"  {lang} ({len(asked)})   {line}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--encoder", default="", help="another sentence-transformers folder in the place of ours")
    arguments.add_argument("--held-out", type=Path, help="an encoder trained without the groups held out")
    given = arguments.parse_args()
    if not given.data.is_dir():
        sys.exit(f"{given.data}: no evaluation data there; nothing was measured")
    encoders: dict[str, Similar] = {"ours": of(SentenceEncoder(given.encoder)), "start point": start_point()}
    for name in MELO:
        asked, named, right = melo_texts(given.data, name)
        own, labels = np.array([concept for concept, _ in named]), [label for _, label in named]
        print(f"\nMELO {name}: {len(asked)} titles, {len(labels)} labels; MRR over labels, encoders alone")
        for who, similar in {**encoders, "character TF-IDF": letters}.items():
            print(f"  {who:24} {mrr(similar, asked, labels, own, right):.3f}", flush=True)
        print("  published: " + ", ".join(f"{who} {value:.3f}" for who, value in published(given.data, name)[::-1]))
    arabic_held_out(encoders)
    everyday_titles(encoders)
    encoding.measure(given.encoder)
    groups = held_out_groups(given.data)
    if given.held_out is None:
        print("\nequivalent titles: not measured; train an encoder with --without " + ",".join(groups))
        return
    for lang in ("es", "de"):
        texts, own = equivalent(given.data, lang)
        print(f"\nequivalent titles (TalentCLEF 2025 task A, {lang}), {len(groups)} unit groups held out: {len(texts)} titles; MAP")
        for who, similar in {
            "trained without them": of(SentenceEncoder(str(given.held_out))),
            **encoders,
            "character TF-IDF": letters,
        }.items():
            if who != "ours":
                print(f"  {who:24} {mean_average_precision(similar(texts)(texts), own):.3f}", flush=True)


if __name__ == "__main__":
    main()
