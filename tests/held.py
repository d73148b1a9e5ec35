"""Another day for the whole run: `RIVAGE_ON=leap-day pytest -m dated` sets the clock of the application there.

Twelve instants: ends of months, the leap day, changes of hour, the turn of the year, at hours when UTC, Paris and
overseas are not on the same day. `python -m tests.held` names them. Each leaves its run an hour before the day turns.
"""

import os
from datetime import UTC, datetime, tzinfo

from rivage.core import clock

INSTANTS = {
    "end-of-january": datetime(2027, 1, 31, 12, tzinfo=UTC),
    "leap-day": datetime(2028, 2, 29, 21, 30, tzinfo=UTC),
    "new-year-in-paris": datetime(2026, 12, 31, 23, 5, tzinfo=UTC),
    "new-year-overseas": datetime(2026, 12, 31, 21, 30, tzinfo=UTC),
    "end-of-february": datetime(2027, 2, 28, 21, 30, tzinfo=UTC),
    "end-of-april": datetime(2027, 4, 30, 8, tzinfo=UTC),
    "end-of-august": datetime(2027, 8, 31, 16, tzinfo=UTC),
    "no-draft": datetime(2026, 11, 28, 10, tzinfo=UTC),
    "hour-forward": datetime(2026, 3, 29, 0, 5, tzinfo=UTC),
    "hour-back": datetime(2026, 10, 25, 0, 5, tzinfo=UTC),
    "hour-forward-2027": datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    "hour-back-2027": datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
}


def hold(instant: datetime) -> None:
    """Set the clock at an instant for the rest of the process, in every thread of it."""
    shift = instant - datetime.now(UTC)

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + shift

    clock.datetime = Shifted  # type: ignore[misc]


if name := os.environ.get("RIVAGE_ON"):
    hold(INSTANTS[name])

if __name__ == "__main__":
    print(*INSTANTS)
