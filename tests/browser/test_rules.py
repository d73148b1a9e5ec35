"""The rules in a browser, by the keyboard alone: a day, a rule, a trial whose facts stay out of the address."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.journey
def test_the_rules_are_read_on_another_day_by_the_keyboard(visit: Enter, world: World) -> None:
    visitor = visit(world["delegate:33"])
    visitor.follow("Les règles")
    page = visitor.page
    page.get_by_label("Le droit au").fill("2021-05-01")
    page.get_by_label("Chercher dans les règles").fill("montant mensuel")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    visitor.look()
    assert "sans enfant : 330,00 €" in visitor.text()
    page.get_by_role("link", name="Montant mensuel\u00a0: sans enfant").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    visitor.look()
    assert page.url.endswith("?le=2021-05-01")
    assert "au 30 juin 2022" in visitor.text()


def test_a_trial_answers_and_its_facts_stay_out_of_the_address(visit: Enter, world: World) -> None:
    visitor = visit(world["referent:estuaire33"], "regles/essai/afis/")
    page = visitor.page
    before = page.url
    visitor.say("Date de naissance", "2002-03-03")
    visitor.say("Enfants à charge", "-1")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    visitor.look()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Enfants à charge").click()
    expect(page.get_by_label("Enfants à charge")).to_be_focused()
    expect(page.get_by_label("Enfants à charge")).to_have_value("-1")
    expect(page.get_by_label("Date de naissance")).to_have_value("2002-03-03")
    page.keyboard.press("Control+a")
    page.keyboard.type("1")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    visitor.look()
    assert page.url == before
    expect(page.get_by_text("À préciser").first).to_be_visible()
    visitor.follow("Tout effacer")
    expect(page.get_by_label("Date de naissance")).to_have_value("")


@pytest.mark.journey
def test_a_period_shows_both_readings(visit: Enter, world: World) -> None:
    visitor = visit(world["delegate:33"], "regles/essai/periode/")
    visitor.say("Date de la décision", "2026-11-21")
    visitor.say("Mois déjà accordés", "6")
    visitor.say("Premier jour de la période en cours", "2026-05-01")
    visitor.say("Son dernier jour, inclus", "2026-10-31")
    visitor.press("Voir la réponse")
    expect(visitor.page.get_by_text("Lecture suivie par Rivage")).to_have_count(2)
