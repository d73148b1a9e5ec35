"""Writing with a quick hand while savings travel slowly: nothing typed is lost, nobody writes against herself."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from rivage.dossiers import parts
from rivage.dossiers.models import PartVersion
from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor
from tests.dossiers.path import WHO, new_demande
from tests.world import World, acting

pytestmark = pytest.mark.browser
SLOW_S = 0.6


def slowly(visitor: Visitor) -> Callable[[], int]:
    """Hold each saving on its way. Gives how many left so far."""
    sent = []

    def travel(route: Route) -> None:
        if "hx-request" in route.request.headers:
            sent.append(route.request.url)
            time.sleep(SLOW_S)
        route.continue_()

    visitor.context.route("**/partie/**", travel)
    return lambda: len(sent)


def test_a_button_pressed_while_a_saving_travels_waits_for_it(visit: Enter, world: World) -> None:
    demande = new_demande(world)
    visitor = visit(WHO)
    visitor.go(f"demandes/{demande.pk}/partie/account")
    sent = slowly(visitor)
    visitor.say("Présentation de la situation", "Une première phrase.")
    # Leaving the field sends it; the day is typed while it travels.
    visitor.say("Relue et approuvée par la personne le", world.today.isoformat())
    visitor.press("Marquer prête et continuer")
    expect(visitor.page.locator("#t-partie")).to_have_text("Projet et actions prévues")
    assert sent() >= 1
    with acting(world[WHO]):
        kept = parts.read(demande, "account")
        assert (kept["text"], kept["approved_on"]) == ("Une première phrase.", world.today)
        assert not PartVersion.objects.filter(demande=demande, aside=True).exists()
        assert PartVersion.objects.filter(demande=demande, part="account", ready=True).exists()


def test_what_is_typed_is_kept_without_any_button(visit: Enter, world: World) -> None:
    demande = new_demande(world)
    visitor = visit(WHO)
    visitor.go(f"demandes/{demande.pk}/partie/account")
    visitor.page.get_by_label("Présentation de la situation").and_(
        visitor.page.locator("textarea")
    ).press_sequentially("Mot à mot.")
    visitor.page.locator("#garde").get_by_text("Enregistré").wait_for()
    visitor.look()
    visitor.go(f"demandes/{demande.pk}/partie/account")
    expect(visitor.page.locator("textarea").first).to_have_value("Mot à mot.")


def test_two_people_on_one_part_are_told_and_read_both(visit: Enter, world: World) -> None:
    demande = new_demande(world)
    first, second = visit(WHO), visit("lead:estuaire33")
    for visitor in (first, second):
        visitor.go(f"demandes/{demande.pk}/partie/account")
    first.say("Présentation de la situation", "Les mots de la première.")
    first.page.locator("#garde").get_by_text("Enregistré").wait_for()
    second.say("Présentation de la situation", "Les mots de la seconde.")
    second.page.locator("#garde").get_by_text("a écrit en même temps").wait_for()
    second.look()
    both = second.page.get_by_role("region", name="Deux écritures en même temps")
    expect(both).to_contain_text("Les mots de la première.")
    expect(both).to_contain_text("Les mots de la seconde.")
