"""A second process over the same store: it matches as a second server would, one JSON line a question and an answer."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from matcher.bootstrap import Services, build
from matcher.services import search
from matcher.settings import Settings
from tests.conftest import _adopt
from tests.promise.clock import Clock
from web.schemas import match as schema
from web.schemas.profile import load_profile

#: So few vacancies that an index of a dozen has parts, and rows that are hidden in them; and so few parts that they are joined.
FEW, PARTS = 2, 3
#: Seconds after which an answer no longer comes.
PATIENCE = 120


def ask(services: Services, person: dict[str, Any], top: int = 500) -> Any:
    """The answer of the core, as `oficio match` prints it."""
    with services.transaction(writes=False) as session:
        profile, _ = load_profile(person, services.taxonomy)
        return json.loads(json.dumps(schema.dump(services.matching.match(session, profile, top))))


class Worker:
    """The other end of it. `pause`: the answer is held back between search and gate, while the body of the `with` runs."""

    def __init__(self, house: Services) -> None:
        """Its encoder and linker are made once, with the vectors of labels that `house` keeps on disk."""
        assert house.linker
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.promise.worker", str(house.settings.home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def open(self, settings: Settings) -> None:
        assert self._said({"open": [str(settings.home), settings.database_url]}) == "open"

    def close(self) -> None:
        """Lets go of the store."""
        assert self._said({"close": True}) == "closed"

    def ask(self, person: dict[str, Any], at: datetime) -> Any:
        return self._said({"person": person, "at": at.isoformat()})

    @contextmanager
    def paused(self, person: dict[str, Any], at: datetime) -> Iterator[list[Any]]:
        """Fills the list with the answer when the body is through."""
        answer: list[Any] = []
        assert self._said({"person": person, "at": at.isoformat(), "pause": True}) == "searched"
        try:
            yield answer
        finally:
            answer.append(self._said({"go": True}))

    def end(self) -> None:
        self._process.stdin.close()
        self._process.wait(10)

    def _said(self, asked: dict[str, Any]) -> Any:
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        assert ready, "the second process does not answer"
        line = self._process.stdout.readline()
        assert line, "the second process has ended"
        return json.loads(line)


def main() -> None:
    # What a library prints is no answer.
    out = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    house = build(Settings(Path(sys.argv[1]), "sqlite://"))
    clock = Clock()
    clock.set_up()
    search.FEW, search.PARTS = FEW, PARTS
    services: Services | None = None

    def answer(value: Any) -> None:
        out.write(json.dumps(value) + "\n")

    for line in sys.stdin:
        asked = json.loads(line)
        if "open" in asked or "close" in asked:
            if services is not None:
                services.engine.dispose()
                services = None
            if "open" in asked:
                services = _adopt(build(Settings(Path(asked["open"][0]), asked["open"][1], secret_key="for-tests-only")), house)
            answer("open" if services else "closed")
            continue
        clock.moment = datetime.fromisoformat(asked["at"])
        if asked.get("pause"):
            _hold_back_once(services.search, lambda: (answer("searched"), sys.stdin.readline()))
        answer(ask(services, asked["person"]))


def _hold_back_once(searched: search.VacancySearch, wait: Any) -> None:
    current = searched.current

    def held(session: Any) -> Any:
        found = current(session)
        del searched.current
        wait()
        return found

    searched.current = held


if __name__ == "__main__":
    main()
