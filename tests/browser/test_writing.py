"""Writing with a quick hand while savings travel slowly: nothing typed is lost, nobody writes against herself."""

import pytest
from playwright.sync_api import Route, expect

from rivage.dossiers import parts
from rivage.dossiers.models import PartVersion
from tests.browser.conftest import Enter
from tests.browser.story import HERE, Story
from tests.browser.visitor import Visitor
from tests.world import acting

pytestmark = pytest.mark.browser


class Road:
    """Holds each saving on its way, until `clear()`: then all of them, and those that follow, arrive."""

    def __init__(self, visitor: Visitor) -> None:
        self.held: list[Route] | None = []
        visitor.context.route("**/partie/**", self._travel)

    def _travel(self, route: Route) -> None:
        if self.held is not None and "hx-request" in route.request.headers:
            self.held.append(route)
        else:
            route.continue_()

    def clear(self) -> int:
        """How many were held."""
        held, self.held = self.held or [], None
        for route in held:
            route.continue_()
        return len(held)


def test_a_button_pressed_while_a_saving_travels_waits_for_it(visit: Enter, story: Story) -> None:
    demande, world = story.demandes["begun"], story.world
    visitor = visit(world[HERE], f"demandes/{demande.pk}/partie/account")
    road = Road(visitor)
    visitor.say("Présentation de la situation", "Une première phrase.")
    # Leaving the field sends it; the day is typed while it travels.
    with visitor.page.expect_request("**/partie/account"):
        visitor.say("Relue et approuvée par la personne le", world.today.isoformat())
    visitor.page.get_by_role("button", name="Marquer prête et continuer").click(no_wait_after=True)
    expect(visitor.page.locator("#t-partie")).to_have_text("Présentation de la situation")
    assert road.clear() >= 1
    expect(visitor.page.locator("#t-partie")).to_have_text("Projet et actions prévues")
    visitor.look()
    with acting(world[HERE]):
        kept = parts.read(demande, "account")
        assert (kept["text"], kept["approved_on"]) == ("Une première phrase.", world.today)
        assert not PartVersion.objects.filter(demande=demande, aside=True).exists()
        assert PartVersion.objects.filter(demande=demande, part="account", ready=True).exists()


def test_what_is_typed_is_kept_without_any_button(visit: Enter, story: Story) -> None:
    visitor = visit(story.world[HERE], f"demandes/{story.demandes['begun'].pk}/partie/account")
    visitor.page.get_by_label("Présentation de la situation").and_(
        visitor.page.locator("textarea")
    ).press_sequentially("Mot à mot.")
    visitor.page.locator("#garde").get_by_text("Enregistré", exact=True).wait_for()
    visitor.look()
    visitor.go(f"demandes/{story.demandes['begun'].pk}/partie/account")
    expect(visitor.page.locator("textarea").first).to_have_value("Mot à mot.")


def test_words_that_change_ask_her_approval_again_beside_its_day(visit: Enter, story: Story) -> None:
    visitor = visit(story.world[HERE], f"demandes/{story.demandes['written'].pk}/partie/account")
    label, said = "Relue et approuvée par la personne le", visitor.page.locator("#a-approuver")
    day = visitor.page.get_by_label(label)
    expect(day).to_have_value(story.world.today.isoformat())
    visitor.page.locator("textarea").first.press_sequentially(" Et la suite.")
    expect(said).to_contain_text("Le texte a changé depuis qu’elle l’a approuvé")
    expect(day).to_have_value("")
    visitor.look()
    visitor.say(label, story.world.today.isoformat())
    expect(said).to_have_text("")
    visitor.look()


def test_two_people_on_one_part_are_told_and_read_both(visit: Enter, story: Story) -> None:
    where = f"demandes/{story.demandes['begun'].pk}/partie/account"
    first, second = visit(story.world[HERE], where), visit(story.world["lead:estuaire33"], where)
    first.say("Présentation de la situation", "Les mots de la première.")
    first.page.locator("#garde").get_by_text("Enregistré", exact=True).wait_for()
    second.say("Présentation de la situation", "Les mots de la seconde.")
    second.page.locator("#garde").get_by_text("a écrit en même temps").wait_for()
    second.look()
    both = second.page.get_by_role("region", name="Deux écritures en même temps")
    expect(both).to_contain_text("Les mots de la première.")
    expect(both).to_contain_text("Les mots de la seconde.")


def test_a_note_is_kept_as_one_types_until_it_is_added(visit: Enter, story: Story) -> None:
    where = f"personnes/{story.demandes['begun'].person_id}/"
    visitor = visit(story.world[HERE], where)
    page = visitor.page
    visitor.say("Nouvelle note", "Rappeler la crèche mardi.")
    page.locator("#garde").get_by_text("Enregistré", exact=True).wait_for()
    visitor.look()
    visitor.go("")
    visitor.go(where)
    expect(page.get_by_label("Nouvelle note")).to_have_value("Rappeler la crèche mardi.")
    visitor.press("Ajouter cette note")
    expect(page.get_by_label("Nouvelle note")).to_have_value("")
    assert "Rappeler la crèche mardi." in visitor.text()
