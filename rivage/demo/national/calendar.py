"""The calendar of the invented nation: months of twenty-eight days, told from the first of this month.

So a nation written in February and one written in August differ by whole months and by nothing else: no story branches
elsewhere because a month was shorter or a day later.
"""

from datetime import date

from rivage.core import clock
from rivage.law import territory
from rivage.law.period import add_months

MONTH = 28
# How far back the stories reach, and for how long the nation still holds.
MONTHS_BACK, MONTHS_AHEAD = 70, 36


def told_on() -> date:
    """The day the nation is told: the first of the month it is now."""
    return clock.today(territory.PARIS).replace(day=1)


def later(day: date, days: int) -> date:
    """`days` later (or earlier) in months of twenty-eight days. `day` is one of them."""
    months, past = divmod(day.day - 1 + days, MONTH)
    return add_months(day.replace(day=1), months).replace(day=past + 1)
