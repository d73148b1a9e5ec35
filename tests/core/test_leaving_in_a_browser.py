"""Masquer and Sortir in Chromium: what stays on a screen, in its other tabs, behind Back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.chromium import violations
from tests.core.shell import HOST, KEPT, PHONE, House

pytestmark = pytest.mark.browser


def blank(page: Page) -> bool:
    return page.evaluate("document.documentElement.innerText.trim() === ''")


def test_masquer_blanks_at_once_and_leaves_by_sortir_in_every_tab(context, page, house):
    other = context.new_page()
    other.goto(f"{HOST}/form")
    page.click(".rv-masquer")
    page.wait_for_url(f"{HOST}/sortir")
    other.wait_for_url(f"{HOST}/sortir")
    assert house.seen.count("GET /sortir") == 2
    for tab in (page, other):
        tab.wait_for_load_state("load")
        assert tab.title() == "Nouvel onglet"
        assert seen(tab) == [], "nothing is painted"
        assert "Rivage" not in tab.locator("html").inner_text()


def seen(page: Page) -> list[str]:
    """What an eye finds on a page: each element of more than a point that draws words, an image or a ground."""
    return page.evaluate("""() => [...document.body.querySelectorAll("*")].filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        return (one.matches("img, svg, button, a, header, footer") || one.innerText.trim()) && width * height > 1
            && !one.querySelector(".visually-hidden");
    }).map((one) => one.outerHTML.slice(0, 80))""")


def leave_beside(other: Page) -> None:
    """Sortir, pressed in another tab than this one."""
    page = other.context.new_page()
    page.goto(f"{HOST}/mine")
    page.locator(".rv-haut-fin").get_by_role("button", name="Sortir").click()
    page.wait_for_url(f"{HOST}/sortir")


def looked_at_again(page: Page) -> None:
    with page.expect_response("**/session"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_sortir_has_the_other_tabs_ask_for_their_page_again(context, house):
    other, nobodys = context.new_page(), context.new_page()
    other.goto(f"{HOST}/mine")
    nobodys.goto(f"{HOST}/404.html")
    before = house.seen.count("GET /mine")
    with other.expect_navigation():
        leave_beside(other)
    # Its own, that of the tab one left from, and no session ended a second time by a tab that slept.
    assert house.seen.count("GET /mine") == before + 2
    assert house.seen.count("GET /404.html") == 1
    assert not [one for one in house.seen if one == "GET /sortir"]


def test_the_door_shown_once_a_session_ended_by_itself_empties_the_other_tabs_too(context, house):
    other, house.open = context.new_page(), False
    other.goto(f"{HOST}/mine")
    with other.expect_navigation():
        context.new_page().goto(f"{HOST}/entrer")


def test_a_door_that_another_site_has_shown_changes_nothing_while_the_session_is_open(context, house):
    other = context.new_page()
    other.goto(f"{HOST}/mine")
    before = house.seen.count("GET /mine")
    with other.expect_response("**/session"):
        context.new_page().goto(f"{HOST}/entrer")
    other.wait_for_function("!document.documentElement.classList.contains('rv-blanc')")
    assert house.seen.count("GET /mine") == before
    assert not blank(other)


def test_words_of_a_search_are_not_kept(context, house):
    other = context.new_page()
    other.goto(f"{HOST}/mine")
    other.evaluate("""() => document.querySelector("main").insertAdjacentHTML("beforeend",
        '<form method="post" role="search"><input name="q" id="q"></form>')""")
    other.fill("#q", "un nom")
    with other.expect_navigation():
        leave_beside(other)


def typed_in_a_form_that_nothing_keeps(page: Page, house: House) -> str:
    page.goto(f"{HOST}/mine")
    page.fill("#id_why", "Elle attend.")
    return "#id_why"


def typed_and_not_yet_kept(page: Page, house: House) -> str:
    page.goto(f"{HOST}/mine")
    house.save = {"cut": True}
    page.fill("#w", "Elle attend.")
    page.locator("#garde").get_by_text("Connexion perdue").wait_for()
    return "#w"


def read_again_before_it_is_done(page: Page, house: House) -> str:
    page.goto(f"{HOST}/read")
    return "#id_why"


@pytest.mark.parametrize(
    "typed", [typed_in_a_form_that_nothing_keeps, typed_and_not_yet_kept, read_again_before_it_is_done]
)
def test_sortir_hides_the_words_that_wait_in_another_tab_until_their_author_is_back(
    context, house, typed: Callable[[Page, House], str]
):
    page = context.new_page()
    where = typed(page, house)
    words, title = page.input_value(where), page.title()
    leave_beside(page)
    page.get_by_role("heading", name="Cette page est cachée").wait_for()
    assert page.locator("#contenu").is_hidden()
    assert page.locator("header").is_hidden()
    assert page.title() == "Session fermée"
    assert violations(page) == []
    looked_at_again(page)
    assert page.locator("#contenu").is_hidden()
    house.open, house.save = True, KEPT
    looked_at_again(page)
    page.locator("#contenu").wait_for()
    assert page.locator("#voile").is_hidden()
    assert (page.input_value(where), page.title()) == (words, title)


def test_the_hidden_page_leads_to_the_exit_when_another_account_is_there(context, house):
    page = context.new_page()
    typed_in_a_form_that_nothing_keeps(page, house)
    leave_beside(page)
    exit_ = page.get_by_role("link", name="Aller sortir, dans un autre onglet")
    page.get_by_role("heading", name="Cette page est cachée").wait_for()
    assert exit_.is_hidden()
    context.route("**/session", lambda route: route.fulfill(status=404))
    looked_at_again(page)
    exit_.wait_for()
    assert (exit_.get_attribute("href"), exit_.get_attribute("target")) == ("/fonctions", "_blank")
    assert violations(page) == []


def test_what_is_kept_as_one_types_no_longer_waits(context, house):
    other = context.new_page()
    other.goto(f"{HOST}/mine")
    other.fill("#w", "gardé")
    other.locator("#garde").get_by_text("Enregistré à 9 h 05").wait_for()
    with other.expect_navigation():
        leave_beside(other)


def test_masquer_drops_the_page_even_when_nothing_answers(page, house):
    page.context.route("**/sortir", lambda route: route.fulfill(status=204))
    page.click(".rv-masquer")
    page.locator("main").wait_for(state="detached")
    assert page.title() == ""
    assert blank(page)


def test_shift_three_times_does_the_same(page):
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(f"{HOST}/sortir")


def test_another_key_between_or_two_presses_do_nothing(page, house):
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        page.keyboard.press(key)
    page.goto(f"{HOST}/form")
    assert "GET /sortir" not in house.seen


def test_the_page_left_is_not_in_the_history(page):
    page.goto(f"{HOST}/404.html")
    page.goto(f"{HOST}/form")
    page.click(".rv-masquer")
    page.wait_for_url(f"{HOST}/sortir")
    page.go_back()
    assert page.url == f"{HOST}/404.html"


def test_a_page_kept_by_the_browser_is_blank_then_asked_again(page, house):
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert blank(page)
    before = house.seen.count("GET /form")
    with page.expect_navigation():
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert house.seen.count("GET /form") == before + 1
    assert not blank(page)


def test_masquer_works_without_script(chromium, house):
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    context.route("**/*", house.answer)
    page = context.new_page()
    page.goto(f"{HOST}/form")
    assert page.locator("#menu").is_visible()
    page.click(".rv-masquer")
    page.wait_for_url(f"{HOST}/sortir**")
    context.close()
