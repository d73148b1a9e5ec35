"""The session ends, or the line, while somebody writes: the page stays, says so, and goes on when it can."""

import pytest
from playwright.sync_api import Page, expect

from rivage.doors import actions
from rivage.dossiers import parts
from rivage.people.models import Contact
from tests.browser.conftest import Enter
from tests.browser.story import HERE, Story
from tests.browser.visitor import Visitor
from tests.chromium import PATIENCE_MS
from tests.doors.holding import give_application
from tests.world import PASSWORD, acting

pytestmark = pytest.mark.browser
ANOTHER_FORM = """() => document.querySelector("main").insertAdjacentHTML("beforeend",
    '<form id="autre" method="post" action="?"><button>Autre geste</button></form>')"""
CLOSED = "Votre session s’est fermée"


def end_session(visitor: Visitor) -> None:
    visitor.context.clear_cookies(name="rivage")


def come_back(visitor: Visitor) -> None:
    """By the link of the page, in a tab beside."""
    user = visitor.membership.user
    give_application(user)
    with visitor.context.expect_page() as opening:
        visitor.page.locator("#session a").click()
    beside: Page = opening.value
    beside.get_by_label("Adresse de connexion").fill(user.email)
    beside.get_by_label("Mot de passe").fill(PASSWORD)
    beside.get_by_role("button", name="Entrer", exact=True).click()
    beside.get_by_label("Code à six chiffres").fill(actions.shown_code(user))
    beside.get_by_role("button", name="Continuer").click()
    beside.get_by_role("heading", name="Vous êtes de nouveau dans Rivage").wait_for()
    visitor.page, first = beside, visitor.page
    visitor.look()
    visitor.page = first
    beside.close()
    first.bring_to_front()


def test_what_is_kept_as_one_types_is_kept_again_once_back(visit: Enter, story: Story) -> None:
    demande, here = story.demandes["begun"], story.world[HERE]
    visitor = visit(here, f"demandes/{demande.pk}/partie/account")
    end_session(visitor)
    visitor.say("Présentation de la situation", "Des mots tapés après la fin.")
    expect(visitor.page.locator("#garde")).to_contain_text("Pas enregistré.")
    expect(visitor.page.locator("#session")).to_contain_text(CLOSED)
    visitor.page.get_by_role("button", name="Marquer prête et continuer").click()
    expect(visitor.page.locator("#session")).to_contain_text(CLOSED)
    visitor.look()
    come_back(visitor)
    visitor.page.locator("#garde").get_by_text("Enregistré", exact=True).wait_for()
    visitor.look()
    with acting(here):
        assert parts.read(demande, "account")["text"] == "Des mots tapés après la fin."


def test_a_plain_form_stays_until_it_is_received(visit: Enter, story: Story) -> None:
    person, here = story.demandes["begun"].person_id, story.world[HERE]
    visitor = visit(here, f"personnes/{person}/contact")
    page = visitor.page
    end_session(visitor)
    visitor.say("Ne jamais faire", "Laisser de message vocal : il écoute.")
    send = page.get_by_role("button", name="Enregistrer ces règles")
    send.click()
    expect(page.locator("#session")).to_contain_text(CLOSED)
    expect(page.get_by_label("Ne jamais faire")).to_have_value("Laisser de message vocal : il écoute.")
    come_back(visitor)
    expect(page.locator("#session")).to_contain_text("appuyez-y de nouveau", timeout=PATIENCE_MS)
    # Hidden while the door was open beside, it is shown again to her alone.
    expect(send).to_be_visible(timeout=PATIENCE_MS)
    # The line goes too: the sending is held, and leaves by itself.
    visitor.context.set_offline(True)
    send.click()
    expect(page.locator("#session")).to_contain_text("La connexion est perdue")
    with acting(here):
        assert Contact.objects.get(person=person).never == "Ne pas laisser de message."
    with page.expect_navigation():
        visitor.context.set_offline(False)
    visitor.troubles.clear()
    visitor.look()
    with acting(here):
        assert Contact.objects.get(person=person).never == "Laisser de message vocal : il écoute."


def test_a_part_of_a_page_asked_too_late_never_draws_the_door(visit: Enter, story: Story) -> None:
    visitor = visit(story.world[HERE])
    visitor.context.route("**/notes", lambda route: (end_session(visitor), route.continue_()))
    visitor.page.goto(f"{visitor.host}/m/{visitor.membership.pk}/personnes/{story.demandes['begun'].person_id}/")
    expect(visitor.page.locator("#session")).to_contain_text(CLOSED)
    expect(visitor.page.get_by_label("Mot de passe")).to_have_count(0)
    expect(visitor.page.get_by_role("link", name="Lire et écrire les notes de l’association")).to_be_visible()


def test_words_of_a_plain_form_are_asked_about_before_the_page_is_left(visit: Enter, story: Story) -> None:
    person, here = story.demandes["begun"].person_id, story.world[HERE]
    visitor = visit(here, f"personnes/{person}/contact")
    page, asked = visitor.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    visitor.say("Ne jamais faire", "Laisser de message vocal : il écoute.")
    page.get_by_role("link", name="Accueil").first.click()
    expect(page.get_by_label("Ne jamais faire")).to_have_value("Laisser de message vocal : il écoute.")
    assert asked == ["beforeunload"]
    # Another form of the page is held back by the same question, and may be pressed again.
    page.evaluate(ANOTHER_FORM)
    page.get_by_role("button", name="Autre geste").click()
    expect(page.locator("#autre")).not_to_have_attribute("aria-busy", "true", timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Autre geste")).to_be_visible()
    assert asked == ["beforeunload"] * 2
    visitor.press("Enregistrer ces règles")
    page.get_by_role("link", name="Accueil").first.click()
    page.get_by_role("heading", name="Bonjour").wait_for()
    assert asked == ["beforeunload"] * 2, "what was sent is asked about no more"
