"""So many histories of so many steps."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from matcher.bootstrap import Services
from matcher.services import search
from tests.promise import worker
from tests.promise.machine import History
from tests.promise.world import Tally


def histories(
    fresh: Callable[[], Services], other: worker.Worker, examples: int, steps: int, number: int | None = None, tally: Tally | None = None
) -> Tally:
    """`number` makes them repeatable; `tally` is gone on with. Raises the first broken promise, as short a history as can be found."""

    told = machine(fresh, other, tally or Tally())
    if number is not None:
        seed(number)(told)
    few, parts, search.FEW, search.PARTS = search.FEW, search.PARTS, worker.FEW, worker.PARTS
    try:
        how = settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        )  # fmt: skip
        run_state_machine_as_test(told, settings=how)
    finally:
        search.FEW, search.PARTS = few, parts
    return told.tally


def machine(fresh: Callable[[], Services], other: worker.Worker, counted: Tally) -> type[History]:
    """Histories over stores made by `fresh`."""

    class Told(History):
        pass

    Told.fresh, Told.worker, Told.tally = staticmethod(fresh), other, counted
    return Told
