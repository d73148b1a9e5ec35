"""How many gestures a first demande takes, from her page to its receipt: each click, each field."""

import pytest
from playwright.sync_api import Locator, expect

from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.dossiers.situation import SITUATION
from rivage.people.models import Person
from tests.browser.conftest import Enter
from tests.browser.test_clicks import Counted
from tests.dossiers.path import WHO, new_person
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.browser

NO_DOCUMENT = "aucun document (réponse complète)"
# With the aid and one action, 46 were counted by hand before, when what usage asks held the deposit too.
WHOLE, OF_THE_TEXTS = 46, 30


class Writer(Counted):
    """Somebody whose clicks and fields are counted."""

    def say(self, label: str, value: str, within: Locator | None = None) -> None:
        self.clicks += 1
        self.visitor.say(label, value, within)

    def choose(self, answer: str, question: str = "") -> None:
        self.clicks += 1
        self.visitor.choose(answer, question)

    def ready(self, following: str) -> None:
        self.press("Marquer prête")
        expect(self.page.locator("#t-partie")).to_have_text(following)


@pytest.fixture
def her(world: World) -> Person:
    return after(world, new_person)


def begun(writer: Writer) -> None:
    writer.follow("Préparer une demande")
    writer.choose("première demande")
    writer.press("Commencer à l’écrire")


def asked_by_the_texts(writer: Writer, today: str) -> None:
    """From the project to the aid, whose part is left open."""
    first = writer.visitor.within("Action 1")
    writer.say("Domaine", "hébergement, logement", first)
    writer.say("Action", "Demander une place en résidence", first)
    writer.say("Pendant combien de temps", "trois mois", first)
    writer.say("Résultats attendus au bout de ces mois", "Une place stable.")
    writer.ready("Engagements")
    writer.say("Ses engagements", "Suivre les cours de français.")
    writer.say("Signés par la personne le", today)
    writer.ready("Son accord")
    writer.say("Langue", "français")
    writer.say("Comment les mots sont passés", "sans interprète, dans une langue commune")
    writer.say("Donné le", today)
    writer.press("Noter son accord")
    writer.choose("favorable", "L’association est")
    writer.say("Pourquoi", "Le projet est prêt.")
    writer.ready("Aide financière (AFIS)")
    writer.choose("oui", "L’aide est-elle demandée")
    writer.choose("non", "Le RSA")
    writer.choose("non", "L’ADA")
    writer.say("Document de séjour", "un récépissé de renouvellement")
    writer.say("Personnes au foyer", "1")
    writer.say("Enfants à charge", "0")
    writer.say("Ressources du foyer le mois précédent, en euros", "0")


def deposit(writer: Writer, her: Person, world: World) -> None:
    writer.follow("^\\s*Relire et déposer")
    writer.press("Déposer la demande")
    assert "déposée" in writer.visitor.text()
    with acting(world[WHO]):
        assert Demande.objects.get(person=her).step == Step.SUBMITTED


def test_what_the_texts_ask_with_the_aid_is_deposited_in_thirty(her: Person, world: World, visit: Enter) -> None:
    writer = Writer(visit(world[WHO], f"personnes/{her.pk}/"))
    begun(writer)
    writer.follow("^\\s*Projet et actions prévues")
    asked_by_the_texts(writer, world.today.isoformat())
    writer.press("Marquer prête")
    deposit(writer, her, world)
    assert writer.clicks <= OF_THE_TEXTS


def test_a_whole_demande_with_the_aid_is_deposited(her: Person, world: World, visit: Enter) -> None:
    writer, today = Writer(visit(world[WHO], f"personnes/{her.pk}/")), world.today.isoformat()
    begun(writer)
    writer.follow("^\\s*Sa situation")
    for code in SITUATION.questions:
        writer.clicks += 1
        writer.page.locator(f"#id_{code}").select_option(index=1)
    writer.choose("à surveiller", "Danger")
    writer.ready("Présentation de la situation")
    writer.say("Présentation de la situation", "Depuis six mois, l’association cherche une place avec elle.")
    writer.say("Relue et approuvée par la personne le", today)
    writer.ready("Projet et actions prévues")
    asked_by_the_texts(writer, today)
    writer.ready("Sécurité")
    writer.ready("Pièces")
    for piece, answer in (("Engagements signés", "remise"), ("Document d’identité", NO_DOCUMENT)):
        writer.say("Réponse", answer, writer.visitor.within(piece))
    writer.press("Marquer prête")
    deposit(writer, her, world)
    assert writer.clicks <= WHOLE
