"""How many clicks a session of eight files takes, from its agenda to its relevés (issue 13: 8 and 50)."""

import re

import pytest
from playwright.sync_api import Locator, expect

from rivage.commissions import actions
from rivage.commissions.models import Avis, Seance
from rivage.dossiers.models import Demande
from tests.browser.calendar import Calendar
from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor
from tests.commissions.room import Room
from tests.dossiers.path import completed
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.browser

FILES = 8
CONVENED, HELD = 8, 50
ONE_REMOTE, ONE_AWAY = "Omar Cabestan", "Hélène Môle"


class Counted:
    """Somebody whose clicks are counted."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page, self.clicks = visitor, visitor.page, 0

    def click(self, control: Locator) -> None:
        """A click that stays on its page."""
        self.clicks += 1
        control.click()

    def act(self, control: Locator) -> None:
        """A click that leads to another page."""
        self.clicks += 1
        with self.page.expect_navigation():
            control.click()

    def press(self, name: str) -> None:
        self.act(self.page.get_by_role("button", name=re.compile(f"^\\s*{re.escape(name)}")).first)

    def follow(self, name: str) -> None:
        self.act(self.page.get_by_role("link", name=re.compile(name)).first)

    def tick(self, question: str, answer: str) -> None:
        self.click(self.page.get_by_role("group", name=question, exact=True).get_by_label(answer, exact=True))


def eight(world: World) -> tuple[Room, Seance, list[Demande]]:
    room = Room(world)
    return room, room.seance(), [completed(world, "referent:amarres33") for _ in range(FILES)]


@pytest.fixture
def ready(world: World) -> tuple[Room, Seance, list[Demande]]:
    return after(world, eight)


def test_eight_files_are_put_on_and_convened(
    ready: tuple[Room, Seance, list[Demande]], visit: Enter, calendar: Calendar
) -> None:
    room, _, _ = ready
    desk = Counted(visit(room.world["secretary:33"]))
    desk.follow("Inscrire")
    desk.follow("Tout cocher")
    desk.press("Inscrire les demandes cochées")
    expect(desk.page.get_by_text("8 demandes sont inscrites")).to_be_visible()
    desk.follow("Convoquer")
    desk.press("Envoyer 6 courriels et imprimer 1 lettre")
    expect(desk.page.get_by_text("La commission est convoquée.")).to_be_visible()
    print(f"{FILES} files convened: {desk.clicks} clicks")
    assert desk.clicks <= CONVENED


def test_eight_avis_with_presences_and_signatures(
    ready: tuple[Room, Seance, list[Demande]], visit: Enter, calendar: Calendar
) -> None:
    room, seance, demandes = ready
    for demande in demandes:
        room.schedule(demande, seance)
    room.convened(seance)
    with acting(room.world["secretary:33"]) as secretary:
        for name, member in room.members.items():
            reply = "remote" if name == ONE_REMOTE else "away" if name == ONE_AWAY else "coming"
            actions.note_reply(actor=secretary, on=room.world.today, seance=seance, member=member, reply=reply)
    calendar.turn(11)
    chair = Counted(visit(room.world["chair:33"], f"seances/{seance.pk}"))
    chair.press("Noter présents les 6 membres")
    away = chair.page.get_by_role("group", name=re.compile("Présence d.Hélène Môle")).get_by_role(
        "button", name="Absence"
    )
    chair.click(away)
    expect(away).to_have_attribute("aria-pressed", "true")
    chair.press("Ouvrir la séance")
    chair.press("L’association entre et présente")
    for rank in range(1, FILES + 1):
        chair.press("L’association se retire")
        chair.tick("Sur le parcours", "favorable")
        chair.tick("Sur l’aide", "favorable")
        chair.press("Noter l’avis, l’association suivante entre" if rank < FILES else "Noter l’avis et passer")
    for _ in range(FILES - 1):
        chair.press("Lu, relevé suivant")
    chair.press("Signer les 8 relevés")
    expect(chair.page.get_by_text("Les 8 relevés lus sont signés.")).to_be_visible()
    with acting(room.world["secretary:33"]):
        assert Avis.objects.filter(item__seance=seance, signed_at__isnull=False).count() == FILES
    print(f"{FILES} avis, presences, signatures: {chair.clicks} clicks")
    assert chair.clicks <= HELD
