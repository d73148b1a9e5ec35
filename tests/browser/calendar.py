"""The calendar on the wall: days that pass between two stages, for the server and for the tests at once."""

from datetime import datetime, time, timedelta

import pytest

from rivage.core import clock
from tests.world import PARIS

# A journey begins no sooner, whenever it is run: a session is not opened before its hour. Run later, it begins then:
# the functions of its world began before.
MORNING = time(11)


class Calendar:
    """`turned`: days passed since the beginning."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.turned = 0
        real = clock.now
        began = real()
        morning = datetime.combine(began.astimezone(PARIS).date(), MORNING, PARIS)
        to_morning = max(timedelta(), morning - began)

        def now() -> datetime:
            return real() + to_morning + timedelta(days=self.turned)

        # The server runs in other threads, which a context variable doesn't reach.
        monkeypatch.setattr(clock, "now", now)

    def turn(self, days: int) -> None:
        self.turned += days
