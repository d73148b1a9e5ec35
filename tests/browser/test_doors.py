"""The doors in a browser: sign-in, functions, two hats in two tabs, Masquer, and what Back shows afterwards."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.doors.holding import give_application
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser


@pytest.mark.journey
def test_each_role_finds_its_home_by_the_form(visit: Enter, world: World) -> None:
    visitor = visit()
    for name in ("referent:estuaire33", "delegate:33", "chair:33", "signatory:75"):
        visitor.sign_in(world[name].user)
        assert visitor.path() == f"/m/{world[name].pk}/"
        expect(visitor.page.locator(".rv-role")).to_contain_text(world[name].body.name)
        visitor.go("/sortir")


def test_a_wrong_password_is_said_and_the_address_is_kept(visit: Enter, world: World) -> None:
    visitor = visit()
    visitor.sign_in(world["delegate:33"].user, "pas la bonne phrase")
    assert visitor.path() == "/entrer"
    assert "ne vont pas ensemble" in visitor.text()
    assert visitor.page.title().startswith("Erreur")
    expect(visitor.page.get_by_label("Adresse de connexion")).to_have_value(world["delegate:33"].user.email)
    expect(visitor.page.get_by_label("Mot de passe")).to_have_value("")


def test_a_page_asked_before_sign_in_opens_after_it(visit: Enter, world: World) -> None:
    visitor = visit()
    home = f"/m/{world['delegate:33'].pk}/"
    visitor.go(home)
    assert visitor.path() == "/entrer"
    user = world["delegate:33"].user
    give_application(user)
    visitor.page.get_by_label("Adresse de connexion").fill(user.email)
    visitor.page.get_by_label("Mot de passe").fill(PASSWORD)
    visitor.press("Entrer")
    visitor.give_code(user)
    assert visitor.path() == home


def test_two_hats_stand_side_by_side_in_two_tabs(visit: Enter, world: World) -> None:
    world.member("second", "pref23", "secretary", ["23"], user=world["delegate:33"].user)
    visitor = visit()
    visitor.sign_in(world["delegate:33"].user)
    assert visitor.path() == "/fonctions"
    first = visitor.page
    visitor.follow("Préfecture 33")
    second = visitor.page = visitor.context.new_page()
    visitor.go("/fonctions")
    visitor.follow("Préfecture 23")
    assert visitor.path() == f"/m/{world['second'].pk}/"
    first.reload()
    assert first.url.endswith(f"/m/{world['delegate:33'].pk}/")
    expect(first.locator(".rv-role")).to_contain_text("Préfecture 33")
    expect(second.locator(".rv-role")).to_contain_text("Préfecture 23")


@pytest.mark.journey
def test_the_function_of_somebody_else_is_an_unknown_page(visit: Enter, world: World) -> None:
    visitor = visit(world["delegate:33"])
    visitor.go(f"/m/{world['delegate:75'].pk}/", status=404)
    assert "Préfecture 75" not in visitor.text()


def test_masquer_empties_both_tabs_and_back_shows_nothing(visit: Enter, world: World) -> None:
    visitor = visit(world["delegate:33"])
    first = visitor.page
    second = visitor.context.new_page()
    second.goto(first.url)
    visitor.go("/fonctions")
    visitor.go("")
    first.get_by_role("button", name="Masquer").click()
    for tab in (first, second):
        tab.wait_for_url("**/sortir")
        expect(tab).to_have_title("Nouvel onglet")
        expect(tab.get_by_text("Rivage")).to_have_count(0)
    assert visitor.context.cookies() == []
    for _ in range(2):
        first.go_back()
        first.wait_for_load_state()
        shown = first.locator("body").inner_text()
        assert "Préfecture" not in shown
        assert world["delegate:33"].user.name not in shown
    visitor.page = second
    assert visitor.fetch(f"/m/{world['delegate:33'].pk}/")[0] == 302


def test_shift_three_times_ends_the_session_too(visit: Enter, world: World) -> None:
    visitor = visit(world["referent:estuaire33"])
    for _ in range(3):
        visitor.page.keyboard.press("Shift")
    visitor.page.wait_for_url("**/sortir")
    visitor.look()
    visitor.go(f"/m/{world['referent:estuaire33'].pk}/")
    assert visitor.path() == "/entrer"


def test_the_exit_of_the_header_leaves_from_any_page_open_or_not(visit: Enter, world: World) -> None:
    visitor = visit(world["delegate:33"])
    first = visitor.page
    visitor.page = visitor.context.new_page()
    visitor.go(f"/m/{world['delegate:33'].pk}/")
    first.locator(".rv-haut-fin").get_by_role("button", name="Sortir").click()
    first.wait_for_url("**/sortir")
    expect(first.get_by_role("heading", level=1)).to_have_text("La session est fermée")
    visitor.page.wait_for_url("**/entrer**")
    visitor.go("/compte")
    assert visitor.path() == "/entrer"
