"""Trains the encoder from a folder of data: `python -m matcher.training --data DATA --work WORK --out FOLDER`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from matcher.training import folder
from matcher.training.card import card
from matcher.training.corpus import CorpusError
from matcher.training.run import Plan, Run


def main(arguments: list[str] | None = None) -> int:
    plan, out = _asked(arguments)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console) as bars:
            task = bars.add_task("reading")
            run = Run(plan, lambda what, done, of: bars.update(task, description=what, completed=done, total=of))
            run.train()
    except CorpusError as error:
        console.print(f"error: {error}", style="bold red", soft_wrap=True)
        return 2
    folder.write(out, run.pieces.tokenizer, run.finished(), card(run), run.speech())
    console.print(f"{out}: {len(run.pieces.names)} pieces of {plan.dimension} numbers, {run.spent / 60:.0f} minutes of training")
    return 0


def _asked(arguments: list[str] | None) -> tuple[Plan, Path]:
    parser = argparse.ArgumentParser(prog="python -m matcher.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of esco/, esco_labels/, onet_titles/, talentclef2025_taskA/")
    parser.add_argument("--work", type=Path, required=True, help="a folder for what is kept between runs; an interrupted training goes on")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the finished encoder")
    parser.add_argument("--start", choices=("universal", "nothing"), default=Plan.start, help="what is known of words at the beginning")
    parser.add_argument("--steps", type=int, default=Plan.steps)
    parser.add_argument("--size", type=int, default=Plan.size, help="pairs a step")
    parser.add_argument("--dimension", type=int, default=Plan.dimension)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--without", default="", help="ISCO-08 unit groups of which nothing may be learnt, with commas between")
    given = parser.parse_args(arguments)
    without = frozenset(code for code in given.without.split(",") if code)
    plan = Plan(given.data, given.work, given.start, given.steps, given.size, given.dimension, given.seed, without)
    return plan, given.out


if __name__ == "__main__":
    sys.exit(main())
