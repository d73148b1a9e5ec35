"""The commission's room on screen: prepared by the secretariat, read by a member, held and signed by the chair."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from rivage.commissions import actions
from rivage.doors import actions as doors
from tests.browser.calendar import Calendar
from tests.browser.conftest import Enter
from tests.browser.roles import FourRoles
from tests.browser.story import Story
from tests.browser.test_passkeys import prove_long_ago
from tests.commissions.room import day_of, on_the_day
from tests.doors.holding import give_application
from tests.world import acting

pytestmark = pytest.mark.browser


@pytest.fixture
def path(story: Story, visit: Enter, calendar: Calendar) -> FourRoles:
    path = FourRoles(story.world, visit, calendar, "amarres33", "33", "Lina Marée")
    return path.resume(story.demandes["complete"])


def test_a_session_is_prepared_and_its_papers_come_down_once_a_proof_is_given(path: FourRoles) -> None:
    path.schedule()
    path.convene()
    desk, prepared = path.who("delegate"), f"seances/{path.ids['seance']}/preparation"
    user = desk.membership.user
    assert user
    give_application(user)
    prove_long_ago(desk)
    desk.go(prepared)
    desk.follow("ordre du jour en PDF")
    assert "Le fichier s’ouvre ou se télécharge ensuite" in desk.text()
    desk.page.get_by_label("Code à six chiffres").fill(doors.shown_code(user))
    with desk.page.expect_response(lambda one: one.url.endswith("/ordre-du-jour.pdf") and one.ok) as handed:
        desk.page.get_by_role("button", name="Continuer", exact=True).click()
    assert handed.value.headers["content-type"] == "application/pdf"
    desk.go(prepared)
    assert desk.download("feuille à modifier").suggested_filename.endswith(".docx")


@pytest.mark.journey
def test_a_session_is_read(path: FourRoles, story: Story, visit: Enter) -> None:
    desk, seats = path.who("delegate"), story.room.seats
    for page in ("", "composition", f"composition/siege/{seats['8'].pk}", "composition/siege"):
        desk.go(f"seances/{page}")
    desk.go(f"seances/composition/siege/{seats['5'].pk}/titulaire")
    path.schedule()
    path.convene()
    path.read()
    member = path.who("seat8")
    member.follow("Je connais cette personne")
    member.press("Fermer ce dossier pour moi")
    expect(member.page.get_by_text("Ce dossier vous est fermé")).to_be_visible()
    desk.go(f"seances/{path.ids['seance']}/copies")
    desk.go(f"seances/{path.ids['seance']}")
    visit(story.world["lead:amarres33"], "seances/")


def test_a_presence_is_noted_where_one_is_and_what_was_typed_stays(
    story: Story, visit: Enter, calendar: Calendar
) -> None:
    calendar.turn(13)
    chair = visit(story.world["chair:33"], f"seances/{story.seance.pk}")
    page = chair.page
    page.evaluate("window.kept = true")
    page.get_by_label("Raisons sur le parcours").fill("Le projet est prêt.")
    group = page.get_by_role("group", name="Présence de Sylvie Jetée")
    for way in ("À distance", "Sur place"):
        button = group.get_by_role("button", name=way)
        button.focus()
        before = button.bounding_box()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_be_focused()
        assert page.evaluate("window.kept")
        after = button.bounding_box()
        assert before
        assert after
        assert abs(after["y"] - before["y"]) < 2, "what one pressed stays under the hand"
        expect(page.get_by_label("Raisons sur le parcours")).to_have_value("Le projet est prêt.")


def test_a_presence_is_noted_without_script_and_all_is_printed(story: Story, visit: Enter, calendar: Calendar) -> None:
    calendar.turn(13)
    chair = visit(story.world["chair:33"], f"seances/{story.seance.pk}?vue=membres")
    bare = chair.context.browser.new_context(java_script_enabled=False)
    bare.add_cookies(chair.context.cookies())
    page = bare.new_page()
    page.goto(chair.page.url)
    group = page.get_by_role("group", name="Présence de Sylvie Jetée")
    group.get_by_role("button", name="À distance").click()
    expect(group.get_by_role("button", pressed=True)).to_have_text("À distance")
    expect(page.get_by_text("Sylvie Jetée : présence à distance, notée.")).to_be_visible()
    bare.close()
    # On paper, narrower than the screen, the agenda and the members are there beside the file.
    chair.page.set_viewport_size({"width": 718, "height": 1000})
    expect(chair.page.get_by_role("heading", name="Ordre du jour")).to_be_hidden()
    chair.page.emulate_media(media="print")
    for part in ("Ordre du jour", "Membres"):
        expect(chair.page.get_by_role("heading", name=part, exact=True)).to_be_visible()


@pytest.mark.journey
def test_a_session_held_on_its_screen(story: Story, visit: Enter) -> None:
    seance, items = story.seance, story.items
    chair = visit(story.world["chair:33"], f"seances/{seance.pk}")
    chair.go(f"seances/{seance.pk}?vue=membres&dossier={items[0].pk}&noms=1")
    chair.go(f"seances/{seance.pk}?vue=ordre")
    chair.go(f"seances/dossiers/{items[1].pk}")
    chair.go(f"seances/dossiers/{items[1].pk}/report")
    chair.go(f"seances/{seance.pk}?dossier={items[0].pk}")
    chair.page.get_by_label("par un vote").check()
    chair.press("Noter l’avis et passer au suivant")
    expect(chair.page.get_by_role("alert")).to_be_visible()
    for question in ("Sur le parcours", "Sur l’aide"):
        chair.page.get_by_role("group", name=question, exact=True).get_by_label("favorable", exact=True).check()
    chair.page.get_by_label("par consensus").check()
    chair.page.get_by_label("L’association n’a pas présenté ce dossier").check()
    chair.press("Noter l’avis et passer au suivant")
    chair.go(f"seances/{seance.pk}?dossier={items[0].pk}")
    chair.follow("signer le relevé")
    chair.press("Signer le relevé")
    with on_the_day(seance), acting(story.world["delegate:33"]) as delegate:
        avis = actions.record_avis(
            actor=delegate, on=day_of(seance), item=items[1], sense="adjourned", afis="not_asked", mode="consensus",
            reasons="Il manque un plan.", unpresented=True,
        )  # fmt: skip
        actions.sign_releve(actor=delegate, on=day_of(seance), avis=avis, signed_name="Odile Cap")
        seance = actions.close_seance(actor=delegate, on=day_of(seance), seance=seance)
        actions.write_minutes(actor=delegate, on=day_of(seance), seance=seance, text="Bilan présenté.")
    secretary = visit(story.world["secretary:33"], f"seances/dossiers/{items[1].pk}/releve")
    secretary.go(f"seances/{seance.pk}/proces-verbal")
    secretary.follow("Relire et noter la signature")
    secretary.page.get_by_label("Nom de la personne qui a signé").fill("Odile Cap")
    secretary.press("Noter la signature et figer")
    expect(secretary.page.get_by_text("Empreinte de l’original")).to_be_visible()
    assert seance.closed_at is not None
    assert seance.closed_at < seance.at + timedelta(days=1)
