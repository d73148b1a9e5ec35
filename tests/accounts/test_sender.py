"""Who writes the papers of a préfecture, and from which town: the same for every paper."""

import importlib
import io
import zipfile

import pytest
from django.apps import apps

from rivage.accounts.models import Body
from rivage.accounts.sender import FOR_THE_PREFET, sender_of
from rivage.commissions import printing
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.stories import after
from tests.world import World, acting

migration = importlib.import_module("rivage.accounts.migrations.0002_body_town")


def test_a_body_writes_under_its_name_from_its_town() -> None:
    body = Body(name="Préfecture d’Essai", departement="33", address="1 quai\n\n33000 Ailleurs", town="Caillou")
    sender = sender_of(body, FOR_THE_PREFET, "Anne Galet", service="Un service")
    head = sender.letterhead
    assert (head.authority, head.service, head.lines) == (body.name, "Un service", ("1 quai", "33000 Ailleurs"))
    assert (sender.place, sender.capacity, sender.signatory) == ("Caillou", FOR_THE_PREFET, "Anne Galet")
    assert sender_of(body, "", authority="Bureau d’avant").letterhead.authority == "Bureau d’avant"


@pytest.mark.parametrize(
    ("address", "town", "lines"),
    [
        ("12, rue de Caillou", "Caillou", ("12, rue de Caillou", "Caillou")),
        ("1 quai\n33000 CAILLOU CEDEX 2", "Caillou", ("1 quai", "33000 CAILLOU CEDEX 2")),
        ("1 quai\nCaillou", "Caillou", ("1 quai", "Caillou")),
        ("1 quai", "", ("1 quai",)),
        ("", "Caillou", ("Caillou",)),
    ],
)
def test_an_address_ends_with_its_town_said_once(address: str, town: str, lines: tuple[str, ...]) -> None:
    body = Body(name="Les Amarres", kind="antenne", departement="33", address=address, town=town)
    assert body.address_lines == sender_of(body, "").letterhead.lines == lines


@pytest.mark.django_db
def test_the_letter_to_an_association_says_its_town(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    with acting(world.admins[0]):
        Body.objects.filter(pk=demande.antenne_id).update(address="12, quai des Essais", town="Caillou")
    caller = Caller(world["delegate:33"])
    answer = caller.client.get(caller.url("decisions:paper", demande=demande.pk, form="docx", kind="association"))
    said = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert said.index("12, quai des Essais") < said.index("Caillou")


def test_without_a_town_its_papers_are_dated_from_the_departement() -> None:
    assert sender_of(Body(name="Préfecture d’Essai", departement="33"), FOR_THE_PREFET).place == "Gironde"


@pytest.mark.django_db
def test_every_paper_of_a_prefecture_is_dated_from_the_same_town(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    caller = Caller(world["delegate:33"])
    decided = {"demande": demande.pk, "form": "docx"}
    for name, ids in (("dossiers:receipt", decided), ("decisions:paper", decided | {"kind": "lettre"})):
        answer = caller.client.get(caller.url(name, **ids))
        assert "Bordeaux, le" in zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode(), name
    with acting(world["delegate:33"]):
        assert printing.sender("33").place == "Bordeaux"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "town"),
    [("1 quai des Essais\n33000 Caillou-sur-Mer", "Caillou-sur-Mer"), ("1 quai des Essais", ""), ("", "")],
)
def test_the_town_that_decisions_were_dated_from_is_kept(world: World, address: str, town: str) -> None:
    with acting(world.admins[0]):
        for body in (world.bodies["pref33"], world.bodies["estuaire33"]):
            Body.objects.filter(pk=body.pk).update(address=address, town="")
        migration.read_in_the_address(apps, None)
        assert Body.objects.get(pk=world.bodies["pref33"].pk).town == town
        assert Body.objects.get(pk=world.bodies["estuaire33"].pk).town == ""
