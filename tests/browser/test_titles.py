"""Her rights are asked for and renewed; an attestation is printed that says nothing of who helps her."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.story import HERE, Story
from tests.titles.path import LEAD, SENDER

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def test_a_title_is_asked_held_on_a_wrong_day_then_held(story: Story, visit: Enter) -> None:
    person = story.demandes["authorised"].person_id
    referent = visit(story.world[HERE], f"personnes/{person}/")
    referent.follow("Ses droits et leurs lettres")
    referent.page.get_by_text("Noter un autre titre").click()
    referent.follow("Carte de résident", referent.page.get_by_role("region", name="Titres après le parcours"))
    today = story.world.today
    for answer, days in (("la demande est faite", 10), ("le titre est détenu", 11)):
        referent.choose(answer)
        referent.say("Le", (today - timedelta(days=days)).isoformat())
        referent.press("Noter")
        if days == 10:
            assert "depuis 10 jours" in referent.text()
            referent.follow("Noter la réponse")
    assert "ne peut pas dater d’avant" in referent.text()
    referent.say("Le", today.isoformat())
    referent.say("Dernier jour du droit ou du titre", (today + timedelta(days=30)).isoformat())
    referent.press("Noter")
    assert "Détenu depuis le" in referent.text()
    referent.go("")
    assert "Renouveler : carte de résident" in referent.text()


def test_an_attestation_waits_for_the_neutral_sender(story: Story, visit: Enter) -> None:
    person = story.demandes["authorised"].person_id
    lead = visit(story.world[LEAD], f"ses-droits/{person}/attestations")
    lead.follow("Écrire l’expéditeur neutre")
    for label, name in (("Nom", "name"), ("Adresse", "address"), ("Ville", "town"), ("Téléphone", "phone")):
        lead.say(label, SENDER[name])
    lead.press("Enregistrer")
    lead.go(f"ses-droits/{person}/attestations")
    lead.choose("un bailleur")
    lead.choose("oui, elle l’emporte")
    lead.page.get_by_label("J’ai vérifié avec elle").check()
    assert lead.download("Faire l’attestation (PDF)").suggested_filename == f"document-{story.world.today:%Y%m%d}.pdf"


def test_one_line_of_words_is_asked_about_too_and_a_search_is_not(story: Story, visit: Enter) -> None:
    person = story.demandes["authorised"].person_id
    referent = visit(story.world[HERE], f"file-active/{person}/demarches/noter/work")
    page, asked = referent.page, list[str]()
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    referent.say("Auprès de", "Une mission locale inventée")
    page.get_by_role("link", name="Ses démarches").first.click()
    expect(page.get_by_label("Auprès de")).to_have_value("Une mission locale inventée")
    assert asked == ["beforeunload"]
    page.get_by_label("Auprès de").fill("")
    page.get_by_role("link", name="Ses démarches").first.click()
    page.get_by_role("heading", name="Ses démarches").wait_for()
    referent.go("personnes/")
    referent.say("Chercher par nom ou numéro", "inventée")
    referent.go("")
    assert asked == ["beforeunload"]


def test_words_of_a_step_are_asked_about_before_the_page_is_left(story: Story, visit: Enter) -> None:
    person = story.demandes["authorised"].person_id
    referent = visit(story.world[HERE], f"file-active/{person}/demarches/noter/work")
    page, asked = referent.page, list[str]()
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    expect(page.get_by_label("Faite le")).to_have_value("")
    page.get_by_role("button", name="Aujourd’hui").click()
    expect(page.get_by_label("Faite le")).to_have_value(story.world.today.isoformat())
    page.get_by_text("La réponse est déjà là").click()
    referent.say("Ce que cela donne", "Un essai lundi.")
    page.get_by_role("link", name="Ses démarches").first.click()
    expect(page.get_by_label("Ce que cela donne")).to_have_value("Un essai lundi.")
    assert asked == ["beforeunload"]
