"""The one interval type: half-open, in days; and months counted from date to date."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from rivage.law.facts import BadFact, a_date, a_whole_number

ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, `months` later (or earlier); the month's last day when it has no such day.

    Count every term of a run from the run's own start. Chained, 31 August + 6 + 6 drifts to 28 August.
    """
    years, index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, index + 1
    if not date.min.year <= year <= date.max.year:
        raise BadFact("months", "cette durée sort du calendrier.")
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_days(day: date, days: int) -> date:
    """Return the day `days` later. Raise BadFact at the end of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise BadFact("days", "cette durée sort du calendrier.") from None


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """Days from `start` (included) to `end` (excluded). Never empty; screens print `last_day`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        a_date("start", self.start)
        a_date("end", self.end)
        if self.end <= self.start:
            raise BadFact("end", "une période finit après avoir commencé.")

    @classmethod
    def of_months(cls, start: date, months: int) -> Self:
        """Return `months` months from `start`, date to date."""
        return cls(a_date("start", start), add_months(start, a_whole_number("months", months)))

    @classmethod
    def between(cls, first_day: date, last_day: date) -> Self:
        """Return the period from its first to its last day, both included."""
        return cls(a_date("first_day", first_day), add_days(a_date("last_day", last_day), 1))

    @property
    def last_day(self) -> date:
        return self.end - ONE_DAY

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def months(self) -> int:
        """Complete months, counted from `start`. A slice of a longer run counts as many as it was given."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        return months if add_months(self.start, months) <= self.end else months - 1

    @property
    def started_months(self) -> int:
        """Months begun, counted from `start`: the complete ones, plus one for a remainder.

        A run begun on the 31st gives slices such as 28 February - 31 August. Those three days are the rounding of
        February, not a seventh month, hence the exception for a start on the last day of its month.
        """
        complete = self.months
        reached = add_months(self.start, complete)
        starts_at_month_end = (self.start + ONE_DAY).day == 1
        rounded = starts_at_month_end and reached.month == self.end.month and complete > 0
        return complete if reached == self.end or rounded else complete + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: "Days") -> bool:
        return self.start < other.end and other.start < self.end

    def cut(self, end: date) -> "Days | None":
        """Return what is left when it ends earlier; None when nothing is."""
        if end <= self.start:
            return None
        return self if end >= self.end else Days(self.start, end)
