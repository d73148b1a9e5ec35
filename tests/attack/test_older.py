"""L4: SQL as the application does not put an older value of a cell back, whatever it kept of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from psycopg.errors import InsufficientPrivilege

from rivage.core.db.rules import remembering
from rivage.core.models import Replaced
from rivage.people.actions import create_person
from rivage.people.models import Contact, Identity, Person
from rivage.vault.fields import SealedField
from tests.attack.test_entering import ENTER, alone, token_of
from tests.database import role
from tests.world import World, acting

WHO = "referent:estuaire33"
BACK = "ne revient pas"
WRITE = "UPDATE people_identity SET name_in_use = %s WHERE person_id = %s"


@pytest.fixture
def person(world: World) -> Person:
    with acting(world[WHO]) as actor:
        return create_person(
            actor=actor,
            on=world.today,
            identity={"name_in_use": "Awa Corail"},
            contact={"never": "Après 18 h"},
            aps_need="yes",
        )


def run(sql: str, *values: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() if cursor.description else None


def stored(column: str, person: Person, table: str = "people_identity") -> bytes:
    return bytes(run(f"SELECT {column} FROM {table} WHERE person_id = %s", person.pk)[0])


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(IntegrityError, match=BACK), transaction.atomic():
        yield


def rename(person: Person, name: str) -> None:
    row = Identity.objects.get(person=person)
    row.name_in_use = name
    row.save()


@pytest.mark.django_db
@pytest.mark.parametrize("bytea_output", ["hex", "escape"])
def test_l4_an_older_value_is_refused_and_what_stands_is_not(world: World, person: Person, bytea_output: str) -> None:
    with acting(world[WHO]):
        older = stored("name_in_use", person)
        rename(person, "Awa Dune")
        rename(person, "Awa Corail")
        run(f"SET LOCAL bytea_output = {bytea_output}")
        now = stored("name_in_use", person)
        with refused():
            run(WRITE, older, person.pk)
        run(WRITE, now, person.pk)
        Identity.objects.get(person=person).save()
        assert stored("name_in_use", person) == now
        # Emptied, it does not come back either.
        rename(person, "")
        with refused():
            run(WRITE, now, person.pk)
        assert Identity.objects.get(person=person).name_in_use == ""


@pytest.mark.django_db
def test_l4_a_row_that_was_deleted_is_not_written_again(world: World, person: Person) -> None:
    with acting(world[WHO]):
        row = run("SELECT to_jsonb(c)::text FROM people_contact c WHERE person_id = %s", person.pk)[0]
        Contact.objects.filter(person=person).delete()
        with refused():
            run("INSERT INTO people_contact SELECT (jsonb_populate_record(NULL::people_contact, %s)).*", row)
        assert not Contact.objects.filter(person=person).exists()


@pytest.mark.django_db
def test_l4_deleted_and_written_in_one_statement_it_is_refused_too(world: World, person: Person) -> None:
    with acting(world[WHO]), refused():
        run(
            "WITH gone AS (DELETE FROM people_contact WHERE person_id = %s RETURNING *)"
            " INSERT INTO people_contact SELECT * FROM gone",
            person.pk,
        )


@pytest.mark.django_db
def test_l4_what_was_undone_was_not_replaced(world: World, person: Person) -> None:
    with acting(world[WHO]):
        before = stored("name_in_use", person)
        with transaction.atomic():
            rename(person, "Awa Dune")
            transaction.set_rollback(True)
        run(WRITE, before, person.pk)
        assert Identity.objects.get(person=person).name_in_use == "Awa Corail"


@pytest.mark.django_db(transaction=True)
def test_l4_no_login_reads_the_digests_nor_writes_under_another_isolation(world: World, person: Person) -> None:
    own = world[WHO]
    with alone() as web:
        for isolation in ("REPEATABLE READ", "SERIALIZABLE"):
            with web.transaction():
                web.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}")  # type: ignore[arg-type]
                web.execute(ENTER, [own.pk, token_of(own)])
                with pytest.raises(psycopg.IntegrityError, match=BACK), web.transaction():
                    web.execute(WRITE, [b"\x01" + bytes(90), person.pk])
        with pytest.raises(InsufficientPrivilege), web.transaction():
            web.execute("SELECT * FROM core_replaced")
        with web.transaction():
            web.execute(ENTER, [own.pk, token_of(own)])
            web.execute(WRITE, [b"\x01" + bytes(90), person.pk])
    with role("rivage_owner"):
        assert Replaced.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_l4_who_owns_the_database_puts_a_value_back(world: World, person: Person) -> None:
    with acting(world[WHO]), transaction.atomic():
        older = stored("name_in_use", person)
        rename(person, "Awa Dune")
    with role("rivage_owner"):
        run(WRITE, older, person.pk)
    with acting(world[WHO]), transaction.atomic():
        assert Identity.objects.get(person=person).name_in_use == "Awa Corail"


def test_l4_each_encrypted_column_of_the_house_is_remembered() -> None:
    held = 0
    for model in apps.get_models():
        fields = [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]
        rules = remembering(model)
        assert len(rules) == bool(fields), model
        for field in fields:
            assert f"'{field.column}'" in rules[0].sql, field
        held += len(fields)
    assert held > 40
