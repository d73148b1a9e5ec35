"""What stands at the foot of every page, and what a home says once to whoever comes in for the first time."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rivage.accounts.models import Membership
from rivage.accounts.roles import roles
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.perimeter import Perimeter, perimeter
from rivage.desk import about
from rivage.people.enums import Slice
from tests.dossiers.path import new_demande
from tests.world import World, acting

OUTSIDE = {"/aide", "/accessibilite", "/donnees"}
READERS = ("referent:estuaire33", "lead:estuaire33", "delegate:33", "secretary:33", "chair:33", "signatory:33")


def foot(page: Any) -> set[str]:
    """The addresses at the foot of a page."""
    return set(re.findall(r'href="([^"]+)"', page.content.decode().split("<footer", 1)[1]))


def entered(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


@pytest.mark.django_db
def test_whoever_has_not_come_in_finds_three_pages_that_read_no_table() -> None:
    for path in ("/", "/entrer", "/nulle-part", *OUTSIDE):
        assert foot(Client().get(path)) >= OUTSIDE, path
    for path in OUTSIDE:
        with CaptureQueriesContext(connection) as asked:
            page = Client().get(path)
        assert not [one["sql"] for one in asked if re.search(r"\b(FROM|INTO|UPDATE)\b", one["sql"])], path
        assert (page.status_code, page.cookies) == (200, {}), path
        assert not re.search(r"prostitu|L121-9|parcours", page.content.decode(), re.IGNORECASE), path


@pytest.mark.django_db
@pytest.mark.parametrize("name", READERS)
def test_within_a_function_they_are_hers_and_say_nothing_of_anybody(world: World, name: str) -> None:
    demande = new_demande(world)
    membership = world[name]
    client, home = entered(membership), f"/m/{membership.pk}/"
    mine = {f"{home}aide", f"{home}accessibilite", f"{home}donnees"}
    assert foot(client.get(home)) >= mine
    assert foot(client.get(f"{home}nulle-part")) >= mine
    with perimeter(Perimeter(role="auditor")):
        before = Event.objects.filter(kind="read").count()
    for path in mine:
        page = client.get(path)
        assert page.status_code == 200
        assert demande.person.reference not in page.content.decode()
    with perimeter(Perimeter(role="auditor")):
        assert Event.objects.filter(kind="read").count() == before


@pytest.mark.django_db
def test_the_help_says_what_is_first_where_things_are_and_whom_to_tell(world: World) -> None:
    referent = world["referent:estuaire33"]
    page = entered(referent).get(f"/m/{referent.pk}/aide").content.decode().replace("\u00a0", " ")
    for line in roles()["referent"].first:
        assert line.replace("\u00a0", " ") in page
    lead = world["lead:estuaire33"].user
    assert lead is not None
    assert lead.name in page
    assert "Tableau de suivi" in page
    assert not re.search(r"\d\d[ .]\d\d[ .]\d\d[ .]\d\d", page), "no number is invented"


def test_each_function_of_the_house_has_its_three_lines() -> None:
    assert [role.code for role in roles().values() if not role.automatic and len(role.first) != 3] == []


@pytest.mark.django_db
def test_personal_data_are_told_as_the_house_declares_them(world: World) -> None:
    referent = world["referent:estuaire33"]
    page = entered(referent).get(f"/m/{referent.pk}/donnees").content.decode()
    assert [part.label for part in Slice if part.label not in page] == []
    assert [
        line.to_confirm for line in about.retention() if line.active not in page or line.to_confirm not in page
    ] == []
    read = {part.label: part.readers for part in about.parts_read()}
    assert read[Slice.PRIVATE.label] == read[Slice.CONTACT.label] == "personne hors de l’association"
    assert "organisme payeur" in read[Slice.CORRESPONDENCE.label]
    assert "si elle l’accepte" in read[Slice.SAFETY.label]


@pytest.mark.django_db
def test_what_is_hers_to_do_is_said_until_she_says_that_she_read_it(world: World) -> None:
    referent = world["referent:estuaire33"]
    client, home = entered(referent), f"/m/{referent.pk}/"
    assert client.get(home).content.decode().count("Ce qui vous revient ici") == 1
    assert client.post(f"{home}bienvenue").status_code == 303
    assert "Ce qui vous revient ici" not in client.get(home).content.decode()
    assert "Ce qui vous revient ici" not in entered(referent).get(home).content.decode(), "kept by the server"
    client.post(f"{home}bienvenue")
    with perimeter(Perimeter(role="auditor")):
        assert Event.objects.filter(kind="membership_welcomed", object_id=referent.pk).count() == 1


@pytest.mark.django_db
def test_nobody_says_it_for_another_nor_on_another_day(world: World) -> None:
    referent, lead = world["referent:estuaire33"], world["lead:estuaire33"]
    for actor, held in ((lead, referent), (world.admins[0], lead)):
        with pytest.raises(DatabaseError, match="fonction refusée"), transaction.atomic(), acting(actor):
            Membership.objects.filter(pk=held.pk).update(welcomed_at=clock.now())
    with acting(referent):
        Membership.objects.filter(pk=referent.pk).update(welcomed_at=clock.now() + timedelta(days=900))
    held = Membership.objects.get(pk=referent.pk)
    assert held.welcomed_at is not None
    assert abs(held.welcomed_at - clock.now()) < timedelta(minutes=2)
