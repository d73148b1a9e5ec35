"""The calendar under every rule: months, terms, cuts, on the day before, of, after."""

from datetime import date

import pytest

from rivage.law.facts import BadFact
from rivage.law.period import Days, add_months, end_of_term, unsettled

SPRING = Days(date(2026, 3, 10), date(2026, 9, 10))


def test_months_are_added_day_for_day() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2024, 1, 29), 1) == date(2024, 2, 29)
    assert add_months(date(2026, 3, 1), -1) == date(2026, 2, 1)


def test_a_term_takes_the_last_day_of_a_month_that_lacks_its_first() -> None:
    assert end_of_term(date(2026, 8, 31), 6) == date(2027, 3, 1)
    assert end_of_term(date(2027, 8, 31), 6) == date(2028, 3, 1)
    assert end_of_term(date(2026, 8, 28), 6) == date(2027, 2, 28)
    assert end_of_term(date(2024, 2, 29), 36) == date(2027, 3, 1)
    assert end_of_term(date(2024, 2, 29), 48) == date(2028, 2, 29)
    assert [value.name for value in unsettled(date(2026, 8, 31), 6)] == ["durees.fin_de_terme"]
    assert unsettled(date(2026, 8, 28), 6) == ()


def test_the_calendar_has_a_first_and_a_last_year() -> None:
    assert add_months(date(9999, 6, 1), 6) == date(9999, 12, 1)
    assert add_months(date(1, 2, 1), -1) == date(1, 1, 1)
    for start, months in ((date(9999, 12, 1), 1), (date(1, 1, 1), -1)):
        with pytest.raises(BadFact):
            add_months(start, months)


def test_a_period_lasts_a_day_at_least() -> None:
    assert Days(date(2026, 3, 10), date(2026, 3, 11)).days == 1
    for end in (date(2026, 3, 10), date(2026, 3, 9)):
        with pytest.raises(BadFact):
            Days(date(2026, 3, 10), end)


def test_complete_and_started_months() -> None:
    assert (SPRING.months, SPRING.started_months) == (6, 6)
    day_short = Days(date(2026, 3, 10), date(2026, 9, 9))
    assert (day_short.months, day_short.started_months) == (5, 6)
    day_more = Days(date(2026, 3, 10), date(2026, 9, 11))
    assert (day_more.months, day_more.started_months) == (6, 7)


def test_three_days_after_a_short_february_are_no_month() -> None:
    assert Days(date(2026, 2, 28), date(2026, 8, 31)).started_months == 6
    assert Days(date(2026, 1, 31), date(2026, 2, 27)).started_months == 1
    assert Days(date(2026, 8, 31), date(2027, 3, 1)).started_months == 6
    assert Days(date(2026, 8, 31), date(2027, 3, 2)).started_months == 7
    assert Days(date(2026, 8, 29), date(2027, 9, 1)).started_months == 12
    assert Days(date(2026, 8, 28), date(2027, 9, 1)).started_months == 13
    assert Days(date(2026, 8, 28), date(2027, 3, 1)).started_months == 7
    # Begun at the end of its month, and not one month yet: what is begun counts.
    assert Days(date(2026, 2, 28), date(2026, 3, 2)).started_months == 1
    assert Days(date(2026, 4, 30), date(2026, 5, 31)).started_months == 1
    assert Days(date(2026, 1, 31), date(2026, 1, 31).replace(month=3)).started_months == 2


def test_two_that_touch_do_not_overlap() -> None:
    assert not SPRING.overlaps(Days(SPRING.end, date(2026, 12, 1)))
    assert not Days(SPRING.end, date(2026, 12, 1)).overlaps(SPRING)
    assert SPRING.overlaps(Days(date(2026, 9, 9), date(2026, 12, 1)))
    assert SPRING.overlaps(Days(date(2026, 1, 1), date(2026, 3, 11)))


def test_cut_on_the_day_before_of_and_after() -> None:
    assert SPRING.cut(SPRING.start) is None
    assert SPRING.cut(date(2026, 3, 11)) == Days(SPRING.start, date(2026, 3, 11))
    assert SPRING.cut(SPRING.end) is SPRING
    assert SPRING.cut(date(2027, 1, 1)) is SPRING
    assert SPRING.cut(date(2026, 9, 9)) == Days(SPRING.start, date(2026, 9, 9))


def test_the_first_day_is_in_and_the_end_is_not() -> None:
    assert SPRING.start in SPRING
    assert SPRING.last_day in SPRING
    assert SPRING.end not in SPRING
