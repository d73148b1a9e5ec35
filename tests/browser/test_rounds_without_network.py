"""A round noted without network: kept on the phone in counts, sent once; gone once sent, after a day, by an exit."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from rivage.outreach.models import Round
from tests.browser.conftest import Enter
from tests.browser.visitor import PHONE, Visitor
from tests.world import World, acting

pytestmark = pytest.mark.browser
LEFT = """async () => {
    const bases = await indexedDB.databases();
    if (!bases.some((one) => one.name === "rivage-sortie")) return [];
    const base = await new Promise((done) => {
        const asked = indexedDB.open("rivage-sortie"); asked.onsuccess = () => done(asked.result);
    });
    if (!base.objectStoreNames.contains("sorties")) { base.close(); return []; }
    const found = await new Promise((done) => {
        const asked = base.transaction("sorties").objectStore("sorties").getAll();
        asked.onsuccess = () => done(asked.result);
    });
    base.close();
    return found;
}"""
YESTERDAY = """async () => {
    const base = await new Promise((done) => {
        const asked = indexedDB.open("rivage-sortie", 1); asked.onsuccess = () => done(asked.result);
    });
    await new Promise((done) => {
        const store = base.transaction("sorties", "readwrite").objectStore("sorties");
        const asked = store.getAll();
        asked.onsuccess = () => { asked.result.forEach((one) => { one.at -= 25 * 3600e3; store.put(one); }); };
        store.transaction.oncomplete = done;
    });
    base.close();
}"""
READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


@pytest.fixture
def phone(visit: Enter, world: World) -> Visitor:
    visitor = visit(world.member("volunteer:1", "estuaire33", "volunteer", ["33"]))
    visitor.page.set_viewport_size(PHONE)
    return visitor


def out_of_reach(phone: Visitor) -> Page:
    """Its page, opened once with network, then without."""
    page = phone.page
    page.goto(f"{phone.host}/terrain/sortie")
    page.wait_for_function(READY)
    phone.context.set_offline(True)
    page.reload()
    page.get_by_role("heading", name="Une sortie sans réseau").wait_for()
    return page


def noted(page: Page) -> None:
    """A round of 23 people, 3 of whom answered."""
    page.get_by_label("rue").check()
    for _ in range(2):
        page.get_by_role("button", name="+10 personnes rencontrées").click()
    for _ in range(3):
        page.get_by_role("button", name="Personnes rencontrées\u00a0: un de plus").click()
        page.get_by_role("button", name="Ont répondu, ou parlé\u00a0: un de plus").click()
    page.get_by_text("23\u00a0rencontrées, 3\u00a0réponses", exact=True).wait_for()
    page.get_by_label("roumain").check()
    page.get_by_role("button", name="Garder sur ce téléphone").click()
    page.get_by_text("Gardée sur ce téléphone").wait_for()


def test_what_is_typed_adds_up_over_the_button_and_a_slip_is_said_there(phone: Visitor):
    page = out_of_reach(phone)
    total = page.locator("[data-total]")
    expect(total).to_be_hidden()
    page.get_by_label("Personnes rencontrées", exact=False).first.fill("1")
    page.get_by_label("Matériel donné", exact=False).first.fill("41")
    expect(total).to_have_text("1\u00a0rencontrée, 0\u00a0réponse, 41\u00a0objets donnés")
    page.get_by_label("Ont répondu, ou parlé", exact=False).first.fill("2")
    expect(total).to_contain_text("plus de réponses que de rencontres")
    assert total.evaluate("one => one.getBoundingClientRect().right <= window.innerWidth")
    back_online(phone.context)
    page.goto(f"{phone.host}/m/{phone.membership.pk}/terrain/sortie")
    page.get_by_role("button", name="+10 personnes rencontrées").click()
    expect(total).to_have_text("10\u00a0rencontrées, 0\u00a0réponse")


def back_online(context: BrowserContext) -> None:
    context.set_offline(False)


def test_a_round_kept_without_network_is_sent_once_and_leaves_the_phone(phone: Visitor, world: World):
    page = out_of_reach(phone)
    noted(page)
    assert [one["sent"]["met"] for one in page.evaluate(LEFT)] == ["23"]
    page.reload()
    page.get_by_text("23\u00a0rencontres, 3\u00a0réponses").wait_for()
    back_online(phone.context)
    membership = phone.membership
    page.goto(f"{phone.host}/m/{membership.pk}/terrain/")
    page.get_by_role("link", name="Relire et envoyer").click()
    expect(page.locator("#id_volunteers")).to_have_value("")
    page.locator("#id_volunteers").fill("2")
    page.get_by_role("button", name="Envoyer cette sortie").click()
    page.get_by_text("23 personnes rencontrées, 3 réponses").wait_for()
    page.wait_for_function(f"({LEFT})().then((left) => left.length === 0)")
    with acting(membership):
        (held,) = Round.objects.all()
        assert (held.met, held.answered, held.detail["languages"]) == (23, 3, ["ro"])


def test_what_was_not_sent_within_a_day_is_erased_at_the_first_opening_and_said(phone: Visitor):
    page = out_of_reach(phone)
    noted(page)
    page.evaluate(YESTERDAY)
    page.reload()
    page.get_by_text("effacée de ce téléphone, sans être partie").wait_for()
    assert page.evaluate(LEFT) == []


@pytest.mark.parametrize("exit_", ["Masquer", "Sortir"])
def test_an_exit_leaves_nothing_of_it_in_the_browser(phone: Visitor, exit_: str):
    page = out_of_reach(phone)
    noted(page)
    back_online(phone.context)
    page.goto(f"{phone.host}/m/{phone.membership.pk}/")
    page.get_by_role("button", name=exit_).first.click()
    page.wait_for_url("**/sortir")
    page.wait_for_function(f"({LEFT})().then((left) => left.length === 0)")
    page.wait_for_function("caches.keys().then((kept) => kept.length === 0)")


def test_masquer_without_network_blanks_the_page_and_says_no_address(phone: Visitor):
    page = out_of_reach(phone)
    noted(page)
    page.get_by_role("button", name="Masquer").click()
    page.wait_for_url("about:blank")
    back_online(phone.context)
    page.goto(f"{phone.host}/terrain/sortie")
    page.wait_for_function(f"({LEFT})().then((left) => left.length === 0)")


def test_the_page_is_the_same_for_everybody(phone: Visitor, visit: Enter):
    here, nobody = phone.page, visit().page
    for page in (here, nobody):
        page.goto(f"{phone.host}/terrain/sortie")
    assert here.locator("main").inner_html() == nobody.locator("main").inner_html()
    assert phone.membership.user.name not in here.content()
