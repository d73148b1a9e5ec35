"""M3, M4: what stood in clear is carried by the migrations that encrypt it, and the plain columns are gone."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from rivage.config.server import EmbeddedServer
from rivage.core.db import emitter
from rivage.decisions.models import Decision, Notification
from rivage.dossiers.models import Parcours
from rivage.people import actions as people
from rivage.people.models import Accord, Exclusion, Person
from rivage.vault.errors import KeyMissing
from tests.database import AS_REPLICA, role
from tests.decisions.path import GRANT, opined, signed, told
from tests.dossiers.path import new_person
from tests.vault.test_drill import elsewhere
from tests.world import World, acting

pytestmark = pytest.mark.django_db(transaction=True)

WHO, FEARED = "referent:estuaire33", "secretary:33"
BEFORE = (
    ("decisions", "0012_find_what_an_antenne_decided"),
    ("dossiers", "0015_find_what_an_antenne_holds"),
    ("people", "0010_find_whom_nobody_told"),
)
Plain = dict[str, dict[str, str]]


@pytest.fixture
def copied(embedded_server: EmbeddedServer) -> Iterator[str]:
    """The name of a database to be made of this one."""
    name = f"{connection.settings_dict['NAME']}_before"
    embedded_server.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', database="postgres")
    yield name
    embedded_server.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', database="postgres")


def as_before(server: EmbeddedServer, name: str, plain: Plain, keyless: Person) -> None:
    """A copy of the database as it was before: each of these columns has its value in clear, in every row of its
    table; one person was erased since.
    """
    made_of = connection.settings_dict["NAME"]
    connection.close()
    server.psql(f'CREATE DATABASE "{name}" OWNER rivage_owner TEMPLATE "{made_of}"', database="postgres")
    with role("postgres", AS_REPLICA, database=name), connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_personkey WHERE person_id = %s", [keyless.pk])
        for table in plain:
            cursor.execute(f"CREATE TABLE held_{table} AS TABLE {table}; DELETE FROM {table}")
        cursor.execute("DELETE FROM people_aside")
    with role("rivage_owner", database=name):
        for app, migration in BEFORE:
            call_command("migrate", app, migration, interactive=False, verbosity=0)
    with role("postgres", AS_REPLICA, database=name), connection.cursor() as cursor:
        for table, values in plain.items():
            kept = ", ".join(f'"{column}"' for column in columns(table) & columns(f"held_{table}") - values.keys())
            marks = ", ".join("%s" for _ in values)
            cursor.execute(
                f"INSERT INTO {table} ({kept}, {', '.join(values)}) SELECT {kept}, {marks} FROM held_{table}",
                list(values.values()),
            )
            assert cursor.rowcount, table
            cursor.execute(f"DROP TABLE held_{table}")


def columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [table],
        )
        return {name for (name,) in cursor.fetchall()}


def test_m3_m4_what_was_in_clear_is_carried_and_closes_as_before(
    world: World, embedded_server: EmbeddedServer, copied: str
) -> None:
    decision = signed(world, opined(world), **GRANT)
    told(world, decision, WHO, "person", "by_hand")
    gone = new_person(world, name="Thuy Lagon")
    with acting(world[WHO]) as actor:
        people.exclude(actor=actor, on=world.today, person=decision.person, holder=f"member:{uuid4()}")
        people.give_accord(
            actor=actor, on=world.today, person=gone, kind="parcours", given_on=world.today, language="arabe"
        )
    named = f"user:{world[FEARED].user_id}"
    plain = {
        "people_exclusion": {"holder": named},
        "people_accord": {"language": "edo", "interpreter": ""},
        "decisions_notification": {"language": "pidgin", "interpreter": "par téléphone"},
        "decisions_decision": {"court": "TA inventé, n° 1"},
        "dossiers_parcours": {"months_before_source": "décision de la Creuse"},
    }
    as_before(embedded_server, copied, plain, gone)
    with role("rivage_owner", database=copied):
        call_command("prepare_database", verbosity=0)
        assert emitter.apply() == []
        assert not [table for table in plain if {f"{one}_plain" for one in (*plain[table], "")} & columns(table)]
        assert "plain" not in columns("people_exclusion")
    with elsewhere(copied):
        with acting(world[WHO]):
            assert Exclusion.objects.get(person=decision.person_id).holder == named
            word = Accord.objects.filter(person=decision.person_id).first()
            assert word
            assert (word.language, word.interpreter) == ("edo", "")
            with pytest.raises(KeyMissing):
                Accord.objects.get(person=gone).language  # noqa: B018
        with acting(world["delegate:33"]), transaction.atomic():
            assert Person.objects.filter(pk=decision.person_id).exists()
            row = Notification.objects.get(decision=decision)
            assert (row.language, row.interpreter) == ("pidgin", "par téléphone")
            assert Decision.objects.get(pk=decision.pk).court == "TA inventé, n° 1"
            assert Parcours.objects.get(person=decision.person_id).months_before_source == "décision de la Creuse"
        with acting(world[FEARED]):
            assert not Person.objects.filter(pk=decision.person_id).exists()
