"""The one clock of the house, `matcher.database.now`, told what time it is."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from matcher import database
from tests.factories import NOW


class Clock:
    """Stands still until somebody moves it, so that edges of a moment can be met exactly and two processes ask of the same one."""

    def __init__(self) -> None:
        self.moment = NOW

    def set_up(self) -> None:
        """From here on it is the clock of this process."""
        clock = self

        class Told(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return clock.moment.astimezone(tz)

        database.datetime = Told

    @staticmethod
    def take_down() -> None:
        database.datetime = datetime

    def move(self, by: timedelta) -> None:
        self.moment += by
