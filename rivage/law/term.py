"""A term of whole years, with what says its last day."""

from datetime import date

from rivage.law.facts import a_date
from rivage.law.parameter import Value
from rivage.law.period import Days, unsettled
from rivage.law.verdict import Outcome, Reason, Verdict, allow
from rivage.law.wording import day


def of_years(years: Value, start: date) -> tuple[Verdict, Days]:
    """Return the term of `years` years that begins on `start`, and a yes that names the reading its end rests on."""
    months = 12 * years.value
    period = Days.of_months(a_date("start", start), months)
    sentence = f"Du {day(start)} au {day(period.last_day)} inclus."
    values = (years, *unsettled(start, months))
    return allow(Reason("term", years.article, sentence, values, Outcome.YES)), period
