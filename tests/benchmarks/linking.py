"""How often the right occupation is found, how sure the linker is and how sure it may be. Run: `make eval`.

Printed beside, in the same run and over the same labels: character TF-IDF alone, the encoder alone, and figures that others published.
Three human coders agree on the unit group for 73 to 79 % of real adverts: nothing above that would be believable.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from matcher.bootstrap import Services, build
from matcher.settings import Settings
from occupations.exemplars import Exemplars, key
from occupations.lexical import LexicalIndex
from occupations.linker import Linker
from occupations.links import Link
from occupations.taxonomy import LabelKind
from occupations.text import clean_title, telling
from tests.benchmarks import importing, titles
from tests.benchmarks.titles import Titles

DEEP = 200  # ranks looked at; further down counts as not found
PUBLISHED = {
    "JobBERT": (0.355, "all-MiniLM-L6-v2 over all labels, another half"),
    "MELO esp_q_es_c_es": (0.5557, "E5 of 7 billion parameters"),
    "MELO deu_q_de_c_de": (0.6778, "text-embedding-3-large"),
    "MELO esp_q_es_c_en": (0.4859, "text-embedding-3-large"),
    "MELO deu_q_de_c_en": (0.5518, "text-embedding-3-large"),
    "MELO bgr_q_bg_c_en": (0.2371, "E5 of 7 billion parameters"),
}


def ranks(found: Sequence[Sequence[str | None]], right: Sequence[frozenset[str]]) -> np.ndarray:
    """The rank of the first right answer of each text, infinite where none is found. Answers given twice count once."""
    result = np.full(len(right), np.inf)
    for row, (answers, wanted) in enumerate(zip(found, right, strict=True)):
        for rank, answer in enumerate(dict.fromkeys(answers), 1):
            if answer in wanted:
                result[row] = rank
                break
    return result


def show(name: str, rank: np.ndarray, note: str = "") -> None:
    at = [f"{np.mean(rank <= k):6.1%}" for k in (1, 5)]
    print(f"  {name:34} right at 1 {at[0]}   within 5 {at[1]}   MRR {np.mean(1 / rank):.3f}   {note}", flush=True)


def answers(links: Sequence[Sequence[Link]], by: str) -> list[list[str | None]]:
    return [[getattr(link, by) for link in found] for found in links]


def measure(linker: Linker, given: Titles) -> list[list[Link]]:
    """One set: the linker, and what each half of it does alone over the same labels."""
    print(f"\n{given.name}: {len(given.texts)} titles, {len(given.taxonomy.labels)} labels, {len(given.taxonomy.occupations)} concepts")
    begin = time.perf_counter()
    links = linker.link_many(given.texts, given.langs, top=DEEP, abstain=False)
    spent = 1000 * (time.perf_counter() - begin) / len(given.texts)
    best, who = PUBLISHED.get(given.name, (0, ""))
    show(
        "the linker",
        ranks(answers(links, given.by), given.right),
        f"{spent:.1f} ms a title" + (f"; published {best}: {who}" if who else ""),
    )
    if given.by == "uri":
        codes = {str(one.uri): one.isco08 for one in given.taxonomy.occupations.values()}
        groups = [frozenset(codes.get(uri, "") for uri in wanted) for wanted in given.right]
        show("  by unit group, links as they come", _capped(links, groups))
        show("  by unit group, each group once", ranks(answers(links, "isco08"), groups))
    _alone(linker, given)
    return links


def _capped(links: Sequence[Sequence[Link]], groups: Sequence[frozenset[str]]) -> np.ndarray:
    """Ranks where a unit group that comes twice takes two places."""
    found = [
        next((at for at, link in enumerate(one, 1) if link.isco08 in wanted), np.inf) for one, wanted in zip(links, groups, strict=True)
    ]
    return np.array(found, float)


def _alone(linker: Linker, given: Titles) -> None:
    """Without the linker a label stands for its own concept only: everyday titles of a group would keep its occupations from rank 1."""
    concepts, divided = given.taxonomy.occupations, any(not one.is_group for one in given.taxonomy.occupations.values())
    kept = [
        row
        for row, label in enumerate(given.taxonomy.labels)
        if not (divided and concepts[label.concept].is_group and label.kind in (LabelKind.ALTERNATIVE, LabelKind.ACTIVITY))
    ]
    labels = [given.taxonomy.labels[row] for row in kept]
    own = [getattr(concepts[label.concept], given.by) for label in labels]
    index, vectors = LexicalIndex([label.text for label in labels]), linker._encoder.encode([label.text.lower() for label in labels])
    found: dict[str, list[list[str | None]]] = {"character TF-IDF alone": [], "encoder alone": []}
    for start in range(0, len(given.texts), 256):
        cleaned = [clean_title(text) for text in given.texts[start : start + 256]]
        letters = index.scores([telling(text) for text in cleaned])[0]
        meaning = linker._encoder.encode([text.lower() for text in cleaned]) @ vectors.T
        for name, scores in zip(found, (letters, meaning), strict=True):
            best = np.argpartition(-scores, 400, axis=1)[:, :400]
            found[name] += [[own[at] for at in row[np.argsort(-line[row], kind="stable")]] for row, line in zip(best, scores, strict=True)]
    for name, answer in found.items():
        show(name, ranks(answer, given.right))


def sure(name: str, links: Sequence[Sequence[Link]], given: Titles) -> None:
    """Whether a score means what it says: mean score and share right by tenth, and the mean gap between them."""
    score = np.array([one[0].score if one else 0.0 for one in links])
    right = np.array([bool(one) and getattr(one[0], given.by) in wanted for one, wanted in zip(links, given.right, strict=True)])
    tenth = np.minimum((score * 10).astype(int), 9)
    lines = [(score[tenth == k].mean(), right[tenth == k].mean(), np.sum(tenth == k)) for k in range(10) if np.any(tenth == k)]
    gap = sum(abs(said - held) * count for said, held, count in lines) / len(score)
    print(
        f"  {name}: said and held " + "  ".join(f"{said:.2f}/{held:.2f} ({count})" for said, held, count in lines) + f"; mean gap {gap:.3f}"
    )


def abstention(linker: Linker, real: Sequence[Titles]) -> None:
    texts, langs = titles.no_work()
    silent = np.mean([not found for found in linker.link_many(texts, langs, top=1)])
    print(f"\nabstains on {silent:.1%} of {len(texts)} texts that name no job; of real titles, fewer being better:")
    for one in real:
        lost = np.mean([not found for found in linker.link_many(one.texts, one.langs, top=1)])
        print(f"  {one.name}: {lost:.1%} of {len(one.texts)}")


def confirmed(services: Services, given: Titles) -> None:
    """What the links that a centre has confirmed add, apart from the taxonomy: half of the titles are its exemplars, half are asked."""
    linker, codes = services.linker_for(given.taxonomy), {str(one.uri): one.code for one in given.taxonomy.occupations.values()}
    known = [row for row, text in enumerate(given.texts) if titles.half(text) == 0]
    asked = given.part((row for row, text in enumerate(given.texts) if titles.half(text) == 1), "asked")
    cleaned = [clean_title(given.texts[row]).lower() for row in known]
    codes_of = [codes[next(iter(given.right[row]))] for row in known]
    exemplars = Exemplars([key(given.texts[row]) for row in known], services.encoder.encode(cleaned), codes_of)
    print(f"\n{len(known)} confirmed links of one centre, {len(asked.texts)} other titles asked")
    for name, given_to in (("labels alone", None), ("labels and exemplars", exemplars)):
        links = linker.link_many(asked.texts, asked.langs, top=DEEP, abstain=False, exemplars=given_to)
        show(name, ranks(answers(links, given.by), asked.right))


def speed(linker: Linker, given: Titles) -> None:
    sample = random.Random(5).sample(list(zip(given.texts, given.langs, strict=True)), min(len(given.texts), 200))
    spent = []
    for text, lang in sample:
        begin = time.perf_counter()
        linker.link(text, lang)
        spent.append(1000 * (time.perf_counter() - begin))
    print(f"\none text at a time: median {np.median(spent):.1f} ms, 95 of 100 under {np.quantile(spent, 0.95):.1f} ms")


def batch(linker: Linker, given: Titles, size: int = 10_000) -> None:
    """As an import links them; no two texts are alike, so none is looked up twice."""
    rng = random.Random(5)
    texts = [f"{rng.choice(given.texts)} {rng.choice(given.texts).split()[-1]} {row}" for row in range(size)]
    begin = time.perf_counter()
    linker.link_many(texts, ["es"] * size)
    print(f"\n{size:,} different titles in one batch: {size / (time.perf_counter() - begin):,.0f} a second")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--quick", action="store_true", help="a tenth of the titles, and not the whole import")
    given = arguments.parse_args()
    if not given.data.is_dir():
        sys.exit(f"{given.data}: no evaluation data there; nothing was measured")
    services = build(Settings.from_environ())
    thin = lambda one: one.part(random.Random(3).sample(range(len(one.texts)), max(len(one.texts) // 10, 100))) if given.quick else one  # noqa: E731
    print(f"encoder {services.encoder.id}; halves by md5 of the text, samples with seeds 3, 5 and 9")
    base = thin(titles.eures(given.data, "isco08", distinct=True))
    plain = services.linker_for(base.taxonomy)
    sure("unit groups", measure(plain, base), base)
    stories = titles.stories(base.taxonomy)
    for said in (titles.everyday(base.taxonomy), stories):
        measure(plain, said)
    abstention(plain, [base, stories])
    for distinct in (False, True):
        one = thin(titles.eures(given.data, "uri", distinct))
        sure("occupations", measure(services.linker_for(one.taxonomy), one), one)
    linker = services.linker_for(titles.esco(given.data))
    board = thin(titles.jobbert(given.data))
    sure("occupations", measure(linker, board), board)
    for noise in (False, True):
        measure(linker, thin(titles.damaged(given.data, noise)))
    abstention(linker, [base, board])
    speed(linker, base)
    confirmed(services, titles.eures(given.data, "uri", distinct=True))
    for name in titles.MELO:
        one = thin(titles.melo(given.data, name))
        measure(Linker(one.taxonomy, services.encoder), one)
    if not given.quick:
        batch(linker, titles.eures(given.data, "isco08", distinct=True))
        importing.edition(given.data)
        importing.measure(given.data)


if __name__ == "__main__":
    main()
