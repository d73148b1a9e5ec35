"""What her page shows only in a browser: fragments that come after it, errors, focus."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.story import HERE, Story

pytestmark = pytest.mark.browser


def test_a_birth_without_its_year_keeps_what_was_typed_and_takes_the_focus(story: Story, visit: Enter) -> None:
    referent = visit(story.world[HERE], f"personnes/{story.demandes['begun'].person_id}/")
    referent.page.get_by_role("heading", name="La joindre sans risque").wait_for()
    referent.page.get_by_role("heading", name="Qui a ouvert ce dossier").wait_for()
    referent.follow("Modifier l’identité")
    referent.say("Nom d’usage", "Rosa Dune")
    referent.say("Année de naissance", "")
    referent.say("Mois", "3")
    referent.press("Enregistrer l’identité")
    expect(referent.page.get_by_role("alert")).to_be_focused()
    expect(referent.page.get_by_label("Nom d’usage")).to_have_value("Rosa Dune")
    referent.page.get_by_role("link", name="Il manque l’année").click()
    expect(referent.page.get_by_label("Année de naissance")).to_be_focused()
    referent.say("Année de naissance", "1994")
    referent.press("Enregistrer l’identité")
    assert "Rosa Dune" in referent.text()
