"""The calendar on the wall: days that pass between two stages, for the server and for the tests at once."""

from datetime import datetime, timedelta

import pytest

from rivage.core import clock


class Calendar:
    """`turned`: days passed since the beginning."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.turned = 0
        real = clock.now

        def now() -> datetime:
            return real() + timedelta(days=self.turned)

        # The server runs in other threads, which a context variable doesn't reach.
        monkeypatch.setattr(clock, "now", now)

    def turn(self, days: int) -> None:
        self.turned += days
