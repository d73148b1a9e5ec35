"""The neutral sender: what it may not say, and who reads it."""

import re

import pytest

from rivage.people.models import Identity, Person
from rivage.titles.models import NeutralSender
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.titles.path import LEAD, SENDER, person, told, written
from tests.world import World, acting

__all__ = ["person"]

pytestmark = pytest.mark.django_db
OF_PATH = ("logement-social", "impots")
# Words of which one is enough to know.
TELLING = ("prostit", "parcours", "sortie", "proxén", "traite", "victime", "associat", "estuaire", "l121-9", "l425-4",
           "afis", "commission", "rivage", "@")  # fmt: skip


def test_without_a_neutral_sender_nothing_is_printed(world: World, person: Person) -> None:
    antenne = Caller(world[WHO])
    assert antenne.get("titles:attestations", person=person.pk).says("n’a pas écrit son expéditeur neutre")
    refused = antenne.get("titles:attestation", person=person.pk, reader="banque", form="pdf")
    assert refused.says("sans lui, une attestation dirait qui vous êtes")
    assert antenne.get("titles:sender").status == 404, "its lead alone"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Antenne de Cap Estuaire Gironde"),
        ("address", "chez Cap Estuaire\n1 quai"),
        ("name", "CAP-ESTUAIRE"),
        ("name", "C a p Estuaire"),
        ("name", "Càp Estüaire"),
        ("name", "Cap\u200bEstuaire"),
        ("name", "Sortie de prostitution"),
        ("town", "Cap Estuaire"),
        ("phone", "contact@cap-estuaire.invalid"),
        ("phone", "zz"),
        ("phone", "39 19"),
        ("phone", "05 00 00 00 40 demander Zoé"),
        ("name", "Rivage"),
        ("signatory", "L’équipe R1vage"),
        ("name", "Cap 3stuaire"),
        ("signatory", "La référente traite"),
        ("foot", "Parcours de sortie"),
        ("name", "Les Amarres"),
        ("signatory", "La responsable des Am4rres Gironde, Les Amarres"),
        ("foot", "L’équipe de Cap Estuaire Paris"),
    ],
)
def test_a_sender_that_tells_is_refused_on_its_line(world: World, field: str, value: str) -> None:
    lead = Caller(world[LEAD])
    page = lead.post("titles:sender", {**lead.shown("titles:sender"), **SENDER, field: value})
    assert page.status == 422
    assert f'id="id_{field}_error"' in page.text
    with acting(world[LEAD]):
        assert not NeutralSender.objects.exists()


def test_no_two_lines_of_a_sender_tell_together(world: World) -> None:
    lead = Caller(world[LEAD])
    split = {"name": "Service Les Ama", "signatory": "rres, la responsable"}
    page = lead.post("titles:sender", {**lead.shown("titles:sender"), **SENDER, **split})
    assert page.status == 422
    assert page.says("« Qui signe » lu après « Nom », porte le nom d’une association")


def test_an_association_named_as_a_place_forbids_no_town(world: World) -> None:
    world.body("gironde", "head_office", "Gironde")
    world.body("bordeaux", "antenne", "Bordeaux", "33", parent=world.bodies["gironde"], town="Bordeaux")
    written(world, foot="Accueil de la Gironde")


def test_her_letter_is_answered_nowhere_rather_than_under_a_sender_that_tells(world: World, person: Person) -> None:
    written(world)
    antenne = Caller(world[WHO])
    url = antenne.url("titles:letter", person=person.pk, right="compte", form="docx")
    assert "service d’accompagnement social" in told(antenne, url)
    with acting(world[LEAD]):
        NeutralSender.objects.update(name="Les Amarres")
    said = told(antenne, url)
    assert "awa corail" in said
    assert "amarres" not in said


def test_a_sender_that_was_taken_before_prints_nothing(world: World, person: Person) -> None:
    written(world)
    with acting(world[LEAD]):
        NeutralSender.objects.update(name="Sortie de prostitution")
    refused = Caller(world[WHO]).get("titles:attestation", person=person.pk, reader="banque", form="pdf")
    assert refused.says("L’expéditeur neutre dit de quoi il s’agit")


def test_a_sender_does_not_bear_the_domain_of_its_mail(world: World) -> None:
    lead = Caller(world[LEAD])
    domain = world[LEAD].user.email.rpartition("@")[2]
    page = lead.post("titles:sender", lead.shown("titles:sender") | SENDER | {"foot": f"bonjour@{domain}"})
    assert page.status == 422
    assert page.says("« Pied de page » porte le nom d’une association")


def test_what_the_association_is_known_by_is_read_again_before_a_paper_bears_it(world: World) -> None:
    lead = Caller(world[LEAD])
    body = world[LEAD].body
    with acting(world.admins[0]):
        type(body).objects.filter(pk=body.pk).update(
            address="7 quai des Inventés\n33000 Bordeaux", contact="0500000077"
        )
    values = {**SENDER, "address": "7  quai des inventes\n33000 Bordeaux", "phone": "+33 5 00 00 00 77"}
    page = lead.post("titles:sender", lead.shown("titles:sender") | values)
    assert page.status == 200
    assert page.says("Une recherche mène à l’association")
    assert page.says("Ce téléphone est celui que Rivage connaît")
    with acting(world[LEAD]):
        assert not NeutralSender.objects.exists()
    carried = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    back = lead.post("titles:sender", carried | {"rewrite": "1"})
    assert "7  quai des inventes" in back.text, "what was typed is there"
    assert not back.says("Il manque")
    assert lead.post("titles:sender", carried).says("L’expéditeur neutre est enregistré.")
    with acting(world[LEAD]):
        assert NeutralSender.objects.get().phone == "+33 5 00 00 00 77"
    other = lead.post("titles:sender", lead.shown("titles:sender") | SENDER | {"foot": "0500000077"})
    assert other.status == 422, "its number is said nowhere else"
    assert lead.post("titles:sender", lead.shown("titles:sender") | SENDER).says("est enregistré.")


def test_a_nickname_alone_is_checked_before_an_attestation_bears_it(world: World, person: Person) -> None:
    written(world)
    antenne, where = Caller(world[WHO]), {"person": person.pk}
    page = antenne.get("titles:attestations", **where)
    assert page.says("le papier dirait « Nous accompagnons Awa Corail »")
    asked = {"reader": "banque", "keeps": "yes"}
    assert antenne.post("titles:attestations", asked, **where).status == 422
    url = antenne.url("titles:attestations", **where)
    assert antenne.client.post(url, asked | {"named": "on"}).status_code == 303
    with acting(world[WHO]):
        hers = Identity.objects.get(person=person)
        hers.given_names, hers.family_name = "Awa", "Corail"
        hers.save()
    assert not antenne.get("titles:attestations", **where).says("le papier dirait")
    assert antenne.client.post(url, asked).status_code == 303


def test_a_sender_is_read_by_its_antenne_alone(world: World) -> None:
    written(world)
    for name, many in ((WHO, 1), (LEAD, 1), ("lead:amarres33", 0), ("lead:estuaire75", 0), ("delegate:33", 0)):
        with acting(world[name]):
            assert NeutralSender.objects.count() == many, name
