"""The drill: data dump, key dump and recovery file give everything back; who was erased stays erased."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as house
from django.core.management import call_command
from django.db import connection, models, transaction

from rivage.audit import sealing, verification
from rivage.config import backup
from rivage.config.server import EmbeddedServer
from rivage.core.logins import SEALER, login
from rivage.core.models import SealKey
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.refusal import Refused
from rivage.people import actions as people
from rivage.people.models import AsideKey, Contact, Exclusion, Identity, Person, Share
from rivage.people.models.aside import WrongKey
from rivage.vault import keys, keysets, recovery
from rivage.vault.errors import VaultError
from rivage.vault.fields import EncryptedField
from rivage.vault.models import PersonKey
from tests.conftest import role
from tests.world import World, acting

pytestmark = pytest.mark.django_db(transaction=True)

PHRASE = "sept phares dans la brume"
CANARIES = ("Awa Corail", "Thuy Lagon", "Sofia Galet", "Petit Galet", "Quai des Embruns")


@dataclass
class Country:
    """Three people in two antennes, one of them deposited; their keys, dumps and seals in a folder of the test."""

    world: World
    folder: Path
    people: dict[str, Person]


@pytest.fixture
def country(world: World, settings: Any, tmp_path: Path) -> Country:
    copy = tmp_path / "keys"
    copy.mkdir(mode=0o700)
    for file in Path(settings.RIVAGE_KEYS).iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    settings.RIVAGE_KEYS, settings.RIVAGE_ROOT_KEY = copy, copy / "root.json"
    settings.RIVAGE_ANCHORS = tmp_path / "anchors"
    keysets.forget()
    made = Country(world, tmp_path, {})
    for name, who in (
        ("Awa Corail", "lead:estuaire33"),
        ("Thuy Lagon", "lead:estuaire33"),
        ("Sofia Galet", "lead:estuaire75"),
    ):
        with acting(world[who]) as actor:
            person = people.create_person(
                actor=actor,
                on=world.today,
                identity={"name_in_use": name, "given_names": name, "birth": "1994", "birth_place": ""},
                contact={"never": f"Jamais {CANARIES[4]}", "phone": "00 00 00 00 00"},
                aps_need="yes",
            )
            people.add_child(actor=actor, on=world.today, person=person, values={"given_name": CANARIES[3]})
            made.people[name] = person
    deposited = made.people["Awa Corail"]
    with acting(world["lead:estuaire33"]) as actor:
        keys.open_to(deposited.pk, deposited.antenne_id, world.bodies["pref33"].pk)
        people.open_file(actor=actor, on=world.today, person=deposited, holder="delegate:33", opening="deposit")
        people.exclude(actor=actor, on=world.today, person=deposited, holder=feared(world))
    sealing.seal()
    return made


def feared(world: World) -> str:
    return f"user:{world['secretary:33'].user_id}"


def encrypted_models() -> list[tuple[type[models.Model], list[str]]]:
    found = [
        (model, [field.attname for field in model._meta.get_fields() if isinstance(field, EncryptedField)])
        for model in apps.get_models()
    ]
    return [(model, names) for model, names in found if names]


def everything(country: Country) -> dict[tuple[str, str, str], str | None]:
    """Every encrypted value of the database in clear, by (table, id, field), read by the antennes that own them."""
    found = {}
    for antenne in {person.antenne_id for person in country.people.values()}:
        with perimeter(Perimeter(role="lead", bodies=(antenne,), keys=(antenne,))), transaction.atomic():
            for model, names in encrypted_models():
                for row in model.objects.filter(antenne_id=antenne):
                    for name in names:
                        found[model._meta.db_table, str(row.pk), name] = getattr(row, name)
    return found


@pytest.fixture
def restored_name(embedded_server: EmbeddedServer) -> Iterator[str]:
    name = f"{connection.settings_dict['NAME']}_drill"
    embedded_server.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', database="postgres")
    embedded_server.psql(f'CREATE DATABASE "{name}" OWNER rivage_owner', database="postgres")
    yield name
    embedded_server.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', database="postgres")


@contextmanager
def elsewhere(name: str) -> Iterator[None]:
    """Work on the restored database."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def dump(server: EmbeddedServer, folder: Path) -> Path:
    folder.mkdir()
    name = str(connection.settings_dict["NAME"])
    backup.dump(server.settings_for("backup", name), backup.embedded_binaries(house.STATE), folder)
    return folder


