"""The list by name and the person's page over HTTP."""

import pytest
from django.test import Client
from django.urls import reverse

from rivage.audit.models import Event
from rivage.commissions.models import Seat
from rivage.core.lists import matches
from rivage.people import actions as people
from rivage.people.models import Accord, Child, Contact, Exclusion, Identity, Share
from tests.dossiers.path import deposited, new_person
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

IDENTITY = {"name_in_use": "Lina Marée", "birth_source": "said", "zone": "french", "aps_need": "no", "year": "1996"}


def send(world: World, who: str, name: str, data: dict | None = None, **ids):
    client = Client()
    client.force_login(world[who].user, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse(name, kwargs={"membership": world[who].pk, **ids})
    return client.get(url) if data is None else client.post(url, data)


def changed(world: World, who: str, name: str, data: dict, **ids):
    """Send a form over what its page shows now."""
    return send(world, who, name, data | {"version": version_in(words(send(world, who, name, **ids)))}, **ids)


def words(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("asked", "name", "found"),
    [
        ("eli", "Élise Galet", True),
        ("gal éli", "Élise Galet", True),
        ("coeur", "Anne Cœur", True),
        ("lise", "Élise Galet", False),
        ("dup", "Jeanne d’Upsal", True),
        ("psa", "Jeanne d’Upsal", False),
        ("ndiaye", "N’Diaye Aïssatou", True),
        ("n'diaye", "Ndiaye Aïssatou", True),
        ("oneil", "O’Neil", True),
        ("davila", "D’Ávila", True),
        ("isik", "Işık", True),
        ("thordis", "Þórdís", True),
        ("anne-lise", "Anne\u2011Lise", True),
        ("aminata", "Ami\u00adnata", True),
        ("fatou", "Fatou\u200b", True),
        ("ndiaye", "N\u2018Diaye", True),
        ("ups", "Jeanne d’Upsal", True),
    ],
)
def test_a_name_is_found_by_how_its_words_begin_whatever_their_accents(asked: str, name: str, found: bool) -> None:
    assert matches(asked, name) is found


@pytest.mark.django_db
def test_people_are_in_the_order_of_a_french_dictionary_the_nameless_last(world: World) -> None:
    for name in ("zoé sable", "Élise Galet", "", "Eva Dune"):
        new_person(world, name=name)
    page = words(send(world, "referent:estuaire33", "people:list"))
    places = [page.index(name) for name in ("Élise Galet", "Eva Dune", "zoé sable", "Sans nom pour l’instant")]
    assert places == sorted(places)


@pytest.mark.django_db
def test_a_search_finds_in_ones_own_list_only_and_notes_only_who_is_shown(world: World) -> None:
    after(world, new_person, name="Élise Galet")
    shown = new_person(world, name="Mirela Dune")
    new_person(world, "referent:amarres33", "Mirela Récif")
    page = words(send(world, "referent:estuaire33", "people:list", {"q": "mire"}))
    assert ("Mirela Dune" in page, "Galet" in page, "Récif" in page) == (True, False, False)
    with acting(world["referent:estuaire33"]):
        assert Event.objects.filter(kind="read").latest("at").people == [shown.pk]


@pytest.mark.django_db
def test_each_reader_finds_their_own_list(world: World) -> None:
    demande = after(world, deposited)
    new_person(world, name="Lina Marée")
    page = words(send(world, "delegate:33", "people:list"))
    assert ("Awa Corail" in page, "Lina" in page) == (True, False)
    for who in ("other:estuaire33", "referent:amarres33", "delegate:75"):
        assert "Awa" not in words(send(world, who, "people:list")), who
        assert send(world, who, "people:person", person=demande.person_id).status_code == 404, who


@pytest.mark.django_db
def test_the_delegate_reads_her_page_without_what_stays_with_the_antenne(world: World) -> None:
    demande = after(world, deposited)
    page = words(send(world, "delegate:33", "people:person", person=demande.person_id))
    assert "Awa Corail" in page
    for kept in ("Ne pas laisser de message", "notes de l’association", "Qui ne doit pas lire", "Ses enfants"):
        assert kept not in page
    assert send(world, "delegate:33", "people:identity", person=demande.person_id).status_code == 404


@pytest.mark.django_db
def test_identity_is_written_and_a_minor_birth_changes_nothing(world: World) -> None:
    person = after(world, new_person)
    who = "referent:estuaire33"
    assert changed(world, who, "people:identity", IDENTITY, person=person.pk).status_code == 303
    young = IDENTITY | {"year": str(world.today.year - 16), "name_in_use": "Autre"}
    refused = changed(world, who, "people:identity", young, person=person.pk)
    assert (refused.status_code, "circuit de protection" in words(refused)) == (422, True)
    with acting(world[who]):
        identity = Identity.objects.get(person=person)
        assert (identity.called, identity.birth, identity.person.aps_need) == ("Lina Marée", "1996", "yes")


@pytest.mark.django_db
def test_contact_child_accord_and_their_bad_input(world: World) -> None:
    person, who = after(world, new_person), "referent:estuaire33"
    contact = {"channels": ["phone"], "when": "Mardi", "never": "Aucun message", "address": ""}
    lost = changed(world, who, "people:contact", contact, person=person.pk)
    assert (lost.status_code, "Il manque une adresse" in words(lost), "Aucun message" in words(lost)) == (
        422,
        True,
        True,
    )
    safe = contact | {"at_association": "on"}
    assert changed(world, who, "people:contact", safe, person=person.pk).status_code == 303
    assert "tel:" not in words(send(world, who, "people:person", person=person.pk))
    reached = safe | {"phone": "06 00 00 00 01"}
    assert changed(world, who, "people:contact", reached, person=person.pk).status_code == 303
    page = words(send(world, who, "people:person", person=person.pk))
    assert 'href="tel:0600000001">06 00 00 00 01</a>' in page
    future = {"given_name": "Tom", "year": str(world.today.year + 1)}
    assert send(world, who, "people:child_new", future, person=person.pk).status_code == 422
    assert send(world, who, "people:child_new", future | {"year": "2020"}, person=person.pk).status_code == 303
    accord = {"kind": "parcours", "given_on": "2999-01-01", "language": "anglais", "interpreter": "sans interprète"}
    assert send(world, who, "people:accord_new", accord, person=person.pk).status_code == 422
    accord["given_on"] = world.today.isoformat()
    assert send(world, who, "people:accord_new", accord, person=person.pk).status_code == 303
    with acting(world[who]):
        assert Contact.objects.get(person=person).never == "Aucun message"
        child, given = Child.objects.get(person=person), Accord.objects.get(person=person)
    change = {"given_name": "Tom", "year": "2021"}
    assert changed(world, who, "people:child", change, child=child.pk).status_code == 303
    back = {"said_on": world.today.isoformat()}
    assert send(world, who, "dossiers:word_back", back, accord=given.pk).status_code == 303
    with acting(world[who]):
        assert Child.objects.get(person=person).birth == "2021"
        assert Accord.objects.get(person=person).withdrawn_on == world.today


@pytest.mark.django_db
def test_whom_she_sets_aside_never_gets_an_opening(world: World) -> None:
    person, who = after(world, new_person), "referent:estuaire33"
    with acting(world["delegate:33"]):
        seat = Seat.objects.create(departement="33", kind="8", label="Association").pk
        another = Seat.objects.create(departement="33", kind="11", label="Élue").pk
    world.member("seat:33", "pref33", "seat", ["33"], seat_id=seat)
    asked = words(send(world, who, "people:readers", person=person.pk))
    assert f"seat:{seat}" in asked
    assert send(world, who, "people:readers", {"holder": "seat:unknown"}, person=person.pk).status_code == 422
    holder = f"user:{world['seat:33'].user_id}"
    assert send(world, who, "people:readers", {"holder": holder}, person=person.pk).status_code == 303
    demande = deposited(world, person=person)
    with acting(world["delegate:33"]) as delegate:
        for name in (f"seat:{seat}", f"seat:{another}"):
            people.open_file(
                actor=delegate,
                on=world.today,
                person=person,
                holder=name,
                opening="convene_seat",
                demande=demande.pk,
            )
        assert set(Share.objects.filter(purpose="session").values_list("holder", flat=True)) == {f"seat:{another}"}
    with acting(world[who]):
        row = Exclusion.objects.get(person=person)
    asked = send(world, who, "people:reader_back", exclusion=row.pk)
    assert "lui redevient lisible dès maintenant" in words(asked)
    assert send(world, who, "people:reader_back", {}, exclusion=row.pk).status_code == 422, "not read again"
    read = {"version": version_in(asked.content.decode())}
    assert send(world, who, "people:reader_back", read, exclusion=row.pk).status_code == 303


@pytest.mark.django_db
def test_a_colleague_accompanies_too_and_nobody_from_elsewhere(world: World) -> None:
    person, who = after(world, new_person), "referent:estuaire33"
    other = world["other:estuaire33"]
    assert send(world, "other:estuaire33", "people:person", person=person.pk).status_code == 404
    named = {"user": str(other.user_id), "kind": "co_referent"}
    assert send(world, who, "people:team", named, person=person.pk).status_code == 303
    assert send(world, "other:estuaire33", "people:person", person=person.pk).status_code == 200
    twice = send(world, who, "people:team", named, person=person.pk)
    assert (twice.status_code, "l’accompagne déjà" in words(twice)) == (422, True)
    elsewhere = named | {"user": str(world["referent:amarres33"].user_id)}
    assert send(world, who, "people:team", elsewhere, person=person.pk).status_code == 422
