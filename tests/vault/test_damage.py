"""Attacks on stored values: damage, exchange or a wrong key is an error, never a value."""

import logging
import threading
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from rivage.accounts import policies
from rivage.audit.models import Event
from rivage.config.server import EmbeddedServer
from rivage.core.logins import DOORS, login
from rivage.core.perimeter import current
from rivage.people import actions as people
from rivage.people import names
from rivage.people.models import Accord, Child, Contact, Identity, Person
from rivage.vault import keys, keysets, opened
from rivage.vault.errors import Damaged, KeyMissing, KeysetMissing
from rivage.vault.fields import Sealed
from tests.world import PASSWORD, World, acting

CANARY = "Mirela Dune du Phare"


def create(world: World, name: str = CANARY, who: str = "referent:estuaire33") -> Person:
    with acting(world[who]) as actor:
        return people.create_person(
            actor=actor,
            on=world.today,
            identity={"name_in_use": name, "given_names": "Dune", "birth": "1994"},
            contact={"never": f"Jamais chez {name}"},
            aps_need="yes",
        )


def stored(model: type[models.Model], column: str, person: Person) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} WHERE person_id = %s", [person.pk])
        return bytes(cursor.fetchone()[0])


def store(model: type[models.Model], column: str, person: Person, value: bytes | None) -> None:
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE person_id = %s", [value, person.pk])


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["lead:estuaire33", "referent:estuaire33"])
def test_the_names_of_all_are_opened_for_whoever_follows_them_and_no_key_is_kept(
    world: World, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers, shorter, of_another = create(world), create(world, ""), create(world, who="lead:estuaire33")
    unwrap, opened_keys = keysets.unwrap_all, set()

    def counted(items: list[tuple[UUID, str, bytes]]) -> list[bytes]:
        opened_keys.update(purpose for _, purpose, _ in items)
        return unwrap(items)

    monkeypatch.setattr(keysets, "unwrap_all", counted)
    with acting(world[who]) as reader:
        asked = set(Person.objects.visible_to(reader).values_list("pk", flat=True))
        named = names.all_called(reader)
        assert opened_keys == {keys.purpose(person, "shared") for person in asked}
        assert (opened.take(), current().cache.get("vault.keys")) == ({}, None)
        assert named == names.called(reader, asked)
        assert (named[hers.pk], named[shorter.pk]) == (CANARY, "Dune")
        assert (of_another.pk in named) == (reader.role == "lead")
        store(Identity, "name_in_use", hers, stored(Identity, "name_in_use", shorter))
        with pytest.raises(Damaged):
            names.all_called(reader)


@pytest.mark.django_db
def test_a_flip_of_any_bit_is_damage(world: World) -> None:
    person = create(world)
    with acting(world["referent:estuaire33"]):
        row = Identity.objects.get(person=person)
        sealed = stored(Identity, "name_in_use", person)
        field = Identity._meta.get_field("name_in_use")
        assert field.open(row, Sealed(sealed)) == CANARY
        for place in range(len(sealed) * 8):
            flipped = bytearray(sealed)
            flipped[place // 8] ^= 1 << (place % 8)
            with pytest.raises(Damaged):
                field.open(row, Sealed(bytes(flipped)))
        for length in range(len(sealed)):
            with pytest.raises(Damaged):
                field.open(row, Sealed(sealed[:length]))


@pytest.mark.django_db
def test_a_value_put_in_another_row_field_or_table_is_damage(world: World) -> None:
    person, other = create(world), create(world, "Lina Marée")
    with acting(world["referent:estuaire33"]) as actor:
        child = people.add_child(actor=actor, on=world.today, person=person, values={"given_name": "Petit Galet"})
        sealed = stored(Identity, "name_in_use", person)
        given = stored(Identity, "given_names", person)
        store(Identity, "name_in_use", other, sealed)
        store(Contact, "never", person, given)
        store(Identity, "given_names", person, sealed)
        store(Child, "given_name", person, stored(Contact, "language", person))
        with pytest.raises(Damaged):
            Identity.objects.get(person=other).name_in_use  # noqa: B018 - reading opens
        with pytest.raises(Damaged):
            Identity.objects.get(person=person).given_names  # noqa: B018
        with pytest.raises(Damaged):
            Contact.objects.get(person=person).never  # noqa: B018
        with pytest.raises(Damaged):
            Child.objects.get(pk=child.pk).given_name  # noqa: B018
        assert Identity.objects.get(person=person).name_in_use == CANARY


# The application may not change a wrap: it is written anew.
COPY = (
    "INSERT INTO vault_personkey (id, created_at, person_id, antenne_id, kind, body_id, wrapped)"
    " SELECT gen_random_uuid(), now(), {}, antenne_id, {}, body_id, wrapped FROM vault_personkey"
)


@pytest.mark.django_db
def test_the_key_of_another_person_opens_nothing(world: World) -> None:
    person, other = create(world), create(world, "Lina Marée")
    with acting(world["referent:estuaire33"]), connection.cursor() as cursor:
        # Her wraps, renamed as another's: the wrap is bound to the person.
        cursor.execute("SELECT kept.lose_keys(%s, '%%')", [person.pk])
        cursor.execute(COPY.format("%s", "kind") + " WHERE person_id = %s", [person.pk, other.pk])
        cursor.execute("SELECT kept.lose_keys(%s, '%%')", [other.pk])
    with acting(world["referent:estuaire33"]), pytest.raises(KeysetMissing):
        Identity.objects.get(person=person).name_in_use  # noqa: B018
    with acting(world["referent:estuaire33"]), pytest.raises(KeyMissing):
        Identity.objects.get(person=other).name_in_use  # noqa: B018


@pytest.mark.django_db
def test_the_private_key_does_not_pass_for_the_shared_one(world: World) -> None:
    person = create(world)
    with acting(world["referent:estuaire33"]), connection.cursor() as cursor:
        cursor.execute("SELECT kept.lose_keys(%s, 'shared')", [person.pk])
        cursor.execute(COPY.format("person_id", "'shared'") + " WHERE person_id = %s", [person.pk])
    with acting(world["referent:estuaire33"]), pytest.raises(KeysetMissing):
        Identity.objects.get(person=person).name_in_use  # noqa: B018


@pytest.mark.django_db
def test_empty_and_absent_stay_apart(world: World) -> None:
    person = create(world)
    with acting(world["referent:estuaire33"]):
        row = Identity.objects.get(person=person)
        row.civility, row.birth_place = "", "Baie des Vents"
        row.save()
        assert stored(Identity, "civility", person)
        kept = Identity.objects.get(person=person)
        assert (kept.civility, kept.birth_place, kept.name_in_use) == ("", "Baie des Vents", CANARY)
        field = Identity._meta.get_field("civility")
        row.civility = None
        assert field.pre_save(row, add=False) is None
        assert field.from_db_value(None, None, connection) is None
        # The same text twice is never the same bytes.
        assert field.seal(row, "Madame") != field.seal(row, "Madame")


@pytest.mark.django_db
def test_an_encrypted_field_is_neither_searched_nor_written_in_clear(world: World) -> None:
    person = create(world)
    with acting(world["referent:estuaire33"]):
        with pytest.raises(TypeError, match="encrypted"):
            Identity.objects.filter(name_in_use=CANARY).exists()
        with pytest.raises(TypeError, match="encrypted"):
            Identity.objects.filter(person=person).update(name_in_use="Sofia Galet")


@pytest.mark.django_db
def test_a_missing_a_swapped_or_a_damaged_keyset_is_a_sentence(world: World, own_keys: Path) -> None:
    person = create(world)
    antenne, elsewhere = world.bodies["estuaire33"].pk, world.bodies["amarres33"].pk
    own = own_keys / f"{antenne}.keyset"
    good = own.read_bytes()

    def refused(sentence: str) -> None:
        keysets.forget()
        with acting(world["referent:estuaire33"]), pytest.raises(KeysetMissing, match=sentence):
            Identity.objects.get(person=person).name_in_use  # noqa: B018

    own.unlink()
    refused("manque")
    own.write_bytes((own_keys / f"{elsewhere}.keyset").read_bytes())
    refused("ne s’ouvre pas")
    own.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    refused("ne s’ouvre pas")
    own.unlink()
    keysets.forget()
    keysets.create(antenne)
    refused("n’ouvre pas cette clé")
    own.write_bytes(good)
    root = (own_keys / "root.json").read_bytes()
    (own_keys / "root.json").unlink()
    refused("manque")
    (own_keys / "root.json").write_bytes(b"{}")
    refused("illisible")
    (own_keys / "root.json").write_bytes(root)
    keysets.forget()
    with acting(world["referent:estuaire33"]):
        assert Identity.objects.get(person=person).name_in_use == CANARY


@pytest.mark.django_db
def test_a_keyset_is_never_replaced(world: World) -> None:
    with pytest.raises(FileExistsError):
        keysets.create(world.bodies["estuaire33"].pk)


@pytest.mark.django_db(transaction=True)
def test_eight_threads_read_each_their_own(world: World) -> None:
    names = [f"Marée numéro {number}" for number in range(8)]
    rows = [create(world, name) for name in names]
    wrong: list[str] = []
    ready = threading.Barrier(8)

    def read(number: int) -> None:
        try:
            ready.wait(30)
            for _ in range(15):
                with acting(world["referent:estuaire33"]):
                    mine = Identity.objects.get(person=rows[number])
                    other = Identity.objects.get(person=rows[(number + 1) % 8])
                    found = (other.name_in_use, mine.name_in_use)
                    if found != (names[(number + 1) % 8], names[number]):
                        wrong.append(f"{number}: {found}")
        except Exception as error:
            wrong.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def write_then_read(request: HttpRequest, person: Any) -> HttpResponse:
    """A page that writes, then opens a value."""
    found = Person.objects.get(pk=person)
    people.give_accord(
        actor=request.membership,  # type: ignore[attr-defined]
        on=found.created_at.date(),
        person=found,
        kind="parcours",
        given_on=found.created_at.date(),
        language="français",
    )
    return HttpResponse(Identity.objects.get(person=found).name_in_use)


class Addresses:
    urlpatterns = [
        path("m/<uuid:membership>/essai/<uuid:person>", write_then_read),
        path("", include("rivage.doors.outside")),
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("damage", ["value", "keyset"])
def test_a_damaged_value_answers_500_in_words_and_writes_nothing(
    world: World,
    own_keys: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    damage: str,
) -> None:
    settings.ROOT_URLCONF = Addresses
    monkeypatch.setattr(policies, "allows", lambda *_: True)
    person = create(world)
    membership = world["referent:estuaire33"]
    client = Client(raise_request_exception=False)
    with login(DOORS):
        assert client.login(request=HttpRequest(), username=membership.user.email, password=PASSWORD)
    address = f"/m/{membership.pk}/essai/{person.pk}"
    assert client.get(address).content.decode() == CANARY
    with acting(membership):
        before = (Accord.objects.count(), Event.objects.count())
        sealed = stored(Identity, "name_in_use", person)
        if damage == "value":
            store(Identity, "name_in_use", person, sealed[:-1] + bytes([sealed[-1] ^ 1]))
        else:
            (own_keys / f"{membership.body_id}.keyset").unlink()
            keysets.forget()
    with caplog.at_level(logging.DEBUG):
        answer = client.get(address)
    assert answer.status_code == 500
    assert "Une donnée de ce dossier est abîmée" in answer.content.decode()
    with acting(membership):
        assert (Accord.objects.count(), Event.objects.count()) == before
    assert CANARY not in caplog.text
    assert "Mirela" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_no_name_reaches_the_logs_when_the_database_refuses(
    world: World, embedded_server: EmbeddedServer, caplog: pytest.LogCaptureFixture
) -> None:
    person = create(world)
    read_before = embedded_server.log.stat().st_size
    with acting(world["referent:estuaire33"]):
        twin = Identity.objects.get(person=person)
        twin.pk, twin.name_in_use = uuid4(), CANARY
        with caplog.at_level(logging.DEBUG), pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)
    written = embedded_server.log.read_bytes()[read_before:].decode()
    assert "duplicate key value" in written
    assert "DETAIL" not in written
    assert "STATEMENT" not in written
    assert CANARY not in written
    assert CANARY not in caplog.text
