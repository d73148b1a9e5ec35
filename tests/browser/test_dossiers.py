"""A demande that is written goes to the délégation, which asks for a paper and declares it complete."""

import pytest

from tests.browser.calendar import Calendar
from tests.browser.conftest import Enter
from tests.browser.path import Path
from tests.browser.story import Story

pytestmark = pytest.mark.browser


def test_a_demande_is_deposited_completed_and_received(story: Story, visit: Enter, calendar: Calendar) -> None:
    path = Path(story.world, visit, calendar, "estuaire33", "33", "Awa Corail").resume(story.demandes["written"])
    path.deposit()
    path.instruct()
