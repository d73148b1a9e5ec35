"""The trace on screen: days chosen, days refused, and who opened a file."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.story import Story

pytestmark = pytest.mark.browser


def test_the_auditor_chooses_her_days_and_sees_no_name(story: Story, visit: Enter) -> None:
    visit(story.world["delegate:33"], f"demandes/{story.demandes['complete'].pk}/")
    auditor = visit(story.world["auditor"])
    auditor.follow("Trace")
    assert "A ouvert le dossier" in auditor.text()
    for name in ("Awa", "Noor", "Lina", "Rosa"):
        assert name not in auditor.page.content()
    auditor.say("Du", "2001-01-01")
    auditor.say("Au, inclus", "2001-01-02")
    expect(auditor.page.get_by_role("heading", name="Rien ces jours-là")).to_be_visible()
    auditor.say("Au, inclus", "2000-12-31")
    expect(auditor.page.get_by_text("Le dernier jour vient avant le premier.")).to_be_visible()
    auditor.look()


@pytest.mark.journey
def test_the_lead_reads_who_opened_a_file(story: Story, visit: Enter) -> None:
    hers, of_others = story.demandes["opined"], story.demandes["complete"]
    visit(story.world["delegate:33"], f"demandes/{hers.pk}/")
    lead = visit(story.world["lead:estuaire33"])
    lead.go(f"trace/personnes/{of_others.person_id}/lecteurs", status=404)
    lead.go(f"trace/personnes/{hers.person_id}/lecteurs")
    assert "Préfecture 33" in lead.text()
    assert "Delegate:33" in lead.text()
