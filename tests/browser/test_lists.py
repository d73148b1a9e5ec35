"""A list in a browser: found as one types, ordered with the words kept, without script, on a phone, on paper."""

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import Enter
from tests.browser.story import HERE, Story
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser
CELL = "() => getComputedStyle(document.querySelector('.rv-liste tbody td')).display"


ROW = """<table class="rv-liste"><tbody><tr><th><a href="#whole">Awa Corail</a></th>
<td class="seul"><a href="#own">Répondre</a></td></tr></tbody></table>"""
REACHED = """() => { const own = document.querySelector('td a').getBoundingClientRect();
return document.elementFromPoint(own.x + own.width / 2, own.y + own.height / 2).getAttribute('href'); }"""


def test_on_a_phone_a_row_lets_one_press_the_links_that_it_holds(chromium: Browser) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.set_content(ROW)
    page.add_style_tag(path=finders.find("rivage/components.css"))
    assert page.evaluate(REACHED) == "#own"
    page.close()


SHEET = """<main><p class="rv-imprime">État au 30 novembre 2026</p><table class="table rv-table rv-liste">
<thead><tr><th>Mois</th><th class="text-end">Ordonné</th></tr></thead><tbody><tr><th><a href="#her">Awa</a></th>
<td class="text-lg-end">665,52 € <a class="rv-petit rv-geste" href="#answer">Répondre</a></td></tr></tbody></table>
</main>"""
PRINTED = """() => { const of = (what, style) => getComputedStyle(document.querySelector(what))[style];
return [of('td', 'textAlign'), of('th.text-end', 'textAlign'), of('.rv-geste', 'display'), of('th a', 'display'),
of('.rv-imprime', 'display'), of('td', 'overflowWrap')]; }"""


@pytest.mark.parametrize("width", [700, 1100])
def test_a_printed_list_has_figures_under_their_heads_no_gesture_and_its_day(chromium: Browser, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_content(SHEET)
    for sheet in ("vendor/bootstrap.min.css", "rivage/theme.css", "rivage/components.css"):
        page.add_style_tag(path=finders.find(sheet))
    page.emulate_media(media="print")
    figure, head, gesture, name, day, words = page.evaluate(PRINTED)
    assert (figure.replace("right", "end"), head.replace("right", "end")) == ("end", "end")
    assert (gesture, name != "none", day) == ("none", True, "block")
    assert words == "break-word", "a word of a narrow column is not cut"
    page.close()


def test_a_name_is_found_as_one_types_and_its_order_keeps_the_words(story: Story, visit: Enter) -> None:
    referent = visit(story.world[HERE], "demandes/")
    page = referent.page
    expect(page.get_by_role("rowheader")).to_have_count(4)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("Chercher par nom ou numéro").press_sequentially("ros", delay=20)
    expect(page.get_by_role("rowheader")).to_have_text(["Rosa Estran"])
    expect(page.get_by_role("status")).to_have_text("1 demande sur 4")
    expect(page.get_by_label("Chercher par nom ou numéro")).to_be_focused()
    assert page.url.endswith("/demandes/")
    page.get_by_label("Chercher par nom ou numéro").fill("r")
    expect(page.get_by_role("rowheader")).to_have_count(4)
    page.get_by_role("button", name="Personne").click()
    expect(page.locator("[aria-sort=ascending]")).to_contain_text("Personne")
    page.get_by_role("button", name="Personne").click()
    expect(page.locator("[aria-sort=descending]")).to_contain_text("Personne")
    expect(page.get_by_role("rowheader").first).to_have_text("Rosa Estran")
    expect(page).to_have_url(f"{referent.host}/m/{referent.membership.pk}/demandes/?tri=-nom")
    referent.look()
    assert referent.download("Exporter en ODS").suggested_filename == "tableau.ods"


@pytest.mark.journey
def test_a_slow_line_leaves_nothing_on_a_heading(story: Story, visit: Enter) -> None:
    """The heading says that it is sending after a while; the one that comes in its place says its own words."""
    referent = visit(story.world[HERE], "demandes/")
    page = referent.page
    page.get_by_label("Chercher par nom ou numéro").fill("r")
    expect(page.get_by_role("button", name="Personne")).to_be_visible()
    kept: list[Route] = []
    page.route("**/demandes/**", lambda route: kept.append(route))
    page.get_by_role("button", name="Personne").click()
    expect(page.get_by_role("button", name="Envoi…")).to_be_visible()
    kept[0].continue_()
    expect(page.locator("[aria-sort=ascending]")).to_contain_text("Personne")
    referent.look()


def test_a_list_works_without_script_on_a_phone_and_on_paper(story: Story, visit: Enter) -> None:
    referent = visit(story.world[HERE], "tableau/")
    page = referent.page
    assert page.evaluate(CELL) == "table-cell"
    page.set_viewport_size(PHONE)
    assert page.evaluate(CELL) == "block"
    page.emulate_media(media="print")
    assert page.evaluate(CELL) == "table-cell"
    page.emulate_media(media="screen")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("Ordre").select_option("-nom")
    expect(page.get_by_role("rowheader").first).to_have_text("Rosa Estran")
    bare = referent.context.browser.new_context(java_script_enabled=False, viewport=PHONE)
    bare.add_cookies(referent.context.cookies())
    page = bare.new_page()
    page.goto(f"{referent.host}/m/{referent.membership.pk}/demandes/")
    page.get_by_label("Chercher par nom ou numéro").fill("mir")
    page.get_by_label("Étape").select_option("En préparation")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("heading", name="Aucune demande ne répond")).to_be_visible()
    page.get_by_label("Chercher par nom ou numéro").fill("rosa")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("rowheader")).to_have_text(["Rosa Estran"])
    page.get_by_label("Chercher par nom ou numéro").fill("")
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(f"{referent.host}/m/{referent.membership.pk}/demandes/?etape=preparation")
    bare.close()
