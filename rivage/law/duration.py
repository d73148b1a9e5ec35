"""How many months a path may last, as anybody needs them who writes a form or a sentence. CASF R121-12-10."""

from datetime import date

from rivage.law.values import at, parameter

TOTAL, PERIOD = "psp.duree_totale_max_mois", "psp.periode_mois"


def most_months(on: date) -> int:
    """Months of open rights that a person may have in all, on a day. Raise NoValue before 2016-10-31."""
    return int(at(TOTAL, on).value)


def period_length(on: date) -> int:
    """Months of one period, on a day. Raise NoValue before 2016-10-31."""
    return int(at(PERIOD, on).value)


def _largest(name: str) -> int:
    return max(int(value.value) for value in parameter(name).values)


# The largest that were ever written: bounds of a column or of a field, which no day moves.
MOST_EVER, LONGEST_EVER = _largest(TOTAL), _largest(PERIOD)
