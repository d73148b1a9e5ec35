"""The shell in Chromium, under the policy the server sends. Pages are drawn here and handed over: no server."""

import mimetypes
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import render_to_string
from playwright.sync_api import Browser, BrowserContext, Page, Route

from rivage.config.settings.base import CONTENT_SECURITY_POLICY
from rivage.core.forms import DayField, LongText, RivageForm
from rivage.core.tables import Column, Link, State, Table
from tests.chromium import OVER, violations

pytestmark = pytest.mark.browser

HOST = "http://rivage.test"
POLICY = "; ".join(f"{name} {' '.join(values)}" for name, values in CONTENT_SECURITY_POLICY["DIRECTIVES"].items())
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
WIDTHS = (320, 360, 768, 1000, 1366, 1920)
SCREEN = """{% extends "app.html" %}{% load rivage %}
{% block actions %}{% include "core/parts/garde.html" %}{% endblock %}
{% block content %}{% include "core/parts/errors.html" %}
<form method="post" novalidate>
{% for field in form %}{% include "core/parts/field.html" %}{% endfor %}
<button class="btn btn-primary" type="submit">Enregistrer la demande</button></form>
<form method="post" action="/sent" data-hx-post="/saved" data-hx-trigger="input delay:10ms, rivage:encore"
 data-hx-swap="none" data-garde>
<label for="w">Mots</label><textarea id="w" name="w"></textarea><button type="submit" id="send">Envoyer</button></form>
<section class="rv-panneau" aria-label="Demandes">{% include "core/parts/table.html" %}</section>{% endblock %}"""
MARK = {"Rivage-Garde": "9 h 05"}
KEPT = {"status": 204, "headers": MARK}
PAPER = """{% extends "paper.html" %}{% block letterhead %}<div class="tete"><b>Préfecture</b><span>Le 14</span></div>
{% endblock %}{% block content %}<h1>Relevé</h1><p class="clair">Trois avis.</p>{% endblock %}"""


class Form(RivageForm):
    name = forms.CharField(label="Nom d’usage", help_text="Celui qu’elle veut entendre.")
    password = forms.CharField(label="Mot de passe", widget=forms.PasswordInput)
    opinion = forms.ChoiceField(label="Avis", widget=forms.RadioSelect, choices=[("f", "favorable"), ("d", "non")])
    until = DayField(label="Jusqu’au, inclus")
    piece = forms.FileField(label="Copie")
    why = LongText(label="Pourquoi", required=False)


class EnterForm(RivageForm):
    username = forms.EmailField(label="Adresse de connexion")
    password = forms.CharField(label="Mot de passe", widget=forms.PasswordInput)


def screen(form: Form) -> str:
    columns = (
        Column("p", "Personne", lambda row: Link(row, "/form"), sort="p", kind="title"),
        Column("s", "État", lambda row: State("ok", "check-lg", "Décidée"), kind="state"),
        Column("a", "Association", lambda row: "Les Amarres"),
    )
    context = {
        "csrf_token": "x",
        "form": form,
        "heading": "Demande",
        "me": {"name": "Jeanne Quai", "role": "Référente, Cap Estuaire (33)", "switch_url": "/fonctions"},
        "nav": [{"label": "Accueil", "url": "/form", "current": True}, {"label": "Séances", "url": "/form"}],
        "table": Table(columns, ["Awa Corail", "Lina Marée"], "Demandes", "p", "/form"),
        "demo_mode": True,
    }
    return engines["django"].from_string(SCREEN).render(context)


class House:
    """What answers the browser in place of a server; ``seen`` lists each "METHOD /path" but assets."""

    def __init__(self):
        self.seen: list[str] = []
        self.save: dict = KEPT
        drawn = ["404.html", "503.html", "core/sorti.html", "core/accueil_public.html"]
        self.pages = {f"/{name}": render_to_string(name) for name in drawn}
        self.pages["/sortir"] = self.pages["/core/sorti.html"]
        self.pages["/entrer"] = render_to_string("core/entree.html", {"form": EnterForm(), "csrf_token": "x"})
        self.pages["/paper"] = engines["django"].from_string(PAPER).render()
        self.pages["/form"] = screen(Form())
        self.pages["/wrong"] = screen(Form({"until": "0026-01-01"}))

    def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0])
            return
        self.seen.append(f"{route.request.method} {path}")
        if path == "/saved" and self.save.get("cut"):
            route.abort()
        elif route.request.method == "POST":
            route.fulfill(**self.save)
        else:
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=self.pages[path], headers=headers)


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def context(chromium: Browser, house: House) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=DESK)
    context.route("**/*", house.answer)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(f"{HOST}/form")
    return page


def blank(page: Page) -> bool:
    return page.evaluate("document.documentElement.innerText.trim() === ''")


def test_masquer_blanks_at_once_and_leaves_by_sortir_in_every_tab(context, page, house):
    other = context.new_page()
    other.goto(f"{HOST}/form")
    page.click(".rv-masquer")
    page.wait_for_url(f"{HOST}/sortir")
    other.wait_for_url(f"{HOST}/sortir")
    assert house.seen.count("GET /sortir") == 2


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


PATHS = ("/form", "/wrong", "/entrer", "/404.html", "/503.html", "/sortir", "/core/accueil_public.html", "/paper")


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
