"""The random history: what may happen, how often, and what is asked after every step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from matcher.bootstrap import Services
from tests.promise import core, sweep, watching
from tests.promise.answers import Answers
from tests.promise.clock import Clock
from tests.promise.drawn import GRANTED, ON_EMPLOYERS, ON_PEOPLE, ON_VACANCIES, ON_WATCHERS, PEOPLE, WANTED, WHICH, edit
from tests.promise.worker import Worker
from tests.promise.world import Edit, Tally, World


class History(RuleBasedStateMachine):
    fresh: ClassVar[Callable[[], Services]]
    worker: ClassVar[Worker]
    tally: ClassVar[Tally]

    @initialize(first=st.lists(edit("publish_new", WHICH, WANTED), min_size=6, max_size=6), person=PEOPLE)
    def begin(self, first: list[Edit], person: dict[str, object]) -> None:
        self.clock = Clock()
        self.clock.set_up()
        self.world = World(self.fresh(), self.worker, self.clock, self.tally)
        self.answers = Answers(self.world)
        self.world.anybody = person
        self.turn = 0
        # Somebody is told of new vacancies for Ana from the beginning on.
        for one in (("watch", (0, False)), *first):
            self._done(one)

    def _done(self, what: Edit) -> None:
        self.kept = False
        self.world.apply(what)

    @rule(what=GRANTED)
    def an_employer_is_vetted(self, what: Edit) -> None:
        self._done(what)

    @rule(what=ON_EMPLOYERS)
    def an_employer(self, what: Edit) -> None:
        self._done(what)

    @rule(what=ON_VACANCIES)
    def a_vacancy(self, what: Edit) -> None:
        self._done(what)

    @rule(what=ON_VACANCIES)
    def another_vacancy(self, what: Edit) -> None:
        self._done(what)

    @rule(what=ON_PEOPLE)
    def a_person(self, what: Edit) -> None:
        self._done(what)

    @rule(what=ON_WATCHERS)
    def somebody_watches(self, what: Edit) -> None:
        self._done(what)

    @rule(everything=st.booleans())
    def a_night_passes(self, everything: bool) -> None:
        self._done(("a_night", (everything,)))

    @rule(person=PEOPLE)
    def somebody_asks(self, person: dict[str, object]) -> None:
        self.world.anybody = person

    @rule(hours=st.sampled_from([1, 1, 11, 11, 13, 13, 13, 13, 24, 24, 24, 24, 48, 48, 48, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.clock.move(timedelta(hours=hours))

    @rule(which=WHICH, before=st.booleans())
    def an_end_is_reached(self, which: int, before: bool) -> None:
        """The very moment something ends or begins, or the last one before."""
        near = self.clock.moment + timedelta(days=10)
        edges = sorted(one for one in self.world.read().edges() if self.clock.moment < one < near)
        if edges:
            self.clock.moment = edges[which % len(edges)] - timedelta(microseconds=before)

    @rule(what=st.one_of(ON_EMPLOYERS, ON_VACANCIES), which=WHICH)
    def an_edit_while_an_answer_is_worked_out(self, what: Edit, which: int) -> None:
        self.kept = False
        people = self.world.people()
        core.an_edit_meanwhile(self.world, people[which % len(people)], what)

    @rule()
    def the_other_process_begins_anew(self) -> None:
        self.world.restart()

    @invariant()
    def every_way_out_keeps_both_promises(self) -> None:
        self.turn += 1
        self.tally.step()
        self.kept = False
        rows, people = self.world.read(), self.world.people()
        core.both_answer_alike(self.world, people[self.turn % len(people)], rows)
        watching.what_is_new_may_be_shown(self.world, rows)
        self.answers.hold(self.turn)
        self.kept = True

    def teardown(self) -> None:
        try:
            # What broke already is what is to be told, not what a broken history shows besides.
            if getattr(self, "kept", False):
                sweep.all_pages(self.answers)
        finally:
            if hasattr(self, "world"):
                self.world.close()
            Clock.take_down()
