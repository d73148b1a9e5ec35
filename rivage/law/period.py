"""The one interval type: half-open, in days; months counted from date to date; where a term of months ends."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from rivage.law.facts import BadFact, a_date, a_whole_number
from rivage.law.parameter import Value
from rivage.law.values import at, parameter

ONE_DAY = timedelta(days=1)
TERM = "durees.fin_de_terme"


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, `months` later (or earlier); the month's last day when it has no such day.

    For a birthday, a month to pay, a day so many months ago. Where a term ends is said by `end_of_term`.
    """
    years, index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, index + 1
    if not date.min.year <= year <= date.max.year:
        raise BadFact("months", "cette durée sort du calendrier.")
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of_term(start: date, months: int) -> date:
    """Return the first day after a term of `months` months that begins on `start`, that day being in it.

    It is the same day of the month; when the month has no such day, the term takes its last day too and ends before
    the first of the next: 31 August and six months go to 28 February included. Both follow durees.fin_de_terme, which
    no text settles. Every clock of months ends here: periods, agréments, mandates, cards, silences.
    """
    reached = add_months(start, months)
    if not unsettled(start, months) or _reading(start).value != "fin_du_mois":
        return reached
    return add_days(reached, 1)


def unsettled(start: date, months: int) -> tuple[Value, ...]:
    """Return the reading that a term rests on when its last month has no day like its first; else nothing."""
    return () if add_months(start, months).day == start.day else (_reading(start),)


def _reading(start: date) -> Value:
    # A convention of the calendar, older than what it is asked for.
    return at(TERM, max(start, parameter(TERM).values[0].start))


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
        # Thousands are made for one page: what is plainly a day is not asked twice.
        if type(self.start) is not date or type(self.end) is not date:
            a_date("start", self.start)
            a_date("end", self.end)
        if self.end <= self.start:
            raise BadFact("end", "une période finit après avoir commencé.")

    @classmethod
    def of_months(cls, start: date, months: int) -> Self:
        """Return a term of `months` months that begins on `start`."""
        return cls(a_date("start", start), end_of_term(start, a_whole_number("months", months)))

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
        """Complete months, counted from `start`.

        A term that was stopped on the last day of a month shorter than its first, as some were before
        durees.fin_de_terme, keeps the months it was given.
        """
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        return months if add_months(self.start, months) <= self.end else months - 1

    @property
    def started_months(self) -> int:
        """Months begun, counted from `start`: the complete ones, plus one for a remainder.

        Months of unequal lengths leave up to three days that are no month: at the end of a run that began after the
        28th and goes on from a first of the month, and in older slices such as 28 February - 31 August.
        """
        complete = self.months
        reached = add_months(self.start, complete)
        rest = (self.end - reached).days
        from_the_first = self.start.day > 28 and self.end.day == 1 and rest <= 3
        older_slice = (self.start + ONE_DAY).day == 1 and reached.month == self.end.month
        return complete if complete and (not rest or from_the_first or older_slice) else complete + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: "Days") -> bool:
        return self.start < other.end and other.start < self.end

    def cut(self, end: date) -> "Days | None":
        """Return what is left when it ends earlier; None when nothing is."""
        if end <= self.start:
            return None
        return self if end >= self.end else Days(self.start, end)
