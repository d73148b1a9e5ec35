"""The signatory signs, the letter prints, the association hands it over: on the screens of three."""

import pytest

from tests.browser.calendar import Calendar
from tests.browser.conftest import Enter
from tests.browser.roles import FourRoles
from tests.browser.story import Story

pytestmark = pytest.mark.browser


def test_a_decision_is_signed_and_handed_over(story: Story, visit: Enter, calendar: Calendar) -> None:
    path = FourRoles(story.world, visit, calendar, "estuaire33", "33", "Noor Lagon").resume(story.demandes["opined"])
    path.decide()
    path.notify()
