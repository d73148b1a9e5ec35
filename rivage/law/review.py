"""When a value must be read again. Past that day it is to confirm by itself, until somebody reads it.

What moves says how, in its file (`revised`): a day of the year, no calendar, or a law alone. A duration, a condition,
a list of papers moves by a text alone: it says nothing and never expires, or every screen would doubt what has not
moved.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rivage.law.parameter import TO_CONFIRM, Parameter, Value
from rivage.law.wording import day

NO_CALENDAR, BY_LAW = "sans_calendrier", "par_la_loi"
# How many months after its check a value without a calendar is to be read again: a reading of the house.
HOUSE = "relecture.sans_calendrier_mois"
# Any day but 29 February.
_EACH_YEAR = re.compile(r"(?!02-29)(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def is_calendar(revised: str) -> bool:
    """Whether a file may say so: `04-01` is each 1 April."""
    if revised in (NO_CALENDAR, BY_LAW):
        return True
    found = _EACH_YEAR.fullmatch(revised)
    return found is not None and int(found[2]) <= monthrange(2023, int(found[1]))[1]


def reread_on(parameter: Parameter, months: int) -> date | None:
    """Return the first day on which the last value of a parameter must have been read again; None when it need not."""
    last = parameter.values[-1]
    if last.end is not None or parameter.revised in ("", BY_LAW):
        return None
    known = max(last.start, last.checked)
    if parameter.revised != NO_CALENDAR:
        month, number = map(int, parameter.revised.split("-"))
        this_year = date(known.year, month, number)
        return this_year if this_year > known else this_year.replace(year=known.year + 1)
    years, index = divmod(known.month - 1 + months, 12)
    year, month = known.year + years, index + 1
    return date(year, month, min(known.day, monthrange(year, month)[1]))


def reviewed(book: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """Return the parameters, each last value that moves carrying the day from which it is to confirm."""
    house = book.get(HOUSE)
    months = house.values[-1].value if house else 0
    return {name: _reviewed(parameter, months) for name, parameter in book.items()}


def _reviewed(parameter: Parameter, months: int) -> Parameter:
    due = reread_on(parameter, months)
    if due is None:
        return parameter
    *before, last = parameter.values
    last = replace(last, reread_on=due)
    return replace(parameter, values=(*before, *_expired(last, due)))


def _expired(value: Value, due: date) -> tuple[Value, ...]:
    """The value until the eve of `due`, then the same one to confirm. What is to confirm already stays as it is."""
    if value.to_confirm:
        return (value,)
    note = f"{value.note} Cette valeur devait être relue pour le {day(due)}.".lstrip()
    confidence = "M" if value.confidence == "H" else value.confidence
    later = replace(value, start=due, status=TO_CONFIRM, confidence=confidence, note=note)
    return replace(value, end=date.fromordinal(due.toordinal() - 1)), later