def migrated(name: str) -> None:
    """A dump holds neither the key of the seal of contexts, which `rivage migrate` draws, nor that of the digests of
    whom people set aside, which comes from the key files.
    """
    with role("rivage_owner", database=name):
        SealKey.draw()
        assert AsideKey.install()


def restore(server: EmbeddedServer, name: str, folder: Path) -> None:
    backup.restore(server.settings_for("postgres", name), backup.embedded_binaries(house.STATE), folder)


def test_the_drill_gives_back_every_field_and_a_verified_trace(
    country: Country, settings: Any, embedded_server: EmbeddedServer, restored_name: str
) -> None:
    before = everything(country)
    assert set(CANARIES[:4]) <= set(before.values())
    sealing.seal()
    with login(SEALER), transaction.atomic():
        events = verification.verify().events
    dumps = dump(embedded_server, country.folder / "dumps")
    recovery.backup(country.folder / "away.rivage", PHRASE)

    fresh = country.folder / "new-keys"
    settings.RIVAGE_KEYS, settings.RIVAGE_ROOT_KEY = fresh, fresh / "root.json"
    keysets.forget()
    restore(embedded_server, restored_name, dumps)
    with pytest.raises(WrongKey):
        migrated(restored_name)
    with elsewhere(restored_name):
        recovery.restore(country.folder / "away.rivage", PHRASE)
    migrated(restored_name)
    with elsewhere(restored_name):
        assert everything(country) == before
        report = verification.verify()
        assert report.faults == []
        assert report.events == events > 0
        # The walls came back too: nobody outside sees anything, nor whom she set aside.
        with acting(country.world["delegate:33"]):
            assert Person.objects.exists()
        with acting(country.world["secretary:33"]):
            assert not Person.objects.exists()
        with acting(country.world["referent:amarres33"]):
            assert not Person.objects.exists()
            assert not PersonKey.objects.exists()


def test_no_dump_holds_a_word_about_anyone(country: Country, embedded_server: EmbeddedServer) -> None:
    folder = dump(embedded_server, country.folder / "dumps")
    name = str(connection.settings_dict["NAME"])
    plain = country.folder / "plain.sql"
    backup.run_tool(
        embedded_server.settings_for("backup", name), backup.embedded_binaries(house.STATE), "pg_dump", ["-f", plain]
    )
    text = plain.read_bytes()
    assert country.people["Awa Corail"].reference.encode() in text
    for file in (plain, *folder.iterdir()):
        for canary in (*CANARIES, "00 00 00 00 00", feared(country.world)):
            assert canary.encode() not in file.read_bytes(), (file.name, canary)
            assert canary.encode().hex().encode() not in file.read_bytes(), (file.name, canary)
    with role("postgres"):
        key = AsideKey.objects.get()
    assert not [one for one in folder.iterdir() if bytes(key.inside) in one.read_bytes()]
    assert bytes(key.inside).hex().encode() in text, "the whole base in clear holds it, the dumps of `backup` do not"
    assert all(canary.encode() not in embedded_server.log.read_bytes() for canary in CANARIES)


def test_the_data_dump_alone_opens_nothing(
    country: Country, embedded_server: EmbeddedServer, restored_name: str
) -> None:
    folder = dump(embedded_server, country.folder / "dumps")
    entry = embedded_server.settings_for("postgres", restored_name)
    binaries = backup.embedded_binaries(house.STATE)
    backup.run_tool(entry, binaries, "pg_restore", ["--exit-on-error", "-d", restored_name, folder / backup.DATA])
    with elsewhere(restored_name), role("postgres"):
        assert PersonKey.objects.count() == 0
        assert Identity.objects.count() == 3
    migrated(restored_name)
    with elsewhere(restored_name), pytest.raises(VaultError):
        everything(country)


