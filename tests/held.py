"""Twelve instants on which what depends on the day is tried: ends of months, leap day, changes of hour, turn of year.

Hours are chosen where Paris, UTC and an overseas département are not on the same day.
"""

from datetime import UTC, datetime

INSTANTS = {
    "hour-forward": datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
    "hour-back": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "no-draft": datetime(2026, 11, 28, 10, tzinfo=UTC),
    "new-year-overseas": datetime(2026, 12, 31, 21, 30, tzinfo=UTC),
    "new-year-in-paris": datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    "end-of-january": datetime(2027, 1, 31, 12, tzinfo=UTC),
    "end-of-february": datetime(2027, 2, 28, 22, 30, tzinfo=UTC),
    "hour-forward-2027": datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    "end-of-april": datetime(2027, 4, 30, 8, tzinfo=UTC),
    "end-of-august": datetime(2027, 8, 31, 16, tzinfo=UTC),
    "hour-back-2027": datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    "leap-day": datetime(2028, 2, 29, 22, 30, tzinfo=UTC),
}
