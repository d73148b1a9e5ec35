"""Birth dates as they are known: a year, a month or a day, stored as "1994", "1994-03" or "1994-03-12"."""

from datetime import date

from rivage.core.refusal import no
from rivage.law.period import add_months
from rivage.law.wording import day, month
from rivage.people.enums import AgeBand

MAJORITY_MONTHS = 18 * 12


def parse(text: str) -> tuple[date, date] | None:
    """The first and the last day she may be born on, or None when nothing is known. Raises `Refused` for no date."""
    parts = text.strip().split("-") if text.strip() else []
    if not parts:
        return None
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) > 3 or not 1900 <= numbers[0] <= 2100:
            raise ValueError
        first = date(*[*numbers, 1, 1][:3])
        last = {1: date(first.year, 12, 31), 3: first}.get(len(numbers)) or date.fromordinal(
            add_months(first, 1).toordinal() - 1
        )
    except ValueError as error:
        raise no(
            "birth", f"« {text[:20]} » n’est pas une date de naissance. Écrivez une année, par exemple 1994."
        ) from error
    return first, last


def in_words(text: str) -> str:
    """« 1994 », « mars 1994 », « 12 mars 1994 », "" when nothing is known."""
    parts = [int(part) for part in text.split("-") if part]
    if len(parts) == 3:
        return day(date(*parts))
    return month(date(parts[0], parts[1], 1)) if len(parts) == 2 else text


def cell(text: str) -> date | str:
    """As a file for machines holds it: a day, else « 1994 » or « 1994-03 » as it is kept."""
    found = parse(text)
    return found[0] if found is not None and found[0] == found[1] else text


def told(text: str, place: str = "") -> str:
    """« le 12 mars 1994 à Benin City », « en mars 1994 », « en 1994 », as it follows « née »; "" when unknown."""
    words = in_words(text)
    since = f"{'le' if len(text.split('-')) == 3 else 'en'} {words}" if words else ""
    return " ".join(part for part in (since, f"à {place.strip()}" if place.strip() else "") if part)


def surely_minor(born: tuple[date, date], on: date) -> bool:
    """Under 18 even if born on the first day she may be."""
    return add_months(born[0], MAJORITY_MONTHS) > on


def maybe_minor(born: tuple[date, date], on: date) -> bool:
    """Under 18 if born on the last day she may be."""
    return add_months(born[1], MAJORITY_MONTHS) > on


def surely_after(born: tuple[date, date], on: date) -> bool:
    return born[0] > on


def band(born: tuple[date, date] | None, on: date) -> AgeBand:
    """The age band, from the middle of what is known."""
    if born is None:
        return AgeBand.UNKNOWN
    middle = date.fromordinal((born[0].toordinal() + born[1].toordinal()) // 2)
    age = on.year - middle.year - ((on.month, on.day) < (middle.month, middle.day))
    for limit, value in ((25, AgeBand.FROM_18), (35, AgeBand.FROM_25), (45, AgeBand.FROM_35), (55, AgeBand.FROM_45)):
        if age < limit:
            return value
    return AgeBand.FROM_55
