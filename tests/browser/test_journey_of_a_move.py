"""She takes her file to another département: the card, the code, who arrives, and what each side still reads."""

import re

import pytest

from rivage.dossiers.models import Demande
from rivage.people.models import Person
from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor
from tests.dossiers.path import deposited
from tests.world import World, acting

pytestmark = [pytest.mark.browser, pytest.mark.journey]
CODE = re.compile(r"\b(?:[A-Z0-9]{5}-){3}[A-Z0-9]{5}\b")


def given(here: Visitor, person: str) -> str:
    """She is received alone, chooses for the notes, and leaves with a card that tells nothing."""
    here.go(f"personnes/{person}/")
    here.follow("Elle part vers une autre association")
    here.press("Faire le code")
    assert "Il manque" in here.text()
    here.choose("ne suivent pas : elles sont effacées le jour où la personne est accueillie")
    here.choose("Elle a été reçue seule, avec un interprète si besoin, et c’est elle qui veut partir")
    here.press("Faire le code")
    code = CODE.findall(here.text())[0]
    here.page.emulate_media(media="print")
    printed = here.page.locator("#contenu").inner_text()
    here.page.emulate_media(media="screen")
    assert code in printed
    # Drawn at random, a code may hold any letters.
    printed = printed.replace(code, "")
    for told in ("Ce code ne s’affiche qu’une fois", "association", "dossier", "Awa", "R-"):
        assert told not in printed
    here.follow("C’est fait")
    here.page.get_by_text("Un code est en cours").wait_for()
    return code


def brought(there: Visitor, code: str, reference: str) -> None:
    """Typed wrong, then right: who arrives is seen, then welcomed."""
    there.go("personnes/")
    there.follow("Accueillir une personne qui a un code")
    there.say("Code", code[:-1])
    there.press("Voir qui arrive")
    assert "Ce code n’ouvre rien" in there.text()
    there.say("Code", code.lower())
    there.press("Voir qui arrive")
    assert "Awa Corail" in there.text()
    assert reference in there.text()
    there.press("L’accueillir")
    assert "Elle est accueillie" in there.text()


def test_a_transfer_between_two_departements(visit: Enter, world: World) -> None:
    demande = deposited(world)
    with acting(world["lead:estuaire33"]):
        reference = Person.objects.get().reference
    here, there = visit(world["referent:estuaire33"]), visit(world["referent:estuaire75"])
    code = given(here, str(demande.person_id))
    here.go("demandes/suivis-clos")
    assert "Aucun suivi n’est clos" in here.text()
    brought(there, code, reference)
    assert there.path().endswith(f"personnes/{demande.person_id}/")

    here.go(f"personnes/{demande.person_id}/", status=404)
    here.go("demandes/suivis-clos")
    assert reference in here.text()
    assert "Paris" not in here.text()
    left = visit(world["delegate:33"])
    left.go(f"demandes/{demande.pk}/", status=404)
    left.go("demandes/suivis-clos")
    assert reference in left.text()
    follows = visit(world["delegate:75"], f"demandes/{demande.pk}/")
    assert "Awa Corail" in follows.text()
    with acting(world["delegate:75"]):
        assert Demande.objects.get().deposited_at == demande.deposited_at
