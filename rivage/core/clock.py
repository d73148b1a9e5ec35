"""The one clock of the application.

Everything that needs the instant asks here, row policies included (`rivage.now`), so that a test or a replay
can move time for Python and for PostgreSQL at once. Dates that the law counts are dates in the département's zone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import overload
from zoneinfo import ZoneInfo

from rivage.law import territory

_frozen: ContextVar[datetime | None] = ContextVar("rivage_clock", default=None)


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today(departement: str) -> date:
    """The civil date it is now in a département. Raises `territory.UnknownTerritory` outside the 101."""
    return now().astimezone(zone(departement)).date()


def zone(departement: str) -> ZoneInfo:
    """The time zone of a département, e.g. Indian/Mayotte for 976."""
    return ZoneInfo(territory.departement(departement).timezone)


@overload
def local_day(instant: datetime, departement: str) -> date: ...
@overload
def local_day(instant: None, departement: str) -> None: ...
def local_day(instant: datetime | None, departement: str) -> date | None:
    """The civil day of an instant in a département."""
    return instant.astimezone(zone(departement)).date() if instant else None


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Hold the clock at an aware instant (tests, seeds, replays)."""
    if instant.tzinfo is None:
        raise ValueError("The clock is set with an aware instant.")
    token = _frozen.set(instant)
    try:
        yield
    finally:
        _frozen.reset(token)
