"""A demande that is written is read again, deposited, and its receipt read back."""

import pytest

from tests.browser.calendar import Calendar
from tests.browser.conftest import Enter
from tests.browser.path import Path
from tests.browser.story import Story

pytestmark = pytest.mark.browser


def test_a_demande_is_deposited(story: Story, visit: Enter, calendar: Calendar) -> None:
    path = Path(story.world, visit, calendar, "estuaire33", "33", "Awa Corail").resume(story.demandes["written"])
    path.deposit()
