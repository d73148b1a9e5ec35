"""H5: SQL as the application erases nobody but a few of its own people, whom a day gives back."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from psycopg.errors import InsufficientPrivilege

from rivage.core import clock
from rivage.core.perimeter import Perimeter, perimeter
from rivage.people.models import Identity
from rivage.vault import keys
from rivage.vault.models import PersonKey
from tests.attack.test_entering import alone, value
from tests.attack.test_writing import refusal, run
from tests.database import role
from tests.dossiers.path import deposited, new_person
from tests.stories import after
from tests.world import World, acting

A_DAY = 20


def erased(person: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT vault_erase(%s, '{private,shared}')", [person])
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_h5_nobody_deletes_or_marks_a_key_by_hand(world: World) -> None:
    demande = after(world, deposited)
    for who in ("lead:estuaire33", "delegate:33", "referent:estuaire33"):
        with acting(world[who]):
            for sql in (
                "DELETE FROM vault_personkey",
                "UPDATE vault_personkey SET erased_at = now()",
                "SELECT vault_delete_erased()",
            ):
                assert "permission denied" in refusal(sql), (who, sql)
    for who in ("referent:estuaire33", "delegate:33", "signatory:33"):
        with acting(world[who]):
            assert "effacement refusé" in refusal("SELECT vault_erase(%s, '{shared}')", demande.person_id), who
    with acting(world["lead:amarres33"]):
        assert erased(demande.person_id) == 0
    with acting(world["lead:estuaire33"]):
        assert PersonKey.objects.filter(person_id=demande.person_id).exists()


@pytest.mark.django_db
def test_h5_what_is_marked_opens_for_nobody_at_once(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["lead:estuaire33"]):
        assert keys.destroy(demande.person_id) == 3
        assert keys.destroy(demande.person_id) == 0
        assert not PersonKey.objects.exists()
    with acting(world["delegate:33"]):
        assert not PersonKey.objects.exists()


@pytest.mark.django_db
def test_h5_a_lead_erases_so_many_people_a_day_and_no_more(world: World) -> None:
    people = [new_person(world, "lead:estuaire33", f"Awa Corail {n}") for n in range(A_DAY + 1)]
    with acting(world["lead:estuaire33"]):
        assert [erased(person.pk) for person in people[:A_DAY]] == [2] * A_DAY
        assert "effacement refusé" in refusal("SELECT vault_erase(%s, '{private}')", people[-1].pk)
    with clock.at(clock.now() + timedelta(days=1, minutes=1)), acting(world["lead:estuaire33"]):
        assert erased(people[-1].pk) == 2


@pytest.mark.django_db(transaction=True)
def test_h5_a_job_deletes_what_was_erased_a_day_ago_and_nothing_else(world: World) -> None:
    old, young, kept = (new_person(world, "lead:estuaire33", f"Awa Corail {n}") for n in range(3))
    with clock.at(clock.now() - timedelta(hours=25)), acting(world["lead:estuaire33"]):
        erased(old.pk)
    with clock.at(clock.now() - timedelta(hours=23)), acting(world["lead:estuaire33"]):
        erased(young.pk)
    with alone("rivage_worker") as worker:
        worker.execute("SELECT vault_delete_erased()")
    with role("postgres"):
        left = set(PersonKey.objects.values_list("person_id", flat=True))
    assert left == {young.pk, kept.pk}


@pytest.mark.django_db
def test_c_no_sweep_nor_command_of_the_worker_erases_anybody(world: World) -> None:
    """Neither her keys, nor the rows that name her: the system role enters with the rows of any antenne."""
    person = new_person(world, "lead:estuaire33", "Awa Corail")
    antenne = world["lead:estuaire33"].body_id
    with perimeter(Perimeter(role="system", bodies=(antenne,))):
        assert "effacement refusé" in refusal("SELECT vault_erase(%s, '{private,shared}')", person.pk)
        for table in ("people_identity", "people_correspondence", "people_accompaniment", "people_person"):
            with suppress(ProgrammingError):
                assert run(f"DELETE FROM {table}") == 0, table
    with acting(world["lead:estuaire33"]):
        assert Identity.objects.filter(person_id=person.pk).exists()
        assert PersonKey.objects.filter(person_id=person.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_c_the_worker_s_own_connection_is_refused_too(world: World) -> None:
    person = new_person(world, "lead:estuaire33", "Awa Corail")
    with alone("rivage_worker") as worker, worker.transaction():
        worker.execute("SELECT rivage_enter_system('{}', ARRAY[%s]::uuid[])", [person.antenne_id])
        assert value(worker, "SELECT count(*) FROM people_identity") == 1
        assert worker.execute("DELETE FROM people_identity").rowcount == 0
        with pytest.raises(InsufficientPrivilege, match="effacement refusé"), worker.transaction():
            worker.execute("SELECT vault_erase(%s, '{private,shared}')", [person.pk])
