"""The aid is decided; the desk notes what the association reads."""

import pytest

from tests.browser.calendar import Calendar
from tests.browser.conftest import Enter
from tests.browser.path import Path
from tests.browser.story import HERE, Story

pytestmark = pytest.mark.browser


def test_the_aid_is_decided(story: Story, visit: Enter, calendar: Calendar) -> None:
    path = Path(story.world, visit, calendar, "estuaire33", "33", "Awa Corail").resume(story.demandes["authorised"])
    path.aid()


@pytest.mark.journey
def test_the_desk_notes_a_step_of_the_permit_that_the_association_reads(story: Story, visit: Enter) -> None:
    person = story.demandes["authorised"].person_id
    desk = visit(story.world["desk:33"], f"droits/{person}/titre")
    desk.say("Ce qui s’est passé", "La demande est faite")
    desk.say("Jour de l’étape", story.world.today.isoformat())
    desk.press("Noter cette étape")
    assert "Première demande" in desk.text()
    referent = visit(story.world[HERE], f"droits/{person}/titre")
    assert "Première demande" in referent.text()
    assert "Noté par" in referent.text()
    referent.go(f"droits/{person}/mois")
