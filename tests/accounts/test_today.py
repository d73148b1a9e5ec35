"""The one day of a request: the day where the body that acts sits."""

from datetime import UTC, date, datetime

import pytest

from rivage.accounts.models import Body, Membership
from rivage.core import clock

# Past midnight in Mayotte, not yet in Paris.
LATE = datetime(2026, 12, 31, 21, 30, tzinfo=UTC)
OLD_YEAR, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("sits", "acts_for", "day"),
    [
        ("976", ["976"], NEW_YEAR),
        ("75", ["75"], OLD_YEAR),
        ("75", ["976"], OLD_YEAR),
        ("", ["976", "75"], NEW_YEAR),
        ("", [], OLD_YEAR),
    ],
)
def test_the_day_is_that_of_where_the_body_sits(sits: str, acts_for: list[str], day: date) -> None:
    with clock.at(LATE):
        assert Membership(body=Body(departement=sits), departements=acts_for).today == day
