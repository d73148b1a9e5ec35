"""Pages asked with what belongs to others: foreign ids in bodies, versions, redirects, cookies, names of files."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from rivage.accounts.models import Membership
from rivage.core.versions import version_of
from rivage.doors import actions
from rivage.dossiers.models import Demande
from rivage.people.models import Accompaniment, Accord, Child, Exclusion, Identity, Person, Share
from tests.commissions.room import Room
from tests.doors.holding import give_application
from tests.dossiers.path import completed, deposited, new_demande, new_person
from tests.stories import after
from tests.world import World, acting

OWN = "referent:estuaire33"
NEIGHBOUR = "referent:amarres33"


def ask(membership: Membership, path: str, **data: Any) -> Any:
    client = Client(raise_request_exception=False)
    client.force_login(membership.user)
    return client.post(f"/m/{membership.pk}/{path}", data)


def version(world: World, person: Person) -> str:
    with acting(world[OWN]):
        return version_of(Identity.objects.get(person=person))


@pytest.mark.django_db
def test_room_40_forms_keep_no_field_they_do_not_show(world: World) -> None:
    person, other = after(world, new_person), new_person(world, NEIGHBOUR, name="Mirela Dune")
    own, foreign = world[OWN], world[NEIGHBOUR]
    smuggled = {
        "person": other.pk, "person_id": other.pk, "antenne_id": foreign.body_id, "antenne": foreign.body_id,
        "id": other.pk, "pk": other.pk, "departement": "75", "reference": "R-000000", "erased_on": "2026-01-01",
    }  # fmt: skip
    common = {"zone": "other", "aps_need": "yes", "birth_source": "unknown"}
    sent = {"name_in_use": "Lina Marée", "version": version(world, person), **common}
    assert ask(own, f"personnes/{person.pk}/identite", **sent, **smuggled).status_code == 303
    child = {"given_name": "Nino", "year": "2019"}
    assert ask(own, f"personnes/{person.pk}/enfant", **child, **smuggled).status_code == 303
    with acting(own):
        row = Person.objects.get(pk=person.pk)
        assert (row.departement, row.antenne_id, row.reference, row.erased_on) == (
            "33", own.body_id, person.reference, None,
        )  # fmt: skip
        assert Identity.objects.get(person=person).name_in_use == "Lina Marée"
        assert Child.objects.get().person_id == person.pk
    with acting(foreign):
        assert Identity.objects.get(person=other).name_in_use == "Mirela Dune"
        assert not Child.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("attacker", ["other:estuaire33", NEIGHBOUR, "delegate:33", "delegate:75", "lead:estuaire75"])
def test_room_41_rows_of_her_file_are_unknown_to_others(world: World, attacker: str) -> None:
    person = after(world, new_person)
    with acting(world[OWN]) as own:
        common = {"person": person, "antenne_id": own.body_id}
        rows = {
            "personnes/enfants/{}": Child(**common, given_name="Nino"),
            "demandes/accords/{}/reprendre": Accord(
                **common, kind="safety", given_on=world.today, language="français"
            ),
        }
        for row in rows.values():
            row.save(force_insert=True)
        rows["personnes/lectures/{}/lever"] = Exclusion.say(person, f"user:{uuid4()}")
    hers = [path.format(row.pk) for path, row in rows.items()]
    hers += [
        f"personnes/{person.pk}/{page}" for page in ("identite", "contact", "enfant", "accord", "lectures", "equipe")
    ]
    for path in hers:
        answer = ask(world[attacker], path, kind="parcours", holder="delegate:75", user=world[attacker].user_id)
        assert answer.status_code == 404, path
        assert person.reference not in answer.content.decode()
    with acting(world[OWN]):
        assert Accord.objects.get().withdrawn_on is None
        assert Exclusion.objects.exists()
        assert Accompaniment.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("holder", ["delegate:75", "seat:*", "user:", "signatory:33", "chair:33", "x' OR 1=1"])
def test_room_42_only_those_shown_are_set_aside(world: World, holder: str) -> None:
    person = after(world, new_person)
    assert ask(world[OWN], f"personnes/{person.pk}/lectures", holder=holder).status_code == 422
    with acting(world[OWN]):
        assert not Exclusion.objects.exists()


@pytest.mark.django_db
def test_room_43_nobody_of_another_body_is_named_to_accompany_her(world: World) -> None:
    person = after(world, new_person)
    for name in (NEIGHBOUR, "delegate:33", "lead:estuaire75"):
        answer = ask(world[OWN], f"personnes/{person.pk}/equipe", user=world[name].user_id, kind="co_referent")
        assert answer.status_code == 422, name
        assert world[name].user.name not in answer.content.decode()


@pytest.mark.django_db
def test_room_44_the_commission_of_another_departement_takes_nothing_of_this_one(world: World) -> None:
    here, there = after(world, Room), Room(world, "75")
    seance, foreign = here.seance(), there.seance()
    demande = completed(world)
    delegate = world["delegate:75"]
    for path, data in (
        (f"seances/{foreign.pk}/inscrire", {"demande": f"{demande.pk} {demande.version}"}),
        (f"seances/{seance.pk}/inscrire", {"demande": f"{demande.pk} {demande.version}"}),
        (f"seances/{foreign.pk}/presence", {"member": here.members["Marc Ponton"].pk, "mode": "present"}),
        (f"seances/{seance.pk}/convoquer", {"channel": "paper"}),
        (f"seances/composition/siege/{here.seats['8'].pk}/titulaire", {"name": "Intrus", "starts": "21/11/2026"}),
        ("seances/composition?departement=33", {"order_reference": "x", "order_date": "21/11/2026"}),
        ("seances/prevoir?departement=33", {"day": "1/12/2026", "hour": "14:00", "place": "ici"}),
    ):
        answer = ask(delegate, path, **data)
        assert answer.status_code == 404, path
        assert demande.person.reference not in answer.content.decode()
    with acting(world["delegate:33"]):
        assert Demande.objects.get(pk=demande.pk).step == "complete"


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["", "-1", "0", "99999999999999999999", "1e3", "٣", "1; DROP"])
def test_room_45_no_version_but_the_one_shown_moves_a_demande(world: World, version: str) -> None:
    demande = after(world, deposited)
    answer = ask(world["delegate:33"], f"demandes/{demande.pk}/complete", version=version)
    assert answer.status_code < 500
    with acting(world["delegate:33"]):
        assert Demande.objects.get(pk=demande.pk).step == "submitted"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "suite", ["https://ailleurs.invalid/", "//ailleurs.invalid/", "/\\ailleurs.invalid", "javascript:alert(1)"]
)
def test_room_46_entering_leads_nowhere_else(world: World, suite: str) -> None:
    client = Client()
    data = {"username": world[OWN].user.email, "password": "une-phrase-de-passe-inventee", "suite": suite}
    answer = client.post(f"/entrer?suite={suite}", data)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/preuve?suite=%2Ffonctions")
    give_application(world[OWN].user)
    answer = client.post(f"/preuve?suite={suite}", {"code": actions.shown_code(world[OWN].user), "suite": suite})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/fonctions")


@pytest.mark.django_db
def test_room_47_what_stays_in_the_browser_names_nobody(world: World) -> None:
    person = after(world, new_person, name="Thuy Lagon")
    answers = [
        ask(world[OWN], f"personnes/{person.pk}/enfant", given_name="Nino", year="2019"),
        ask(world[OWN], f"demandes/personne/{person.pk}/note", text="Thuy Lagon a appelé."),
        ask(world[OWN], f"personnes/{person.pk}/identite", name_in_use="Thuy Lagon", zone="other", aps_need="yes",
            birth_source="unknown", version=version(world, person)),
    ]  # fmt: skip
    for answer in answers:
        left = json.dumps({name: morsel.value for name, morsel in answer.cookies.items()}) + str(answer.headers)
        assert answer.status_code == 303
        for word in ("Thuy", "Lagon", "Nino"):
            assert word not in left


@pytest.mark.django_db
def test_room_48_of_a_withdrawn_demande_a_number_and_dates_are_left(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]):
        reference = demande.person.reference
    path = f"demandes/{demande.pk}/"
    client = Client(raise_request_exception=False)
    delegate = world["delegate:33"]
    client.force_login(delegate.user)
    assert reference in client.get(f"/m/{delegate.pk}/{path}").content.decode()
    answer = ask(world[OWN], f"demandes/{demande.pk}/retirer", version=demande.version, received_alone="on")
    assert answer.status_code == 303
    hers = [f"{room}/{demande.person_id}/" for room in ("droits", "personnes")]
    for page in (f"demandes/{demande.pk}/recu.pdf", f"decisions/{demande.pk}/", *hers):
        text = client.get(f"/m/{delegate.pk}/{page}").content.decode("utf-8", "replace")
        assert reference not in text, page
    for page in (path, ""):
        text = client.get(f"/m/{delegate.pk}/{page}").content.decode()
        assert reference in text, page
        for words in ("Awa", "Elle prépare la suite", "Un logement", "Suivre les cours"):
            assert words not in text, (page, words)
    export = client.post(f"/m/{delegate.pk}/tableau/fichier")
    assert reference.encode() not in export.content
    with acting(delegate):
        left = Share.objects.filter(holder="delegate:33", ended_by__isnull=True)
        assert [(one.slices, one.passes) for one in left] == [(["reference"], [])]


@pytest.mark.django_db
def test_room_49_typing_a_name_tells_nothing_of_others(world: World) -> None:
    after(world, new_person, NEIGHBOUR, name="Sofia Galet")
    found = [ask(world[OWN], "personnes/", q=word).content for word in ("Sofia", "Zzzz")]
    plain = [text.replace(b"Sofia", b"").replace(b"Zzzz", b"") for text in found]
    assert len(plain[0]) == len(plain[1])
    new_demande(world)
