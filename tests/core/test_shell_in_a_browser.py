"""The shell in Chromium, under the policy the server sends. Pages are drawn here and handed over: no server."""

import pytest
from playwright.sync_api import Page

from tests.chromium import OVER, violations
from tests.core.shell import DESK, HOST, KEPT, MARK, PHONE

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 768, 1000, 1366, 1920)


def test_a_double_click_sends_once_and_the_button_keeps_its_width(page, house):
    button = page.locator("button.btn-primary")
    width = button.evaluate("button => button.offsetWidth")
    button.dblclick(no_wait_after=True)
    page.get_by_role("button", name="Envoi…").wait_for()
    assert button.evaluate("button => button.offsetWidth") == width
    assert house.seen.count("POST /form") == 1
    again = "form => form.dispatchEvent(new SubmitEvent('submit', {bubbles: true, cancelable: true}))"
    assert page.locator("main form[method=post]:not([data-garde])").evaluate(again) is False


def test_errors_take_the_focus_and_lead_to_their_field(page):
    page.goto(f"{HOST}/wrong")
    assert page.title().startswith("Erreur\u00a0: ")
    assert page.evaluate("document.activeElement.className") == "rv-erreurs"
    page.click(".rv-erreurs a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_the_saved_state_is_said_lost_retried_and_shared(page, house):
    page.clock.install()
    line = page.locator("#garde")
    page.fill("#w", "un")
    line.get_by_text("Enregistré", exact=True).wait_for()
    house.save = {"cut": True}
    page.fill("#w", "deux")
    line.get_by_text("Connexion perdue").wait_for()
    house.save = KEPT
    page.clock.run_for(5_000)
    line.get_by_text("Enregistré à 9 h 05").wait_for()
    # An answer without the mark is nobody's word that anything was kept.
    for unmarked in ({"status": 204}, {"status": 200, "body": "<p>Mot de passe</p>"}):
        house.save = unmarked
        page.fill("#w", f"sans marque {unmarked['status']}")
        line.get_by_text("Pas enregistré.").wait_for()
        house.save = KEPT
        page.fill("#w", "gardé")
        line.get_by_text("Enregistré à 9 h 05").wait_for()
    house.save = {
        "status": 204,
        "headers": MARK | {"HX-Trigger": '{"rivage:ensemble": {"texte": "Paul a \\u00e9crit."}}'},
    }
    page.fill("#w", "trois")
    line.get_by_text("Paul a écrit.").wait_for()
    house.save = {"status": 500}
    page.fill("#w", "quatre")
    line.get_by_text("Pas enregistré.").wait_for()


def test_a_form_that_is_sent_is_kept_once_more_only_when_the_sending_gives_nothing(page, house):
    page.clock.install()
    with page.expect_response("**/sent"):
        page.evaluate("""() => {
            const words = document.getElementById("w");
            words.value = "un";
            words.dispatchEvent(new InputEvent("input", {bubbles: true}));
            words.form.requestSubmit(document.getElementById("send"));
        }""")
    page.clock.run_for(1_000)
    assert "POST /saved" not in house.seen
    # Nothing says that it is being kept, when it is not.
    assert page.locator("#garde").is_hidden()
    page.clock.run_for(20_000)
    page.locator("#garde").get_by_text("Enregistré", exact=True).wait_for()


def test_words_typed_after_a_sending_that_gave_nothing_are_kept_again(page, house):
    page.click("#send")
    page.fill("#w", "un")
    page.locator("#w").press("a")
    page.locator("#garde").get_by_text("Enregistré", exact=True).wait_for()
    assert house.seen.index("POST /sent") < house.seen.index("POST /saved")


def test_nothing_is_kept_in_the_browser(page):
    page.fill("#w", "un")
    page.locator("#garde").get_by_text("Enregistré", exact=True).wait_for()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_menu_of_the_phone_opens_and_closes_from_the_keyboard(page):
    page.set_viewport_size(PHONE)
    page.focus(".rv-menu")
    page.keyboard.press("Enter")
    assert page.locator("#menu").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#menu").is_hidden()


PATHS = (
    "/form",
    "/wrong",
    "/entrer",
    "/404.html",
    "/503.html",
    "/sortir",
    "/core/sorti.html",
    "/core/accueil_public.html",
    "/paper",
)


@pytest.mark.parametrize("path", PATHS)
def test_axe_reports_nothing_and_nothing_scrolls_sideways(page, path):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size(DESK)
    page.goto(HOST + path)
    assert violations(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(OVER) <= 0, f"{path} scrolls sideways at {width} px"
    assert said == []


@pytest.mark.journey
@pytest.mark.parametrize("path", PATHS)
def test_axe_reports_nothing_on_a_phone(page, path):
    page.set_viewport_size(PHONE)
    page.goto(HOST + path)
    assert violations(page) == []


def test_every_stop_of_the_keyboard_shows(page):
    stops = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "(() => { const at = document.activeElement; const drawn = getComputedStyle(at);"
            " return [at.tagName, at.id || at.textContent.trim().slice(0, 20), drawn.outlineStyle]; })()"
        )
        if where[0] != "BODY":
            assert where[2] == "solid" or where[1] == "id_piece", where
            stops.add(where[1])
    assert {"id_name", "id_until", "Masquer", "Personne"} <= stops


def roles_in_the_tree(page: Page) -> dict[str, int]:
    """What Chromium tells who listens: how many of each role of a table."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    found = [node["role"]["value"] for node in nodes if not node["ignored"]]
    return {role: found.count(role) for role in ("table", "row", "rowheader", "cell")}


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_a_list_is_a_table_for_who_listens_though_its_rows_are_cards(page, viewport):
    page.set_viewport_size(viewport)
    drawn = page.locator(".rv-liste tbody tr").first.evaluate("row => getComputedStyle(row).display")
    assert drawn == ("flex" if viewport is PHONE else "table-row")
    heads = 1 if viewport is DESK else 0
    assert roles_in_the_tree(page) == {"table": 1, "row": 2 + heads, "rowheader": 2, "cell": 4}
