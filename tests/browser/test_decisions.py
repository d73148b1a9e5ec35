"""The signatory drafts, reads and signs, and the letter prints."""

import pytest

from tests.browser.calendar import Calendar
from tests.browser.conftest import Enter
from tests.browser.roles import FourRoles
from tests.browser.story import Story

pytestmark = pytest.mark.browser


def test_a_decision_is_signed(story: Story, visit: Enter, calendar: Calendar) -> None:
    path = FourRoles(story.world, visit, calendar, "estuaire33", "33", "Noor Lagon").resume(story.demandes["opined"])
    path.decide()