def test_who_was_erased_stays_erased_after_an_older_backup(
    country: Country, embedded_server: EmbeddedServer, restored_name: str
) -> None:
    before = everything(country)
    older = dump(embedded_server, country.folder / "older")
    gone = country.people["Thuy Lagon"]
    with acting(country.world["lead:estuaire33"]) as lead:
        people.erase_person(actor=lead, on=country.world.today, person=gone)
    sealing.seal()
    assert "Thuy Lagon" not in everything(country).values()
    restore(embedded_server, restored_name, older)
    migrated(restored_name)
    with elsewhere(restored_name):
        assert everything(country) == before
        with role("rivage_owner"):
            call_command("keys", "replay")
        after = everything(country)
        assert "Thuy Lagon" not in after.values()
        assert {"Awa Corail", "Sofia Galet"} <= set(after.values())
        assert set(after.items()) < set(before.items())
        with acting(country.world["lead:estuaire33"]) as lead:
            assert not PersonKey.objects.filter(person_id=gone.pk).exists()
            assert not Person.objects.visible_to(lead).filter(pk=gone.pk).exists()
        # The seals kept outside are younger than the backup: it shows.
        assert any("La fin de la trace manque" in fault for fault in verification.verify().faults)
        with role("rivage_owner"):
            call_command("keys", "replay")
        assert everything(country) == after


def test_only_her_own_lead_erases_and_not_while_the_file_is_open_elsewhere(country: Country) -> None:
    gone, deposited = country.people["Thuy Lagon"], country.people["Awa Corail"]
    for who, person, words in (
        ("lead:estuaire75", gone, "responsable de l’antenne"),
        ("referent:estuaire33", gone, "responsable de l’antenne"),
        ("delegate:33", deposited, "responsable de l’antenne"),
        ("lead:estuaire33", deposited, "ouvert à un autre service"),
    ):
        with acting(country.world[who]) as actor, pytest.raises(Refused, match=words):
            people.erase_person(actor=actor, on=country.world.today, person=person)
    assert {"Thuy Lagon", "Awa Corail"} <= set(everything(country).values())
    assert not (country.folder / "anchors" / "erasures").exists()


def test_once_deposited_only_what_the_antenne_alone_holds_goes(country: Country) -> None:
    deposited = country.people["Awa Corail"]
    with acting(country.world["lead:estuaire33"]) as lead:
        people.close(actor=lead, on=country.world.today, shares=Share.objects.filter(person=deposited))
        people.erase_person(actor=lead, on=country.world.today, person=deposited)
        kinds = PersonKey.objects.filter(person_id=deposited.pk).values_list("kind", flat=True)
        assert set(kinds) == {"shared"}
        assert not Contact.objects.filter(person=deposited).exists()
        assert not Exclusion.objects.filter(person=deposited).exists()
        assert Exclusion.closing([deposited.pk], [feared(country.world)]), "what the State keeps stays closed to him"
        assert Identity.objects.get(person=deposited).called == "Awa Corail"
    assert (country.folder / "anchors" / "erasures").read_text().endswith(" private\n")


def test_the_keys_of_the_state_alone_open_nothing_that_was_not_deposited(country: Country, settings: Any) -> None:
    state = country.folder / "state-keys"
    state.mkdir(mode=0o700)
    prefectures = [body.pk for name, body in country.world.bodies.items() if name.startswith("pref")]
    for name in ("root.json", "seal.keyset", *(f"{body}.keyset" for body in prefectures)):
        (state / name).write_bytes((Path(settings.RIVAGE_KEYS) / name).read_bytes())
    settings.RIVAGE_KEYS, settings.RIVAGE_ROOT_KEY = state, state / "root.json"
    keysets.forget()
    # Whoever holds the whole database and these keys: every row, every wrap, every body's name tried.
    opened, tried = set(), 0
    with role("postgres"), transaction.atomic():
        for row in PersonKey.objects.all():
            for body in {row.body_id, *prefectures}:
                tried += 1
                try:
                    keysets.unwrap(body, row.wrapped, f"person:{row.person_id}:{row.kind}")
                except VaultError:
                    continue
                opened.add((row.person_id, row.kind))
        assert opened == {(country.people["Awa Corail"].pk, "shared")}
        assert tried >= 7 * len(prefectures)
        with perimeter(Perimeter(role="delegate", keys=tuple(prefectures))):
            readable = set()
            for model, names in encrypted_models():
                for row in model.objects.all():
                    for name in names:
                        try:
                            getattr(row, name)
                        except VaultError:
                            continue
                        readable.add((row.person_id, getattr(model, "KEY", "shared")))
    assert readable == {(country.people["Awa Corail"].pk, "shared")}
