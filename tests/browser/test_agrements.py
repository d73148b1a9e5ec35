"""An agrément that ended, on the screens of the délégation and of the association."""

from datetime import timedelta

import pytest

from tests.browser.conftest import Enter
from tests.browser.story import Story

pytestmark = pytest.mark.browser


def test_an_agrement_ends(visit: Enter, story: Story) -> None:
    delegate = visit(story.world["delegate:33"], "associations/")
    delegate.follow("Noter un agrément")
    delegate.say("Association", "Cap Estuaire")
    delegate.say("Arrêté", "n° 2024-07 du 2 janvier 2024")
    delegate.say("Premier jour", "2024-01-02")
    delegate.say("Dernier jour, inclus", (story.world.today - timedelta(days=20)).isoformat())
    delegate.choose("d’après le papier signé")
    delegate.press("Noter cet agrément")
    assert "Fini" in delegate.text()
    delegate.follow("Voir les personnes concernées")
    assert "Sa demande suit son cours" in delegate.text()
    lead = visit(story.world["lead:estuaire33"], "personnes/")
    lead.follow("Voir les personnes concernées")
    assert "gardent leur accompagnement" in lead.text()
